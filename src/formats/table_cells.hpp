// What stands in the cells of the table, as clean text without colour or padding. Private to the room.
#pragma once

#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::table {

// "2018-04-05", "2018-W14", "2018-04", "2018-Q2", "2018", "2018-04-05+" for a longer run of days; ""
// unstated. At most 11 columns.
[[nodiscard]] std::string date_cell(const Move& move);
// "USA → CHN", "USA ↔ CHN" for mutual acts, "USA" without a target. At most 9 columns.
[[nodiscard]] std::string parties_cell(const Move& move);
[[nodiscard]] std::string issues_cell(const Move& move);
// "$50 bn, 25%, by 2018-05-22, 90 days, soybeans".
[[nodiscard]] std::string terms_cell(const Move& move);
// The chain from the nearest source to the origin, "Bloomberg ‹ Liu He"; "" for the narrator.
[[nodiscard]] std::string speaker_cell(const Move& move);
// 50000000000 is "50 bn", 1300 is "1,300"; rounded to three or four digits. `value` must be finite.
[[nodiscard]] std::string short_number(double value);

// Code-point offsets to bytes, in short steps after one pass over the text, which must outlive it.
class Offsets {
 public:
  explicit Offsets(std::string_view text);
  // Clamped to the end of the text.
  [[nodiscard]] std::size_t byte(std::uint32_t code_point) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> marks_;  // the byte of every 256th code point
};

// A sentence around its trigger.
struct Quote {
  std::string before;
  std::string trigger;
  std::string after;
};
// Offsets that do not fit the field (a move of another document) give the words of the trigger alone.
[[nodiscard]] Quote quote_of(const Move& move, std::string_view field, const Offsets& offsets);
// Cut on both sides to at most `columns`; the trigger stays in view.
[[nodiscard]] Quote fit_quote(Quote quote, std::size_t columns);

}  // namespace demarche::table
