// A small, valid set of tables in memory, to be broken one cell at a time.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>

namespace demarche::knowledge::testing {

inline std::string acts_table() {
  std::string text = "act\tcameo\tplover\tgoldstein\n";
  for (std::size_t i = 0; i < kActCount; ++i) {
    text += std::string(name_of(static_cast<Act>(i))) + "\t040\tCONSULT\t1.0\n";
  }
  return text;
}

inline std::string act_spans_table() {
  std::string text = "act\tnature\ttold\tagain\n";
  for (std::size_t i = 0; i < kActCount; ++i)
    text += std::string(name_of(static_cast<Act>(i))) + "\tdeed\t7\t0\n";
  return text;
}

// One row for each class that the coder names, of words that say nothing.
inline std::string coder_classes() {
  std::string text;
  for (std::size_t i = 0; i < kCoderClassCount; ++i) {
    const std::string name(name_of(static_cast<CoderClass>(i)));
    text += name + "\tword;" + name + "\n";
  }
  return text;
}

inline std::vector<TableText> small_tables() {
  return {
      {"act_words.tsv", "class\ttone\twords\nban\tbad\tprohibit;call off\n"},
      {"act_links.tsv", "act\tother\tbond\nmeet\tresume\tsame\n"},
      {"act_spans.tsv", act_spans_table()},
      {"acts.tsv", acts_table()},
      {"brief_weights.tsv",
       "number\tcase\tweight\nconsequence\tactual\t1\nconsequence\tplanned\t0.8\nconsequence\tpossible\t0.4\n"
       "consequence\tdenied\t0.3\nconsequence\tvague\t0.6\nnovelty\tnew\t1\nnovelty\trepeats\t0.1\n"
       "novelty\tamends\t0.7\nnovelty\tconfirms\t0.4\nnovelty\tdenies\t0.9\nnovelty\twithdraws\t0.9\n"
       "novelty\tpast\t0.2\nnovelty\tpast-days\t60\nsourcing\tsource\t0.5\n"},
      {"classes.tsv", "class\twords\nmeasure\ttariff;duty\n" + coder_classes()},
      {"currencies.tsv", "code\tname\twords\tsymbols\nUSD\tUS Dollar\tdollar;dollars\t$;US$\n"},
      {"frames.tsv",
       "act\ttrigger\tneeds\tactor\ttarget\tflags\nimpose\timpose|slap/V\tobj:@measure\tsubj\ton\t\n"},
      {"goods.tsv", "good\tissue\twords\nsteel\tmetals\tsteel;stainless steel\n"},
      {"institutions.tsv",
       "party\trole\tkind\tname\tnames\nUSA\tGOV\tministry\tState Department\tState Dept.\n"},
      {"issues.tsv", "issue\twords\nmetals\tsteel;excess capacity\ntariffs\ttariff\n"},
      {"measure_kinds.tsv", "issue\tthreat\ntariffs\tyes\n"},
      {"measure_steps.tsv",
       "act\tmodality\tdate\twords\tstep\nimpose\tactual\tany\t=tariffs;hik\tin-force\n"},
      {"outlets.tsv", "name\tnames\tcountry\tfamily\tstate\tkind\nXinhua\t\tCHN\txinhua\tyes\twire\n"},
      {"parties.tsv",
       "code\tkind\trole\tname\tnames\tadjectives\tpeople\tmetonyms\n"
       "USA\tstate\tGOV\tUnited States\tUS^;U.S.^\tAmerican\tAmericans\tWashington\n"
       "CHN\tstate\tGOV\tChina\tPeople's Republic of China\tChinese\t\tBeijing\n"
       "TWN\tstate\tGOV\tTaiwan\tTaiwan, China\tTaiwanese\t\tTaipei\n"
       "ZZZ\tbody\tORG\tMercosur\t\t\t\t\n"
       "ZZZ\tbody\tORG\tFive Eyes\t\t\t\t\n"},
      {"people/east.tsv",
       "name\tnames\tparty\trole\toffice\tfrom\tto\n"
       "Liu He\t~Liu\tCHN\tGOV\tvice premier\t2018-03\t2023-03-12\n"},
      {"people/west.tsv",
       "name\tnames\tparty\trole\toffice\tfrom\tto\n"
       "Ann Example\tAnnie Example\tUSA\tGOV\tsecretary of trade\t2017\t2018\n"
       "Ann Example\t\tUSA\tLEG\tsenator\t2020-02\t\n"},
      {"plover_roots.tsv", "root\talso\tcameo\nCONSULT\t\t04\nCONCEDE\tYIELD\t08\n"},
      {"role_nouns.tsv", "words\trole\tkind\nofficial;trade official\tGOV\tperson\n"},
      {"short_names.tsv", "word\tparties\nbloc\tMercosur\nMainland^\tCHN\n"},
      {"stop_phrases.tsv", "phrase\nSouth China Sea\n"},
  };
}

inline std::string& text_of(std::vector<TableText>& tables, std::string_view path) {
  return std::find_if(tables.begin(), tables.end(), [&](const TableText& t) { return t.path == path; })->text;
}

// The message of the load with one table replaced; "" when it loads.
inline std::string message_with(std::string_view path, std::string text) {
  std::vector<TableText> tables = small_tables();
  text_of(tables, path) = std::move(text);
  const auto loaded = Knowledge::parse(std::move(tables), "data");
  return loaded ? std::string() : loaded.error().message();
}

// Looks up text cut at blanks, as tokens of a sentence.
inline std::vector<AtomId> atoms_in(const PhraseIndex& index, const std::vector<std::string>& tokens) {
  std::vector<AtomId> atoms;
  for (const std::string& t : tokens) atoms.push_back(index.atom(t));
  return atoms;
}

}  // namespace demarche::knowledge::testing
