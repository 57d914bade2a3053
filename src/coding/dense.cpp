#include "dense.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace demarche::coding {
namespace {

constexpr std::size_t kBlock = Dense::kBlock;
constexpr float kWeightSteps = 127.0F;
constexpr float kInputSteps = 8191.0F;

constexpr std::size_t kRows = 4;  // taken together: each weight is fetched once for all of them

// For each of kRows rows of pairs, `stride` numbers apart: sums[row][o] = sum over pairs p of
// x[2p] * w[p][o][0] + x[2p + 1] * w[p][o][1], for one block of outputs.
using BlockSums = void (*)(const std::int16_t* x, std::size_t stride, const std::int16_t* w,
                           std::size_t pairs, std::int32_t* sums);

#if defined(__x86_64__)

std::int32_t pair_at(const std::int16_t* x, std::size_t pair) {
  std::int32_t both = 0;
  std::memcpy(&both, x + 2 * pair, sizeof(both));
  return both;
}

__attribute__((target("avx512bw"))) void sums_avx512(const std::int16_t* x, std::size_t stride,
                                                     const std::int16_t* w, std::size_t pairs,
                                                     std::int32_t* sums) {
  __m512i s[kRows] = {_mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512(),
                      _mm512_setzero_si512()};
  for (std::size_t p = 0; p < pairs; ++p, w += 2 * kBlock) {
    const __m512i weights = _mm512_loadu_si512(w);
    for (std::size_t r = 0; r < kRows; ++r) {
      s[r] =
          _mm512_add_epi32(s[r], _mm512_madd_epi16(_mm512_set1_epi32(pair_at(x + r * stride, p)), weights));
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) _mm512_storeu_si512(sums + r * kBlock, s[r]);
}

__attribute__((target("avx2"))) void sums_avx2(const std::int16_t* x, std::size_t stride,
                                               const std::int16_t* w, std::size_t pairs, std::int32_t* sums) {
  __m256i low[kRows] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(),
                        _mm256_setzero_si256()};
  __m256i high[kRows] = {low[0], low[1], low[2], low[3]};
  for (std::size_t p = 0; p < pairs; ++p, w += 2 * kBlock) {
    const __m256i first = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
    const __m256i second = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + kBlock));
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m256i both = _mm256_set1_epi32(pair_at(x + r * stride, p));
      low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(both, first));
      high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(both, second));
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + r * kBlock), low[r]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + r * kBlock + kBlock / 2), high[r]);
  }
}

#endif

void sums_plain(const std::int16_t* x, std::size_t stride, const std::int16_t* w, std::size_t pairs,
                std::int32_t* sums) {
  std::fill_n(sums, kRows * kBlock, 0);
  for (std::size_t p = 0; p < pairs; ++p, w += 2 * kBlock) {
    for (std::size_t r = 0; r < kRows; ++r) {
      const std::int16_t* at = x + r * stride + 2 * p;
      for (std::size_t o = 0; o < kBlock; ++o)
        sums[r * kBlock + o] += at[0] * w[2 * o] + at[1] * w[2 * o + 1];
    }
  }
}

BlockSums widest() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw")) return sums_avx512;
  if (__builtin_cpu_supports("avx2")) return sums_avx2;
#endif
  return sums_plain;
}

// Rounds a row to 14 bits; gives what one step is worth. A row of zeros stays one.
float rounded(const float* x, std::size_t count, std::int16_t* out) {
  float most = 0.0F;
  for (std::size_t i = 0; i < count; ++i) most = std::max(most, std::fabs(x[i]));
  if (!(most > 0.0F)) {
    std::fill_n(out, count, std::int16_t{0});
    return 0.0F;
  }
  const float steps = kInputSteps / most;
  for (std::size_t i = 0; i < count; ++i) {
    const float v = x[i] * steps;
    out[i] = static_cast<std::int16_t>(static_cast<std::int32_t>(v + (v < 0.0F ? -0.5F : 0.5F)));
  }
  return most / kInputSteps;
}

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

}  // namespace

Dense::Dense(std::span<const float> weights, std::span<const float> bias, std::size_t outputs,
             std::size_t inputs)
    : inputs_(inputs),
      outputs_(outputs),
      padded_((outputs + kBlock - 1) / kBlock * kBlock),
      pairs_((inputs + 1) / 2),
      weights_(padded_ * pairs_ * 2, 0),
      scale_(padded_, 0.0F),
      bias_(padded_, 0.0F) {
  for (std::size_t o = 0; o < outputs_; ++o) {
    const std::span<const float> row = weights.subspan(o * inputs_, inputs_);
    float most = 0.0F;
    for (const float w : row) most = std::max(most, std::fabs(w));
    if (!(most > 0.0F)) continue;
    scale_[o] = most / kWeightSteps;
    std::int16_t* block = weights_.data() + o / kBlock * pairs_ * 2 * kBlock;
    for (std::size_t i = 0; i < inputs_; ++i) {
      const float w = row[i] / scale_[o];
      block[(i / 2 * kBlock + o % kBlock) * 2 + i % 2] =
          static_cast<std::int16_t>(static_cast<std::int32_t>(w + (w < 0.0F ? -0.5F : 0.5F)));
    }
  }
  std::copy(bias.begin(), bias.end(), bias_.begin());
}

void Dense::apply(const float* x, std::size_t rows, float* y, std::size_t stride) const {
  static const BlockSums kSums = widest();
  const std::size_t width = pairs_ * 2;
  const std::size_t filled = (rows + kRows - 1) / kRows * kRows;
  std::vector<std::int16_t> small(filled * width, 0);
  std::vector<float> steps(filled, 0.0F);
  for (std::size_t r = 0; r < rows; ++r)
    steps[r] = rounded(x + r * inputs_, inputs_, small.data() + r * width);
  std::array<std::int32_t, kRows * kBlock> sums;
  for (std::size_t j = 0; j < padded_; j += kBlock) {
    const std::int16_t* block = weights_.data() + j * width;
    for (std::size_t r = 0; r < rows; r += kRows) {
      kSums(small.data() + r * width, width, block, pairs_, sums.data());
      for (std::size_t k = 0; k < std::min(kRows, rows - r); ++k) {
        float* out = y + (r + k) * stride + j;
        for (std::size_t o = 0; o < kBlock; ++o) {
          out[o] = static_cast<float>(sums[k * kBlock + o]) * (steps[r + k] * scale_[j + o]) + bias_[j + o];
        }
      }
    }
  }
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
