// How number words add up.
//
// English number words are read with two registers: `group` collects what is below a thousand ("two hundred
// and five"), and a scale word ("million") moves the group, multiplied, into `total`. A scale word must be
// smaller than the one before it, or the number has ended: "two million three thousand" is one number, "two
// thousand three million" is not. A half before "a billion" is a group of 0.5.
#include "numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace demarche::coding {
namespace {

using language::Token;

constexpr std::size_t kMaxDigits = 18;
constexpr int kNoPower = 99;

struct NumberWord {
  std::string_view word;
  int value;
};

template <std::size_t N>
constexpr std::array<NumberWord, N> sorted(std::array<NumberWord, N> table) {
  std::sort(table.begin(), table.end(),
            [](const NumberWord& a, const NumberWord& b) { return a.word < b.word; });
  return table;
}

// Units and tens; "ten" to "nineteen" take no unit behind them.
constexpr auto kCardinals = sorted(std::to_array<NumberWord>({
    {"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
    {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
    {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
    {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90},
}));

constexpr auto kOrdinals = sorted(std::to_array<NumberWord>({
    {"first", 1},      {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},
    {"sixth", 6},      {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},
    {"eleventh", 11},  {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},
    {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
    {"thirtieth", 30}, {"fortieth", 40},    {"fiftieth", 50},   {"sixtieth", 60},   {"seventieth", 70},
    {"eightieth", 80}, {"ninetieth", 90},
}));

// Powers of ten. A bare "m", "k" or "b" counts only behind digits.
constexpr auto kPowers = sorted(std::to_array<NumberWord>({
    {"thousand", 3},  {"k", 3},         {"million", 6},  {"mln", 6},        {"mn", 6},
    {"m", 6},         {"mil", 6},       {"billion", 9},  {"bln", 9},        {"bn", 9},
    {"b", 9},         {"trillion", 12}, {"trn", 12},     {"tn", 12},        {"tln", 12},
    {"thousands", 3}, {"millions", 6},  {"billions", 9}, {"trillions", 12},
}));

template <std::size_t N>
std::optional<int> find(const std::array<NumberWord, N>& table, std::string_view word) {
  const auto it = std::lower_bound(table.begin(), table.end(), word,
                                   [](const NumberWord& a, std::string_view b) { return a.word < b; });
  if (it == table.end() || it->word != word) return std::nullopt;
  return it->value;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

double ten_to(int power) {
  double out = 1.0;
  for (int i = 0; i < power; ++i) out *= 10.0;
  return out;
}

// "million", or "millions" of "hundreds of millions" which has no value; abbreviations need digits before
// them.
std::optional<int> power_at(TokenSpan tokens, std::size_t at, bool behind_digits) {
  if (at >= tokens.size()) return std::nullopt;
  const std::string_view word = tokens[at].lower;
  if (word.ends_with("ions") || word.ends_with("nds")) return std::nullopt;
  const auto power = find(kPowers, word);
  if (!power || (word.size() <= 3 && !behind_digits)) return std::nullopt;
  return power;
}

// A scale word behind the number, over a hyphen too ("50-million"); moves `at` behind it.
std::optional<int> take_power(TokenSpan tokens, std::size_t& at, bool behind_digits) {
  if (const auto power = power_at(tokens, at, behind_digits)) {
    ++at;
    return power;
  }
  if (at + 1 < tokens.size() && tokens[at].lower == "-") {
    if (const auto power = power_at(tokens, at + 1, behind_digits)) {
      at += 2;
      return power;
    }
  }
  return std::nullopt;
}

// The letters behind the digits of "1.3bn"; the digits alone when there are none.
std::string_view digit_part(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == ',' || text[end] == '.')) ++end;
  return text.substr(0, end);
}

struct Fraction {
  std::string_view text;
  double value;
};
constexpr std::array<Fraction, 8> kFractions = {{{"1/2", 0.5},
                                                 {"1/4", 0.25},
                                                 {"3/4", 0.75},
                                                 {"½", 0.5},
                                                 {"¼", 0.25},
                                                 {"¾", 0.75},
                                                 {"1/8", 0.125},
                                                 {"3/8", 0.375}}};

// "1/2" stands as one token or as three.
std::optional<double> take_fraction(TokenSpan tokens, std::size_t& at) {
  for (const Fraction& f : kFractions) {
    if (at < tokens.size() && tokens[at].lower == f.text) {
      ++at;
      return f.value;
    }
  }
  if (at + 2 >= tokens.size() || tokens[at + 1].lower != "/") return std::nullopt;
  const auto above = plain_digits(tokens[at].lower, 1);
  const auto below = plain_digits(tokens[at + 2].lower, 1);
  if (!above || !below || *below < 2 || *above >= *below) return std::nullopt;
  at += 3;
  return static_cast<double>(*above) / *below;
}

std::optional<Number> read_digits(TokenSpan tokens, std::size_t at) {
  const std::string_view text = tokens[at].lower;
  const std::string_view part = digit_part(text);
  int power = 0;
  Number out;
  out.digits = true;
  if (part.size() < text.size()) {
    const auto suffix = find(kPowers, text.substr(part.size()));
    if (!suffix || part.empty()) return std::nullopt;
    power = *suffix;
    out.scaled = true;
  }
  ++at;
  double fraction = 0.0;
  if (power == 0) {
    if (part.find('.') == std::string_view::npos) fraction = take_fraction(tokens, at).value_or(0.0);
    // "100 thousand million" is not English of today, one scale word is enough; "5 hundred" is seldom.
    if (const auto scale = take_power(tokens, at, true)) {
      power = *scale;
      out.scaled = true;
    }
  }
  const auto value = decimal(part, power);
  if (!value) return std::nullopt;
  out.power = power;
  out.value = *value + fraction * ten_to(power);
  out.whole = out.value == static_cast<double>(static_cast<std::int64_t>(out.value));
  out.last = static_cast<std::uint32_t>(at);
  return out;
}

bool is(TokenSpan tokens, std::size_t at, std::string_view word) {
  return at < tokens.size() && tokens[at].lower == word;
}

// "five" behind "twenty", with or without a hyphen.
void take_unit(TokenSpan tokens, std::size_t& at, int& group) {
  const std::size_t next = at + (is(tokens, at, "-") ? 1 : 0);
  if (next >= tokens.size()) return;
  const auto unit = find(kCardinals, tokens[next].lower);
  if (!unit || *unit < 1 || *unit > 9) return;
  group += *unit;
  at = next + 1;
}

// Below a thousand: "two hundred and five"; moves `at`. nullopt when no number word stands there.
std::optional<int> take_group(TokenSpan tokens, std::size_t& at) {
  if (at >= tokens.size()) return std::nullopt;
  const auto head = find(kCardinals, tokens[at].lower);
  if (!head) return std::nullopt;
  ++at;
  int group = *head;
  if (group >= 20) take_unit(tokens, at, group);
  const std::size_t hundred = at + (is(tokens, at, "-") ? 1 : 0);
  if (group > 0 && is(tokens, hundred, "hundred")) {
    group *= 100;
    at = hundred + 1;
    std::size_t rest = at + (is(tokens, at, "and") ? 1 : 0);
    const auto below = rest < tokens.size() ? find(kCardinals, tokens[rest].lower) : std::nullopt;
    if (below && *below > 0) {
      int small = *below;
      at = rest + 1;
      if (small >= 20) take_unit(tokens, at, small);
      group += small;
    }
  }
  return group;
}

// "a" and "half a" and "a quarter of a" before a scale word, "a dozen", "a hundred", "a couple of dozen".
struct Opening {
  double value;
  std::size_t length;
  bool half = false;
};
std::optional<Opening> opening_at(TokenSpan tokens, std::size_t at) {
  const bool article = is(tokens, at, "a") || is(tokens, at, "an");
  if (is(tokens, at, "half") && (is(tokens, at + 1, "a") || is(tokens, at + 1, "-")))
    return Opening{0.5, 2, true};
  if (article && is(tokens, at + 1, "half") && is(tokens, at + 2, "-")) return Opening{0.5, 3, true};
  if (article && is(tokens, at + 1, "half")) return Opening{0.5, 2, true};
  if (article && is(tokens, at + 1, "quarter") && is(tokens, at + 2, "-")) return Opening{0.25, 3, true};
  if (is(tokens, at, "quarter") && is(tokens, at + 1, "-")) return Opening{0.25, 2, true};
  if (article) return Opening{1.0, 1, false};
  return std::nullopt;
}

// Fixed amounts that words name after an article or a small number.
std::optional<int> collective(std::string_view word) {
  if (word == "dozen") return 12;
  if (word == "hundred") return 100;
  return std::nullopt;
}

Number finish(double value, std::size_t at, bool scaled, int power) {
  Number out;
  out.value = value;
  out.last = static_cast<std::uint32_t>(at);
  out.scaled = scaled;
  out.power = power;
  out.whole = value == static_cast<double>(static_cast<std::int64_t>(value));
  return out;
}

std::optional<Number> read_opening(TokenSpan tokens, std::size_t at) {
  const auto opening = opening_at(tokens, at);
  if (!opening) return std::nullopt;
  at += opening->length;
  if (const auto power = power_at(tokens, at, false)) {
    return finish(opening->value * ten_to(*power), at + 1, true, *power);
  }
  if (at < tokens.size()) {
    if (const auto many = collective(tokens[at].lower)) {
      ++at;
      double value = opening->value * *many;
      const auto power = power_at(tokens, at, false);
      if (power) {
        value *= ten_to(*power);
        ++at;
      }
      return finish(value, at, true, power.value_or(0));
    }
  }
  return std::nullopt;
}

std::optional<Number> read_words(TokenSpan tokens, std::size_t at) {
  double total = 0.0;
  int last_power = kNoPower;
  bool any = false;
  for (;;) {
    std::size_t next = at + (any && is(tokens, at, "and") ? 1 : 0);
    const auto group = take_group(tokens, next);
    if (!group) break;
    if (next < tokens.size() && tokens[next].lower == "dozen" && !any) {
      return finish(*group * 12.0, next + 1, true, 0);
    }
    std::size_t behind = next;
    const auto power = take_power(tokens, behind, false);
    if (power && *power >= last_power) break;
    if (any && !power && *group == 0) break;
    total += *group * ten_to(power.value_or(0));
    at = power ? behind : next;
    any = true;
    if (!power) break;
    last_power = *power;
  }
  if (!any) return std::nullopt;
  return finish(total, at, last_power != kNoPower, last_power == kNoPower ? 0 : last_power);
}

}  // namespace

std::optional<int> plain_digits(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > std::min<std::size_t>(most, 9)) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<double> decimal(std::string_view text, int power) {
  std::string plain;
  std::size_t digits = 0;
  bool point = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      plain += text[i];
      ++digits;
    } else if (text[i] == '.' && !point && i + 1 < text.size()) {
      point = true;
      plain += '.';
    } else if (text[i] != ',' || point || i == 0 || i + 1 == text.size()) {
      return std::nullopt;
    }
  }
  if (digits == 0 || digits > kMaxDigits) return std::nullopt;
  plain += 'e';
  plain += std::to_string(power);
  double value = 0.0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

std::optional<Number> read_number(TokenSpan tokens, std::size_t at) {
  if (at >= tokens.size() || tokens[at].lower.empty()) return std::nullopt;
  const char first = tokens[at].lower.front();
  if (is_digit(first) || first == '.') {
    if (const auto fraction = take_fraction(tokens, at)) {
      return finish(*fraction, at, false, 0);
    }
    return read_digits(tokens, at);
  }
  if (first == 'a' || first == 'h' || first == 'q') return read_opening(tokens, at);
  return read_words(tokens, at);
}

std::optional<Ordinal> read_ordinal(TokenSpan tokens, std::size_t at) {
  if (at >= tokens.size()) return std::nullopt;
  const std::string_view word = tokens[at].lower;
  const auto behind = [](std::size_t i) { return static_cast<std::uint32_t>(i); };
  if (word.size() > 2 && is_digit(word.front())) {
    const std::string_view suffix = word.substr(word.size() - 2);
    const auto value = plain_digits(word.substr(0, word.size() - 2), 2);
    const bool known = suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th";
    if (value && known && *value > 0) return Ordinal{*value, behind(at + 1)};
    return std::nullopt;
  }
  if (const auto value = find(kOrdinals, word)) return Ordinal{*value, behind(at + 1)};
  const auto tens = find(kCardinals, word);
  if (!tens || *tens < 20) return std::nullopt;
  const std::size_t next = at + 1 + (is(tokens, at + 1, "-") ? 1 : 0);
  if (next >= tokens.size()) return std::nullopt;
  const auto unit = find(kOrdinals, tokens[next].lower);
  if (!unit || *unit > 9) return std::nullopt;
  return Ordinal{*tens + *unit, behind(next + 1)};
}

std::optional<Ordinal> read_year_words(TokenSpan tokens, std::size_t at) {
  if (at + 1 >= tokens.size()) return std::nullopt;
  const auto century = find(kCardinals, tokens[at].lower);
  if (!century) return std::nullopt;
  if (*century == 2 && is(tokens, at + 1, "thousand")) {
    std::size_t next = at + 2 + (is(tokens, at + 2, "and") ? 1 : 0);
    const auto rest = take_group(tokens, next);
    if (!rest || *rest < 1 || *rest > 99) return std::nullopt;
    return Ordinal{2000 + *rest, static_cast<std::uint32_t>(next)};
  }
  if (*century < 11 || *century > 20) return std::nullopt;
  std::size_t next = at + 1 + (is(tokens, at + 1, "-") ? 1 : 0);
  const auto rest = take_group(tokens, next);
  if (!rest || *rest < 10 || *rest > 99) return std::nullopt;
  return Ordinal{*century * 100 + *rest, static_cast<std::uint32_t>(next)};
}

}  // namespace demarche::coding
