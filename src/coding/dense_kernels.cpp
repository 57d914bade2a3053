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
constexpr std::size_t kQuad = kDenseQuad;

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

[[gnu::always_inline]] inline std::int32_t round_to(const float* x, std::size_t count, float steps,
                                                    std::int8_t* out) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const float v = x[i] * steps;
    const auto whole = static_cast<std::int32_t>(v + (v < 0.0F ? -0.5F : 0.5F));
    out[i] = static_cast<std::int8_t>(whole);
    sum += whole;
  }
  return sum;
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
      const std::uint8_t* w = t.w + b * t.w_stride;
      const std::int8_t* x = t.x + r * t.x_stride;
      for (std::size_t q = 0; q < t.quads; ++q, x += kQuad) {
        for (std::size_t o = 0; o < kBlock; ++o, w += kQuad) {
          for (std::size_t i = 0; i < kQuad; ++i) sums[o] += x[i] * w[i];
        }
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

std::int32_t round_plain(const float* x, std::size_t count, float steps, std::int8_t* out) {
  return round_to(x, count, steps, out);
}

#if defined(__x86_64__)

[[gnu::always_inline]] inline std::int32_t quad_at(const std::int8_t* x, std::size_t quad) {
  std::int32_t four = 0;
  std::memcpy(&four, x + kQuad * quad, sizeof(four));
  return four;
}

// A tile of sums that stays in registers: each weight is fetched once for all rows, each input once for all
// blocks.
template <std::size_t kRows, std::size_t kBlocks>
__attribute__((target("avx512bw,avx512vnni"))) void tile_vnni(const DenseTile& t, std::int32_t* sums) {
  __m512i s[kRows][kBlocks];
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b) s[r][b] = _mm512_setzero_si512();
  }
  for (std::size_t q = 0; q < t.quads; ++q) {
    __m512i w[kBlocks];
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b)
      w[b] = _mm512_loadu_si512(t.w + b * t.w_stride + q * kQuad * kBlock);
    DEMARCHE_WRITTEN_OUT
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m512i x = _mm512_set1_epi32(quad_at(t.x + r * t.x_stride, q));
      DEMARCHE_WRITTEN_OUT
      for (std::size_t b = 0; b < kBlocks; ++b) s[r][b] = _mm512_dpbusd_epi32(s[r][b], w[b], x);
    }
  }
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t b = 0; b < kBlocks; ++b) _mm512_storeu_si512(sums + (r * kBlocks + b) * kBlock, s[r][b]);
  }
}

// One block. Products are of 16 bits, so that nothing is cut off; each register holds, for four outputs, the
// sums of the first two inputs of a quad and of the last two.
template <std::size_t kRows>
__attribute__((target("avx2"))) void tile_avx2(const DenseTile& t, std::size_t first, std::size_t block,
                                               std::int32_t* sums) {
  constexpr std::size_t kParts = 4;  // of a block
  __m256i s[kRows][kParts];
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    DEMARCHE_WRITTEN_OUT
    for (std::size_t k = 0; k < kParts; ++k) s[r][k] = _mm256_setzero_si256();
  }
  const std::uint8_t* w = t.w + block * t.w_stride;
  for (std::size_t q = 0; q < t.quads; ++q, w += kQuad * kBlock) {
    __m256i x[kRows];
    DEMARCHE_WRITTEN_OUT
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m128i four = _mm_cvtsi32_si128(quad_at(t.x + (first + r) * t.x_stride, q));
      x[r] = _mm256_broadcastq_epi64(_mm_cvtepi8_epi16(four));
    }
    DEMARCHE_WRITTEN_OUT
    for (std::size_t k = 0; k < kParts; ++k) {
      const __m256i part =
          _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w + k * 16)));
      DEMARCHE_WRITTEN_OUT
      for (std::size_t r = 0; r < kRows; ++r)
        s[r][k] = _mm256_add_epi32(s[r][k], _mm256_madd_epi16(x[r], part));
    }
  }
  DEMARCHE_WRITTEN_OUT
  for (std::size_t r = 0; r < kRows; ++r) {
    std::int32_t* out = sums + ((first + r) * t.blocks + block) * kBlock;
    DEMARCHE_WRITTEN_OUT
    for (std::size_t k = 0; k < kParts; k += 2) {
      const __m256i mixed = _mm256_hadd_epi32(s[r][k], s[r][k + 1]);  // outputs 0 1 4 5 | 2 3 6 7
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 4 * k),
                          _mm256_permute4x64_epi64(mixed, 0b11'01'10'00));
    }
  }
}

template <std::size_t kRows>
void row_of_vnni(const DenseTile& t, std::int32_t* sums) {
  static constexpr DenseSums kOf[kDenseBlocks] = {tile_vnni<kRows, 1>, tile_vnni<kRows, 2>,
                                                  tile_vnni<kRows, 3>, tile_vnni<kRows, 4>,
                                                  tile_vnni<kRows, 5>};
  kOf[t.blocks - 1](t, sums);
}

void sums_vnni(const DenseTile& t, std::int32_t* sums) {
  static constexpr DenseSums kOf[kDenseRows] = {row_of_vnni<1>, row_of_vnni<2>, row_of_vnni<3>,
                                                row_of_vnni<4>};
  kOf[t.rows - 1](t, sums);
}

void sums_avx2(const DenseTile& t, std::int32_t* sums) {
  for (std::size_t b = 0; b < t.blocks; ++b) {
    std::size_t r = 0;
    for (; r + 2 <= t.rows; r += 2) tile_avx2<2>(t, r, b, sums);
    if (r < t.rows) tile_avx2<1>(t, r, b, sums);
  }
}

__attribute__((target("avx512bw"))) float peak_avx512(const float* x, std::size_t count) {
  return peak_of(x, count);
}
__attribute__((target("avx512bw"))) std::int32_t round_avx512(const float* x, std::size_t count, float steps,
                                                              std::int8_t* out) {
  return round_to(x, count, steps, out);
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
__attribute__((target("avx2"))) std::int32_t round_avx2(const float* x, std::size_t count, float steps,
                                                        std::int8_t* out) {
  return round_to(x, count, steps, out);
}

#endif

std::vector<DenseKernels> supported() {
  std::vector<DenseKernels> out;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vnni") != 0)
    out.push_back({"avx512vnni", sums_vnni, peak_avx512, round_avx512, logistic_avx512});
  if (__builtin_cpu_supports("avx2") != 0)
    out.push_back({"avx2", sums_avx2, peak_avx2, round_avx2, logistic_avx2});
#endif
  out.push_back({"plain", sums_plain, peak_plain, round_plain, logistic_plain});
  return out;
}

}  // namespace

std::span<const DenseKernels> dense_kernels() {
  static const std::vector<DenseKernels> all = supported();
  return all;
}

}  // namespace demarche::coding
