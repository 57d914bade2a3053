#include "memory.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

namespace demarche::coding {
namespace {

// 1 / (1 + exp(-x)) for each number, without a branch, so that compilers can take several at once. exp as in
// dense.cpp; the nearest integer by adding 1.5 * 2^23, at which floats are whole.
void logistic(std::span<float> xs) {
  constexpr float kWhole = 12582912.0F;
  for (float& x : xs) {
    const float y = -std::min(std::max(x, -40.0F), 40.0F);
    const float shifted = y * 1.44269504F + kWhole;
    const float n = shifted - kWhole;
    const float r = (y - n * 0.693359375F) - n * -2.12194440e-4F;
    float p = 1.0F / 720.0F;
    p = p * r + 1.0F / 120.0F;
    p = p * r + 1.0F / 24.0F;
    p = p * r + 1.0F / 6.0F;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    const std::uint32_t whole = std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(kWhole);
    const float power = std::bit_cast<float>((whole + 127U) << 23U);
    x = 1.0F / (1.0F + p * power);
  }
}

void hyperbolic_tangent(std::span<float> xs) {
  for (float& x : xs) x *= 2.0F;
  logistic(xs);
  for (float& x : xs) x = 2.0F * x - 1.0F;
}

}  // namespace

void Memory::read(const float* tokens, std::size_t rows, bool backwards, float* out,
                  std::size_t stride) const {
  const std::size_t n = cells();
  const std::size_t width = input_.stride();
  std::vector<float> seen(rows * width);
  input_.apply(tokens, rows, seen.data(), width);
  std::vector<float> kept(state_.stride());
  std::vector<float> said(n, 0.0F);
  std::vector<float> cell(n, 0.0F);
  for (std::size_t step = 0; step < rows; ++step) {
    const std::size_t at = backwards ? rows - 1 - step : step;
    float* gates = seen.data() + at * width;
    state_.apply(said.data(), 1, kept.data(), kept.size());
    for (std::size_t k = 0; k < 4 * n; ++k) gates[k] += kept[k];
    logistic({gates, 2 * n});
    hyperbolic_tangent({gates + 2 * n, n});
    logistic({gates + 3 * n, n});
    for (std::size_t k = 0; k < n; ++k) {
      cell[k] = gates[n + k] * cell[k] + gates[k] * gates[2 * n + k];
      said[k] = cell[k];
    }
    hyperbolic_tangent(said);
    for (std::size_t k = 0; k < n; ++k) {
      said[k] *= gates[3 * n + k];
      out[at * stride + k] += said[k];
    }
  }
}

}  // namespace demarche::coding
