// Knowledge tables from hostile bytes. The first byte picks the table that the rest replaces; what loads must
// be usable: every index inside its table, every place of a frame well formed, matches inside the text.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <demarche/base/utf8.hpp>
#include <demarche/knowledge/knowledge.hpp>

namespace {

using namespace demarche;
using namespace demarche::knowledge;

void check(bool holds) {
  if (!holds) std::abort();
}

std::string acts_table() {
  std::string text = "act\tcameo\tplover\tgoldstein\n";
  for (std::size_t i = 0; i < kActCount; ++i) {
    text += std::string(name_of(static_cast<Act>(i))) + "\t040\tCONSULT\t1.0\n";
  }
  return text;
}

std::string act_spans_table() {
  std::string text = "act\tnature\ttold\tagain\n";
  for (std::size_t i = 0; i < kActCount; ++i)
    text += std::string(name_of(static_cast<Act>(i))) + "\tdeed\t7\t0\n";
  return text;
}

std::string coder_classes() {
  std::string text;
  for (std::size_t i = 0; i < kCoderClassCount; ++i)
    text += std::string(name_of(static_cast<CoderClass>(i))) + "\tword\n";
  return text;
}

std::vector<TableText> tables() {
  return {{"act_links.tsv", "act\tother\tbond\nmeet\tresume\tsame\n"},
          {"act_words.tsv", "class\ttone\twords\nban\tbad\tprohibit;call off\n"},
          {"act_spans.tsv", act_spans_table()},
          {"acts.tsv", acts_table()},
          {"classes.tsv", "class\twords\nmeasure\ttariff;duty\n" + coder_classes()},
          {"currencies.tsv", "code\tname\twords\tsymbols\nUSD\tUS Dollar\tdollar\t$\n"},
          {"frames.tsv",
           "act\ttrigger\tneeds\tactor\ttarget\tflags\nimpose\timpose/V\tobj:@measure\t\ton\tweak\n"},
          {"goods.tsv", "good\tissue\twords\nsteel\tmetals\tsteel\n"},
          {"institutions.tsv", "party\trole\tkind\tname\tnames\nUSA\tGOV\tministry\tState Department\t\n"},
          {"issues.tsv", "issue\twords\nmetals\tsteel\n"},
          {"measure_kinds.tsv", "issue\tthreat\nmetals\tyes\n"},
          {"measure_steps.tsv",
           "act\tmodality\tdate\twords\tstep\nimpose\tactual\tany\t=tariffs;hik\tin-force\n"},
          {"outlets.tsv", "name\tnames\tcountry\tfamily\tstate\tkind\nXinhua\t\tUSA\t\tno\twire\n"},
          {"parties.tsv",
           "code\tkind\trole\tname\tnames\tadjectives\tpeople\tmetonyms\n"
           "USA\tstate\tGOV\tUnited States\tUS^\tAmerican\tAmericans\tWashington\n"},
          {"people/p.tsv", "name\tnames\tparty\trole\toffice\tfrom\tto\nA B\t~B\tUSA\tGOV\tking\t2017\t\n"},
          {"plover_roots.tsv", "root\talso\tcameo\nCONSULT\t\t04\n"},
          {"role_nouns.tsv", "words\trole\tkind\nofficial\tGOV\tperson\n"},
          {"short_names.tsv", "word\tparties\n"},
          {"stop_phrases.tsv", "phrase\nSouth Sea\n"}};
}

// The bytes below the header of the table; a first byte of 128 and more replaces the header too.
void replace(TableText& table, bool header_too, std::string_view bytes) {
  if (header_too) {
    table.text = bytes;
  } else {
    table.text = table.text.substr(0, table.text.find('\n') + 1) + std::string(bytes);
    // Without the classes that the coder names nothing would load.
    if (table.path == "classes.tsv") table.text += '\n' + coder_classes();
  }
}

void check_names(const Knowledge& k) {
  for (const Name& n : k.all_names()) {
    switch (n.kind) {
      case NameKind::Party:
      case NameKind::Adjective:
      case NameKind::People:
      case NameKind::Metonym:
        check(n.index < k.parties().size());
        break;
      case NameKind::Institution:
        check(n.index < k.institutions().size());
        break;
      case NameKind::Person:
      case NameKind::Surname:
        check(n.index < k.people().size());
        break;
      case NameKind::Outlet:
        check(n.index < k.outlets().size());
        break;
      case NameKind::Stop:
        break;
    }
  }
  for (const Person& p : k.people()) {
    check(!p.offices.empty() && p.office_at(std::nullopt).office != nullptr);
    check(p.office_at(Day(17000)).office != nullptr);
  }
}

void check_frames(const FrameSet& frames) {
  for (const Frame& f : frames.all()) {
    check(!f.lemmas.empty() && !f.actor.empty() && f.line > 0 && !f.id.empty());
    for (const std::string& lemma : f.lemmas) {
      check(!frames.of(lemma).empty());
      for (const std::uint32_t index : frames.of(lemma)) check(index < frames.all().size());
    }
    for (const Need& need : f.needs) {
      check(!need.alternatives.empty());
      for (const Condition& c : need.alternatives) {
        check((c.place.kind == PlaceKind::Preposition) == !c.place.preposition.empty());
      }
    }
  }
}

// The bytes also serve as running text: matches must lie inside it and begin and end on atoms.
void check_matches(const PhraseIndex& index, std::size_t values, std::string_view bytes) {
  std::vector<AtomId> atoms;
  for (std::size_t begin = 0; begin <= bytes.size();) {
    const std::size_t end = std::min(bytes.find_first_of(" \t\n;", begin), bytes.size());
    atoms.push_back(index.atom(utf8::lower(bytes.substr(begin, end - begin))));
    begin = end + 1;
  }
  for (std::size_t at = 0; at < atoms.size(); ++at) {
    const auto match = index.longest(atoms, at);
    if (!match) continue;
    check(match->length > 0 && at + match->length <= atoms.size() && !match->values.empty());
    check(atoms[at] > kJoiningAtom && atoms[at + match->length - 1] > kJoiningAtom);
    for (const std::uint32_t v : match->values) check(v < values);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<TableText> set = tables();
  replace(set[data[0] % 128U % set.size()], data[0] >= 128, bytes);
  const auto k = Knowledge::parse(std::move(set), "data");
  if (!k) {
    check(k.error().where.starts_with("data/") && !k.error().what.empty());
    return 0;
  }
  check_names(*k);
  check_frames(k->frames());
  check_matches(k->names(), k->all_names().size(), bytes);
  check_matches(k->issue_index(), k->issues().size(), bytes);
  check_matches(k->goods_index(), k->goods().size(), bytes);
  return 0;
}
