// A time expression as it is written, before a date of publication gives it a place in the calendar.
//
// The grammar makes shapes, time_resolve.cpp places them. Thread rule: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <demarche/coding/time.hpp>

#include "time_words.hpp"

namespace demarche::coding {

struct TimeShape {
  enum class Kind : std::uint8_t {
    Calendar,   // some of year, month, day, weekday, quarter, half, season
    Shift,      // `amount` units from the anchor: "last week", "two days ago", "today"
    Reference,  // PAST_REF, PRESENT_REF, FUTURE_REF in `name`
    Length,     // a duration
    Cycle,      // a set
  };
  // From where a Shift counts.
  enum class Anchor : std::uint8_t { Publication, Context };

  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Kind kind = Kind::Calendar;
  TimeType type = TimeType::Date;

  int year = 0;         // 0: not told. Likewise the others.
  int year_digits = 4;  // 3: a decade ("199"), 2: a century
  int month = 0;
  int day = 0;
  int weekday = -1;
  int quarter = 0;
  int half = 0;
  int season = -1;
  bool floating = false;          // Thanksgiving: the day depends on the year
  std::optional<int> year_shift;  // "of last year"
  std::optional<int> direction;   // "last Thursday": -1, "next June": 1, "this Friday": 0

  TimeUnit unit = TimeUnit::Day;
  double amount = 0.0;
  bool vague = false;     // "several weeks"
  bool compares = false;  // "a year earlier": looks back from what the text speaks of
  Anchor anchor = Anchor::Publication;
  bool ahead = false;  // a length that runs from publication: "in 90 days", "within a week"

  std::string clock;  // "TEV", "T10:30"; makes the type Time
  std::string name;   // the value of a Reference, or of a Cycle that is not `amount` units
};

}  // namespace demarche::coding
