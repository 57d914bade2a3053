#include "simhash.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <demarche/base/utf8.hpp>

namespace demarche::record {
namespace {

constexpr std::uint64_t kOffset = 0xCBF29CE484222325ULL;  // FNV-1a
constexpr std::uint64_t kPrime = 0x100000001B3ULL;
// Positions are counted in 32 bits for speed; a document has at most 4 MiB, so this is never reached.
constexpr std::size_t kMaxShingles = std::numeric_limits<std::int32_t>::max();

// The finalizer of SplitMix64: every bit of the input reaches every bit of the output, which FNV alone lacks.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void add_words(std::string_view text, std::vector<std::uint64_t>& words) {
  std::uint64_t word = kOffset;
  bool inside = false;
  const auto end_word = [&] {
    if (inside) words.push_back(word);
    word = kOffset;
    inside = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<std::uint8_t>(c) < 0x80) {
      ++at;
      if (!is_word_byte(c)) {
        end_word();
        continue;
      }
      word = (word ^ static_cast<std::uint8_t>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * kPrime;
      inside = true;
      continue;
    }
    const utf8::Decoded decoded = utf8::decode(text, at);
    at += decoded.length;
    if (!utf8::is_letter(decoded.code_point)) {
      end_word();
      continue;
    }
    word = (word ^ utf8::lower(decoded.code_point)) * kPrime;
    inside = true;
  }
  end_word();
}

}  // namespace

std::vector<std::uint64_t> shingles(std::string_view title, std::string_view text) {
  std::vector<std::uint64_t> words;
  words.reserve((title.size() + text.size()) / 6 + 1);
  add_words(title, words);
  add_words(text, words);
  const std::size_t length = std::min(words.size(), kShingleWords);
  // In place: shingle i only needs words from i on.
  const std::size_t count = words.empty() ? 0 : words.size() - length + 1;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t shingle = length;
    for (std::size_t j = 0; j < length; ++j) shingle = mix(shingle ^ words[i + j]);
    words[i] = shingle;
  }
  words.resize(std::min(count, kMaxShingles));
  return words;
}

std::uint64_t simhash(const std::vector<std::uint64_t>& shingles) {
  if (shingles.empty()) return 0;
  std::array<std::int32_t, 64> set{};  // shingles with that bit
  for (const std::uint64_t shingle : shingles) {
    for (unsigned bit = 0; bit < 64; ++bit) set[bit] += static_cast<std::int32_t>((shingle >> bit) & 1U);
  }
  const auto half = static_cast<std::int64_t>(shingles.size());
  std::uint64_t out = 0;
  for (unsigned bit = 0; bit < 64; ++bit) {
    if (2 * std::int64_t{set[bit]} > half) out |= std::uint64_t{1} << bit;
  }
  return out;
}

}  // namespace demarche::record
