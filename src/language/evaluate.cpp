#include <demarche/language/evaluate.hpp>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>

#include <demarche/language/conllu.hpp>
#include <demarche/language/iob2.hpp>

#include "chain_parts.hpp"
#include "conll18.hpp"
#include "degrade.hpp"
#include "gold_text.hpp"

namespace demarche::language {
namespace {

ScoredText scored(const Treebank& bank, DocumentSpan document) {
  ScoredText text;
  for (std::size_t i = document.first; i < document.last; ++i) {
    const TreeSentence& sentence = bank.sentences[i];
    const std::size_t sentence_begin = text.characters.size();
    const auto first = static_cast<std::int64_t>(text.words.size());
    std::span<const TreeMultiword> multiwords = bank.multiwords_of(sentence);
    for (std::uint32_t w = sentence.first; w < sentence.last;) {
      const bool multiword = !multiwords.empty() && multiwords.front().first == w;
      const std::uint32_t last = multiword ? multiwords.front().last : w + 1;
      const auto [begin, end] =
          append_characters(text, multiword ? multiwords.front().form : bank.words[w].form);
      if (multiword) multiwords = multiwords.subspan(1);
      for (; w < last; ++w) {
        const TreeWord& word = bank.words[w];
        text.words.push_back({word.form, word.lemma, word.upos, word.xpos, word.deprel,
                              word.head < 0 ? -1 : first + word.head, begin, end, multiword});
      }
    }
    text.sentences.emplace_back(sentence_begin, text.characters.size());
  }
  return text;
}

// `first_word` is added to the heads, and sentence spans are those of the texts in turn.
void append_scored(ScoredText& scored, const Text& text) {
  const auto first = static_cast<std::int64_t>(scored.words.size());
  for (const Sentence& sentence : text.sentences) {
    const std::size_t sentence_begin = scored.characters.size();
    for (const Token& token : text.tokens_of(sentence)) {
      const auto [begin, end] = append_characters(scored, token.form);
      scored.words.push_back({token.form, token.lemma, token.upos, token.xpos, token.deprel,
                              token.head == kNoHead ? -1 : first + token.head, begin, end, false});
    }
    scored.sentences.emplace_back(sentence_begin, scored.characters.size());
  }
}

// Predicts everything but the words and sentences.
std::vector<Text> reanalyse(const ChainParts& parts, const Treebank& bank, DocumentSpan document,
                            ChainScratch& scratch) {
  std::vector<Text> texts;
  texts.reserve(document.last - document.first);
  for (std::size_t i = document.first; i < document.last; ++i) {
    texts.push_back(gold_text(bank, bank.sentences[i]));
    Text& text = texts.back();
    parts.tag(text, text.sentences.front(), scratch);
    ChainParts::queue(text, text.sentences.front(), scratch);
    parts.parse(text, scratch);
    parts.name(text, text.sentences.front(), scratch);
  }
  return texts;
}

// Gold words: alignment is trivial, multiword tokens are left aside.
TreeScores score_gold_words(const ChainParts& parts, const Treebank& bank, DocumentSpan document,
                            ChainScratch& scratch) {
  Treebank plain;
  for (std::size_t i = document.first; i < document.last; ++i) plain.add(bank, bank.sentences[i]);
  plain.multiwords.clear();
  for (TreeSentence& s : plain.sentences) s.first_multiword = s.last_multiword = 0;
  const DocumentSpan all{0, plain.sentences.size()};
  const std::vector<Text> texts = reanalyse(parts, plain, all, scratch);
  ScoredText system;
  for (const Text& text : texts) append_scored(system, text);
  return score_text(scored(plain, all), system);
}

TreeScores score_raw(const ChainParts& parts, const Treebank& bank, DocumentSpan document,
                     ChainScratch& scratch) {
  const RawText raw = raw_text(bank, document.first, document.last);
  const Text text = parts.analyse(raw.text, Genre::Body, scratch);
  ScoredText system;
  append_scored(system, text);
  return score_text(scored(bank, document), system);
}

bool is_press(std::string_view genre) {
  return genre == "news" || genre == "interview" || genre == "speech" || genre == "weblog" ||
         genre == "newsgroup";
}

class TreeTable {
 public:
  using Part = TreeScores TreeRow::*;
  explicit TreeTable(std::string file) : file_(std::move(file)) {}

  void add(std::string_view genre, Part part, const TreeScores& scores) {
    row("").*part += scores;
    if (genre.empty()) return;
    row(fmt::format("/{}", genre)).*part += scores;
    if (is_press(genre)) row("/press").*part += scores;
  }
  void move_to(std::vector<TreeRow>& rows) {
    for (auto& [name, row] : rows_) rows.push_back(std::move(row));
  }

 private:
  TreeRow& row(const std::string& suffix) {
    TreeRow& row = rows_[suffix];
    row.name = file_ + suffix;
    return row;
  }
  std::string file_;
  std::map<std::string, TreeRow> rows_;
};

void evaluate_treebank(const ChainParts& parts, const Treebank& bank, TreeTable& table) {
  ChainScratch scratch;
  const auto genre_at = [](const Treebank& b, DocumentSpan d) {
    return genre_of_document(b.sentences[d.first].document);
  };
  for (const DocumentSpan document : documents_of(bank)) {
    table.add(genre_at(bank, document), &TreeRow::gold_words,
              score_gold_words(parts, bank, document, scratch));
    table.add(genre_at(bank, document), &TreeRow::raw, score_raw(parts, bank, document, scratch));
  }
  const Treebank careless = degrade(bank, {true, true, true});
  for (const DocumentSpan document : documents_of(careless)) {
    table.add(genre_at(careless, document), &TreeRow::careless,
              score_gold_words(parts, careless, document, scratch));
  }
}

std::size_t count_matches(std::span<const Entity> gold, std::span<const Entity> found,
                          const EntityKind* kind) {
  std::size_t matches = 0;
  for (const Entity& f : found) {
    if (kind != nullptr && f.kind != *kind) continue;
    matches += static_cast<std::size_t>(std::count_if(gold.begin(), gold.end(), [&](const Entity& g) {
      return g.first == f.first && g.last == f.last && g.kind == f.kind;
    }));
  }
  return matches;
}

Score score_entities(std::span<const Entity> gold, std::span<const Entity> found, const EntityKind* kind) {
  const auto counts = [&](const Entity& e) { return kind == nullptr || e.kind == *kind; };
  Score score;
  score.gold = static_cast<std::size_t>(std::count_if(gold.begin(), gold.end(), counts));
  score.system = static_cast<std::size_t>(std::count_if(found.begin(), found.end(), counts));
  score.correct = count_matches(gold, found, kind);
  return score;
}

// The words of an entity file as a treebank without annotation, so that they can go through the chain.
Treebank as_treebank(const EntityBank& bank) {
  Treebank words;
  for (const EntitySentence& sentence : bank.sentences) {
    TreeSentence s;
    s.first = static_cast<std::uint32_t>(words.words.size());
    for (const std::string_view form : bank.forms_of(sentence)) {
      TreeWord word;
      word.form = form;
      words.words.push_back(word);
    }
    s.last = static_cast<std::uint32_t>(words.words.size());
    words.sentences.push_back(s);
  }
  return words;
}

EntityRow evaluate_entities(const ChainParts& parts, const EntityBank& bank, std::string name) {
  EntityRow row;
  row.name = std::move(name);
  ChainScratch scratch;
  const Treebank words = as_treebank(bank);
  const std::vector<Text> texts = reanalyse(parts, words, {0, words.sentences.size()}, scratch);
  constexpr EntityKind kKinds[] = {EntityKind::Person, EntityKind::Organisation, EntityKind::Place};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& gold = bank.sentences[i].entities;
    const auto& found = texts[i].entities;
    row.all += score_entities(gold, found, nullptr);
    row.person += score_entities(gold, found, &kKinds[0]);
    row.organisation += score_entities(gold, found, &kKinds[1]);
    row.place += score_entities(gold, found, &kKinds[2]);
  }
  return row;
}

std::string scores_line(std::string_view name, std::string_view mode, const TreeScores& s) {
  return fmt::format("{:34} {:9} {:7} {:6.2f} {:6.2f} {:6.2f} {:6.2f} {:6.2f} {:6.2f} {:6.2f}\n", name, mode,
                     s.words.gold, s.words.f1(), s.sentences.f1(), s.upos.f1(), s.xpos.f1(), s.lemmas.f1(),
                     s.uas.f1(), s.las.f1());
}

}  // namespace

Score& Score::operator+=(const Score& other) {
  gold += other.gold;
  system += other.system;
  correct += other.correct;
  return *this;
}

TreeScores& TreeScores::operator+=(const TreeScores& other) {
  words += other.words;
  sentences += other.sentences;
  upos += other.upos;
  xpos += other.xpos;
  lemmas += other.lemmas;
  uas += other.uas;
  las += other.las;
  return *this;
}

Result<EvaluationReport> evaluate(const EvaluationOptions& options) {
  const auto parts = ChainParts::load(options.models);
  if (!parts) return tl::unexpected(parts.error());
  EvaluationReport report;
  for (const auto& path : options.treebanks) {
    const auto bank = read_conllu(path);
    if (!bank) return tl::unexpected(bank.error());
    TreeTable table(path.stem().string());
    evaluate_treebank(*parts, *bank, table);
    table.move_to(report.trees);
  }
  for (const auto& path : options.entities) {
    const auto bank = read_iob2(path);
    if (!bank) return tl::unexpected(bank.error());
    report.entities.push_back(evaluate_entities(*parts, *bank, path.stem().string()));
  }
  return report;
}

std::string to_text(const EvaluationReport& report) {
  std::string out;
  if (!report.trees.empty()) {
    out += fmt::format("{:34} {:9} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}\n", "F1, percent", "",
                       "words", "words", "sents", "UPOS", "XPOS", "lemmas", "UAS", "LAS");
  }
  for (const TreeRow& row : report.trees) {
    out += scores_line(row.name, "gold", row.gold_words);
    out += scores_line(row.name, "raw", row.raw);
    out += scores_line(row.name, "careless", row.careless);
  }
  for (const EntityRow& row : report.entities) {
    out += fmt::format("{:34} entities {:5}: P {:.2f} R {:.2f} F1 {:.2f}; PER {:.2f} ORG {:.2f} LOC {:.2f}\n",
                       row.name, row.all.gold, row.all.precision(), row.all.recall(), row.all.f1(),
                       row.person.f1(), row.organisation.f1(), row.place.f1());
  }
  return out;
}

}  // namespace demarche::language
