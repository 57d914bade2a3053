// The learned tables: training, rounding, files that prove themselves at load.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
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

// The slow, obvious table: a map. Key 0, which marks an empty place, is a key like any other.
TEST(LinearModel, FindsEveryKeyAndNoOther) {
  std::mt19937_64 random(29);
  std::map<FeatureKey, std::int16_t> expected = {{0, 5}, {~FeatureKey{0}, -7}};
  while (expected.size() < 5000)
    expected[random() % 20000] = static_cast<std::int16_t>(random() % 60000 - 30000);
  std::string bytes;
  put32(bytes, 11);
  put32(bytes, static_cast<std::uint32_t>(expected.size()));
  for (const auto& [key, weight] : expected) {
    put32(bytes, static_cast<std::uint32_t>(key));
    put32(bytes, static_cast<std::uint32_t>(key >> 32U));
    bytes.push_back(static_cast<char>(weight & 0xFF));
    bytes.push_back(static_cast<char>((weight >> 8) & 0xFF));
  }
  std::string_view in = bytes;
  const auto m = LinearModel::parse(in);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->size(), expected.size());
  for (FeatureKey f = 0; f < 20000; ++f) {
    const auto it = expected.find(f);
    ASSERT_EQ(m->weight(f), it == expected.end() ? 0 : it->second) << f;
  }
  std::string again;
  m->append_to(again);
  EXPECT_EQ(again, bytes);
}

CoderModel small_model() {
  CoderModel m;
  m.belief = LinearModel::train_logistic(separable(100), {});
  m.calibration.threshold = 350;
  m.gate.weights = LinearModel::train_logistic(separable(60), {});
  m.gate.threshold = -1500;
  return m;
}

TEST(CoderModel, ReadsBackTheGate) {
  const CoderModel m = small_model();
  const auto back = CoderModel::parse(m.serialise());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->gate.threshold, -1500);
  for (FeatureKey f = 0; f < 20; ++f) EXPECT_EQ(back->gate.weights.weight(f), m.gate.weights.weight(f));
}

TEST(CoderModel, SaysWhenTheFileIsOlder) {
  std::string bytes = small_model().serialise();
  bytes[8] = 1;
  const auto read = CoderModel::parse(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::Version);
  EXPECT_NE(read.error().what.find("has format 1"), std::string::npos);
  EXPECT_NE(read.error().what.find("demarche train --coder"), std::string::npos) << "says what to do";
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
