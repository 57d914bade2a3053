// What single words mean in a time expression. One table; the grammar asks for nothing but classes and
// values. Thread rule: constants and pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::coding {

enum class TimeWord : std::uint8_t {
  None,
  Month,        // value 1 to 12
  Weekday,      // value 0 (Monday) to 6
  ShortDay,     // "mon", "sat": only next to a date
  WeekdaysSet,  // "mondays"
  Unit,         // value: TimeUnit
  Units,        // plural of it
  Season,       // value 0 spring, 1 summer, 2 autumn, 3 winter
  DayPart,      // value: index into kDayParts
  NamedDay,     // "yesterday": value is the shift in days
  Night,        // "tonight"
  Relative,     // "last", "next", "this": value is the shift, 2 for "that", "same"
  Vague,        // "several", "few": a number that is not told
  Edge,         // "early", "end": value 0 start, 1 middle, 2 end
  Shade,        // "earlier", "later", "sometime": says nothing that is kept
  Past,         // adverbs of no particular time
  Present,
  Future,
  PastAdjective,
  PresentAdjective,
  Often,  // "daily": value is a TimeUnit
  Every,
  Holiday,  // value: month * 100 + day
  Zone,     // "est", "gmt"
  Decade,   // "nineties": value 90
};

enum class TimeUnit : std::uint8_t {
  Second,
  Minute,
  Hour,
  Day,
  Weekend,
  Week,
  Fortnight,
  Month,
  Quarter,
  Half,
  Season,
  Year,
  Decade,
  Century,
};

struct WordSense {
  TimeWord kind = TimeWord::None;
  std::int16_t value = 0;
  [[nodiscard]] TimeUnit unit() const { return static_cast<TimeUnit>(value); }
};

// `lower` with or without the stop of an abbreviation.
[[nodiscard]] WordSense time_word(std::string_view lower);

// Names that TIMEX3 gives to parts of a day, by the value of DayPart.
inline constexpr std::string_view kDayParts[] = {"TMO", "TMI", "TAF", "TEV", "TNI"};

}  // namespace demarche::coding
