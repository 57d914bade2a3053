#include "memory.hpp"

#include <span>

#include "dense_kernels.hpp"

namespace demarche::coding {
namespace {

void hyperbolic_tangent(const DenseKernels& kernels, std::span<float> xs) {
  for (float& x : xs) x *= 2.0F;
  kernels.logistic(xs.data(), xs.size());
  for (float& x : xs) x = 2.0F * x - 1.0F;
}

}  // namespace

void Memory::read(const float* tokens, std::size_t rows, bool backwards, float* out,
                  std::size_t stride) const {
  const DenseKernels& kernels = dense_kernels().front();
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
    kernels.logistic(gates, 2 * n);
    hyperbolic_tangent(kernels, {gates + 2 * n, n});
    kernels.logistic(gates + 3 * n, n);
    for (std::size_t k = 0; k < n; ++k) {
      cell[k] = gates[n + k] * cell[k] + gates[k] * gates[2 * n + k];
      said[k] = cell[k];
    }
    hyperbolic_tangent(kernels, said);
    for (std::size_t k = 0; k < n; ++k) {
      said[k] *= gates[3 * n + k];
      out[at * stride + k] += said[k];
    }
  }
}

}  // namespace demarche::coding
