// The dense layers against the slow, obvious way, and the same bits however many rows are taken at once.
#include "dense.hpp"
#include "dense_kernels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
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
        EXPECT_NEAR(y[r * dense.stride() + o], sum, 0.01 * std::sqrt(static_cast<double>(inputs)) + 1e-6)
            << "row " << r << " output " << o;
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

// A row that ends in zeros is cut short; its neighbours must not notice.
TEST(Dense, TakesRowsThatEndInZeros) {
  std::mt19937 random(13);
  const Dense dense(random_numbers(random, 20 * 33), random_numbers(random, 20), 20, 33);
  std::vector<float> x = random_numbers(random, 33 * 6);
  std::fill(x.begin() + 33 + 10, x.begin() + 66, 0.0F);
  std::fill(x.begin() + 99, x.begin() + 132, 0.0F);
  std::vector<float> together(6 * dense.stride());
  dense.apply(x.data(), 6, together.data(), dense.stride());
  for (std::size_t r = 0; r < 6; ++r) {
    std::vector<float> alone(dense.stride());
    dense.apply(x.data() + r * 33, 1, alone.data(), dense.stride());
    for (std::size_t o = 0; o < alone.size(); ++o) EXPECT_EQ(alone[o], together[r * dense.stride() + o]);
  }
}

// Numbers next to nothing, whose steps no float can hold, count as zeros: what is left is the bias.
TEST(Dense, TakesRowsNextToNothing) {
  const std::vector<float> weights(32, 1.0F);
  const std::vector<float> bias(16, 0.5F);
  const Dense dense(weights, bias, 16, 2);
  for (const float least : {0.0F, 1e-45F, 1e-40F, 1e-36F, 1e-31F, 1e-29F}) {
    const std::vector<float> x = {least, -least / 2.0F};
    std::vector<float> y(dense.stride());
    dense.apply(x.data(), 1, y.data(), y.size());
    EXPECT_EQ(y, bias) << least;
  }
}

// What lies behind the padded outputs is somebody else's.
TEST(Dense, WritesNoFurtherThanItsStride) {
  const Dense dense(std::vector<float>(3 * 2, 1.0F), {}, 3, 2);
  const std::vector<float> x = {1.0F, 1.0F, 2.0F, 2.0F};
  std::vector<float> y(2 * 40, 7.0F);
  dense.apply(x.data(), 2, y.data(), 40);
  EXPECT_EQ(dense.stride(), 16U);
  for (std::size_t r = 0; r < 2; ++r) {
    for (std::size_t o = 3; o < 16; ++o) EXPECT_EQ(y[r * 40 + o], 0.0F);
    for (std::size_t o = 16; o < 40; ++o) EXPECT_EQ(y[r * 40 + o], 7.0F);
  }
}

// Every variant that this processor runs against the plain one, on tiles of all sizes and the largest
// numbers.
TEST(DenseKernels, AllGiveTheSameSums) {
  std::mt19937 random(17);
  constexpr std::size_t kQuads = 512;
  // Often the largest, which a register of 16 bits could not add up.
  const auto number = [&](int least, int most) {
    const auto drawn = random() % 5;
    if (drawn < 2) return drawn == 0 ? least : most;
    return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
  };
  std::vector<std::int8_t> x(kDenseRows * kDenseQuad * kQuads);
  for (std::int8_t& v : x) v = static_cast<std::int8_t>(number(-127, 127));
  std::vector<std::uint8_t> w(kDenseBlocks * kDenseBlock * kDenseQuad * kQuads);
  for (std::uint8_t& v : w) v = static_cast<std::uint8_t>(number(1, 255));
  const DenseKernels& plain = dense_kernels().back();
  EXPECT_EQ(plain.name, "plain");
  for (const DenseKernels& kernels : dense_kernels()) {
    for (std::size_t rows = 1; rows <= kDenseRows; ++rows) {
      for (std::size_t blocks = 1; blocks <= kDenseBlocks; ++blocks) {
        for (const std::size_t quads : {std::size_t{0}, std::size_t{1}, std::size_t{50}, kQuads}) {
          const DenseTile tile{
              x.data(), kDenseQuad * kQuads, rows, w.data(), kDenseBlock * kDenseQuad * kQuads, blocks,
              quads};
          std::vector<std::int32_t> expected(rows * blocks * kDenseBlock, 1);
          std::vector<std::int32_t> sums(expected.size(), 2);
          plain.sums(tile, expected.data());
          kernels.sums(tile, sums.data());
          EXPECT_EQ(sums, expected) << kernels.name << " " << rows << " x " << blocks << " x " << quads;
        }
      }
    }
  }
}

TEST(DenseKernels, AllRoundAlike) {
  std::mt19937 random(19);
  const DenseKernels& plain = dense_kernels().back();
  for (const std::size_t count : {0, 1, 15, 16, 77, 800}) {
    const std::vector<float> x = random_numbers(random, count);
    const float peak = plain.peak(x.data(), count);
    float most = 0.0F;
    for (const float v : x) most = std::max(most, std::fabs(v));
    EXPECT_EQ(peak, most);
    std::vector<std::int8_t> expected(count);
    const std::int32_t sum = plain.round(x.data(), count, 127.0F, expected.data());
    EXPECT_EQ(sum, std::accumulate(expected.begin(), expected.end(), 0));
    for (const DenseKernels& kernels : dense_kernels()) {
      std::vector<std::int8_t> out(count);
      EXPECT_EQ(kernels.peak(x.data(), count), peak) << kernels.name;
      EXPECT_EQ(kernels.round(x.data(), count, 127.0F, out.data()), sum) << kernels.name;
      EXPECT_EQ(out, expected) << kernels.name;
    }
  }
}

TEST(DenseKernels, AllHaveTheSameLogisticAndItIsTheTextbooks) {
  std::vector<float> x;
  for (int i = -4200; i <= 4200; ++i) x.push_back(static_cast<float>(i) * 0.0127F);
  x.insert(x.end(), {1e30F, -1e30F, std::numeric_limits<float>::infinity(), 1e-30F, 0.0F, -0.0F});
  std::vector<float> expected = x;
  dense_kernels().back().logistic(expected.data(), expected.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    EXPECT_NEAR(expected[i], 1.0 / (1.0 + std::exp(-double{x[i]})), 2e-7) << x[i];
  for (const DenseKernels& kernels : dense_kernels()) {
    std::vector<float> out = x;
    kernels.logistic(out.data(), out.size());
    EXPECT_EQ(out, expected) << kernels.name;
  }
}

// Rows are normalised side by side, each as if it were alone.
TEST(Normalise, GivesARowTheSameBitsAloneAndAmongOthers) {
  std::mt19937 random(23);
  const std::vector<float> scale = random_numbers(random, 48);
  const std::vector<float> shift = random_numbers(random, 48);
  std::vector<float> together = random_numbers(random, 48 * 11);
  std::vector<float> alone = together;
  normalise(together, scale, shift);
  for (std::size_t r = 0; r < 11; ++r) normalise(std::span(alone).subspan(r * 48, 48), scale, shift);
  EXPECT_EQ(alone, together);
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

TEST(Normalise, TakesNoScaleAndNoRows) {
  std::vector<float> x = {1.0F, 2.0F};
  normalise(x, {}, {});
  EXPECT_EQ(x, (std::vector<float>{1.0F, 2.0F}));
  const std::vector<float> one(2, 1.0F);
  normalise({}, one, one);
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
