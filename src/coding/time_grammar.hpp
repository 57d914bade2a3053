// The grammar of time expressions: which tokens of a sentence make one, and what it says.
//
// A rule is a member function that begins at a token and either fails or fills a TimeShape and returns the
// index behind it. `at` returns the longest reading that begins at a token. Nothing here knows the date of
// publication. Rules of the calendar (dates, years, quarters) are in time_calendar.cpp, those relative to
// another time, lengths and sets in time_relative.cpp, and what both share in time_grammar.cpp. Thread rule:
// a Grammar refers to a Text and is read-only after construction.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include <demarche/language/text.hpp>

#include "numbers.hpp"
#include "time_shape.hpp"

namespace demarche::coding {

class TimeGrammar {
 public:
  explicit TimeGrammar(TokenSpan sentence);

  // The longest expression that begins at token `i` of the sentence. Its offsets count from the sentence.
  [[nodiscard]] std::optional<TimeShape> at(std::size_t i) const;
  // A second day behind `before` ("Jan. 30 and 31"), with the month of the first.
  [[nodiscard]] std::optional<TimeShape> further_day(const TimeShape& before) const;

 private:
  using Reading = std::optional<TimeShape>;

  // time_grammar.cpp
  [[nodiscard]] bool is(std::size_t i, std::string_view word) const;
  [[nodiscard]] bool is_one_of(std::size_t i, std::initializer_list<std::string_view> words) const;
  [[nodiscard]] bool is_kind(std::size_t i, TimeWord kind) const;
  [[nodiscard]] bool behind_preposition(std::size_t i) const;
  [[nodiscard]] Reading ending(TimeShape shape, std::size_t last) const;
  [[nodiscard]] std::size_t over_comma(std::size_t i) const { return is(i, ",") ? i + 1 : i; }
  [[nodiscard]] Reading plain(std::size_t i) const;
  [[nodiscard]] Reading with_day_part(std::size_t i) const;
  [[nodiscard]] Reading with_edge(std::size_t i) const;
  [[nodiscard]] Reading with_clock(std::size_t i) const;
  [[nodiscard]] std::size_t clock(std::size_t i, TimeShape& shape) const;

  // time_calendar.cpp
  [[nodiscard]] bool may_begin(std::size_t i) const;
  [[nodiscard]] bool is_month(std::size_t i) const;
  [[nodiscard]] bool month_is_sure(std::size_t i) const;
  [[nodiscard]] std::size_t day_of_month(std::size_t i, int& day) const;
  [[nodiscard]] std::size_t year_digits(std::size_t i, int& year) const;
  [[nodiscard]] std::size_t year_of(std::size_t i, TimeShape& shape) const;
  [[nodiscard]] Reading numeric_date(std::size_t i) const;
  [[nodiscard]] Reading weekday(std::size_t i) const;
  [[nodiscard]] Reading month_first(std::size_t i) const;
  [[nodiscard]] Reading day_first(std::size_t i) const;
  [[nodiscard]] Reading middle_of_month(std::size_t i) const;
  [[nodiscard]] Reading quarter(std::size_t i) const;
  [[nodiscard]] Reading quarter_code(std::size_t i) const;
  [[nodiscard]] Reading season(std::size_t i) const;
  [[nodiscard]] Reading year(std::size_t i) const;
  [[nodiscard]] Reading fiscal_year(std::size_t i) const;
  [[nodiscard]] Reading decade(std::size_t i) const;
  [[nodiscard]] Reading century(std::size_t i) const;
  [[nodiscard]] Reading holiday(std::size_t i) const;
  [[nodiscard]] bool bare_year_stands(std::size_t i, int year) const;

  // time_relative.cpp
  [[nodiscard]] std::size_t unit_at(std::size_t i, TimeUnit& unit) const;
  [[nodiscard]] std::size_t count(std::size_t i, TimeShape& shape) const;
  [[nodiscard]] Reading named_day(std::size_t i) const;
  [[nodiscard]] Reading relative(std::size_t i) const;
  [[nodiscard]] Reading relative_length(std::size_t i, int shift, TimeShape shape) const;
  [[nodiscard]] Reading definite(std::size_t i) const;
  [[nodiscard]] Reading unit_end(std::size_t i) const;
  [[nodiscard]] Reading length(std::size_t i) const;
  [[nodiscard]] Reading bare_length(std::size_t i) const;
  [[nodiscard]] Reading shifted_length(const TimeShape& length) const;
  [[nodiscard]] Reading compared_unit(std::size_t i) const;
  [[nodiscard]] Reading set(std::size_t i) const;
  [[nodiscard]] Reading reference(std::size_t i) const;

  TokenSpan tokens_;
  std::vector<WordSense> senses_;
};

}  // namespace demarche::coding
