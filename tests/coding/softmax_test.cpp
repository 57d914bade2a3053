// The multinomial model and the file that holds three of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "act_model.hpp"
#include "likelihood.hpp"
#include "softmax.hpp"

namespace demarche::coding {
namespace {

std::vector<SoftmaxModel::Example> three_classes() {
  std::vector<SoftmaxModel::Example> out;
  for (std::uint64_t i = 0; i < 300; ++i) out.push_back({{1 + i % 3, 10 + i % 7}, 1ULL << (i % 3), 1.0});
  return out;
}

ActModel small_model() {
  ActModel m;
  m.roots = SoftmaxModel::train(three_classes(), 3, {});
  m.cameo = SoftmaxModel::train(three_classes(), kCameoRoots, {});
  m.acts = SoftmaxModel::train(three_classes(), kActCount, {});
  m.root_names = "A B C";
  return m;
}

TEST(Softmax, LearnsClassesAndRepeatsItself) {
  const SoftmaxModel a = SoftmaxModel::train(three_classes(), 3, {});
  const SoftmaxModel b = SoftmaxModel::train(three_classes(), 3, {});
  std::string bytes_a, bytes_b;
  a.append_to(bytes_a);
  b.append_to(bytes_b);
  EXPECT_EQ(bytes_a, bytes_b);
  for (std::size_t c = 0; c < 3; ++c) {
    const std::vector<FeatureKey> f = {1 + c};
    const auto scores = a.scores(f);
    EXPECT_EQ(static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin()), c);
  }
}

TEST(Softmax, ASetOfRightClassesExcludesTheOthers) {
  std::vector<SoftmaxModel::Example> examples;
  for (int i = 0; i < 200; ++i) examples.push_back({{1}, 0b011, 1.0});
  const SoftmaxModel m = SoftmaxModel::train(examples, 3, {});
  const std::vector<FeatureKey> f = {1};
  const auto p = likelihoods(m.scores(f), 1000);
  EXPECT_LT(p[2], kCertain / 10);
  EXPECT_NEAR(static_cast<double>(p[0]), static_cast<double>(p[1]), 0.05 * kCertain);
}

TEST(Softmax, SurvivesItsBytes) {
  const SoftmaxModel a = SoftmaxModel::train(three_classes(), 3, {});
  std::string bytes;
  a.append_to(bytes);
  std::string_view in = bytes;
  const auto b = SoftmaxModel::parse(in);
  ASSERT_TRUE(b) << b.error().message();
  EXPECT_TRUE(in.empty());
  for (FeatureKey f = 0; f < 20; ++f) {
    for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(a.weight(f, c), b->weight(f, c));
  }
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    std::string_view part = std::string_view(bytes).substr(0, cut);
    EXPECT_FALSE(SoftmaxModel::parse(part)) << cut;
  }
}

TEST(Softmax, AHugeWeightStopsAtTheGreatest) {
  SoftmaxModel::Training wild;
  wild.rate = 1000.0;
  wild.decay = 0.0;
  const SoftmaxModel a = SoftmaxModel::train(three_classes(), 3, wild);
  std::string bytes;
  a.append_to(bytes);
  std::string_view in = bytes;
  const auto b = SoftmaxModel::parse(in);
  ASSERT_TRUE(b) << b.error().message();
  std::int32_t most = 0;
  for (FeatureKey f = 0; f < 20; ++f) {
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_EQ(a.weight(f, c), b->weight(f, c));
      most = std::max(most, std::abs(a.weight(f, c)));
    }
  }
  EXPECT_EQ(most, 4095 * 8);
}

TEST(Likelihood, IsTheExponentialAndATemperatureFlattensIt) {
  std::vector<std::int32_t> scores = {4096, 2000000000, -2000000000};
  EXPECT_EQ(likelihoods(scores, 1000), (std::vector<std::uint64_t>{0, kCertain, 0}));
  scores[1] = 0;
  EXPECT_LT(likelihoods(scores, 500)[1], likelihoods(scores, 2000)[1]);
  EXPECT_TRUE(likelihoods({}, 1000).empty());
  for (std::int32_t distance = 0; distance < 40000; distance += 7) {
    const std::vector<std::int32_t> two = {0, -distance};
    const double exact = std::exp(-distance / kLogitUnit) * static_cast<double>(kCertain);
    EXPECT_NEAR(static_cast<double>(likelihoods(two, 1000)[1]), exact, 20.0) << distance;
  }
}

TEST(Likelihood, TheLogarithmUndoesIt) {
  for (std::uint64_t sum = kCertain; sum <= 64 * kCertain; sum += kCertain / 5) {
    const double exact = std::log(static_cast<double>(sum) / static_cast<double>(kCertain)) * kLogitUnit;
    EXPECT_NEAR(log_of(sum), exact, 1.01) << sum;
  }
  const std::vector<std::int32_t> same(64, -5000);
  EXPECT_NEAR(log_sum(same), -5000 + std::log(64.0) * kLogitUnit, 1.01);
}

TEST(ActModelFile, ProvesItself) {
  const std::string bytes = small_model().serialise();
  const auto read = ActModel::parse(bytes);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->root_names, "A B C");
  EXPECT_EQ(read->serialise(), bytes);
}

TEST(ActModelFile, RefusesDamageAndOtherFormats) {
  const std::string bytes = small_model().serialise();
  EXPECT_FALSE(ActModel::parse(""));
  for (std::size_t at = 0; at < bytes.size(); at += 7) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x10);
    const auto read = ActModel::parse(broken);
    ASSERT_FALSE(read) << at;
    EXPECT_FALSE(read.error().what.empty());
  }
  std::string other = bytes;
  other[8] = 9;
  EXPECT_EQ(ActModel::parse(other).error().kind, ErrorKind::Version);
}

TEST(ActModelFile, RefusesASettingThatLeavesNoAnswer) {
  for (const std::int32_t share : {-1, 0, 1001}) {
    ActModel m = small_model();
    m.share = share;
    EXPECT_FALSE(ActModel::parse(m.serialise())) << share;
  }
}

TEST(RootVerdict, AGroupWinsTogether) {
  const std::vector<std::int32_t> judged = {1000, 700, 800};
  const std::vector<std::size_t> groups = {0, 1, 1};
  const RootVerdict v = decide_root(judged, groups, 1000);
  EXPECT_EQ(v.root, 2U);
  EXPECT_EQ(v.second, 0U);
  EXPECT_GT(v.probability, 0.5);
}

TEST(CameoSet, HoldsWhatIsNearlyAsLikely) {
  const std::vector<std::int32_t> scores = {0, 1000, 1010, -5000};
  EXPECT_EQ(decide_cameo(scores, 1000), (std::vector<std::size_t>{3}));
  EXPECT_EQ(decide_cameo(scores, 900), (std::vector<std::size_t>{2, 3}));
}

}  // namespace
}  // namespace demarche::coding
