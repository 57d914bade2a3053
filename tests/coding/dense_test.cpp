// The dense layers against the slow, obvious way, and the same bits however many rows are taken at once.
#include "dense.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace demarche::coding {
namespace {

std::vector<float> random_numbers(std::mt19937& random, std::size_t count) {
  std::vector<float> out(count);
  for (float& v : out) v = static_cast<float>(static_cast<double>(random() % 20001) / 10000.0 - 1.0);
  return out;
}

TEST(Dense, AgreesWithTheObviousProduct) {
  std::mt19937 random(7);
  for (const auto& [inputs, outputs, rows] :
       {std::array<std::size_t, 3>{5, 3, 1}, {33, 16, 4}, {100, 37, 7}, {216, 160, 30}}) {
    const std::vector<float> weights = random_numbers(random, inputs * outputs);
    const std::vector<float> bias = random_numbers(random, outputs);
    const std::vector<float> x = random_numbers(random, inputs * rows);
    const Dense dense(weights, bias, outputs, inputs);
    std::vector<float> y(rows * dense.stride(), 7.0F);
    dense.apply(x.data(), rows, y.data(), dense.stride());
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t o = 0; o < dense.stride(); ++o) {
        double sum = o < outputs ? bias[o] : 0.0;
        for (std::size_t i = 0; i < inputs && o < outputs; ++i)
          sum += double{weights[o * inputs + i]} * double{x[r * inputs + i]};
        EXPECT_NEAR(y[r * dense.stride() + o], sum, 0.01 * std::sqrt(static_cast<double>(inputs)) + 1e-6) << "row " << r << " output " << o;
      }
    }
  }
}

TEST(Dense, GivesARowTheSameBitsAloneAndAmongOthers) {
  std::mt19937 random(11);
  const Dense dense(random_numbers(random, 48 * 80), random_numbers(random, 48), 48, 80);
  const std::vector<float> x = random_numbers(random, 80 * 9);
  std::vector<float> together(9 * dense.stride());
  dense.apply(x.data(), 9, together.data(), dense.stride());
  for (std::size_t r = 0; r < 9; ++r) {
    std::vector<float> alone(dense.stride());
    dense.apply(x.data() + r * 80, 1, alone.data(), dense.stride());
    for (std::size_t o = 0; o < alone.size(); ++o) EXPECT_EQ(alone[o], together[r * dense.stride() + o]);
  }
}

TEST(Softmax, IsCloseToTheLibraryAndSumsToOne) {
  std::vector<float> x = {-100.0F, -3.0F, 0.0F, 0.5F, 12.0F, 11.0F};
  double sum = 0.0;
  for (const float v : x) sum += std::exp(double{v} - 12.0);
  std::vector<float> p = x;
  softmax(p);
  float total = 0.0F;
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(p[i], std::exp(double{x[i]} - 12.0) / sum, 1e-6);
    total += p[i];
  }
  EXPECT_NEAR(total, 1.0F, 1e-6);
}

TEST(Softmax, TakesOneAndNone) {
  std::vector<float> none;
  softmax(none);
  std::vector<float> one = {-500.0F};
  softmax(one);
  EXPECT_EQ(one[0], 1.0F);
}

TEST(Normalise, GivesMeanZeroAndUnitSpread) {
  std::vector<float> x = {1.0F, 2.0F, 3.0F, 6.0F};
  const std::vector<float> scale(4, 2.0F);
  const std::vector<float> shift(4, 1.0F);
  normalise(x, scale, shift);
  float sum = 0.0F;
  for (const float v : x) sum += v;
  EXPECT_NEAR(sum, 4.0F, 1e-5);
  EXPECT_LT(x[0], x[1]);
}

}  // namespace
}  // namespace demarche::coding
