// Training to analysis and back: a chain from a tiny treebank, its model file, threads, and degraded text.
#include <demarche/language/chain.hpp>

#include <gtest/gtest.h>

#include <unistd.h>
#include <array>
#include <thread>

#include <demarche/base/io.hpp>
#include <demarche/language/evaluate.hpp>
#include <demarche/language/model_file.hpp>
#include <demarche/language/train.hpp>

#include "chain_parts.hpp"
#include "tiny_treebank.hpp"

namespace demarche::language {
namespace {

class ChainTest : public testing::Test {
 protected:
  static std::filesystem::path folder() {
    return std::filesystem::path(testing::TempDir()) / ("chain_test_" + std::to_string(::getpid()));
  }
  static void SetUpTestSuite() {
    std::filesystem::create_directories(folder());
    ASSERT_TRUE(write_file(folder() / "tiny.conllu", tiny_treebank()));
    ASSERT_TRUE(write_file(folder() / "tiny.iob2", tiny_entities()));
    const auto report = train(options("english.model"));
    ASSERT_TRUE(report) << report.error().message();
    EXPECT_EQ(report->sentences, 18U);
    EXPECT_EQ(report->entity_misfits, 0U);
    EXPECT_GE(report->sections.size(), 7U);
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder()); }

  static TrainingOptions options(const char* output) {
    TrainingOptions options;
    options.treebanks = {folder() / "tiny.conllu"};
    options.entities = {folder() / "tiny.iob2"};
    options.unlabelled = {"The envoys met in Zenda. Ruritania closed the talks on Friday."};
    options.output = folder() / output;
    return options;
  }
  static Chain chain() {
    auto loaded = Chain::load(folder());
    EXPECT_TRUE(loaded) << loaded.error().message();
    return std::move(*loaded);
  }
};

constexpr std::string_view kText =
    "The minister met the envoys in Strelsau. Ruritania closed its ports on Monday.";

TEST_F(ChainTest, AnalysesWhatItLearned) {
  const Chain c = chain();
  const auto workspace = c.workspace();
  const Text text = c.analyse(kText, Genre::Body, *workspace);
  ASSERT_EQ(text.sentences.size(), 2U);
  ASSERT_EQ(text.tokens.size(), 15U);
  EXPECT_EQ(text.tokens[2].lemma, "meet");
  EXPECT_EQ(text.tokens[2].upos, Upos::Verb);
  EXPECT_EQ(text.tokens[2].head, kNoHead);
  EXPECT_EQ(text.tokens[4].head, 2);
  EXPECT_EQ(text.tokens[4].deprel, Deprel::Obj);
  EXPECT_EQ(text.tokens[8].head, 9);  // heads count over the whole text
  ASSERT_FALSE(text.entities.empty());
  EXPECT_EQ(text.tokens[text.entities.front().first].form, "Strelsau");
}

TEST_F(ChainTest, SkipsTreesThatNobodyWants) {
  const Chain c = chain();
  const auto workspace = c.workspace();
  const auto second_only = [](const void*, const Text&, const Sentence& s) { return s.first > 0; };
  const Text text = c.analyse(kText, Genre::Body, *workspace, second_only);
  EXPECT_EQ(text.tokens[4].head, kNoHead);
  EXPECT_EQ(text.tokens[4].lemma, "envoy");
  EXPECT_EQ(text.tokens[8].head, 9);
}

TEST_F(ChainTest, FindsTheEntitiesOfSomeSentencesAsOfAll) {
  const Chain c = chain();
  const auto workspace = c.workspace();
  const Text all = c.analyse(kText, Genre::Body, *workspace);
  const auto everything = [](const void*, const Text&, const Sentence&) { return true; };
  Text text = c.analyse(kText, Genre::Body, *workspace, everything);
  EXPECT_TRUE(text.entities.empty()) << "only when they are asked for";
  c.find_entities(text, std::array<std::size_t, 2>{0, 1}, *workspace);
  EXPECT_EQ(hash_of(text), hash_of(all));
  c.find_entities(text, std::array<std::size_t, 1>{1}, *workspace);
  for (const Entity& e : text.entities) EXPECT_GE(e.first, text.sentences[1].first);
  const auto second_only = [](const void*, const Text&, const Sentence& s) { return s.first > 0; };
  text = c.analyse(kText, Genre::Body, *workspace, second_only);
  c.find_entities(text, std::array<std::size_t, 1>{0}, *workspace);
  EXPECT_TRUE(text.entities.empty()) << "a sentence without a tree has none";
}

TEST_F(ChainTest, SameResultOnManyThreadsAndWithAUsedWorkspace) {
  const Chain c = chain();
  const std::array<std::string_view, 4> texts = {kText, "talks have been postponed said rudolf rassendyll",
                                                 "", "“Zenda” — 25% of $3bn…\n\nRuritania Closed Its Ports"};
  std::array<std::uint64_t, 4> expected{};
  {
    const auto workspace = c.workspace();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      expected[i] = hash_of(c.analyse(texts[i], Genre::Body, *workspace));
    }
  }
  std::array<std::size_t, 4> wrong{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const auto workspace = c.workspace();
      for (std::size_t k = 0; k < 200; ++k) {
        const std::size_t i = (k * 7 + t) % texts.size();
        if (hash_of(c.analyse(texts[i], Genre::Body, *workspace)) != expected[i]) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t w : wrong) EXPECT_EQ(w, 0U);
}

TEST_F(ChainTest, TrainingIsDeterministic) {
  ASSERT_TRUE(train(options("again.model")));
  EXPECT_EQ(*read_file(folder() / "english.model"), *read_file(folder() / "again.model"));
}

TEST_F(ChainTest, EvaluatesItself) {
  EvaluationOptions evaluation;
  evaluation.models = folder();
  evaluation.treebanks = {folder() / "tiny.conllu"};
  evaluation.entities = {folder() / "tiny.iob2"};
  const auto report = evaluate(evaluation);
  ASSERT_TRUE(report) << report.error().message();
  ASSERT_EQ(report->trees.size(), 3U);  // the file, its genre, and the press
  EXPECT_DOUBLE_EQ(report->trees[0].gold_words.upos.f1(), 100.0);
  EXPECT_GT(report->trees[0].raw.words.f1(), 90.0);
  EXPECT_GT(report->entities[0].all.f1(), 90.0);
  EXPECT_NE(to_text(*report).find("tiny/press"), std::string::npos);
}

TEST_F(ChainTest, MissingModelAndMissingSection) {
  const auto none = Chain::load(folder() / "nowhere");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::NotFound);
  const auto file = ModelFile::read(folder() / "english.model");
  ASSERT_TRUE(file);
  for (const auto& [left_out, bytes] : file->sections()) {
    ModelFile partial;
    for (const auto& [name, content] : file->sections()) {
      if (name != left_out) partial.add(name, content);
    }
    const auto parts = ChainParts::from_file(partial, "partial.model");
    ASSERT_FALSE(parts) << left_out;
    EXPECT_NE(parts.error().message().find(left_out), std::string::npos);
  }
}

// A model that loads but no longer gives what it gave: features of another version of the program, say.
TEST_F(ChainTest, SanitySentencesCatchAModelThatDisagrees) {
  const auto file = ModelFile::read(folder() / "english.model");
  ModelFile changed;
  for (const auto& [name, content] : file->sections()) {
    std::string bytes = content;
    if (name == "lemmatizer") {
      bytes.clear();
      Lemmatizer().append_to(bytes);
    }
    changed.add(name, bytes);
  }
  const auto parts = ChainParts::from_file(changed, "changed.model");
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().kind, ErrorKind::Version);
}

TEST_F(ChainTest, DamagedSectionsNameTheSection) {
  const auto file = ModelFile::read(folder() / "english.model");
  for (const auto& [broken, whole] : file->sections()) {
    ModelFile changed;
    for (const auto& [name, content] : file->sections()) {
      changed.add(name, name == broken ? content.substr(0, content.size() / 2) : content);
    }
    const auto parts = ChainParts::from_file(changed, "broken.model");
    ASSERT_FALSE(parts) << broken;
    EXPECT_NE(parts.error().message().find(broken), std::string::npos) << parts.error().message();
  }
}

TEST(Train, RefusesWhatItCannotUse) {
  EXPECT_EQ(train(TrainingOptions()).error().kind, ErrorKind::Usage);
  TrainingOptions missing;
  missing.treebanks = {"no/such.conllu"};
  EXPECT_EQ(train(missing).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace demarche::language
