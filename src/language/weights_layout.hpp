// How the rows of Weights lie in their buckets (see weights.cpp): what reading and packing share.
#pragma once

#include <cstddef>
#include <cstdint>

namespace demarche::language {

inline constexpr std::uint16_t kPrintMask = 0x7FFF;
inline constexpr std::uint16_t kOverflow = 0x8000;
inline constexpr std::uint8_t kDenseMark = 0xFF;
inline constexpr std::size_t kSparseCells = 12;
inline constexpr std::size_t kMaxRun = 32;  // buckets a look-up may walk through

inline std::uint16_t print_of(std::uint64_t key) {
  const auto low = static_cast<std::uint16_t>(key & kPrintMask);
  return low == 0 ? std::uint16_t{1} : low;
}

// The home bucket: the high half of the hash scaled to [0, range).
inline std::size_t home_of(std::uint64_t key, std::size_t range) {
  return static_cast<std::size_t>(((key >> 32U) * static_cast<std::uint64_t>(range)) >> 32U);
}

inline std::size_t stride_of(std::size_t classes) {
  return (classes + 15) / 16 * 16;
}

}  // namespace demarche::language
