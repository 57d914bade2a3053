// Calibration error and the table by confidence, against figures that can be reckoned by hand.
#include "reliability.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace demarche::coding {
namespace {

TEST(Reliability, ConfidenceThatHoldsHasNoError) {
  std::vector<Judgement> judged;
  for (int i = 0; i < 10; ++i) judged.push_back({0.3, i < 3});
  EXPECT_NEAR(calibration_error(judged), 0.0, 1e-12);
}

TEST(Reliability, BinsAreWeighedByTheirSize) {
  // Three moves at 0.9, one of them right: off by 0.9 - 1/3. One at 0.1, wrong: off by 0.1.
  const std::vector<Judgement> judged = {{0.9, true}, {0.9, false}, {0.9, false}, {0.1, false}};
  EXPECT_NEAR(calibration_error(judged), (3 * (0.9 - 1.0 / 3.0) + 0.1) / 4.0, 1e-12);
}

TEST(Reliability, TheEdgesHaveTheirBins) {
  EXPECT_NEAR(calibration_error(std::vector<Judgement>{{1.0, true}, {0.0, false}}), 0.0, 1e-12);
  EXPECT_EQ(calibration_error({}), 0.0);
}

TEST(Reliability, TheTableCountsFromEachConfidenceOn) {
  const std::vector<Judgement> judged = {{0.85, true}, {0.55, false}, {0.25, true}};
  const std::string text = describe_reliability("a set", judged, 0.5, 4);
  EXPECT_NE(text.find("a set: 4 annotated moves"), std::string::npos);
  EXPECT_NE(text.find("over the 2 moves from 0.50 on"), std::string::npos);
  EXPECT_NE(text.find("0.8      1  1.000  0.250  0.400"), std::string::npos) << text;
  EXPECT_NE(text.find("0.2      3  0.667  0.500  0.571"), std::string::npos) << text;
}

}  // namespace
}  // namespace demarche::coding
