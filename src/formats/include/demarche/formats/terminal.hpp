// Text for a terminal: made harmless, and measured in columns.
//
// Widths: 0 for combining marks and format characters, 2 for East Asian wide and full-width characters and
// emoji (Unicode 14), else 1. Sequences that a terminal may join (emoji with ZWJ) count as their parts.
// Thread rule: free functions without state.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche::terminal {

// One harmless line: runs of blanks, line ends and tabs become one space; other control characters become
// their visible picture (ESC is U+241B), C1 controls and invalid UTF-8 U+FFFD; bidirectional controls and
// byte-order marks go.
[[nodiscard]] std::string clean(std::string_view text);

// The functions below expect cleaned text.
[[nodiscard]] std::size_t width(char32_t code_point);
[[nodiscard]] std::size_t width(std::string_view text);

// At most `columns` wide; what is cut is marked by an ellipsis and falls between words where one ends near.
[[nodiscard]] std::string fit(std::string_view text, std::size_t columns);
// The same, keeping the end.
[[nodiscard]] std::string fit_tail(std::string_view text, std::size_t columns);
// fit, then blanks up to exactly `columns`.
[[nodiscard]] std::string pad(std::string_view text, std::size_t columns);

}  // namespace demarche::terminal
