// Rules for times that the calendar names: dates, weekdays, months, quarters, seasons, years, decades,
// centuries.
//
// The hard part is what looks like a date and is none: "may" the verb and "march" the noun, the year that is
// an amount ("2000 troops"), the day that is a count ("in April 20 people"). Words decide where they can;
// tags break the tie, since in text without capitals the tags are the weaker witness.
#include <algorithm>

#include "time_grammar.hpp"

namespace demarche::coding {
namespace {

using language::Upos;
using language::Xpos;

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2199;
constexpr int kTwoDigitPivot = 30;  // '29 is 2029, '30 is 1930

int full_year(int two_digits) {
  return two_digits + (two_digits < kTwoDigitPivot ? 2000 : 1900);
}

bool capitalised(const language::Token& t) {
  return !t.form.empty() && t.form[0] >= 'A' && t.form[0] <= 'Z';
}

// Splits "2018-04-05" or "4/5/2018" into three numbers.
struct Triple {
  int part[3];
  std::size_t digits_of_first;
  char mark;
};
std::optional<Triple> triple(std::string_view text) {
  const std::size_t first = text.find_first_of("-/");
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto a = plain_digits(text.substr(0, first), 4);
  const auto b = plain_digits(text.substr(first + 1, second - first - 1), 2);
  const std::string_view tail = text.substr(second + 1);
  const auto c = plain_digits(tail, 4);
  if (!a || !b || !c || tail.size() == 3) return std::nullopt;
  return Triple{{*a, *b, *c}, first, text[first]};
}

bool set_date(TimeShape& shape, int year, int month, int day) {
  if (!Day::from_civil(year, month, day)) return false;
  shape.year = year;
  shape.month = month;
  shape.day = day;
  return true;
}

// "4/5/2018" is read in the American order unless that is no date.
bool set_triple(TimeShape& shape, const Triple& t) {
  if (t.digits_of_first == 4) return set_date(shape, t.part[0], t.part[1], t.part[2]);
  const int year = t.part[2] < 100 ? full_year(t.part[2]) : t.part[2];
  return set_date(shape, year, t.part[0], t.part[1]) || set_date(shape, year, t.part[1], t.part[0]);
}

}  // namespace

// --- Months and days ---

bool TimeGrammar::is_month(std::size_t i) const {
  if (!is_kind(i, TimeWord::Month)) return false;
  const language::Token& t = tokens_[i];
  const bool doubtful = is_one_of(i, {"may", "march", "august", "mar", "jan", "jun", "dec", "sep", "oct"});
  if (!doubtful) return true;
  if (month_is_sure(i)) return true;
  if (is_one_of(i, {"mar", "jan", "jun"})) return false;
  const bool noun = t.upos == Upos::Propn || (t.upos == Upos::Noun && !is(i, "march"));
  if (is_one_of(i, {"may", "march"})) return noun && t.xpos != Xpos::Md;
  return noun || capitalised(t);
}

// The neighbours leave no doubt that the word is a month.
bool TimeGrammar::month_is_sure(std::size_t i) const {
  int number = 0;
  const bool modal = tokens_[i].upos == Upos::Aux || tokens_[i].xpos == Xpos::Md;
  const bool verb = modal || tokens_[i].upos == Upos::Verb;
  if (day_of_month(i + 1, number) > 0 || year_digits(over_comma(i + 1), number) > 0) return true;
  if (i > 0 && day_of_month(i - 1, number) == i && !verb) return true;
  if (i == 0 || !behind_preposition(i)) return false;
  const bool weak = is_one_of(i - 1, {"to", "for", "on", "after", "before", "this", "around"});
  return weak ? !verb : true;
}

// A day of the month in digits or as an ordinal; 0 when there is none.
std::size_t TimeGrammar::day_of_month(std::size_t i, int& day) const {
  if (i >= tokens_.size()) return 0;
  if (const auto digits = plain_digits(tokens_[i].lower, 2); digits && *digits >= 1 && *digits <= 31) {
    if (is_one_of(i + 1, {"%", "percent", "pct", "per", "million", "billion", "trillion"})) return 0;
    day = *digits;
    return i + 1;
  }
  const auto ordinal = read_ordinal(tokens_, i);
  if (!ordinal || ordinal->value > 31 || is_one_of(ordinal->last, {"quarter", "half", "-"})) return 0;
  day = ordinal->value;
  return ordinal->last;
}

std::size_t TimeGrammar::year_digits(std::size_t i, int& year) const {
  if (i >= tokens_.size()) return 0;
  const std::string_view word = tokens_[i].lower;
  if (word.size() == 4) {
    const auto digits = plain_digits(word, 4);
    if (digits && *digits >= kFirstYear && *digits <= kLastYear) {
      year = *digits;
      return i + 1;
    }
  }
  if (word.size() == 3 && word[0] == '\'') {
    if (const auto digits = plain_digits(word.substr(1), 2)) {
      year = full_year(*digits);
      return i + 1;
    }
  }
  if (const auto words = read_year_words(tokens_, i)) {
    year = words->value;
    return words->last;
  }
  return 0;
}

// The year behind a month, quarter or season: "2018", ", 2018", "of 2018", "of last year", "this year".
std::size_t TimeGrammar::year_of(std::size_t i, TimeShape& shape) const {
  int year = 0;
  const bool of = is_one_of(i, {"of", "in"});
  const std::size_t start = of ? i + 1 : over_comma(i);
  const std::size_t number = is(start, "fiscal") ? start + 1 : start;
  if (const std::size_t last = year_digits(number, year); last > 0) {
    shape.year = year;
    return last;
  }
  const std::size_t relative = is(start, "the") ? start + 1 : start;
  if (is_kind(relative, TimeWord::Relative) && is_one_of(relative + 1, {"year"}) &&
      senses_[relative].value < 2) {
    shape.year_shift = senses_[relative].value;
    return relative + 2;
  }
  if (of && is(start, "the") && is(start + 1, "year")) {
    shape.year_shift = 0;
    return start + 2;
  }
  return 0;
}

TimeGrammar::Reading TimeGrammar::month_first(std::size_t i) const {
  TimeShape shape;
  std::size_t next = i;
  if (is_kind(next, TimeWord::Relative) && senses_[next].value < 2) shape.direction = senses_[next++].value;
  if (!is_month(next)) return std::nullopt;
  if (shape.direction && is_one_of(next, {"may", "march"}) && tokens_[next].xpos == Xpos::Md)
    return std::nullopt;
  shape.month = senses_[next].value;
  ++next;
  // A stop that the segmenter left alone: "Sept" + "." in text without its usual capitals.
  if (is(next, ".") && next + 1 < tokens_.size() && plain_digits(tokens_[next + 1].lower, 4)) ++next;
  const std::size_t article = is(next, "the") ? next + 1 : next;
  if (const std::size_t last = day_of_month(article, shape.day); last > 0) {
    if (shape.day > days_in_month(2000, shape.month)) return std::nullopt;
    next = last;
  }
  if (const std::size_t last = year_of(next, shape); last > 0) next = last;
  return ending(shape, next);
}

// "5 April 2018", "the 5th of April", "5 and 6 April" (the month is borrowed from the second).
TimeGrammar::Reading TimeGrammar::day_first(std::size_t i) const {
  TimeShape shape;
  std::size_t next = day_of_month(i + (is(i, "the") ? 1 : 0), shape.day);
  if (next == 0) return std::nullopt;
  if (is(next, "of")) ++next;
  if (is_month(next)) {
    shape.month = senses_[next].value;
    if (shape.day > days_in_month(2000, shape.month)) return std::nullopt;
    ++next;
    if (const std::size_t last = year_of(next, shape); last > 0) next = last;
    return ending(shape, next);
  }
  int second = 0;
  const bool joined = is_one_of(next, {"and", "-", "to"});
  const std::size_t behind = joined ? day_of_month(next + 1, second) : 0;
  if (behind == 0 || !is_month(behind)) return std::nullopt;
  shape.month = senses_[behind].value;
  if (shape.day > days_in_month(2000, shape.month)) return std::nullopt;
  static_cast<void>(year_of(behind + 1, shape));
  return ending(shape, next);
}

std::optional<TimeShape> TimeGrammar::further_day(const TimeShape& before) const {
  if (before.kind != TimeShape::Kind::Calendar || before.month == 0 || before.day == 0) return std::nullopt;
  if (!is_one_of(before.last, {"and", "to", "-", "through", "or"})) return std::nullopt;
  TimeShape shape = before;
  shape.weekday = -1;
  std::size_t next = day_of_month(before.last + 1, shape.day);
  if (next == 0 || shape.day > days_in_month(2000, shape.month) || is_kind(next, TimeWord::Month))
    return std::nullopt;
  if (is_kind(next, TimeWord::Units) || is(next, "-")) return std::nullopt;
  shape.first = before.last + 1;
  if (const std::size_t last = year_of(next, shape); last > 0) next = last;
  return ending(shape, next);
}

// "mid-June", "mid-2019", "mid-1990s" are single tokens.
TimeGrammar::Reading TimeGrammar::middle_of_month(std::size_t i) const {
  if (!tokens_[i].lower.starts_with("mid-")) return std::nullopt;
  const std::string_view rest = tokens_[i].lower.substr(4);
  TimeShape shape;
  const WordSense sense = time_word(rest);
  if (sense.kind == TimeWord::Month) {
    shape.month = sense.value;
    const std::size_t last = year_of(i + 1, shape);
    return ending(shape, last > 0 ? last : i + 1);
  }
  if (sense.kind == TimeWord::Season) {
    shape.season = sense.value;
    return ending(shape, i + 1);
  }
  if (rest.size() == 4) shape.year = plain_digits(rest, 4).value_or(0);
  if (rest.size() == 5 && rest.ends_with("0s")) {
    shape.year = plain_digits(rest.substr(0, 3), 3).value_or(0);
    shape.year_digits = 3;
  }
  if (shape.year < 100 || shape.year > kLastYear) return std::nullopt;
  return ending(shape, i + 1);
}

TimeGrammar::Reading TimeGrammar::numeric_date(std::size_t i) const {
  TimeShape shape;
  const std::string_view word = tokens_[i].lower;
  if (word.size() < 6 || word[0] < '0' || word[0] > '9') return std::nullopt;
  if (const auto parts = triple(word)) {
    return set_triple(shape, *parts) ? ending(shape, i + 1) : std::nullopt;
  }
  const auto stamp = word.size() >= 16 && word[10] == 't' ? triple(word.substr(0, 10)) : std::nullopt;
  if (stamp && set_triple(shape, *stamp)) return ending(shape, i + 1);
  if (const auto digits = plain_digits(word, 8); digits && word.size() == 8) {
    const int year = *digits / 10000;
    if (year >= 1900 && year < 2100 && set_date(shape, year, *digits / 100 % 100, *digits % 100)) {
      return ending(shape, i + 1);
    }
  }
  return std::nullopt;
}

// "Thursday", "last Thursday", "Thursday, April 5, 2018", "Thursday last week"; "Mon." only before a date.
TimeGrammar::Reading TimeGrammar::weekday(std::size_t i) const {
  TimeShape shape;
  std::size_t next = is(i, "the") && is_kind(i + 1, TimeWord::Relative) ? i + 1 : i;
  if (is_kind(next, TimeWord::Relative)) {
    shape.direction = senses_[next].value == 2 ? 0 : senses_[next].value;
    if (is(next, "this") && is_kind(next + 1, TimeWord::Relative)) shape.direction = senses_[++next].value;
    ++next;
  }
  const bool short_day = is_kind(next, TimeWord::ShortDay);
  if (!short_day && !is_kind(next, TimeWord::Weekday)) return std::nullopt;
  shape.weekday = senses_[next].value;
  ++next;
  std::size_t date = next + (short_day && is(next, ".") ? 1 : 0);
  date = over_comma(date);
  if (is(date, "the")) ++date;
  Reading written = date < tokens_.size() ? month_first(date) : std::nullopt;
  if (!written && date < tokens_.size()) written = day_first(date);
  if (written && written->day > 0) {
    written->weekday = shape.weekday;
    return written;
  }
  if (short_day) return std::nullopt;
  if (is_kind(next, TimeWord::Relative) && is(next + 1, "week") && senses_[next].value < 2) {
    shape.unit = TimeUnit::Week;
    shape.direction = senses_[next].value;
    return ending(shape, next + 2);
  }
  return ending(shape, next);
}

// --- Quarters, seasons, years ---

// "the third quarter", "third-quarter", "second half of 2018", "the 2018 third quarter", "the first quarter
// of last year".
TimeGrammar::Reading TimeGrammar::quarter(std::size_t i) const {
  TimeShape shape;
  std::size_t next = i + (is(i, "the") ? 1 : 0);
  if (is_kind(next, TimeWord::Relative) && senses_[next].value < 2 && is(next + 1, "year") &&
      is(next + 2, "'s")) {
    shape.year_shift = senses_[next].value;
    next += 3;
  }
  if (is(next, "fiscal")) ++next;
  if (const std::size_t last = year_digits(next, shape.year); last > 0) next = last;
  const bool final_one = is_one_of(next, {"last", "final"});
  const auto ordinal = read_ordinal(tokens_, next);
  if (!ordinal && !final_one) return std::nullopt;
  next = ordinal ? ordinal->last : next + 1;
  if (is(next, "-") || is(next, "fiscal")) ++next;
  if (is(next, "half")) {
    shape.half = ordinal ? ordinal->value : 2;
    if (shape.half > 2) return std::nullopt;
  } else if (is(next, "quarter")) {
    if (!ordinal && !is(next + 1, "of")) return std::nullopt;
    shape.quarter = ordinal ? ordinal->value : 4;
    if (shape.quarter > 4) return std::nullopt;
  } else {
    return std::nullopt;
  }
  ++next;
  if (shape.half > 0 && is(next, "of") && is_kind(next + 1, TimeWord::Month)) {
    shape.half = 0;
    shape.month = senses_[next + 1].value;
    next += 2;
  }
  if (const std::size_t last = year_of(next, shape); last > 0) return ending(shape, last);
  // A half needs its year ("the second half" may be of anything).
  if (shape.half > 0 && shape.year == 0 && !is(i, "the")) return std::nullopt;
  return ending(shape, next);
}

// "Q3", "Q3 2018", "2018 Q3", "3Q", "H1 2019", "1H".
TimeGrammar::Reading TimeGrammar::quarter_code(std::size_t i) const {
  TimeShape shape;
  std::size_t next = i;
  if (const std::size_t last = year_digits(i, shape.year); last > 0) next = last;
  if (next >= tokens_.size() || tokens_[next].lower.size() != 2) return std::nullopt;
  char letter = tokens_[next].lower[0];
  char digit = tokens_[next].lower[1];
  if (letter >= '1' && letter <= '4') std::swap(letter, digit);
  if (digit < '1' || digit > '4') return std::nullopt;
  if (letter == 'q') shape.quarter = digit - '0';
  if (letter == 'h' && digit < '3') shape.half = digit - '0';
  if (shape.quarter == 0 && shape.half == 0) return std::nullopt;
  ++next;
  const std::size_t last = year_of(next, shape);
  if (shape.half > 0 && last == 0 && shape.year == 0) return std::nullopt;
  return ending(shape, last > 0 ? last : next);
}

TimeGrammar::Reading TimeGrammar::season(std::size_t i) const {
  TimeShape shape;
  std::size_t next = i + (is(i, "the") ? 1 : 0);
  if (is_kind(next, TimeWord::Relative) && senses_[next].value < 2) shape.direction = senses_[next++].value;
  if (!is_kind(next, TimeWord::Season)) return std::nullopt;
  const bool verb = tokens_[next].upos == Upos::Verb || tokens_[next].upos == Upos::Aux;
  shape.season = senses_[next].value;
  ++next;
  const std::size_t last = year_of(next, shape);
  // "fall" and "spring" are seldom seasons: they must be dated or pointed at.
  const bool pointed =
      shape.direction.has_value() || last > 0 || is_one_of(i - 1, {"in", "during", "since", "by"});
  if ((verb || is_one_of(next - 1, {"fall", "spring"})) && !pointed && !(is(i, "the") && !verb))
    return std::nullopt;
  return ending(shape, last > 0 ? last : next);
}

// Whether four digits are a year and not an amount.
bool TimeGrammar::bare_year_stands(std::size_t i, int year) const {
  const bool led = behind_preposition(i) || (i > 0 && is_one_of(i - 1, {"and", "or", "year", "-", "("}));
  if (i > 0 &&
      (tokens_[i - 1].upos == Upos::Sym || is_one_of(i - 1, {"$", "#", "no.", "than", "about", "some"}))) {
    return false;
  }
  if (is_one_of(i + 1, {"%", "percent", "pct", "million", "billion", "dollars", "yuan", "people", "/"}))
    return false;
  if (is_kind(i + 1, TimeWord::Units) || (is(i + 1, "-") && is_kind(i + 2, TimeWord::Unit))) return false;
  if (year < 1800 || year > 2099) return led && year >= 1400 && year < 2100;
  const bool counted = i + 1 < tokens_.size() && tokens_[i + 1].xpos == Xpos::Nns;
  return led || !counted;
}

TimeGrammar::Reading TimeGrammar::year(std::size_t i) const {
  TimeShape shape;
  const std::size_t number = is(i, "the") && is(i + 1, "year") ? i + 2 : i;
  std::size_t last = year_digits(number, shape.year);
  if (const auto words = last == 0 && number > i ? read_number(tokens_, number) : std::nullopt) {
    if (words->whole && words->value >= kFirstYear && words->value <= kLastYear) {  // "the year two thousand"
      shape.year = static_cast<int>(words->value);
      last = words->last;
    }
  }
  if (last == 0 || !bare_year_stands(number, shape.year)) return std::nullopt;
  if (tokens_[number].lower[0] == '\'' && !behind_preposition(number)) return std::nullopt;
  return ending(shape, last);
}

// "fiscal 2019", "the fiscal year 2019", "FY2019", "FY 19".
TimeGrammar::Reading TimeGrammar::fiscal_year(std::size_t i) const {
  TimeShape shape;
  std::size_t next = i + (is(i, "the") ? 1 : 0);
  if (next >= tokens_.size()) return std::nullopt;
  const std::string_view word = tokens_[next].lower;
  if (word.starts_with("fy") && word.size() > 2) {
    const auto digits = plain_digits(word.substr(2), 4);
    if (!digits || word.size() == 3 || word.size() == 5) return std::nullopt;
    shape.year = *digits < 100 ? full_year(*digits) : *digits;
    return ending(shape, next + 1);
  }
  if (!is_one_of(next, {"fiscal", "calendar", "fy"})) return std::nullopt;
  ++next;
  if (is(next, "year")) ++next;
  const std::size_t last = year_digits(next, shape.year);
  if (last == 0) return std::nullopt;
  return ending(shape, last);
}

// "the 1990s", "1990s", "the '90s", "the nineties".
TimeGrammar::Reading TimeGrammar::decade(std::size_t i) const {
  TimeShape shape;
  shape.year_digits = 3;
  const std::size_t at = i + (is(i, "the") ? 1 : 0);
  if (at >= tokens_.size()) return std::nullopt;
  std::string_view word = tokens_[at].lower;
  if (is_kind(at, TimeWord::Decade)) {
    if (!is(i, "the") && !behind_preposition(i)) return std::nullopt;
    shape.year = (1900 + senses_[at].value) / 10;
    return ending(shape, at + 1);
  }
  if (!word.ends_with("0s") && !word.ends_with("0's")) return std::nullopt;
  word.remove_suffix(word.ends_with("'s") ? 2 : 1);
  const bool short_form = word[0] == '\'';
  if (short_form) word.remove_prefix(1);
  const auto digits = plain_digits(word, 4);
  if (!digits || !(word.size() == 4 || (word.size() == 2 && (short_form || is(i, "the")))))
    return std::nullopt;
  shape.year = (word.size() == 2 ? full_year(*digits) : *digits) / 10;
  if (shape.year < kFirstYear / 10 || shape.year > kLastYear / 10) return std::nullopt;
  return ending(shape, at + 1);
}

TimeGrammar::Reading TimeGrammar::century(std::size_t i) const {
  TimeShape shape;
  shape.year_digits = 2;
  const std::size_t next = i + (is(i, "the") ? 1 : 0);
  const auto ordinal = read_ordinal(tokens_, next);
  if (!ordinal || ordinal->value < 2 || ordinal->value > 22) return std::nullopt;
  const std::size_t word = ordinal->last + (is(ordinal->last, "-") ? 1 : 0);
  if (!is(word, "century")) return std::nullopt;
  shape.year = ordinal->value - 1;
  return ending(shape, word + 1);
}

// "Christmas Day", "New Year's Eve", "Independence Day", "Thanksgiving".
TimeGrammar::Reading TimeGrammar::holiday(std::size_t i) const {
  TimeShape shape;
  int date = 0;
  std::size_t next = i + 1;
  if (is_kind(i, TimeWord::Holiday)) {
    date = senses_[i].value;
    if (is(next, "day"))
      ++next;
    else if (is(next, "eve"))
      --date, ++next;
  } else if (is(i, "new") && is_one_of(i + 1, {"year", "years"})) {
    next = i + 2 + (is(i + 2, "'s") || is(i + 2, "'") ? 1 : 0);
    if (!is_one_of(next, {"day", "eve"})) return std::nullopt;
    date = is(next, "day") ? 101 : 1231;
    ++next;
  } else if (is(i, "independence") && is(i + 1, "day")) {
    date = 704;
    next = i + 2;
  } else {
    return std::nullopt;
  }
  shape.month = date / 100;
  shape.day = date % 100;
  shape.floating = shape.day == 0 || date == 1099;
  if (shape.floating) shape.month = 11, shape.day = 22;
  if (const std::size_t last = year_of(next, shape); last > 0) next = last;
  return ending(shape, next);
}

}  // namespace demarche::coding
