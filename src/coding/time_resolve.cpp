// From shapes to days.
//
// A shape that names its year stands by itself. All others need the date of publication: shifts count from it
// (or from the last day the text spoke of), and a bare weekday, month or date may lie on either side of it.
// Past tense takes the latest weekday that is not after publication, future tense the earliest that is not
// before it. For months and dates the nearest is taken, with a handicap for what lies against the tense.
// Without a date of publication the value keeps X where something is unknown.
#include "time_resolve.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

namespace demarche::coding {
namespace {

using Kind = TimeShape::Kind;
using Where = std::optional<Interval>;

constexpr std::array<std::string_view, 4> kSeasons = {"SP", "SU", "FA", "WI"};
// Days by which a date in the direction of the tense may be farther off: news leaves out the year of what is
// near, and the tense is sometimes read wrongly.
constexpr std::int32_t kAgainstTense = 120;
constexpr int kLastYear = 9998;  // one short of the range of Day: intervals end inside it

bool in_range(int year) {
  return year >= 1 && year <= kLastYear;
}

Where year_interval(int year) {
  const auto first = Day::from_civil(year, 1, 1);
  if (!in_range(year) || !first) return std::nullopt;
  return Interval::year_of(*first);
}

Where years_interval(int first, int last) {
  const auto from = Day::from_civil(first < 1 ? 1 : first, 1, 1);
  const auto to = Day::from_civil(last, 12, 31);
  if (!from || !to || !in_range(last)) return std::nullopt;
  return Interval{*from, *to, Precision::Year};
}

// `count` whole months from the first day of one.
Where months_interval(int year, int month, int count, Precision precision) {
  const auto from = Day::from_civil(year, month, 1);
  if (!in_range(year) || !from) return std::nullopt;
  return Interval{*from, from->plus_months(count).plus(-1), precision};
}

// The fourth Thursday of November.
Day thanksgiving(Day november) {
  const int to_thursday = (3 - static_cast<int>(november.weekday()) + 7) % 7;
  return november.plus(to_thursday + 21);
}

// The part of the calendar that the shape names, in the year given.
Where within_year(const TimeShape& s, int year) {
  if (s.quarter > 0) return months_interval(year, s.quarter * 3 - 2, 3, Precision::Quarter);
  if (s.half > 0) return months_interval(year, s.half * 6 - 5, 6, Precision::Quarter);
  if (s.season >= 0) return months_interval(year, s.season * 3 + 3, 3, Precision::Quarter);
  if (s.month == 0) return year_interval(year);
  if (s.day == 0) return months_interval(year, s.month, 1, Precision::Month);
  if (!in_range(year)) return std::nullopt;
  if (s.floating) {
    const auto november = Day::from_civil(year, 11, 1);
    return november ? Where(Interval::day(thanksgiving(*november).plus(s.day == 22 ? 0 : -1))) : std::nullopt;
  }
  const auto day = Day::from_civil(year, s.month, s.day);
  return day ? Where(Interval::day(*day)) : std::nullopt;
}

std::int32_t distance(const Interval& i, Day day) {
  if (i.to < day) return day.days() - i.to.days();
  return i.from > day ? i.from.days() - day.days() : 0;
}

// Chooses between the years around the date of publication.
Where nearest_year(const TimeShape& s, Day published, Tense tense) {
  const int year = published.year();
  if (s.direction && *s.direction == 0) return within_year(s, year);
  const int direction = s.direction.value_or(0);
  Where best;
  std::int32_t best_cost = 0;
  for (int y = year - 1; y <= year + 1; ++y) {
    const Where w = within_year(s, y);
    if (!w || (direction < 0 && w->to >= published) || (direction > 0 && w->from <= published)) continue;
    const bool astray =
        (tense == Tense::Past && w->from > published) || (tense == Tense::Future && w->to < published);
    const std::int32_t cost = distance(*w, published) + (astray && direction == 0 ? kAgainstTense : 0);
    if (!best || cost < best_cost) {
      best = w;
      best_cost = cost;
    }
  }
  return best;
}

Where nearest_weekday(const TimeShape& s, Day published, Tense tense) {
  const int today = static_cast<int>(published.weekday());
  const int back = (today - s.weekday + 7) % 7;
  const int ahead = (s.weekday - today + 7) % 7;
  if (s.direction && s.unit == TimeUnit::Week) {
    return Interval::day(published.plus(*s.direction * 7 + s.weekday - today));
  }
  const int direction = s.direction.value_or(0);
  if (direction < 0) return Interval::day(published.plus(back == 0 ? -7 : -back));
  if (direction > 0) return Interval::day(published.plus(ahead == 0 ? 7 : ahead));
  const bool future = s.direction ? tense != Tense::Past : tense == Tense::Future;
  return Interval::day(published.plus(future ? ahead : -back));
}

Where place_calendar(const TimeShape& s, const TimeSetting& setting) {
  if (s.year_digits == 3) return years_interval(s.year * 10, s.year * 10 + 9);
  if (s.year_digits == 2) return years_interval(s.year * 100, s.year * 100 + 99);
  if (s.year > 0) return within_year(s, s.year);
  if (!setting.published) return std::nullopt;
  if (s.year_shift) return within_year(s, setting.published->year() + *s.year_shift);
  const bool dated = s.month > 0 || s.quarter > 0 || s.half > 0 || s.season >= 0;
  if (dated) return nearest_year(s, *setting.published, setting.tense);
  if (s.weekday >= 0) return nearest_weekday(s, *setting.published, setting.tense);
  return std::nullopt;
}

// --- Shifts ---

int months_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::Month:
      return 1;
    case TimeUnit::Quarter:
    case TimeUnit::Season:
      return 3;
    case TimeUnit::Half:
      return 6;
    case TimeUnit::Year:
      return 12;
    case TimeUnit::Decade:
      return 120;
    case TimeUnit::Century:
      return 1200;
    default:
      return 0;
  }
}

// The unit of the calendar that holds `day`.
Where unit_around(TimeUnit unit, Day day) {
  const int year = day.year();
  switch (unit) {
    case TimeUnit::Week:
    case TimeUnit::Fortnight:
      return Interval::week_of(day);
    case TimeUnit::Weekend: {
      const Interval week = Interval::week_of(day);
      return Interval{week.from.plus(5), week.to, Precision::Week};
    }
    case TimeUnit::Month:
      return Interval::month_of(day);
    case TimeUnit::Quarter:
    case TimeUnit::Season:
      return Interval::quarter_of(day);
    case TimeUnit::Half:
      return months_interval(year, day.month() > 6 ? 7 : 1, 6, Precision::Quarter);
    case TimeUnit::Year:
      return Interval::year_of(day);
    case TimeUnit::Decade:
      return years_interval(year / 10 * 10, year / 10 * 10 + 9);
    case TimeUnit::Century:
      return years_interval(year / 100 * 100, year / 100 * 100 + 99);
    default:
      return Interval::day(day);
  }
}

// `base` moved by `amount` units; nullopt beyond the calendar.
std::optional<Day> moved(Day base, TimeUnit unit, double amount) {
  const int months = months_of(unit);
  const double days_each = months > 0                    ? months * 30.5
                           : unit == TimeUnit::Day       ? 1.0
                           : unit == TimeUnit::Fortnight ? 14.0
                                                         : 7.0;
  const double shift = unit <= TimeUnit::Hour ? 0.0 : amount * days_each;
  const double years = base.year() + shift / 365.0;
  if (!(years >= 2.0 && years <= kLastYear - 2)) return std::nullopt;
  if (months > 0) return base.plus_months(static_cast<int>(std::lround(amount * months)));
  return base.plus(static_cast<std::int32_t>(std::lround(shift)));
}

// "the weekend" of a report on Monday is over.
Where weekend(const TimeShape& s, Day published, Tense tense) {
  const bool past =
      s.amount < 0 || (s.amount == 0 && tense == Tense::Past && published.weekday() < Weekday::Saturday);
  const double weeks = s.amount == 0 ? (past ? -1 : 0) : s.amount;
  const auto day = moved(published, TimeUnit::Week, weeks);
  return day ? unit_around(TimeUnit::Weekend, *day) : std::nullopt;
}

Where place_shift(const TimeShape& s, const TimeSetting& setting) {
  if (!setting.published) return std::nullopt;
  if (s.unit == TimeUnit::Weekend) return weekend(s, *setting.published, setting.tense);
  const bool context = s.anchor == TimeShape::Anchor::Context;
  // A year before a quarter is a quarter: what reports of companies compare.
  if (s.compares && s.unit == TimeUnit::Year && s.amount == -1 && setting.quarter) {
    return Interval::quarter_of(setting.quarter->from.plus_months(-12));
  }
  Day base = *setting.published;
  if (context && s.unit == TimeUnit::Quarter) {
    base = setting.quarter ? setting.quarter->from : base.plus_months(setting.tense == Tense::Past ? -3 : 0);
  } else if (context && s.unit != TimeUnit::Year && setting.day) {
    base = setting.day->from;
  }
  const bool halves = s.amount != std::floor(s.amount) && s.unit == TimeUnit::Year;
  const auto day = moved(base, s.unit, s.amount);
  if (!day) return std::nullopt;
  return unit_around(halves ? TimeUnit::Month : s.unit, *day);
}

// --- Values ---

std::string week_value(Day day) {
  // ISO 8601: the week belongs to the year of its Thursday.
  const Day thursday = Interval::week_of(day).from.plus(3);
  const auto january = Day::from_civil(thursday.year(), 1, 1);
  const int week = january ? (thursday.days() - january->days()) / 7 + 1 : 1;
  return fmt::format("{:04}-W{:02}", thursday.year(), week);
}

std::string calendar_value(const TimeShape& s, const Where& where) {
  if (s.year_digits == 3) return fmt::format("{:03}X", s.year);
  if (s.year_digits == 2) return fmt::format("{:02}", s.year);
  std::string year = where        ? fmt::format("{:04}", where->from.year())
                     : s.year > 0 ? fmt::format("{:04}", s.year)
                                  : std::string("XXXX");
  if (s.quarter > 0) return fmt::format("{}-Q{}", year, s.quarter);
  if (s.half > 0) return fmt::format("{}-H{}", year, s.half);
  if (s.season >= 0) return fmt::format("{}-{}", year, kSeasons[static_cast<std::size_t>(s.season)]);
  if (s.month == 0 && s.weekday >= 0) {
    return where ? where->from.iso() : fmt::format("XXXX-WXX-{}", s.weekday + 1);
  }
  if (s.month == 0) return year;
  if (s.day == 0) return fmt::format("{}-{:02}", year, s.month);
  return where ? where->from.iso() : fmt::format("{}-{:02}-{:02}", year, s.month, s.day);
}

std::string shift_value(TimeUnit unit, const Where& where) {
  if (!where) {
    if (unit == TimeUnit::Week || unit == TimeUnit::Fortnight) return "XXXX-WXX";
    if (unit == TimeUnit::Weekend) return "XXXX-WXX-WE";
    if (unit == TimeUnit::Month) return "XXXX-XX";
    if (unit == TimeUnit::Quarter || unit == TimeUnit::Season) return "XXXX-QX";
    return unit >= TimeUnit::Half ? "XXXX" : "XXXX-XX-XX";
  }
  const Day from = where->from;
  if (unit == TimeUnit::Weekend) return week_value(from) + "-WE";
  if (unit == TimeUnit::Decade) return fmt::format("{:03}X", from.year() / 10);
  if (unit == TimeUnit::Century) return fmt::format("{:02}", from.year() / 100);
  switch (where->precision) {
    case Precision::Day:
      return from.iso();
    case Precision::Week:
      return week_value(from);
    case Precision::Month:
      return fmt::format("{:04}-{:02}", from.year(), from.month());
    case Precision::Quarter:
      return fmt::format("{:04}-Q{}", from.year(), (from.month() + 2) / 3);
    case Precision::Year:
      break;
  }
  return fmt::format("{:04}", from.year());
}

std::string length_value(const TimeShape& s) {
  struct Code {
    std::string_view vague;
    std::string_view prefix;
    std::string_view suffix;
    int times;
  };
  static constexpr std::array<Code, 14> kCodes = {{{"PTXS", "PT", "S", 1},
                                                   {"PTXM", "PT", "M", 1},
                                                   {"PTXH", "PT", "H", 1},
                                                   {"PXD", "P", "D", 1},
                                                   {"PXWE", "P", "WE", 1},
                                                   {"PXW", "P", "W", 1},
                                                   {"PXW", "P", "W", 2},
                                                   {"PXM", "P", "M", 1},
                                                   {"PXQ", "P", "Q", 1},
                                                   {"PXM", "P", "M", 6},
                                                   {"PXM", "P", "M", 3},
                                                   {"PXY", "P", "Y", 1},
                                                   {"PXDE", "P", "Y", 10},
                                                   {"PXCE", "P", "Y", 100}}};
  const Code& code = kCodes[static_cast<std::size_t>(s.unit)];
  if (s.vague) return std::string(code.vague);
  return fmt::format("{}{}{}", code.prefix, s.amount * code.times, code.suffix);
}

void fill(TimeExpression& out, const TimeShape& s, const TimeSetting& setting) {
  switch (s.kind) {
    case Kind::Calendar:
      out.days = place_calendar(s, setting);
      out.value = calendar_value(s, out.days);
      break;
    case Kind::Shift:
      out.days = place_shift(s, setting);
      out.value = shift_value(s.unit, out.days);
      break;
    case Kind::Length:
      if (s.ahead && s.unit > TimeUnit::Hour && setting.tense != Tense::Past)
        out.days = place_shift(s, setting);
      out.value = length_value(s);
      break;
    case Kind::Reference:
      out.value = s.name;
      break;
    case Kind::Cycle:
      out.value = s.name.empty() ? length_value(s) : s.name;
      break;
  }
}

}  // namespace

TimeExpression resolve(const TimeShape& shape, const TimeSetting& setting) {
  TimeExpression out;
  out.first = shape.first;
  out.last = shape.last;
  out.type = shape.type;
  fill(out, shape, setting);
  if (!shape.clock.empty()) out.value += shape.clock;
  return out;
}

}  // namespace demarche::coding
