// Classes of characters for the segmenter. Private to the room. Thread rule: constants and free functions.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <demarche/base/utf8.hpp>

namespace demarche::language {

enum class CharClass : std::uint8_t { Space, Lower, Upper, Digit, Letter, Mark };  // Letter: beyond ASCII

inline constexpr std::array<CharClass, 128> kAsciiClass = [] {
  std::array<CharClass, 128> table{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool space = c == ' ' || (c >= 9 && c <= 13);
    table[c] = space                    ? CharClass::Space
               : (c >= 'a' && c <= 'z') ? CharClass::Lower
               : (c >= 'A' && c <= 'Z') ? CharClass::Upper
               : (c >= '0' && c <= '9') ? CharClass::Digit
                                        : CharClass::Mark;
  }
  return table;
}();

[[nodiscard]] CharClass class_beyond_ascii(char32_t code_point);

// The plain spelling of a typographic quote, dash, blank or ellipsis; empty for anything else. A long dash is
// "--", as EWT spells it.
[[nodiscard]] std::string_view plain_mark(char32_t code_point);

struct Character {
  char32_t code_point = 0;
  std::uint32_t length = 0;  // bytes; 0 at the end of the text
  CharClass kind = CharClass::Space;

  [[nodiscard]] bool is_space() const { return kind == CharClass::Space; }
  [[nodiscard]] bool is_digit() const { return kind == CharClass::Digit; }
  [[nodiscard]] bool is_letter() const {
    return kind == CharClass::Lower || kind == CharClass::Upper || kind == CharClass::Letter;
  }
  [[nodiscard]] bool is_word() const { return is_letter() || is_digit(); }
};

// The character at `pos`; the end of the text reads as white space of length 0.
[[nodiscard]] inline Character character_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[pos]);
  if (byte < 128) return {byte, 1, kAsciiClass[byte]};
  const utf8::Decoded d = utf8::decode(text, pos);
  return {d.code_point, d.length, class_beyond_ascii(d.code_point)};
}

[[nodiscard]] constexpr bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019';
}
[[nodiscard]] constexpr bool is_hyphen(char32_t c) {
  return c == U'-' || c == U'\u2010' || c == U'\u2011';
}

}  // namespace demarche::language
