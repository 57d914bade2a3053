#include "dense_kernels.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "exp_series.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Sums stay in registers only where the loops over them are written out.
#if defined(__clang__)
#define DEMARCHE_WRITTEN_OUT _Pragma("unroll")
#else
#define DEMARCHE_WRITTEN_OUT _Pragma("GCC unroll 8")
#endif

namespace demarche::coding {
namespace {

constexpr std::size_t kBlock = kDenseBlock;

// Loops that each instruction set compiles for itself; the numbers are the same in all.

[[gnu::always_inline]] inline float peak_of(const float* x, std::size_t count) {
  std::uint32_t most = 0;  // without their sign, floats are in the order of their bits
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, x + i, sizeof(bits));
    most = std::max(most, bits & 0x7FFFFFFFU);
  }
  return std::bit_cast<float>(most);
}

[[gnu::always_inline]] inline void round_to(const float* x, std::size_t count, float steps,
                                            std::int16_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const float v = x[i] * steps;
    out[i] = static_cast<std::int16_t>(static_cast<std::int32_t>(v + (v < 0.0F ? -0.5F : 0.5F)));
  }
}

// Without a branch, so that several are taken at once. exp as in dense.cpp; the nearest integer by adding 1.5
// * 2^23, at which floats are whole.
[[gnu::always_inline]] inline void logistic_of(float* xs, std::size_t count) {
  constexpr float kWhole = 12582912.0F;
  for (std::size_t i = 0; i < count; ++i) {
    const float y = -std::min(std::max(xs[i], -40.0F), 40.0F);
    const float shifted = y * 1.44269504F + kWhole;
    const float n = shifted - kWhole;
    const float p = exp_series(rest_of_power(y, n));
    const std::uint32_t whole = std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(kWhole);
    const float power = std::bit_cast<float>((whole + 127U) << 23U);
    xs[i] = 1.0F / (1.0F + p * power);
  }
}

void sums_plain(const DenseTile& t, std::int32_t* sums) {
  for (std::size_t r = 0; r < t.rows; ++r) {
    for (std::size_t b = 0; b < t.blocks; ++b, sums += kBlock) {
      std::fill_n(sums, kBlock, 0);
      const std::int16_t* w = t.w + b * t.w_stride;
      const std::int16_t* x = t.x + r * t.x_stride;
      for (std::size_t p = 0; p < t.pairs; ++p, x += 2, w += 2 * kBlock) {
        for (std::size_t o = 0; o < kBlock; ++o) sums[o] += x[0] * w[2 * o] + x[1] * w[2 * o + 1];
      }
    }
  }
}

float peak_plain(const float* x, std::size_t count) {
  return peak_of(x, count);
}

void logistic_plain(float* x, std::size_t count) {
  logistic_of(x, count);
}

void round_plain(const float* x, std::size_t count, float steps, std::int16_t* out) {
  round_to(x, count, steps, out);
}

#if defined(__x86_64__)

[[gnu::always_inline]] inline std::int32_t pair_at(const std::int16_t* x, std::size_t pair) {
  std::int32_t both = 0;
  std::memcpy(&both, x + 2 * pair, sizeof(both));
  return both;
}

// A tile of sums that stays in registers: each weight is fetched once for all rows, each input once for all
// blocks. The two AVX-512 variants differ in one instruction.
template <std::size_t kRows, std::size_t kBlocks>
__attribute__((target("avx512bw,avx512vnni"))) void tile_vnni(const DenseTile& t, std::int32_t* sums) {
  __m512i s[kRows][kBlocks];
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b) s[r][b] = _mm512_setzero_si512();
  }
  for (std::size_t p = 0; p < t.pairs; ++p) {
    __m512i w[kBlocks];
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b)
      w[b] = _mm512_loadu_si512(t.w + b * t.w_stride + p * 2 * kBlock);
    DEMARCHE_WRITTEN_OUT
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m512i x = _mm512_set1_epi32(pair_at(t.x + r * t.x_stride, p));
      DEMARCHE_WRITTEN_OUT
      for (std::size_t b = 0; b < kBlocks; ++b) s[r][b] = _mm512_dpwssd_epi32(s[r][b], x, w[b]);
    }
  }
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b) _mm512_storeu_si512(sums + (r * kBlocks + b) * kBlock, s[r][b]);
  }
}

template <std::size_t kRows, std::size_t kBlocks>
__attribute__((target("avx512bw"))) void tile_avx512(const DenseTile& t, std::int32_t* sums) {
  __m512i s[kRows][kBlocks];
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b) s[r][b] = _mm512_setzero_si512();
  }
  for (std::size_t p = 0; p < t.pairs; ++p) {
    __m512i w[kBlocks];
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b)
      w[b] = _mm512_loadu_si512(t.w + b * t.w_stride + p * 2 * kBlock);
    DEMARCHE_WRITTEN_OUT
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m512i x = _mm512_set1_epi32(pair_at(t.x + r * t.x_stride, p));
      DEMARCHE_WRITTEN_OUT
      for (std::size_t b = 0; b < kBlocks; ++b)
        s[r][b] = _mm512_add_epi32(s[r][b], _mm512_madd_epi16(x, w[b]));
    }
  }
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b) _mm512_storeu_si512(sums + (r * kBlocks + b) * kBlock, s[r][b]);
  }
}

// One block: eight sums of 16 registers.
template <std::size_t kRows>
__attribute__((target("avx2"))) void tile_avx2(const DenseTile& t, std::size_t block, std::int32_t* sums) {
  __m256i low[kRows];
  __m256i high[kRows];
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) low[r] = high[r] = _mm256_setzero_si256();
  const std::int16_t* w = t.w + block * t.w_stride;
  for (std::size_t p = 0; p < t.pairs; ++p, w += 2 * kBlock) {
    const __m256i first = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
    const __m256i second = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + kBlock));
    DEMARCHE_WRITTEN_OUT
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m256i x = _mm256_set1_epi32(pair_at(t.x + r * t.x_stride, p));
      low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(x, first));
      high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(x, second));
    }
  }
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    std::int32_t* out = sums + (r * t.blocks + block) * kBlock;
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), low[r]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + kBlock / 2), high[r]);
  }
}

template <std::size_t kRows>
void row_of_vnni(const DenseTile& t, std::int32_t* sums) {
  static constexpr DenseSums kOf[kDenseBlocks] = {tile_vnni<kRows, 1>, tile_vnni<kRows, 2>,
                                                  tile_vnni<kRows, 3>, tile_vnni<kRows, 4>,
                                                  tile_vnni<kRows, 5>};
  kOf[t.blocks - 1](t, sums);
}

template <std::size_t kRows>
void row_of_avx512(const DenseTile& t, std::int32_t* sums) {
  static constexpr DenseSums kOf[kDenseBlocks] = {tile_avx512<kRows, 1>, tile_avx512<kRows, 2>,
                                                  tile_avx512<kRows, 3>, tile_avx512<kRows, 4>,
                                                  tile_avx512<kRows, 5>};
  kOf[t.blocks - 1](t, sums);
}

void sums_vnni(const DenseTile& t, std::int32_t* sums) {
  static constexpr DenseSums kOf[kDenseRows] = {row_of_vnni<1>, row_of_vnni<2>, row_of_vnni<3>,
                                                row_of_vnni<4>};
  kOf[t.rows - 1](t, sums);
}

void sums_avx512(const DenseTile& t, std::int32_t* sums) {
  static constexpr DenseSums kOf[kDenseRows] = {row_of_avx512<1>, row_of_avx512<2>, row_of_avx512<3>,
                                                row_of_avx512<4>};
  kOf[t.rows - 1](t, sums);
}

void sums_avx2(const DenseTile& t, std::int32_t* sums) {
  using OneBlock = void (*)(const DenseTile&, std::size_t, std::int32_t*);
  static constexpr OneBlock kOf[kDenseRows] = {tile_avx2<1>, tile_avx2<2>, tile_avx2<3>, tile_avx2<4>};
  for (std::size_t b = 0; b < t.blocks; ++b) kOf[t.rows - 1](t, b, sums);
}

__attribute__((target("avx512bw"))) float peak_avx512(const float* x, std::size_t count) {
  return peak_of(x, count);
}
__attribute__((target("avx512bw"))) void round_avx512(const float* x, std::size_t count, float steps,
                                                      std::int16_t* out) {
  round_to(x, count, steps, out);
}
__attribute__((target("avx512bw"))) void logistic_avx512(float* x, std::size_t count) {
  logistic_of(x, count);
}
__attribute__((target("avx2"))) void logistic_avx2(float* x, std::size_t count) {
  logistic_of(x, count);
}
__attribute__((target("avx2"))) float peak_avx2(const float* x, std::size_t count) {
  return peak_of(x, count);
}
__attribute__((target("avx2"))) void round_avx2(const float* x, std::size_t count, float steps,
                                                std::int16_t* out) {
  round_to(x, count, steps, out);
}

#endif

std::vector<DenseKernels> supported() {
  std::vector<DenseKernels> out;
#if defined(__x86_64__)
  const bool wide = __builtin_cpu_supports("avx512bw") != 0;
  if (wide && __builtin_cpu_supports("avx512vnni") != 0)
    out.push_back({"avx512vnni", sums_vnni, peak_avx512, round_avx512, logistic_avx512});
  if (wide) out.push_back({"avx512bw", sums_avx512, peak_avx512, round_avx512, logistic_avx512});
  if (__builtin_cpu_supports("avx2") != 0)
    out.push_back({"avx2", sums_avx2, peak_avx2, round_avx2, logistic_avx2});
#endif
  out.push_back({"plain", sums_plain, peak_plain, round_plain, logistic_plain});
  return out;
}

}  // namespace

std::span<const DenseKernels> dense_kernels() {
  static const std::vector<DenseKernels> kSupported = supported();
  return kSupported;
}

}  // namespace demarche::coding
