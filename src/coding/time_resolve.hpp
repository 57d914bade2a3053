// Gives a time expression its place in the calendar, and its TIMEX3 value.
// Thread rule: pure functions.
#pragma once

#include <optional>

#include <demarche/base/day.hpp>

#include "time_shape.hpp"
#include "time_tense.hpp"

namespace demarche::coding {

// What the place of an expression depends on.
struct TimeSetting {
  std::optional<Day> published;
  std::optional<Interval> day;  // the last day or week the text spoke of, for "two days later"
  std::optional<Interval>
      quarter;  // the last quarter it spoke of, for "a year earlier" in reports of companies
  Tense tense = Tense::Unknown;
};

[[nodiscard]] TimeExpression resolve(const TimeShape& shape, const TimeSetting& setting);

}  // namespace demarche::coding
