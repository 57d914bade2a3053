#include "dense.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !(defined(__has_feature) && !defined(__GLIBC__))
#define DEMARCHE_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DEMARCHE_WIDE
#endif

namespace demarche::coding {
namespace {

constexpr std::size_t kBlock = Dense::kBlock;
using Block = float __attribute__((vector_size(kBlock * sizeof(float)), aligned(alignof(float)), may_alias));

constexpr std::size_t kRowsAtOnce = 4;

// exp by range reduction and a polynomial of degree 6 (Cody and Waite's split of ln 2); relative error below
// 3e-7.
float exp_of(float x) {
  if (x < -87.0F) return 0.0F;
  x = std::min(x, 88.0F);
  const float n = std::floor(x * 1.44269504F + 0.5F);
  const float r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
  float p = 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const auto bits = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23U;
  float power = 0.0F;
  std::memcpy(&power, &bits, sizeof(power));
  return p * power;
}

struct Shape {
  std::size_t inputs;
  std::size_t padded;
};

DEMARCHE_WIDE void multiply(const float* x, std::size_t rows, const float* weights, const float* bias,
                            Shape shape, float* y, std::size_t stride) {
  for (std::size_t j = 0; j < shape.padded; j += kBlock) {
    const Block start = *reinterpret_cast<const Block*>(bias + j);
    std::size_t r = 0;
    for (; r + kRowsAtOnce <= rows; r += kRowsAtOnce) {
      const float* x0 = x + r * shape.inputs;
      const float* x1 = x0 + shape.inputs;
      const float* x2 = x1 + shape.inputs;
      const float* x3 = x2 + shape.inputs;
      Block s0 = start, s1 = start, s2 = start, s3 = start;
      for (std::size_t k = 0; k < shape.inputs; ++k) {
        const Block w = *reinterpret_cast<const Block*>(weights + k * shape.padded + j);
        s0 += x0[k] * w;
        s1 += x1[k] * w;
        s2 += x2[k] * w;
        s3 += x3[k] * w;
      }
      *reinterpret_cast<Block*>(y + r * stride + j) = s0;
      *reinterpret_cast<Block*>(y + (r + 1) * stride + j) = s1;
      *reinterpret_cast<Block*>(y + (r + 2) * stride + j) = s2;
      *reinterpret_cast<Block*>(y + (r + 3) * stride + j) = s3;
    }
    for (; r < rows; ++r) {
      const float* xr = x + r * shape.inputs;
      Block s = start;
      for (std::size_t k = 0; k < shape.inputs; ++k)
        s += xr[k] * *reinterpret_cast<const Block*>(weights + k * shape.padded + j);
      *reinterpret_cast<Block*>(y + r * stride + j) = s;
    }
  }
}

}  // namespace

Dense::Dense(std::span<const float> weights, std::span<const float> bias, std::size_t outputs,
             std::size_t inputs)
    : inputs_(inputs), outputs_(outputs), padded_((outputs + kBlock - 1) / kBlock * kBlock) {
  weights_.assign(inputs_ * padded_, 0.0F);
  for (std::size_t o = 0; o < outputs_; ++o) {
    for (std::size_t i = 0; i < inputs_; ++i) weights_[i * padded_ + o] = weights[o * inputs_ + i];
  }
  bias_.assign(padded_, 0.0F);
  std::copy(bias.begin(), bias.end(), bias_.begin());
}

void Dense::apply(const float* x, std::size_t rows, float* y, std::size_t stride) const {
  multiply(x, rows, weights_.data(), bias_.data(), {inputs_, padded_}, y, stride);
}

void relu(std::span<float> x) {
  for (float& v : x) v = v > 0.0F ? v : 0.0F;
}

void normalise(std::span<float> x, std::span<const float> scale, std::span<const float> shift) {
  const auto n = static_cast<float>(x.size());
  float sum = 0.0F;
  for (const float v : x) sum += v;
  const float mean = sum / n;
  float squares = 0.0F;
  for (const float v : x) squares += (v - mean) * (v - mean);
  const float by = 1.0F / std::sqrt(squares / n + 1e-5F);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = (x[i] - mean) * by * scale[i] + shift[i];
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
