// Rules for times that are told by their distance from another time, for lengths of time, and for what
// recurs.
#include <fmt/format.h>

#include "time_grammar.hpp"

namespace demarche::coding {
namespace {

using Kind = TimeShape::Kind;
using language::Upos;

bool is_clock_unit(TimeUnit unit) {
  return unit <= TimeUnit::Hour;
}

}  // namespace

// A unit of time, singular or plural, over the hyphen of "90-day"; 0 when there is none.
std::size_t TimeGrammar::unit_at(std::size_t i, TimeUnit& unit) const {
  if (is_one_of(i, {"-", "more", "full", "straight", "consecutive", "business", "working", "trading",
                    "additional", "fiscal", "calendar"})) {
    ++i;
  }
  if (!is_kind(i, TimeWord::Unit) && !is_kind(i, TimeWord::Units)) return 0;
  unit = senses_[i].unit();
  return i + 1;
}

// How many: "three", "two to three", "several", "a few", "a couple of", "three and a half"; 0 when nothing
// counts.
std::size_t TimeGrammar::count(std::size_t i, TimeShape& shape) const {
  const std::size_t article = is_one_of(i, {"a", "the"}) ? i + 1 : i;
  if (is_kind(article, TimeWord::Vague)) {
    shape.vague = true;
    std::size_t next = article + 1;
    if (is(next, "hundred") || is(next, "thousand") || is(next, "dozen")) ++next;
    return is(next, "of") ? next + 1 : next;
  }
  const auto number = read_number(tokens_, i);
  if (!number) {
    if (!is_one_of(i, {"a", "an", "another"})) return 0;
    shape.amount = 1.0;
    return is(i + 1, "full") ? i + 2 : i + 1;
  }
  shape.amount = number->value;
  std::size_t next = number->last;
  if (is_one_of(next, {"to", "or", "-"})) {
    if (const auto second = read_number(tokens_, next + 1); second && second->value > number->value) {
      shape.amount = second->value;
      next = second->last;
    }
  }
  if (is(next, "and") && is(next + 1, "a") && is(next + 2, "half")) {
    shape.amount += 0.5;
    next += 3;
  }
  return next;
}

TimeGrammar::Reading TimeGrammar::named_day(std::size_t i) const {
  TimeShape shape;
  shape.kind = Kind::Shift;
  if (is_kind(i, TimeWord::NamedDay)) {
    shape.amount = senses_[i].value;
    return ending(shape, i + 1);
  }
  if (is_kind(i, TimeWord::Night)) {
    shape.clock = "TNI";
    shape.type = TimeType::Time;
    return ending(shape, i + 1);
  }
  if (is(i, "the") && is(i + 1, "day") && is_one_of(i + 2, {"before", "after"}) &&
      is_kind(i + 3, TimeWord::NamedDay)) {
    shape.amount = senses_[i + 3].value + (is(i + 2, "before") ? -1 : 1);
    return ending(shape, i + 4);
  }
  return std::nullopt;
}

// "last week", "this year", "the following day", "this morning", "the past three months", "the coming weeks".
TimeGrammar::Reading TimeGrammar::relative(std::size_t i) const {
  const bool article = is(i, "the");
  std::size_t next = i + (article ? 1 : 0);
  if (!is_kind(next, TimeWord::Relative) && !is(next, "latest")) return std::nullopt;
  const std::string_view word = tokens_[next].lower;
  int shift = word == "latest" ? 0 : senses_[next].value;
  if (word == "this" && is_kind(next + 1, TimeWord::Relative)) shift = senses_[++next].value;
  ++next;
  TimeShape shape;
  shape.kind = Kind::Shift;
  const bool told = word == "following" || word == "previous" || word == "preceding" || shift == 2 ||
                    (article && (word == "next" || word == "latest"));
  shape.anchor = told ? TimeShape::Anchor::Context : TimeShape::Anchor::Publication;
  shape.amount = shift == 2 ? 0 : shift;
  if (is_kind(next, TimeWord::DayPart)) {
    if (is(next, "night") || shift != -1 || told) {
      shape.unit = TimeUnit::Day;
      shape.clock = kDayParts[senses_[next].value];
      shape.type = TimeType::Time;
      return ending(shape, next + 1);
    }
    return std::nullopt;
  }
  const std::size_t after = unit_at(next, shape.unit);
  if (after > 0 && is_kind(after - 1, TimeWord::Unit) && !is(next, "-")) {
    if (is_clock_unit(shape.unit) || shape.unit == TimeUnit::Half) return std::nullopt;
    if (article && word == "past") return relative_length(next, shift, shape);
    if (is(after, "'s")) return ending(shape, after);
    return ending(shape, after);
  }
  return relative_length(next, shift, shape);
}

// What follows "the past": "three months", "few weeks", "years".
TimeGrammar::Reading TimeGrammar::relative_length(std::size_t i, int shift, TimeShape shape) const {
  if (shift == 2) return std::nullopt;
  shape.kind = Kind::Length;
  shape.type = TimeType::Duration;
  shape.amount = 1.0;
  std::size_t next = count(i, shape);
  if (next == 0) {
    next = i;
    shape.vague = is_kind(i, TimeWord::Units);
  }
  next = unit_at(next, shape.unit);
  if (next == 0 || is_kind(next, TimeWord::DayPart)) return std::nullopt;
  if (shape.unit == TimeUnit::Second && is_kind(next - 1, TimeWord::Unit)) return std::nullopt;
  shape.ahead = shift > 0 && !shape.vague;
  return ending(shape, next);
}

// "the quarter", "the weekend", "the year": the one that is spoken of.
TimeGrammar::Reading TimeGrammar::definite(std::size_t i) const {
  if (!is(i, "the")) return std::nullopt;
  TimeShape shape;
  shape.kind = Kind::Shift;
  shape.anchor = TimeShape::Anchor::Context;
  const std::size_t unit = i + 1 + (is_one_of(i + 1, {"year-earlier", "year-ago"}) ? 1 : 0);
  if (!is_kind(unit, TimeWord::Unit)) return std::nullopt;
  shape.unit = senses_[unit].unit();
  if (shape.unit == TimeUnit::Weekend) {
    shape.anchor = TimeShape::Anchor::Publication;
    return ending(shape, unit + 1);
  }
  if (shape.unit == TimeUnit::Quarter || shape.unit == TimeUnit::Year) {
    if (is(unit + 1, "-")) return std::nullopt;
    return ending(shape, unit + 1);
  }
  return std::nullopt;
}

// "year-end", "the year's end", "month's end".
TimeGrammar::Reading TimeGrammar::unit_end(std::size_t i) const {
  const std::size_t unit = i + (is(i, "the") ? 1 : 0);
  if (!is_one_of(unit, {"year", "month", "quarter"})) return std::nullopt;
  const std::size_t link = unit + (is_one_of(unit + 1, {"-", "'s"}) ? 2 : 1);
  if (!is(link, "end")) return std::nullopt;
  TimeShape shape;
  shape.kind = Kind::Shift;
  shape.unit = senses_[unit].unit();
  return ending(shape, link + 1);
}

// "year-earlier", "year-ago", with the quarter or the months they compare: "the year-earlier quarter".
TimeGrammar::Reading TimeGrammar::compared_unit(std::size_t i) const {
  std::size_t next = i + (is(i, "the") ? 1 : 0);
  TimeShape shape;
  shape.kind = Kind::Shift;
  if (!is_kind(next, TimeWord::Unit)) return std::nullopt;
  shape.unit = senses_[next].unit();
  ++next;
  if (is(next, "-")) ++next;
  if (!is_one_of(next, {"ago", "earlier"}) || is_clock_unit(shape.unit)) return std::nullopt;
  shape.amount = -1.0;
  shape.compares = true;
  shape.anchor = TimeShape::Anchor::Context;
  ++next;
  if (is_kind(next, TimeWord::Unit) && read_ordinal(tokens_, next)) return ending(shape, next);
  if (is(next, "quarter") || is(next, "period")) ++next;
  return ending(shape, next);
}

// "three months", "90-day", "about a week", "at least two years", and what they become with "ago" or "later".
TimeGrammar::Reading TimeGrammar::length(std::size_t i) const {
  std::size_t next = i;
  if (is_one_of(next, {"at", "more", "less", "fewer"}) && is_one_of(next + 1, {"least", "most", "than"}))
    next += 2;
  else if (is_one_of(next, {"about", "nearly", "almost", "over", "under", "roughly", "around",
                            "approximately", "only"}))
    ++next;
  if (is(next, "the")) {
    ++next;
    if (is_one_of(next, {"first", "full", "entire", "final", "other", "whole"})) ++next;
    if (!read_number(tokens_, next)) return std::nullopt;
  }
  TimeShape shape;
  shape.kind = Kind::Length;
  shape.type = TimeType::Duration;
  const std::size_t counted = count(next, shape);
  if (counted == 0) return bare_length(i);
  const bool plural_article = is_one_of(next, {"a", "an"}) && !shape.vague;
  const std::size_t last = unit_at(counted, shape.unit);
  if (last == 0 || shape.unit == TimeUnit::Half) return std::nullopt;
  const bool singular = is_kind(last - 1, TimeWord::Unit);
  if (shape.unit == TimeUnit::Second && singular) return std::nullopt;
  if (singular && shape.amount >= 1000.0) return std::nullopt;  // "the 1988 quarter"
  if ((shape.vague && singular)) return std::nullopt;
  if (singular && is(next, "some")) return std::nullopt;
  Reading out = ending(shape, last);
  // An age is not asked for.
  if (is(last, "old") || (is(last, "-") && is(last + 1, "old"))) return std::nullopt;
  if (is(last, "-") && is(last + 1, "long")) return ending(*out, last + 2);
  if (Reading shifted = shifted_length(*out)) return shifted;
  // "a day" is most often "per day", or no time at all; a preposition makes it a length.
  const bool alone = plural_article && singular && next == i;
  if (alone && !is_one_of(i - 1, {"for", "in", "within", "after", "than", "once", "over"}) &&
      i + 1 == counted && shape.unit != TimeUnit::Hour && shape.unit != TimeUnit::Week) {
    return std::nullopt;
  }
  out->ahead = is(i - 1, "within") || (is(i - 1, "in") && !shape.vague);
  return out;
}

// "years", "months" with nothing that counts them; "week-long", "decades-long".
TimeGrammar::Reading TimeGrammar::bare_length(std::size_t i) const {
  if (is_kind(i, TimeWord::Unit) && is(i + 1, "-") && is_one_of(i + 2, {"long", "old"})) {
    if (is(i + 2, "old")) return std::nullopt;
    TimeShape shape;
    shape.kind = Kind::Length;
    shape.type = TimeType::Duration;
    shape.amount = 1.0;
    shape.unit = senses_[i].unit();
    return ending(shape, i + 3);
  }
  if (!is_kind(i, TimeWord::Units) || is_kind(i, TimeWord::None)) return std::nullopt;
  TimeShape shape;
  shape.kind = Kind::Length;
  shape.type = TimeType::Duration;
  shape.vague = true;
  shape.unit = senses_[i].unit();
  if (shape.unit == TimeUnit::Second || tokens_[i].upos == Upos::Verb) return std::nullopt;
  Reading out = ending(shape, i + 1);
  if (Reading shifted = shifted_length(*out)) return shifted;
  return out;
}

// A length with "ago", "later", "from now" behind it is a point in time.
TimeGrammar::Reading TimeGrammar::shifted_length(const TimeShape& length) const {
  TimeShape shape = length;
  std::size_t next = length.last;
  if (is(next, "or") && is(next + 1, "so")) next += 2;
  shape.kind = Kind::Shift;
  shape.type = is_clock_unit(shape.unit) ? TimeType::Time : TimeType::Date;
  shape.compares = true;
  int sign = 0;
  // "two days before the summit" is a length; what it is counted from is no time.
  const bool before =
      is(next, "before") && (next + 1 >= tokens_.size() || tokens_[next + 1].upos == Upos::Punct);
  if (is(next, "ago")) {
    sign = -1;
  } else if (before || is(next, "earlier")) {
    sign = -1;
    shape.anchor = TimeShape::Anchor::Context;
  } else if (is_one_of(next, {"later", "afterwards", "afterward"})) {
    sign = 1;
    shape.anchor = TimeShape::Anchor::Context;
  } else if (is(next, "hence")) {
    sign = 1;
  } else if (is(next, "from") && is_one_of(next + 1, {"now", "today"})) {
    sign = 1;
    ++next;
  } else {
    return std::nullopt;
  }
  shape.amount = sign * shape.amount;
  if (shape.vague) {
    shape.kind = Kind::Reference;
    shape.type = TimeType::Date;
    shape.name = sign < 0 ? "PAST_REF" : "FUTURE_REF";
  }
  return ending(shape, next + 1);
}

// --- What recurs, and what has no place ---

TimeGrammar::Reading TimeGrammar::set(std::size_t i) const {
  TimeShape shape;
  shape.kind = Kind::Cycle;
  shape.type = TimeType::Set;
  shape.amount = 1.0;
  if (is_kind(i, TimeWord::Often)) {
    shape.unit = senses_[i].unit();
    return ending(shape, i + 1);
  }
  if (is_kind(i, TimeWord::WeekdaysSet)) {
    shape.name = fmt::format("XXXX-WXX-{}", senses_[i].value + 1);
    return ending(shape, i + 1);
  }
  if (!is_kind(i, TimeWord::Every)) return std::nullopt;
  std::size_t next = i + 1;
  const auto number = read_number(tokens_, next);
  const bool other = is(next, "other");
  if (number) next = number->last;
  if (other) ++next;
  if (is_kind(next, TimeWord::Weekday)) {
    shape.name = fmt::format("XXXX-WXX-{}", senses_[next].value + 1);
    return ending(shape, next + 1);
  }
  if (!is_kind(next, TimeWord::Unit) && !is_kind(next, TimeWord::Units)) return std::nullopt;
  shape.unit = senses_[next].unit();
  if (number || other) shape.amount = number ? number->value : 2.0;
  return ending(shape, next + 1);
}

TimeGrammar::Reading TimeGrammar::reference(std::size_t i) const {
  TimeShape shape;
  shape.kind = Kind::Reference;
  if (is_kind(i, TimeWord::Past) || is_kind(i, TimeWord::PastAdjective)) {
    shape.name = "PAST_REF";
    const bool units = is_kind(i, TimeWord::PastAdjective) && is_kind(i + 1, TimeWord::Units);
    return ending(shape, units ? i + 2 : i + 1);
  }
  if (is_kind(i, TimeWord::Present) || is(i, "current")) {
    shape.name = "PRESENT_REF";
    return ending(shape, i + 1);
  }
  if (is_kind(i, TimeWord::Future)) {
    shape.name = "FUTURE_REF";
    return ending(shape, i + 1);
  }
  if (is(i, "the") && is_one_of(i + 1, {"past", "future", "present"})) {
    const bool noun = i + 2 >= tokens_.size() || tokens_[i + 2].upos != Upos::Noun;
    if (!noun) return std::nullopt;
    shape.name = is(i + 1, "past") ? "PAST_REF" : is(i + 1, "future") ? "FUTURE_REF" : "PRESENT_REF";
    return ending(shape, i + 2);
  }
  if (is(i, "the") && is(i + 1, "near") && is(i + 2, "future")) {
    shape.name = "FUTURE_REF";
    return ending(shape, i + 3);
  }
  return std::nullopt;
}

}  // namespace demarche::coding
