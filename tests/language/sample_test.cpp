// Sentences for a teacher, and what the trainer makes of the trees that come back.
#include <demarche/language/sample.hpp>

#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>

#include <demarche/base/io.hpp>
#include <demarche/language/conllu.hpp>
#include <demarche/language/train.hpp>

#include "tiny_treebank.hpp"

namespace demarche::language {
namespace {

const Chain& chain() {
  static const Chain kChain = *Chain::load(DEMARCHE_MODELS_DIR);
  return kChain;
}

std::vector<std::string> forms_of(const Treebank& bank, std::size_t sentence) {
  std::vector<std::string> out;
  for (const TreeWord& w : bank.words_of(bank.sentences[sentence])) out.emplace_back(w.form);
  return out;
}

TEST(Sample, IsATreebankOfTheSentencesInOrder) {
  const std::vector<std::string> texts = {
      "Ruritania's envoys met in Zenda on Friday. They left.",
      "Grustark will not lift its duties on Ruritanian wool, the ministry said."};
  const auto bank = parse_conllu(sample_sentences(chain(), texts), "sample");
  ASSERT_TRUE(bank) << bank.error().message();
  ASSERT_EQ(bank->sentences.size(), 2U) << "two words are too few to learn from";
  EXPECT_EQ(forms_of(*bank, 0), (std::vector<std::string>{"Ruritania", "'s", "envoys", "met", "in", "Zenda",
                                                          "on", "Friday", "."}));
  EXPECT_EQ(forms_of(*bank, 1).front(), "Grustark");
  EXPECT_EQ(bank->sentences[1].id, "2");
  EXPECT_FALSE(bank->words[0].space_after);
}

TEST(Sample, TakesNoMoreThanAskedForAndFromAllTexts) {
  std::string many;
  for (int i = 0; i < 20; ++i) many += "The envoys of Ruritania met in the town of Zenda. ";
  const std::vector<std::string> texts = {many, "Grustark closed its ports to the ships of Ruritania."};
  SampleOptions options;
  options.sentences = 4;
  const auto bank = parse_conllu(sample_sentences(chain(), texts, options), "sample");
  ASSERT_TRUE(bank) << bank.error().message();
  ASSERT_EQ(bank->sentences.size(), 3U);
  EXPECT_EQ(forms_of(*bank, 2).front(), "Grustark");
  EXPECT_EQ(sample_sentences(chain(), {}, options), "");
}

TEST(Sample, LeavesOutWhatWouldTearALine) {
  const std::vector<std::string> texts = {
      "The envoys of Ruritania met in \xFF\xFE Zenda on Friday, they said.",
      "\xEF\xBF\xBD The envoys met in the town of Zenda \xEF\xBF\xBD ."};
  const auto bank = parse_conllu(sample_sentences(chain(), texts), "sample");
  EXPECT_TRUE(bank) << bank.error().message();
}

// A folder that goes when the test does.
struct Folder {
  std::filesystem::path path =
      std::filesystem::path(testing::TempDir()) / ("sample_test_" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

TEST(Silver, TeachesTreesThatTheTreebankDoesNotShow) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.path / "tiny.conllu", tiny_treebank()));
  TrainingOptions options;
  options.treebanks = {folder.path / "tiny.conllu"};
  options.output = folder.path / "plain.model";
  ASSERT_TRUE(train(options));
  // A relation that no tree of the treebank has.
  std::string silver;
  for (int i = 0; i < 12; ++i) {
    silver +=
        "1\tZenda\t_\tPROPN\tNNP\t_\t2\tvocative\t_\t_\n2\tanswered\t_\tVERB\tVBD\t_\t0\troot\t_\t_\n"
        "3\t.\t_\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
  }
  ASSERT_TRUE(write_file(folder.path / "silver.conllu", silver));
  options.silver = folder.path / "silver.conllu";
  options.output = folder.path / "taught.model";
  const auto report = train(options);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->silver, 12U);
  const auto relation = [&](const char* model) {
    const auto taught = Chain::load(folder.path / model);
    EXPECT_TRUE(taught) << taught.error().message();
    const auto workspace = taught->workspace();
    return taught->analyse("Zenda answered.", Genre::Body, *workspace).tokens[0].deprel;
  };
  EXPECT_NE(relation("plain.model"), Deprel::Vocative);
  EXPECT_EQ(relation("taught.model"), Deprel::Vocative);
}

TEST(Silver, ThatIsNoTreebankIsAnError) {
  const Folder folder;
  ASSERT_TRUE(write_file(folder.path / "tiny.conllu", tiny_treebank()));
  ASSERT_TRUE(write_file(folder.path / "silver.conllu", "1\tword\n"));
  TrainingOptions options;
  options.treebanks = {folder.path / "tiny.conllu"};
  options.silver = folder.path / "silver.conllu";
  options.output = folder.path / "no.model";
  const auto report = train(options);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().where.find("silver.conllu:1"), std::string::npos) << report.error().where;
  EXPECT_FALSE(std::filesystem::exists(options.output));
}

}  // namespace
}  // namespace demarche::language
