// Feature hashes: (template, values) to 64 well-mixed bits.
//
// A feature of a linear model is "template 17 fired with these values". We never keep the values, only 64
// bits of hash. The weight store takes the bucket from the high bits and the fingerprint from the low ones,
// so both ends must be good: one multiplication spreads a value upward, a final fold brings the high half
// down again. Cost: one multiplication a value and one at the end; independent features overlap in the
// pipeline. Thread rule: free functions without state. The numbers are part of the model format: never change
// them.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::language {

inline constexpr std::uint64_t kMixA = 0x9E3779B97F4A7C15U;  // 2^64 / golden ratio
inline constexpr std::uint64_t kMixB = 0xD6E8FEB86659FD93U;
inline constexpr std::uint64_t kMixC = 0xA0761D6478BD642FU;

[[nodiscard]] constexpr std::uint64_t mix_final(std::uint64_t h) {
  h ^= h >> 32U;
  h *= kMixB;
  return h ^ (h >> 29U);
}

// Order matters: feature_hash(t, a, b) and feature_hash(t, b, a) differ.
template <typename... Values>
[[nodiscard]] constexpr std::uint64_t feature_hash(std::uint64_t template_id, Values... values) {
  std::uint64_t h = (template_id + 1) * kMixC;
  ((h = (h ^ (h >> 31U) ^ static_cast<std::uint64_t>(values)) * kMixA), ...);
  return mix_final(h);
}

// FNV-1a with a final mix: a stable 64-bit identity of a word form. The empty string has one as well.
[[nodiscard]] constexpr std::uint64_t string_hash(std::string_view text) {
  std::uint64_t h = 0xCBF29CE484222325U;
  for (const char c : text) h = (h ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
  return mix_final(h);
}

}  // namespace demarche::language
