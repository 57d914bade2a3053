// Time expressions of running text, resolved to days (TIMEX3 of TimeML; the method is described in time.cpp).
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <demarche/base/day.hpp>
#include <demarche/knowledge/frames.hpp>
#include <demarche/language/text.hpp>

namespace demarche::coding {

enum class TimeType : std::uint8_t { Date, Time, Duration, Set };

struct TimeExpression {
  std::uint32_t first = 0;  // tokens [first, last) of the Text
  std::uint32_t last = 0;
  TimeType type = TimeType::Date;
  std::optional<Interval> days;  // nullopt: not a calendar date, or no publication date to resolve against
  std::string value;             // TIMEX3 value, e.g. "2018-04-05", "P3M", "XXXX-WXX-4", "PRESENT_REF"
};

// Needs tokens with lower forms, tags and sentence bounds; verb tense in the sentence decides the direction
// of a bare weekday or month ("on Wednesday" of a past event is the last Wednesday up to the day of
// publication). The classes of `frames` tell what looks ahead.
[[nodiscard]] std::vector<TimeExpression> find_times(const language::Text& text, std::optional<Day> published,
                                                     const knowledge::FrameSet& frames);

}  // namespace demarche::coding
