#include <demarche/base/day.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace demarche {
namespace {

struct Civil {
  int year;
  int month;
  int day;
};

constexpr bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr std::int32_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

constexpr Civil civil_from_days(std::int32_t z) {
  z += 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int m = mp + (mp < 10 ? 3 : -9);
  return {yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) / 5 + 1};
}

// Reads exactly `count` digits at `pos`; -1 when there are fewer.
int digits(std::string_view text, std::size_t pos, std::size_t count) {
  if (pos + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = pos; i < pos + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

constexpr std::array<std::string_view, 5> kPrecisions = {"day", "week", "month", "quarter", "year"};

}  // namespace

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::optional<Day> Day::from_civil(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
    return std::nullopt;
  }
  return Day(days_from_civil(year, month, day));
}

std::optional<Day> Day::parse(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  return from_civil(year, month, day);
}

int Day::year() const {
  return civil_from_days(days_).year;
}
int Day::month() const {
  return civil_from_days(days_).month;
}
int Day::day_of_month() const {
  return civil_from_days(days_).day;
}

Weekday Day::weekday() const {
  // 1970-01-01 was a Thursday.
  const std::int32_t shifted = (days_ + 3) % 7;
  return static_cast<Weekday>(shifted < 0 ? shifted + 7 : shifted);
}

std::string Day::iso() const {
  const Civil c = civil_from_days(days_);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

Day Day::plus_months(int months) const {
  const Civil c = civil_from_days(days_);
  const int index = std::clamp(c.year * 12 + (c.month - 1) + months, 12, 9999 * 12 + 11);
  const int year = index / 12;
  const int month = index % 12 + 1;
  return Day(days_from_civil(year, month, std::min(c.day, days_in_month(year, month))));
}

std::string_view name_of(Precision precision) {
  return kPrecisions[static_cast<std::size_t>(precision)];
}

std::optional<Precision> parse_precision(std::string_view text) {
  for (std::size_t i = 0; i < kPrecisions.size(); ++i) {
    if (kPrecisions[i] == text) return static_cast<Precision>(i);
  }
  return std::nullopt;
}

Interval Interval::week_of(Day d) {
  const Day monday = d.plus(-static_cast<std::int32_t>(d.weekday()));
  return {monday, monday.plus(6), Precision::Week};
}

Interval Interval::month_of(Day d) {
  const Day first = d.plus(1 - d.day_of_month());
  return {first, first.plus(days_in_month(d.year(), d.month()) - 1), Precision::Month};
}

Interval Interval::quarter_of(Day d) {
  const Day first = Day(days_from_civil(d.year(), (d.month() - 1) / 3 * 3 + 1, 1));
  return {first, first.plus_months(3).plus(-1), Precision::Quarter};
}

Interval Interval::year_of(Day d) {
  return {Day(days_from_civil(d.year(), 1, 1)), Day(days_from_civil(d.year(), 12, 31)), Precision::Year};
}

}  // namespace demarche
