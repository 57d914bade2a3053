// The loader of the reader network on files made here: small, with a right checksum, and at the ends of what
// is allowed.
#include "reader_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include <demarche/base/io.hpp>
#include <demarche/coding/coder.hpp>

#include "reader.hpp"
#include "readings.hpp"

namespace demarche::coding {
namespace {

// All tables of a smallest network, each number with the same scale.
class File {
 public:
  float scale = 0.001F;
  float word_scale = 0.001F;  // of the table of words alone
  std::int8_t small = 1;      // numbers of 8 bits
  std::int16_t large = 1;     // and of 16
  std::uint32_t words = 1;    // that the index knows; the tables have rows for one
  std::uint32_t lemmas = 1;
  std::uint32_t answers = ReaderModel::kSideAnswers;  // for each option of a side

  [[nodiscard]] std::string bytes() {
    body_.clear();
    index(words);
    index(lemmas);
    tables();
    std::string out = "DMREADER";
    append(out, ReaderModel::kFormat);
    append(out, checksum());
    return out + body_;
  }

 private:
  static constexpr std::uint32_t kWidth = 16;
  static constexpr std::uint32_t kActs = kActCount;
  static constexpr std::uint32_t kToken = 2 * (3 + ReaderModel::kTags);  // columns of all embeddings

  template <typename T>
  static void append(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  [[nodiscard]] std::uint64_t checksum() const {
    std::uint64_t value = 0xCBF29CE484222325ULL;
    for (std::size_t at = 0; at < body_.size(); at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, body_.data() + at, std::min<std::size_t>(8, body_.size() - at));
      value = (value ^ word) * 0x100000001B3ULL;
    }
    return value;
  }
  void index(std::uint32_t count) {
    append(body_, count);
    for (std::uint32_t i = 0; i < count; ++i) append(body_, 77 + i);
  }
  void table(std::uint32_t bits, std::uint32_t rows, std::uint32_t columns, float by) {
    append(body_, bits);
    append(body_, rows);
    append(body_, columns);
    for (std::uint32_t i = 0; i < rows; ++i) append(body_, by);
    for (std::uint32_t i = 0; i < rows * columns; ++i)
      bits == 8 ? append(body_, small) : append(body_, large);
  }
  void dense(std::uint32_t outputs, std::uint32_t inputs) {
    table(16, outputs, inputs, scale);
    table(16, 1, outputs, scale);
  }
  void tables() {
    table(8, 3, 2, word_scale);
    table(8, 2, 2, scale);
    for (std::size_t i = 0; i < ReaderModel::kTags; ++i) table(16, 20, 2, scale);
    table(16, kActs, 2, scale);
    table(16, kWidth, kToken, scale);  // input and governor, then the bias of the first
    table(16, kWidth, kToken, scale);
    table(16, 1, kWidth, scale);
    for (int direction = 0; direction < 2; ++direction) {
      dense(2 * kWidth, kWidth);
      table(16, 2 * kWidth, kWidth / 2, scale);
    }
    for (std::size_t i = 0; i < ReaderModel::kLayers; ++i) dense(kWidth, 5 * kWidth);
    for (std::size_t i = 0; i < 2 * (ReaderModel::kLayers + 2); ++i) table(16, 1, kWidth, scale);
    dense(kWidth, 2 * kWidth);
    dense(kWidth, 3 * 2 + 1);
    dense(kWidth, 2 * kWidth + 2 * kWidth + kActs + 1);
    dense(kActs + 1, kWidth);
    table(16, kActs, 2, scale);
    table(8, ReaderModel::kOptionRows, 1, scale);
    for (const std::uint32_t tokens : {2U, 3U}) {
      dense(kWidth, tokens * kWidth + 3);
      dense(answers, kWidth);
    }
    for (int i = 0; i < 2; ++i) {
      table(8, 1, ReaderModel::kOptionRows, scale);
      table(8, 1, 1U << ReaderModel::kPairBits, scale);
    }
  }

  std::string body_;
};

std::string why(File file) {
  const auto model = ReaderModel::parse(file.bytes());
  return model ? "" : model.error().what;
}

TEST(ReaderFile, TakesTheSmallestNetwork) {
  const auto model = ReaderModel::parse(File().bytes());
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_EQ(model->width(), 16U);
  EXPECT_EQ(model->words.size(), 1U);
  EXPECT_EQ(model->words.rows(), 3U);
}

TEST(ReaderFile, RefusesOtherNumbersOfAnswers) {
  for (const std::uint32_t answers : {1U, 3U}) {
    File file;
    file.answers = answers;
    EXPECT_NE(why(file), "") << answers;
  }
}

TEST(ReaderFile, RefusesScalesThatCouldOverflowOrVanish) {
  const float infinite = std::numeric_limits<float>::infinity();
  for (const float scale :
       {0.0F, -0.001F, 1e-40F, 1e-14F, 1.001F, 1e5F, 1e30F, infinite, -infinite, std::nanf("")}) {
    File all;
    all.scale = all.word_scale = scale;
    EXPECT_NE(why(all).find("scale"), std::string::npos) << scale;
    File one;
    one.word_scale = scale;
    EXPECT_NE(why(one).find("scale"), std::string::npos) << scale;
  }
}

TEST(ReaderFile, RefusesTablesThatHaveNotOneRowForEachWord) {
  for (const std::uint32_t count : {0U, 2U, 1000U}) {
    File words;
    words.words = count;
    EXPECT_NE(why(words), "") << count;
    File lemmas;
    lemmas.lemmas = count;
    EXPECT_NE(why(lemmas), "") << count;
  }
}

// A network of zeros finds every option as likely as any other, and that it is a side as likely as not.
// Neither answer stands alone: the choice would give 1/2 and 1/3, which leaves nothing to a second target.
TEST(ReaderFile, ASideIsChosenAndBelongs) {
  const auto knowledge = knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  const auto chain = language::Chain::load(DEMARCHE_MODELS_DIR);
  ASSERT_TRUE(knowledge);
  ASSERT_TRUE(chain);
  const auto scratch = chain->workspace();
  Document d;
  d.id = "d";
  d.text = "Canada asked Japan for talks.";
  const auto proposals = judge_frames(d, *knowledge, *chain, CoderModel(), *scratch);
  File file;
  file.small = 0;
  file.large = 0;
  const auto model = ReaderModel::parse(file.bytes());
  ASSERT_TRUE(model) << model.error().what;
  const Analysis& field = *proposals->fields.front();
  const std::vector<float> nothing(3 * 2 + 1, 0.0F);
  const SentenceReading reading(*model, field, proposals->discourse, 0, nothing);
  const std::vector<ToldAct> acts = reading.acts(0.0F);
  ASSERT_FALSE(acts.empty());
  const std::vector<Option> options = options_for(field, proposals->discourse, acts.front().trigger);
  ASSERT_EQ(options.size(), 3U) << "Canada, Japan, nobody";
  const std::vector<ToldPair> pairs = reading.pairs(acts.front(), options);
  EXPECT_EQ(pairs.size(), 6U);
  for (const ToldPair& p : pairs)
    EXPECT_NEAR(p.probability, std::sqrt(0.5 / 2.0) * std::sqrt(0.5 / 3.0), 1e-5);
}

// The greatest and the smallest numbers that a file may hold still give probabilities.
TEST(ReaderFile, AtTheEndsOfTheRangeNothingOverflows) {
  const auto knowledge = knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  const auto chain = language::Chain::load(DEMARCHE_MODELS_DIR);
  ASSERT_TRUE(knowledge);
  ASSERT_TRUE(chain);
  const auto scratch = chain->workspace();
  Document d;
  d.id = "d";
  d.published = "2018-07-06";
  d.title = "Canada rejects Mexican demand on dairy quotas";
  d.text = "Ottawa said on Friday that it would not accept the demand. It offered talks to Japan instead.";
  const auto proposals = judge_frames(d, *knowledge, *chain, CoderModel(), *scratch);
  struct Ends {
    float scale;
    std::int8_t small;
    std::int16_t large;
  };
  for (const Ends& ends : {Ends{1.0F, 127, 32767}, Ends{1.0F, -128, -32768}, Ends{1.0F, -128, 32767},
                           Ends{1e-13F, 1, 1}, Ends{1e-13F, -1, 1}, Ends{1e-13F, 0, 0}}) {
    File file;
    file.scale = file.word_scale = ends.scale;
    file.small = ends.small;
    file.large = ends.large;
    const auto model = ReaderModel::parse(file.bytes());
    ASSERT_TRUE(model) << model.error().what;
    const std::vector<Reading> readings = read_document(*proposals, *model);
    EXPECT_FALSE(readings.empty()) << ends.scale;
    for (const Reading& r : readings) {
      EXPECT_GE(r.network, 0.0) << ends.scale;  // false of what is no number, too
      EXPECT_LE(r.network, 1.0) << ends.scale;
    }
  }
}

}  // namespace
}  // namespace demarche::coding
