// The multinomial model and the file that holds three of them.
#include <gtest/gtest.h>

#include <cmath>

#include "act_model.hpp"
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
  const auto p = probabilities(m.scores(f), 1000);
  EXPECT_LT(p[2], 0.1);
  EXPECT_NEAR(p[0], p[1], 0.05);
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

TEST(Softmax, ProbabilitiesSumToOneAndATemperatureFlattensThem) {
  const std::vector<std::int32_t> scores = {4096, 0, -2000000000};
  const auto cold = probabilities(scores, 500);
  const auto warm = probabilities(scores, 2000);
  EXPECT_NEAR(cold[0] + cold[1] + cold[2], 1.0, 1e-9);
  EXPECT_GT(cold[0], warm[0]);
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
