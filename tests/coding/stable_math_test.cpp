// exp and log of our own against those of the machine.
#include "stable_math.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <demarche/base/random.hpp>

namespace demarche::coding {
namespace {

TEST(StableMath, AgreesWithTheLibrary) {
  SmallRandom random(5);
  for (int i = 0; i < 20000; ++i) {
    const double x = (static_cast<double>(random.below(2000001)) - 1000000.0) / 20000.0;
    EXPECT_NEAR(stable_exp(x) / std::exp(x), 1.0, 4e-15) << x;
    const double y = std::exp(x);
    EXPECT_NEAR(stable_log(y), std::log(y), 4e-15 * std::max(1.0, std::abs(x))) << y;
  }
}

TEST(StableMath, KnowsTheEdges) {
  EXPECT_EQ(stable_exp(0.0), 1.0);
  EXPECT_EQ(stable_log(1.0), 0.0);
  EXPECT_EQ(stable_exp(1e9), stable_exp(700.0));
  EXPECT_EQ(stable_exp(-1e9), stable_exp(-700.0));
  EXPECT_GT(stable_exp(-1e9), 0.0);
  EXPECT_NEAR(stable_log(5e-324), std::log(5e-324), 1e-12);
}

}  // namespace
}  // namespace demarche::coding
