// Everything the linear models ask about a single word, computed once for each
// token of a sentence.
//
// The tagger and the entity model look at each word from five positions;
// hashing its form, prefixes and suffixes anew each time would cost more than
// the look-ups. Digits count as one letter ("2018" and "1999" are the same
// word). Thread rule: plain values and free functions without state.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/language/text.hpp>

#include "word_classes.hpp"

namespace demarche::language {

// How the letters of a whole sentence are written; "Hits" at the third place of
// a title says little.
enum class SentenceStyle : std::uint8_t { Mixed, LowerCase, TitleCase, UpperCase };

struct WordInfo {
  std::uint64_t word = 0;                 // hash of the lower form, digits as '0'
  std::array<std::uint64_t, 4> prefix{};  // of 1 to 4 bytes; the whole word where it is shorter
  std::array<std::uint64_t, 5> suffix{};  // of 1 to 5 bytes
  std::uint64_t shape = 0;                // runs of equal character classes ("Xx-9"), hashed
  std::uint64_t capital = 0;  // 0 no letter, 1 lower, 2 first upper, 3 all upper, 4 other; + style
  WordClass classes;
  std::uint64_t ending = 0;  // 1 "s", 2 "ed", 3 "ing", where what is left is a known word; else 0
  WordClass stem;            // what is left
};

// Two words of padding on either side: infos[kPad + i] is token i of the
// sentence.
inline constexpr std::size_t kPad = 2;

// Replaces the content of `out` (of size tokens.size() + 2 * kPad afterwards).
void describe(std::span<const Token> tokens, const WordClasses& classes, std::vector<WordInfo>& out);

// The hash under which WordClasses knows a lower form.
[[nodiscard]] std::uint64_t word_hash(std::string_view lower);

// Token::lower for a form that did not come through the segmenter (treebank
// words in training).
[[nodiscard]] std::string plain_lower(std::string_view form);

[[nodiscard]] SentenceStyle style_of(std::span<const Token> tokens);

}  // namespace demarche::language
