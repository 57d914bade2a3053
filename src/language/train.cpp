// The order of training, and why.
//
//   1 segmenter     from the raw text of the treebanks
//   2 word classes  from the treebanks and the unlabelled texts
//   3 copies        some sentences again in lower case, without punctuation or
//   digits, or as headlines: one set of
//                   weights serves clean and careless text, and even clean text
//                   gains a little
//   4 lemmatizer    from the clean sentences
//   5 tagger        from all sentences, twice: the first one tags the
//   unlabelled texts, and the second one knows from
//                   there what unknown words mostly are
//   6 jackknife     five more taggers, each blind to a fifth of the documents,
//   tag that fifth: what comes after
//                   learns from tags as wrong as it will meet
//   7 parser        with a teacher: several parsers vote on trees for
//   unlabelled sentences, and the parser of the
//                   chain learns from treebanks and votes together
//   8 entities      twice: the first model reads the unlabelled texts and notes
//   which words are names of what, and
//                   the second one learns with these notes
//   9 sanity        the finished chain is run on fixed sentences, and the
//   result stored with it
#include <demarche/language/train.hpp>

#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <demarche/language/conllu.hpp>
#include <demarche/language/iob2.hpp>
#include <demarche/language/sample.hpp>
#include <demarche/language/segment_train.hpp>

#include "chain_parts.hpp"
#include "degrade.hpp"
#include "entity_train.hpp"
#include "gold_text.hpp"
#include "headline.hpp"
#include "lemmatizer_train.hpp"
#include "name_habits.hpp"
#include "parser_ensemble.hpp"
#include "parser_train.hpp"
#include "tagger_train.hpp"
#include "word_classes_train.hpp"

namespace demarche::language {
namespace {

constexpr std::uint32_t kFolds = 5;
constexpr std::uint32_t kDegradedPermille = 400;
constexpr std::uint32_t kHeadlinePermille = 200;

// Rows of tagger and entities whose greatest averaged weight stays below one
// update: half the bytes, no accuracy.
constexpr std::int32_t kLeastRowPermille = 1000;
constexpr std::uint32_t kTeachers = 4;
constexpr std::uint32_t kTeacherEpochs = 7;
constexpr std::uint32_t kTeacherLeastPermille = 850;
constexpr std::size_t kSilverTexts = 18000;
constexpr std::size_t kSilverSentences = 40000;

class ChainTrainer {
 public:
  ChainTrainer(const TrainingOptions& options, const TrainingProgress& progress)
      : options_(options), progress_(progress) {}

  Result<TrainingReport> run() {
    if (auto read = read_data(); !read) return tl::unexpected(read.error());
    train_segmenter();
    train_word_classes();
    make_copies();
    train_lemmas_and_tags();
    jackknife();
    train_trees();
    train_names();
    return write();
  }

 private:
  template <typename... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) const {
    if (progress_) progress_(fmt::format(format, std::forward<Values>(values)...));
  }

  Result<void> read_data() {
    if (options_.treebanks.empty()) return fail(ErrorKind::Usage, "train", "at least one treebank is needed");
    for (const auto& path : options_.treebanks) {
      auto bank = read_conllu(path);
      if (!bank) return tl::unexpected(bank.error());
      const std::size_t all = bank->sentences.size();
      if (options_.free_genres_only) *bank = filter(*bank, has_free_licence);
      report_.filtered += all - bank->sentences.size();
      bank_.append(*bank);
    }
    if (bank_.sentences.empty())
      return fail(ErrorKind::Usage, "train", "the treebanks have no sentence to learn from");
    for (const auto& path : options_.entities) {
      auto names = read_iob2(path);
      if (!names) return tl::unexpected(names.error());
      names_.push_back(std::move(*names));
    }
    if (!options_.irregular.empty()) {
      auto lessons = read_irregular_verbs(options_.irregular);
      if (!lessons) return tl::unexpected(lessons.error());
      lessons_ = std::move(*lessons);
    }
    if (!options_.silver.empty()) {
      auto silver = read_conllu(options_.silver);
      if (!silver) return tl::unexpected(silver.error());
      silver_ = std::move(*silver);
    }
    report_.sentences = bank_.sentences.size();
    report_.words = bank_.words.size();
    say("{} sentences, {} words; {} sentences left out for their licence", report_.sentences, report_.words,
        report_.filtered);
    return {};
  }

  void train_segmenter() {
    std::vector<SegmentedText> documents;
    for (const DocumentSpan& document : documents_of(bank_)) {
      RawText raw = raw_text(bank_, document.first, document.last);
      SegmentedText text{std::move(raw.text), {}};
      for (const RawText::Span& span : raw.sentences) text.sentences.push_back({span.begin, span.end});
      documents.push_back(std::move(text));
    }
    SegmenterTraining training;
    training.seed = options_.seed;
    parts_.segmenter = training.train(documents, options_.unlabelled);
    say("segmenter: {} documents", documents.size());
  }

  void train_word_classes() {
    for (const Text& text : gold_texts(bank_)) words_.add(text, true);
    for (const std::string& source : options_.unlabelled) {
      Text text;
      text.source = source;
      parts_.segmenter.segment(text, Genre::Body);
      words_.add(text, false);
    }
    parts_.classes = words_.learn(WordClassOptions());
    say("word classes: {} words", parts_.classes.size());
  }

  void make_copies() {
    const Treebank degraded = degraded_sample(bank_, kDegradedPermille, options_.seed);
    const Treebank headlines = headline_sample(bank_, kHeadlinePermille, options_.seed + 1);
    clean_ = bank_.sentences.size();
    bank_.append(degraded);
    bank_.append(headlines);
    report_.copies = bank_.sentences.size() - clean_;
    texts_ = gold_texts(bank_);
    say("{} damaged copies of sentences", report_.copies);
  }

  // A small treebank (a test's) needs every row that it has.
  [[nodiscard]] std::int32_t least_row() const { return report_.words < 50'000 ? 0 : kLeastRowPermille; }

  [[nodiscard]] TaggerTrainOptions tagger_options() const {
    TaggerTrainOptions options;
    options.seed = options_.seed;
    options.epochs = 8;
    options.finish.min_row_permille = least_row();
    return options;
  }

  // The parser is most of the model, and most of its rows matter little: the
  // limits keep the file below 20 MB.
  [[nodiscard]] ParserTrainOptions parser_options() const {
    ParserTrainOptions options;
    options.seed = options_.seed;
    options.epochs = 10;
    options.transitions.max_rows = 1'250'000;
    options.labels.max_rows = 280'000;
    options.labels.min_cell_permille = 20;
    return options;
  }

  void train_lemmas_and_tags() {
    const std::span<const Text> clean = std::span<const Text>(texts_).first(clean_);
    parts_.lemmatizer = train_lemmatizer(clean, lessons_);
    parts_.tagger = learn_tags("first look");
    if (options_.unlabelled.empty()) return;
    ChainScratch scratch;
    FormCounts forms;
    for (const std::string& source : options_.unlabelled) {
      Text text;
      text.source = source;
      parts_.segmenter.segment(text, Genre::Body);
      for (const Sentence& sentence : text.sentences) parts_.tag(text, sentence, scratch);
      words_.add_silver(text);
      forms.add(text);
    }
    parts_.lemmatizer = train_lemmatizer(clean, lessons_, forms);
    words_.teach_tags(parts_.classes);
    parts_.tagger = learn_tags("second look");
  }

  Tagger learn_tags(std::string_view name) {
    return train_tagger(texts_, parts_.classes, tagger_options(), [&](const TaggerProgress& p) {
      if (p.epoch + 1 == tagger_options().epochs)
        say("tagger, {}: {} of {} words wrong", name, p.mistakes, p.words);
    });
  }

  // The fold of a sentence goes by its document, so that a sentence and its
  // copies are never apart.
  [[nodiscard]] std::uint32_t fold_of(std::size_t sentence) const {
    return static_cast<std::uint32_t>(string_hash(bank_.sentences[sentence].document) % kFolds);
  }

  void jackknife() {
    tagged_.resize(texts_.size());
    for (std::uint32_t fold = 0; fold < kFolds; ++fold) {
      Treebank others;
      for (std::size_t s = 0; s < texts_.size(); ++s) {
        if (fold_of(s) != fold) others.add(bank_, bank_.sentences[s]);
      }
      const std::vector<Text> gold = gold_texts(others);
      const Tagger tagger = train_tagger(gold, parts_.classes, tagger_options());
      for (std::size_t s = 0; s < texts_.size(); ++s) {
        if (fold_of(s) == fold) tag_blind(tagger, s);
      }
      say("jackknife: {} of {} taggers", fold + 1, kFolds);
    }
  }

  void tag_blind(const Tagger& tagger, std::size_t sentence) {
    tagged_[sentence] = texts_[sentence].tokens;
    describe(tagged_[sentence], parts_.classes, infos_);
    tagger.tag(tagged_[sentence], infos_, scratch_);
  }

  // The tree that the tokens have, to learn from.
  ParserExample example_of(std::span<const Token> tokens) {
    ParserExample example;
    describe(tokens, parts_.classes, infos_);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      example.tokens.push_back(parser_token(tokens[i], infos_[kPad + i]));
      example.gold.push_back({tokens[i].head, tokens[i].deprel});
    }
    return example;
  }

  void train_trees() {
    std::vector<ParserExample> examples;
    for (const std::vector<Token>& tokens : tagged_) examples.push_back(example_of(tokens));
    if (options_.silver.empty()) {
      add_own_silver(examples);
    } else {
      add_silver(examples);
    }
    parts_.parser = train_parser(examples, parser_options(), [&](const ParserProgress& p) {
      say("parser, pass {}: {} of {} steps wrong", p.epoch + 1, p.mistakes, p.decisions);
    });
  }

  // The trees of a teacher, over our own tags: the parser will have no others.
  void add_silver(std::vector<ParserExample>& examples) {
    for (const TreeSentence& sentence : silver_.sentences) {
      const Text text = gold_text(silver_, sentence);  // the tokens look into it
      std::vector<Token> tokens = text.tokens;
      describe(tokens, parts_.classes, infos_);
      parts_.tagger.tag(tokens, infos_, scratch_);
      examples.push_back(example_of(tokens));
    }
    report_.silver = silver_.sentences.size();
    say("{} sentences with trees of a teacher", report_.silver);
  }

  // Without a teacher: sentences of the unlabelled texts with the trees on which several parsers of our own
  // agree. The fast parser learns from it what the treebanks are too small to show.
  void add_own_silver(std::vector<ParserExample>& examples) {
    const std::vector<std::vector<ParserToken>> sentences = unlabelled_sentences();
    if (sentences.empty()) return;
    ParserTrainOptions options = parser_options();
    options.epochs = kTeacherEpochs;
    const ParserEnsemble teacher = ParserEnsemble::train(examples, kTeachers, options);
    say("teacher: {} parsers", kTeachers);
    std::vector<ParserExample> silver = teacher.label(sentences, kTeacherLeastPermille);
    report_.silver = silver.size();
    say("{} of {} unlabelled sentences labelled", silver.size(), sentences.size());
    for (ParserExample& example : silver) examples.push_back(std::move(example));
  }

  // Evenly from all texts, so that no source has the word alone.
  std::vector<std::vector<ParserToken>> unlabelled_sentences() {
    const SampleOptions fit;  // as long as those that an outside teacher is given
    std::vector<std::vector<ParserToken>> sentences;
    ChainScratch scratch;
    const std::size_t every = options_.unlabelled.size() / kSilverTexts + 1;
    for (std::size_t i = 0; i < options_.unlabelled.size(); i += every) {
      Text text;
      text.source = options_.unlabelled[i];
      parts_.segmenter.segment(text, Genre::Body);
      for (const Sentence& sentence : text.sentences) {
        const std::uint32_t size = sentence.last - sentence.first;
        if (size < fit.least_words || size > fit.most_words || sentences.size() == kSilverSentences) continue;
        parts_.tag(text, sentence, scratch);
        std::vector<ParserToken> tokens;
        for (std::uint32_t t = 0; t < size; ++t) {
          tokens.push_back(parser_token(text.tokens[sentence.first + t], scratch.infos[kPad + t]));
        }
        sentences.push_back(std::move(tokens));
      }
    }
    return sentences;
  }

  void train_names() {
    std::vector<EntityExample> examples;
    std::unordered_multimap<std::string_view, std::size_t> by_id;
    for (std::size_t s = 0; s < texts_.size(); ++s) by_id.emplace(bank_.sentences[s].id, s);
    for (const EntityBank& names : names_) {
      for (const EntitySentence& sentence : names.sentences) {
        const auto [from, to] = by_id.equal_range(sentence.id);
        report_.entity_misfits += from == to ? 1U : 0U;
        for (auto it = from; it != to; ++it) add_names(names, sentence, it->second, examples);
      }
    }
    report_.entity_sentences = examples.size();
    if (examples.empty()) return;
    parts_.entities = learn_entities(examples, "first look");
    if (options_.unlabelled.empty()) return;
    NameHabitLearner learner;
    ChainScratch scratch;
    for (const std::string& source : options_.unlabelled) {
      Text text;
      text.source = source;
      parts_.segmenter.segment(text, Genre::Body);
      for (const Sentence& sentence : text.sentences) {
        parts_.tag(text, sentence, scratch);
        parts_.entities.find(text.tokens_of(sentence), sentence.first, scratch.infos, scratch.entities,
                             text.entities);
      }
      learner.add(text);
    }
    learner.teach(parts_.classes);
    parts_.entities = learn_entities(examples, "second look");
  }

  EntityTagger learn_entities(const std::vector<EntityExample>& examples, std::string_view name) {
    EntityTrainOptions options;
    options.seed = options_.seed;
    options.epochs = 15;
    options.finish.min_row_permille = least_row();
    return train_entities(examples, parts_.classes, options, [&](const EntityProgress& p) {
      if (p.epoch + 1 < options.epochs) return;
      say("entities, {}: {} of {} sentences wrong", name, p.mistakes, p.sentences);
    });
  }

  void add_names(const EntityBank& names, const EntitySentence& sentence, std::size_t s,
                 std::vector<EntityExample>& examples) {
    std::vector<std::string_view> forms;
    for (const Token& token : tagged_[s]) forms.push_back(token.form);
    Realigned carried = realign(names.forms_of(sentence), sentence.entities, forms);
    if (carried.aligned) examples.push_back({tagged_[s], std::move(carried.entities)});
  }

  Result<TrainingReport> write() {
    const ModelFile file = parts_.to_file();
    // Reading it back proves that what is about to be written can be used.
    if (auto again = ChainParts::from_file(file, "the new model"); !again)
      return tl::unexpected(again.error());
    if (auto written = file.write(options_.output); !written) return tl::unexpected(written.error());
    for (const auto& [name, bytes] : file.sections()) {
      report_.sections.push_back({name, bytes.size()});
      report_.model_bytes += bytes.size();
    }
    say("{}: {} bytes", options_.output.string(), report_.model_bytes);
    return report_;
  }

  const TrainingOptions& options_;
  const TrainingProgress& progress_;
  TrainingReport report_;
  Treebank bank_;
  Treebank silver_;
  std::vector<EntityBank> names_;
  WordClassLearner words_;
  std::size_t clean_ = 0;                   // sentences before the copies
  std::vector<LemmaLesson> lessons_;        // irregular verbs
  std::vector<Text> texts_;                 // all sentences with gold tags
  std::vector<std::vector<Token>> tagged_;  // the same with jackknifed tags
  std::vector<WordInfo> infos_;
  TaggerScratch scratch_;
  ChainParts parts_;
};

}  // namespace

Result<TrainingReport> train(const TrainingOptions& options, const TrainingProgress& progress) {
  return ChainTrainer(options, progress).run();
}

}  // namespace demarche::language
