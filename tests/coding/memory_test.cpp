// The memory of the reader network against the slow, obvious way.
#include "memory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace demarche::coding {
namespace {

struct Layer {
  std::size_t inputs;
  std::size_t cells;
  std::vector<float> from_input, from_state, bias;

  Layer(std::mt19937& random, std::size_t n_inputs, std::size_t n_cells)
      : inputs(n_inputs),
        cells(n_cells),
        from_input(numbers(random, 4 * n_cells * n_inputs)),
        from_state(numbers(random, 4 * n_cells * n_cells)),
        bias(numbers(random, 4 * n_cells)) {}

  static std::vector<float> numbers(std::mt19937& random, std::size_t count) {
    std::vector<float> out(count);
    for (float& v : out) v = static_cast<float>(static_cast<double>(random() % 2001) / 1000.0 - 1.0);
    return out;
  }
  [[nodiscard]] Memory built() const {
    return {Dense(from_input, bias, 4 * cells, inputs), Dense(from_state, {}, 4 * cells, cells)};
  }
};

double logistic(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

// [token][cell], in doubles, as the textbook has it.
std::vector<double> slowly(const Layer& layer, const std::vector<float>& tokens, bool backwards) {
  const std::size_t n = layer.cells;
  const std::size_t rows = tokens.size() / layer.inputs;
  std::vector<double> out(rows * n), cell(n), said(n);
  for (std::size_t step = 0; step < rows; ++step) {
    const std::size_t at = backwards ? rows - 1 - step : step;
    std::vector<double> gate(4 * n);
    for (std::size_t g = 0; g < 4 * n; ++g) {
      gate[g] = layer.bias[g];
      for (std::size_t i = 0; i < layer.inputs; ++i)
        gate[g] += double{layer.from_input[g * layer.inputs + i]} * double{tokens[at * layer.inputs + i]};
      for (std::size_t k = 0; k < n; ++k) gate[g] += double{layer.from_state[g * n + k]} * said[k];
    }
    for (std::size_t k = 0; k < n; ++k) {
      cell[k] = logistic(gate[n + k]) * cell[k] + logistic(gate[k]) * std::tanh(gate[2 * n + k]);
    }
    for (std::size_t k = 0; k < n; ++k)
      out[at * n + k] = said[k] = logistic(gate[3 * n + k]) * std::tanh(cell[k]);
  }
  return out;
}

TEST(Memory, AgreesWithTheTextbookInBothDirections) {
  std::mt19937 random(3);
  for (const std::size_t rows : {std::size_t{1}, std::size_t{2}, std::size_t{17}}) {
    const Layer layer(random, 24, 8);
    const std::vector<float> tokens = Layer::numbers(random, rows * layer.inputs);
    for (const bool backwards : {false, true}) {
      std::vector<float> out(rows * 20, 0.5F);
      layer.built().read(tokens.data(), rows, backwards, out.data(), 20);
      const std::vector<double> right = slowly(layer, tokens, backwards);
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t k = 0; k < 20; ++k) {
          const double wanted = k < layer.cells ? right[r * layer.cells + k] : 0.0;
          EXPECT_NEAR(out[r * 20 + k], 0.5 + wanted, 0.03) << "token " << r << " number " << k;
        }
      }
    }
  }
}

TEST(Memory, StaysInRangeWhateverItIsTold) {
  std::mt19937 random(5);
  const Layer layer(random, 16, 8);
  std::vector<float> tokens = Layer::numbers(random, 40 * layer.inputs);
  for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i] *= i % 3 == 0 ? 1e12F : 1e-30F;
  std::vector<float> out(40 * layer.cells, 0.0F);
  layer.built().read(tokens.data(), 40, false, out.data(), layer.cells);
  for (const float v : out) EXPECT_LE(std::fabs(v), 1.0F);
}

TEST(Memory, KnowsWhichMatricesBelongTogether) {
  std::mt19937 random(5);
  const Layer layer(random, 16, 8);
  EXPECT_TRUE(layer.built().fits());
  EXPECT_FALSE(Memory().fits());
  EXPECT_FALSE(
      Memory(Dense(layer.from_input, layer.bias, 32, 16), Dense(layer.from_input, {}, 32, 16)).fits());
}

TEST(Memory, ReadsNoWordAtAll) {
  std::mt19937 random(5);
  const Layer layer(random, 16, 8);
  layer.built().read(nullptr, 0, true, nullptr, 8);
}

}  // namespace
}  // namespace demarche::coding
