// Simhash (Charikar 2002): texts that share most of their word triples differ in few of 64 bits.
//
// Words are runs of letters and digits, in lower case; what stands between them does not count, so that house
// styles of punctuation and quotes fall together. Near copies of an article differ in some 0 to 6 bits,
// unrelated ones in about 32; short texts scatter more. A candidate is therefore checked word by word before
// it counts as a copy. Integers only: the same value on every machine. Thread rule: free functions without
// state.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace demarche::record {

inline constexpr std::size_t kShingleWords = 3;

// The hash of each run of three words, in order; of all words together where there are fewer. Empty without
// words.
[[nodiscard]] std::vector<std::uint64_t> shingles(std::string_view title, std::string_view text);

// 0 for a document without words.
[[nodiscard]] std::uint64_t simhash(const std::vector<std::uint64_t>& shingles);

[[nodiscard]] inline int differing_bits(std::uint64_t a, std::uint64_t b) {
  return std::popcount(a ^ b);
}

}  // namespace demarche::record
