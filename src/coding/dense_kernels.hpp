// Exact sums of products of small integers, and what stands around them: the inner loops of dense.hpp and
// memory.hpp, one for each kind of register.
//
// All give the same sums; which is taken is decided once, when the program runs. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace demarche::coding {

inline constexpr std::size_t kDenseBlock = 16;  // outputs that lie side by side in the weights
inline constexpr std::size_t kDenseQuad = 4;    // inputs that do
inline constexpr int kDenseRaise = 128;         // is added to weights, which makes them positive
inline constexpr std::size_t kDenseRows = 4;    // rows of inputs taken together, at most
inline constexpr std::size_t kDenseBlocks = 5;  // blocks of outputs taken together, at most

// Some rows of inputs against some blocks of outputs.
struct DenseTile {
  const std::int8_t* x = nullptr;  // [row][input], rows `x_stride` numbers apart
  std::size_t x_stride = 0;
  std::size_t rows = 0;             // 1 to kDenseRows
  const std::uint8_t* w = nullptr;  // raised; [block][quad of inputs][output in block][input in quad]
  std::size_t w_stride = 0;         // numbers from block to block
  std::size_t blocks = 0;           // 1 to kDenseBlocks
  std::size_t quads = 0;            // of inputs that are summed
};

// sums[row][block][output in block], rows `blocks` * kDenseBlock apart.
using DenseSums = void (*)(const DenseTile& tile, std::int32_t* sums);
// The largest magnitude of some numbers; none may be NaN.
using DensePeak = float (*)(const float* x, std::size_t count);
// x times `steps`, rounded to the nearest integer (halves away from zero), which must fit 8 bits. Their sum.
using DenseRound = std::int32_t (*)(const float* x, std::size_t count, float steps, std::int8_t* out);

// 1 / (1 + exp(-x)) in the place of each number; none may be NaN.
using DenseLogistic = void (*)(float* x, std::size_t count);

struct DenseKernels {
  std::string_view name;
  DenseSums sums = nullptr;
  DensePeak peak = nullptr;
  DenseRound round = nullptr;
  DenseLogistic logistic = nullptr;
};

// Those that this processor can run, the fastest first, the plain one last.
[[nodiscard]] std::span<const DenseKernels> dense_kernels();

}  // namespace demarche::coding
