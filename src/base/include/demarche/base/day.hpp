// Calendar days and intervals of days.
//
// A Day counts days from 1970-01-01 in the proleptic Gregorian calendar (ISO 8601); no time of day, no zone.
// Range: years 1 to 9999. The conversion is Howard Hinnant's days_from_civil
// (https://howardhinnant.github.io/date_algorithms.html). Thread rule: plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

enum class Weekday : std::uint8_t { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };

class Day {
 public:
  constexpr Day() = default;
  constexpr explicit Day(std::int32_t days_since_epoch) : days_(days_since_epoch) {}

  // nullopt when the date does not exist (month 13, 30 February, year 0).
  [[nodiscard]] static std::optional<Day> from_civil(int year, int month, int day);
  // Reads the leading "YYYY-MM-DD" of an ISO 8601 date or timestamp; the rest, if any, must begin with 'T' or
  // a blank. nullopt when there is none.
  [[nodiscard]] static std::optional<Day> parse(std::string_view text);

  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;         // 1 to 12
  [[nodiscard]] int day_of_month() const;  // 1 to 31
  [[nodiscard]] Weekday weekday() const;
  [[nodiscard]] std::string iso() const;  // "YYYY-MM-DD"
  [[nodiscard]] constexpr std::int32_t days() const { return days_; }

  [[nodiscard]] constexpr Day plus(std::int32_t days) const { return Day(days_ + days); }
  // The same day of the month, or the last day of a shorter month; saturates at the ends of the range.
  [[nodiscard]] Day plus_months(int months) const;

  constexpr auto operator<=>(const Day&) const = default;  // NOLINT(modernize-use-nullptr)

 private:
  std::int32_t days_ = 0;
};

[[nodiscard]] int days_in_month(int year, int month);

enum class Precision : std::uint8_t { Day, Week, Month, Quarter, Year };
[[nodiscard]] std::string_view name_of(Precision precision);
[[nodiscard]] std::optional<Precision> parse_precision(std::string_view text);

// Days from `from` to `to`, both inclusive; from <= to.
struct Interval {
  Day from;
  Day to;
  Precision precision = Precision::Day;

  [[nodiscard]] static Interval day(Day d) { return {d, d, Precision::Day}; }
  [[nodiscard]] static Interval week_of(Day d);  // Monday to Sunday
  [[nodiscard]] static Interval month_of(Day d);
  [[nodiscard]] static Interval quarter_of(Day d);
  [[nodiscard]] static Interval year_of(Day d);
  bool operator==(const Interval&) const = default;
};

}  // namespace demarche
