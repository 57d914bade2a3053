#include "dense.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "dense_kernels.hpp"
#include "exp_series.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kBlock = Dense::kBlock;
static_assert(kBlock == kDenseBlock);
constexpr float kWeightSteps = 127.0F;
constexpr float kInputSteps = 127.0F;
constexpr float kLeastPeak = 1e-30F;  // below, the number of steps would leave the range of a float

// The rows of one product as small integers.
struct SmallRows {
  std::vector<std::int8_t> numbers;
  std::vector<float> steps;        // what one step of each row is worth
  std::vector<std::int32_t> sums;  // of each row
  std::vector<std::size_t> quads;  // of each row, up to the last that is not zero
  std::vector<std::size_t> order;  // rows by rising number of quads, so that neighbours end alike
};

// Reused from product to product; one thread has one product at a time.
SmallRows& scratch() {
  thread_local SmallRows rows;
  return rows;
}

std::size_t quads_used(const std::int8_t* row, std::size_t width) {
  while (width > 0 && row[width - 1] == 0) --width;
  return (width + kDenseQuad - 1) / kDenseQuad;
}

// Rounds rows to 8 bits. A row of zeros stays one, and one of numbers next to nothing becomes one.
void shrink(const DenseKernels& kernels, const float* x, std::size_t x_stride, std::size_t rows,
            std::size_t inputs, std::size_t width, SmallRows& out) {
  out.numbers.resize(rows * width);
  out.steps.resize(rows);
  out.sums.resize(rows);
  out.quads.resize(rows);
  out.order.resize(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const float* from = x + r * x_stride;
    std::int8_t* row = out.numbers.data() + r * width;
    std::fill(row + inputs, row + width, std::int8_t{0});
    const float most = kernels.peak(from, inputs);
    const bool zeros = most < kLeastPeak;
    out.sums[r] = kernels.round(from, inputs, zeros ? 0.0F : kInputSteps / most, row);
    out.steps[r] = zeros ? 0.0F : most / kInputSteps;
    out.quads[r] = quads_used(row, width);
    out.order[r] = r;
  }
  std::stable_sort(out.order.begin(), out.order.end(),
                   [&](std::size_t a, std::size_t b) { return out.quads[a] < out.quads[b]; });
}

// exp by range reduction and a polynomial of degree 6 (Cody and Waite's split of ln 2); relative error below
// 3e-7.
float exp_of(float x) {
  if (x < -87.0F) return 0.0F;
  x = std::min(x, 88.0F);
  const float n = std::floor(x * 1.44269504F + 0.5F);
  const float p = exp_series(rest_of_power(x, n));
  const auto bits = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23U;
  float power = 0.0F;
  std::memcpy(&power, &bits, sizeof(power));
  return p * power;
}

}  // namespace

Dense::Dense(std::span<const float> weights, std::span<const float> bias, std::size_t outputs,
             std::size_t inputs)
    : inputs_(inputs),
      outputs_(outputs),
      padded_((outputs + kBlock - 1) / kBlock * kBlock),
      quads_((inputs + kDenseQuad - 1) / kDenseQuad),
      weights_(padded_ * quads_ * kDenseQuad, kDenseRaise),
      scale_(padded_, 0.0F),
      bias_(padded_, 0.0F) {
  for (std::size_t o = 0; o < outputs_; ++o) {
    const std::span<const float> row = weights.subspan(o * inputs_, inputs_);
    float most = 0.0F;
    for (const float w : row) most = std::max(most, std::fabs(w));
    if (!(most > 0.0F)) continue;
    scale_[o] = most / kWeightSteps;
    std::uint8_t* block = weights_.data() + o / kBlock * quads_ * kDenseQuad * kBlock;
    for (std::size_t i = 0; i < inputs_; ++i) {
      const float w = row[i] / scale_[o];
      block[(i / kDenseQuad * kBlock + o % kBlock) * kDenseQuad + i % kDenseQuad] =
          static_cast<std::uint8_t>(static_cast<std::int32_t>(w + (w < 0.0F ? -0.5F : 0.5F)) + kDenseRaise);
    }
  }
  std::copy(bias.begin(), bias.end(), bias_.begin());
}

void Dense::apply(const float* x, std::size_t rows, float* y, std::size_t stride) const {
  apply(x, inputs_, rows, y, stride);
}

void Dense::apply(const float* x, std::size_t x_stride, std::size_t rows, float* y,
                  std::size_t stride) const {
  const DenseKernels& kernels = dense_kernels().front();
  SmallRows& small = scratch();
  const std::size_t width = quads_ * kDenseQuad;
  shrink(kernels, x, x_stride, rows, inputs_, width, small);
  std::array<std::int8_t, kDenseRows * kMaxInputs> together;
  std::array<std::int32_t, kDenseRows * kDenseBlocks * kBlock> sums;
  for (std::size_t first = 0; first < rows; first += kDenseRows) {
    const std::size_t count = std::min(kDenseRows, rows - first);
    const std::size_t* order = small.order.data() + first;
    const std::size_t quads = small.quads[order[count - 1]];
    for (std::size_t k = 0; k < count; ++k)
      std::copy_n(small.numbers.data() + order[k] * width, quads * kDenseQuad, together.data() + k * width);
    for (std::size_t block = 0; block < padded_ / kBlock; block += kDenseBlocks) {
      const std::size_t blocks = std::min(kDenseBlocks, padded_ / kBlock - block);
      kernels.sums({together.data(), width, count, weights_.data() + block * kBlock * width, kBlock * width,
                    blocks, quads},
                   sums.data());
      for (std::size_t k = 0; k < count; ++k) {
        scale(sums.data() + k * blocks * kBlock, block * kBlock, blocks * kBlock,
              kDenseRaise * small.sums[order[k]], small.steps[order[k]], y + order[k] * stride);
      }
    }
  }
}

void Dense::scale(const std::int32_t* sums, std::size_t first, std::size_t count, std::int32_t raised,
                  float step, float* y) const {
  for (std::size_t o = 0; o < count; ++o) {
    const std::size_t at = first + o;
    y[at] = static_cast<float>(sums[o] - raised) * (step * scale_[at]) + bias_[at];
  }
}

void relu(std::span<float> x) {
  for (float& v : x) v = v > 0.0F ? v : 0.0F;
}

namespace {

constexpr std::size_t kNormRows = 8;  // whose sums, each in its order, are formed side by side

template <std::size_t kRows>
void normalise_some(float* x, std::span<const float> scale, std::span<const float> shift) {
  const std::size_t width = scale.size();
  const auto n = static_cast<float>(width);
  std::array<float, kRows> mean{};
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t r = 0; r < kRows; ++r) mean[r] += x[r * width + i];
  }
  for (float& m : mean) m /= n;
  std::array<float, kRows> squares{};
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t r = 0; r < kRows; ++r)
      squares[r] += (x[r * width + i] - mean[r]) * (x[r * width + i] - mean[r]);
  }
  for (std::size_t r = 0; r < kRows; ++r, x += width) {
    const float by = 1.0F / std::sqrt(squares[r] / n + 1e-5F);
    for (std::size_t i = 0; i < width; ++i) x[i] = (x[i] - mean[r]) * by * scale[i] + shift[i];
  }
}

}  // namespace

void normalise(std::span<float> rows, std::span<const float> scale, std::span<const float> shift) {
  const std::size_t width = scale.size();
  if (width == 0) return;
  for (; rows.size() >= kNormRows * width; rows = rows.subspan(kNormRows * width))
    normalise_some<kNormRows>(rows.data(), scale, shift);
  for (; rows.size() >= width; rows = rows.subspan(width)) normalise_some<1>(rows.data(), scale, shift);
}

void softmax(std::span<float> x) {
  if (x.empty()) return;
  const float top = *std::max_element(x.begin(), x.end());
  float sum = 0.0F;
  for (float& v : x) {
    v = exp_of(v - top);
    sum += v;
  }
  for (float& v : x) v /= sum;
}

}  // namespace demarche::coding
