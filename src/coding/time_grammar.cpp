#include "time_grammar.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace demarche::coding {
namespace {

constexpr std::string_view kPrepositions[] = {
    "in",      "on",  "by", "since",  "until",   "till",  "of",   "during", "from", "before", "after",
    "through", "for", "to", "around", "between", "early", "late", "mid",    "last", "next",   "this"};

// The longer reading; of two equally long ones the first.
void keep_longer(std::optional<TimeShape>& best, std::optional<TimeShape> other) {
  if (other && (!best || other->last > best->last)) best = std::move(other);
}

// "10:30" or "9.30" as hours and minutes; nullopt when it is no time of a day.
std::optional<std::string> clock_digits(std::string_view text) {
  std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = plain_digits(text.substr(0, colon), 2);
  const auto minute = plain_digits(text.substr(colon + 1, 2), 2);
  const std::string_view rest = text.size() > colon + 3 ? text.substr(colon + 3) : std::string_view();
  const bool seconds = rest.size() == 3 && rest[0] == ':' && plain_digits(rest.substr(1), 2);
  if (!hour || !minute || *hour > 23 || *minute > 59 || (!rest.empty() && !seconds)) return std::nullopt;
  return fmt::format("T{:02}:{:02}", *hour, *minute);
}

// Adds twelve hours to "T03:00" where "p.m." asks for it.
std::string in_half(std::string clock, bool afternoon) {
  int hour = plain_digits(std::string_view(clock).substr(1, 2), 2).value_or(0);
  if (hour > 12) return clock;
  hour = hour % 12 + (afternoon ? 12 : 0);
  return fmt::format("T{:02}{}", hour, clock.substr(3));
}

}  // namespace

TimeGrammar::TimeGrammar(TokenSpan sentence) : tokens_(sentence) {
  senses_.reserve(sentence.size());
  for (const language::Token& t : sentence) senses_.push_back(time_word(t.lower));
}

bool TimeGrammar::is(std::size_t i, std::string_view word) const {
  return i < tokens_.size() && tokens_[i].lower == word;
}

bool TimeGrammar::is_one_of(std::size_t i, std::initializer_list<std::string_view> words) const {
  return i < tokens_.size() && std::find(words.begin(), words.end(), tokens_[i].lower) != words.end();
}

bool TimeGrammar::is_kind(std::size_t i, TimeWord kind) const {
  return i < senses_.size() && senses_[i].kind == kind;
}

bool TimeGrammar::behind_preposition(std::size_t i) const {
  if (i == 0) return false;
  return std::find(std::begin(kPrepositions), std::end(kPrepositions), tokens_[i - 1].lower) !=
         std::end(kPrepositions);
}

TimeGrammar::Reading TimeGrammar::ending(TimeShape shape, std::size_t last) const {
  shape.last = static_cast<std::uint32_t>(last);
  return shape;
}

std::optional<TimeShape> TimeGrammar::at(std::size_t i) const {
  if (!may_begin(i)) return std::nullopt;
  Reading best = with_clock(i);
  keep_longer(best, with_edge(i));
  keep_longer(best, with_day_part(i));
  keep_longer(best, length(i));
  keep_longer(best, set(i));
  keep_longer(best, reference(i));
  if (best) best->first = static_cast<std::uint32_t>(i);
  return best;
}

// Words that no expression begins with are most words: one look keeps them out of the rules.
bool TimeGrammar::may_begin(std::size_t i) const {
  if (senses_[i].kind != TimeWord::None) return true;
  const std::string_view word = tokens_[i].lower;
  if (word.empty()) return false;
  const char c = word.front();
  if ((c >= '0' && c <= '9') || c == '\'') return true;
  if (is_one_of(i, {"the",    "a",        "an",           "about",    "nearly",
                    "almost", "at",       "more",         "less",     "over",
                    "under",  "some",     "roughly",      "around",   "approximately",
                    "fiscal", "calendar", "noon",         "midnight", "once",
                    "twice",  "new",      "independence", "fy",       "half",
                    "future", "per",      "another",      "only"})) {
    return true;
  }
  if (word.starts_with("mid-") || (word.size() <= 7 && (c == 'q' || c == 'f'))) return true;
  return read_number(tokens_, i).has_value() || read_ordinal(tokens_, i).has_value();
}

TimeGrammar::Reading TimeGrammar::plain(std::size_t i) const {
  if (i >= tokens_.size()) return std::nullopt;
  Reading best = numeric_date(i);
  for (const auto rule :
       {&TimeGrammar::weekday, &TimeGrammar::month_first, &TimeGrammar::day_first,
        &TimeGrammar::middle_of_month, &TimeGrammar::quarter, &TimeGrammar::quarter_code,
        &TimeGrammar::season, &TimeGrammar::fiscal_year, &TimeGrammar::year, &TimeGrammar::decade,
        &TimeGrammar::century, &TimeGrammar::holiday, &TimeGrammar::named_day, &TimeGrammar::relative,
        &TimeGrammar::definite, &TimeGrammar::unit_end, &TimeGrammar::compared_unit}) {
    keep_longer(best, (this->*rule)(i));
  }
  return best;
}

// "Thursday evening", "yesterday at 10 a.m.", "April 5, 10:30".
TimeGrammar::Reading TimeGrammar::with_day_part(std::size_t i) const {
  Reading day = plain(i);
  if (!day) return std::nullopt;
  const bool a_day =
      day->weekday >= 0 || day->day > 0 ||
      (day->kind == TimeShape::Kind::Shift && day->unit == TimeUnit::Day && day->clock.empty());
  if (!a_day) return day;
  const std::size_t part = day->last + (is(day->last, "'s") ? 1 : 0);
  if (is_kind(part, TimeWord::DayPart)) {
    day->clock = kDayParts[senses_[part].value];
    day->type = TimeType::Time;
    return ending(*day, part + 1);
  }
  const std::size_t hour = day->last + (is(day->last, "at") ? 1 : 0);
  TimeShape with = *day;
  if (const std::size_t last = clock(hour, with); last > 0) return ending(with, last);
  return day;
}

// "the end of the year", "early April", "later this week". What part of the time is meant is not kept: the
// precision of the interval says that nothing finer is known.
TimeGrammar::Reading TimeGrammar::with_edge(std::size_t i) const {
  std::size_t next = i + (is(i, "the") ? 1 : 0);
  if (is_one_of(next, {"very"})) ++next;
  const bool edge = is_kind(next, TimeWord::Edge);
  const bool shade = is_kind(next, TimeWord::Shade);
  if (!edge && !shade) return std::nullopt;
  const bool noun = edge && !is_one_of(next, {"early", "late", "mid"});
  ++next;
  if (edge && is_one_of(next, {"or", "to", "and"}) && is_kind(next + 1, TimeWord::Edge)) next += 2;
  const bool linked = is_one_of(next, {"of", "in", "on", "-"});
  if (noun && !linked) return std::nullopt;  // "to close Monday"
  if (linked) ++next;
  Reading inner = with_day_part(next);
  if (!inner || inner->kind == TimeShape::Kind::Length) return std::nullopt;
  return inner;
}

// "10 p.m. EST Wednesday", "at 10:30 on April 5", "noon Saturday".
TimeGrammar::Reading TimeGrammar::with_clock(std::size_t i) const {
  TimeShape shape;
  const std::size_t last = clock(i, shape);
  if (last == 0) return std::nullopt;
  std::size_t next = over_comma(last);
  if (is_one_of(next, {"on", "of"})) ++next;
  if (Reading day = plain(next);
      day && (day->day > 0 || day->weekday >= 0 ||
              (day->kind == TimeShape::Kind::Shift && day->unit == TimeUnit::Day))) {
    if (day->clock.empty() || day->clock == "TNI") {
      day->clock = shape.clock;
      day->type = TimeType::Time;
      return day;
    }
  }
  shape.kind = TimeShape::Kind::Shift;
  shape.unit = TimeUnit::Day;
  return ending(shape, last);
}

// Fills the clock of `shape`; returns the index behind it, 0 when there is none.
std::size_t TimeGrammar::clock(std::size_t i, TimeShape& shape) const {
  if (i >= tokens_.size()) return 0;
  std::size_t next = i + 1;
  if (is_one_of(i, {"noon", "midnight"})) {
    shape.clock = is(i, "noon") ? "T12:00" : "T24:00";
  } else {
    auto digits = clock_digits(tokens_[i].lower);
    const auto hour = plain_digits(tokens_[i].lower, 2);
    if (!digits && hour && *hour >= 1 && *hour <= 12) digits = fmt::format("T{:02}:00", *hour);
    if (!digits) return 0;
    const bool afternoon = is_one_of(next, {"p.m.", "p.m", "pm"});
    if (afternoon || is_one_of(next, {"a.m.", "a.m", "am"})) {
      digits = in_half(*digits, afternoon);
      ++next;
    } else if (is(next, "o'clock")) {
      ++next;
    } else if (is(next, "in") && is(next + 1, "the") && is_kind(next + 2, TimeWord::DayPart)) {
      digits = in_half(*digits, senses_[next + 2].value > 1);
      next += 3;
    } else if (hour) {
      return 0;
    }
    shape.clock = *digits;
  }
  if (is_kind(next, TimeWord::Zone)) ++next;
  shape.type = TimeType::Time;
  return next;
}

}  // namespace demarche::coding
