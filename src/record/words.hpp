// Words of titles, as hashes: enough to say how alike two titles are. Thread rule: free functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::record {

// Calls take(hash) for each word: runs of letters and digits in lower case (ASCII; other bytes count as
// letters), without a plural s. One letter alone is no word.
template <typename Take>
void for_each_word(std::string_view text, Take take) {
  constexpr std::uint64_t kSeed = 0xCBF29CE484222325ULL;
  constexpr std::uint64_t kPrime = 0x100000001B3ULL;
  std::uint64_t hash = kSeed;
  std::uint64_t before = kSeed;  // the hash without the last letter
  std::size_t length = 0;
  char last = 0;
  const auto end = [&] {
    if (length > 1) take(last == 's' && length > 3 ? before : hash);
    hash = before = kSeed;
    length = 0;
  };
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<std::uint8_t>(c) & 0x80U) != 0;
    if (!letter) {
      end();
      continue;
    }
    before = hash;
    hash = (hash ^ static_cast<std::uint8_t>(c)) * kPrime;
    last = c;
    ++length;
  }
  end();
}

}  // namespace demarche::record
