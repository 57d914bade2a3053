// The dense rows that a look-up in a wide table of weights has met, added up together at its end: they are
// fetched side by side, and the sums of sixteen classes stay in registers over all rows. Thread rule: belongs
// to one look-up.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace demarche::language {

class DenseRows {
 public:
  // `table`: rows of `stride` bytes, a multiple of 16, at such an address. `sums` has `stride` places.
  DenseRows(const std::int8_t* table, std::size_t stride, std::int32_t* sums)
      : table_(table), stride_(stride), sums_(sums) {}

  // Without a branch: which rows are dense cannot be foretold.
  void meet(std::uint32_t row, bool is_dense) {
    rows_[count_] = row;
    count_ += is_dense ? 1U : 0U;
    if (count_ == rows_.size()) add();
  }

  void add() {
#if defined(__GNUC__)
    for (std::size_t r = 0; r < count_; ++r) {
      for (std::size_t at = 0; at < stride_; at += 64) __builtin_prefetch(row(r) + at);
    }
#endif
    for (std::size_t at = 0; at < stride_; at += kTogether) {
      const std::array<std::int16_t, kTogether> sums = column_sums(at);
      for (std::size_t c = 0; c < kTogether; ++c) sums_[at + c] += sums[c];
    }
    count_ = 0;
  }

 private:
  static constexpr std::size_t kTogether = 16;

  [[nodiscard]] const std::int8_t* row(std::size_t r) const {
    return table_ + rows_[r] * stride_;
  }

  [[nodiscard]] std::array<std::int16_t, kTogether> column_sums(std::size_t at) const {
    std::array<std::int16_t, kTogether> out{};
#if defined(__SSE2__)
    const __m128i zero = _mm_setzero_si128();
    __m128i low = zero;
    __m128i high = zero;
    for (std::size_t r = 0; r < count_; ++r) {
      const __m128i cells = _mm_load_si128(reinterpret_cast<const __m128i*>(row(r) + at));
      const __m128i signs = _mm_cmpgt_epi8(zero, cells);
      low = _mm_add_epi16(low, _mm_unpacklo_epi8(cells, signs));
      high = _mm_add_epi16(high, _mm_unpackhi_epi8(cells, signs));
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out.data()), low);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out.data() + kTogether / 2), high);
#else
    for (std::size_t r = 0; r < count_; ++r) {
      for (std::size_t c = 0; c < kTogether; ++c) out[c] = static_cast<std::int16_t>(out[c] + row(r)[at + c]);
    }
#endif
    return out;
  }

  const std::int8_t* table_;
  std::size_t stride_;
  std::int32_t* sums_;
  std::size_t count_ = 0;
  std::array<std::uint32_t, 128> rows_;  // so few bytes cannot overflow 16 bits
};

}  // namespace demarche::language
