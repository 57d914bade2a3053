// Numbers of running text: digits, words and what multiplies them ("1,300", "1.3bn", "two hundred million",
// "half a billion", "2 1/2", "twenty-five", "21st", "third").
//
// Digits keep their decimal text until the end: "1.3 billion" is read as 1.3e9, the double nearest to what is
// written, and not as the product of two rounded numbers. Anything absurd (400 digits) is no number.
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <demarche/language/text.hpp>

namespace demarche::coding {

struct Number {
  double value = 0.0;
  std::uint32_t last = 0;  // index behind the number, in the span given
  bool digits = false;     // begins with digits
  bool whole = true;       // a whole number
  bool scaled = false;     // carries a word such as "million" or "dozen"
  int power = 0;           // of ten, that the last such word stands for; for "$50 to $60 billion"
};

using TokenSpan = std::span<const language::Token>;

// The cardinal number that begins at tokens[at]; nullopt when none does.
[[nodiscard]] std::optional<Number> read_number(TokenSpan tokens, std::size_t at);

// "3rd", "third", "twenty-first", "twenty first"; up to 99.
struct Ordinal {
  int value = 0;
  std::uint32_t last = 0;
};
[[nodiscard]] std::optional<Ordinal> read_ordinal(TokenSpan tokens, std::size_t at);

// Years in words: "nineteen ninety-six", "twenty eighteen", "two thousand and eighteen"; 1100 to 2099.
[[nodiscard]] std::optional<Ordinal> read_year_words(TokenSpan tokens, std::size_t at);

// Digits only, at most `most` of them: "2018" but not "2,018" and not "20.18".
[[nodiscard]] std::optional<int> plain_digits(std::string_view text, std::size_t most = 9);
// Digits with grouping commas and a decimal point, and a power of ten: decimal("1.3", 9) is 1.3e9.
[[nodiscard]] std::optional<double> decimal(std::string_view text, int power);

}  // namespace demarche::coding
