// The learned tables: training, rounding, files that prove themselves at load.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "confidence.hpp"
#include "linear.hpp"

namespace demarche::coding {
namespace {

std::vector<LinearModel::Example> separable(std::size_t n) {
  std::mt19937 random(3);
  std::vector<LinearModel::Example> out;
  for (std::size_t i = 0; i < n; ++i) {
    const bool good = random() % 2 == 0;
    out.push_back({{good ? FeatureKey{1} : FeatureKey{2}, FeatureKey{10 + random() % 5}}, good});
  }
  return out;
}

TEST(LinearModel, LearnsWhatSeparatesAndRepeatsItself) {
  const auto examples = separable(400);
  const LinearModel a = LinearModel::train_logistic(examples, {});
  const LinearModel b = LinearModel::train_logistic(examples, {});
  std::string bytes_a;
  std::string bytes_b;
  a.append_to(bytes_a);
  b.append_to(bytes_b);
  EXPECT_EQ(bytes_a, bytes_b);
  EXPECT_GT(a.weight(1), 512);
  EXPECT_LT(a.weight(2), -512);
}

TEST(LinearModel, ChoosesTheRightOption) {
  std::vector<LinearModel::Choice> choices;
  for (int i = 0; i < 200; ++i) choices.push_back({{{1, 5}, {2, 5}, {3, 5}}, {false, true, false}});
  const LinearModel m = LinearModel::train_choice(choices, {});
  const std::vector<FeatureKey> right = {2, 5};
  const std::vector<FeatureKey> wrong = {1, 5};
  EXPECT_GT(m.score(right), m.score(wrong) + 1024);
}

// The slow, obvious score: look every feature up in the list that was written.
TEST(LinearModel, ReadsBackWeightForWeight) {
  const LinearModel m = LinearModel::train_logistic(separable(100), {});
  std::string bytes;
  m.append_to(bytes);
  std::string_view in = bytes;
  const auto back = LinearModel::parse(in);
  ASSERT_TRUE(back);
  EXPECT_TRUE(in.empty());
  for (FeatureKey f = 0; f < 40; ++f) EXPECT_EQ(back->weight(f), m.weight(f));
}

CoderModel small_model() {
  CoderModel m;
  m.belief = LinearModel::train_logistic(separable(100), {});
  m.calibration.threshold = 350;
  return m;
}

TEST(CoderModel, RefusesEveryDamage) {
  const std::string bytes = small_model().serialise();
  ASSERT_TRUE(CoderModel::parse(bytes));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
    EXPECT_FALSE(CoderModel::parse(damaged)) << "byte " << i;
    EXPECT_FALSE(CoderModel::parse(bytes.substr(0, i))) << "cut at " << i;
  }
}

TEST(CoderModel, SaysWhenTheFileIsNewer) {
  std::string bytes = small_model().serialise();
  bytes[8] = 9;
  const auto read = CoderModel::parse(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::Version);
  EXPECT_NE(read.error().what.find("format 9"), std::string::npos);
}

TEST(Calibration, RisesWithTheScoreAndFitsItsData) {
  std::vector<std::pair<std::int32_t, bool>> held_out;
  std::mt19937 random(5);
  for (int i = 0; i < 4000; ++i) {
    const std::int32_t score = static_cast<std::int32_t>(random() % 8192) - 4096;
    const double p = 1.0 / (1.0 + std::exp(-score / 2048.0));  // the scores claim twice what is true
    held_out.emplace_back(score, static_cast<double>(random() % 1000) / 1000.0 < p);
  }
  const Calibration c = Calibration::fit(held_out);
  EXPECT_NEAR(c.slope / 1024.0, 0.5, 0.08);
  EXPECT_LT(c.confidence(-2000), c.confidence(0));
  EXPECT_LT(c.confidence(0), c.confidence(2000));
  EXPECT_GE(c.confidence(-2000000000), 0.0);
  EXPECT_LE(c.confidence(2000000000), 1.0);
}

}  // namespace
}  // namespace demarche::coding
