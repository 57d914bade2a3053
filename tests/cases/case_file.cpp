#include "case_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace demarche::cases {
namespace {

constexpr std::string_view kRule = "---";
constexpr std::string_view kNextCase = "=====";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Takes the next word off the front; words are divided by blanks, and quotes hold one together ('trigger="set
// out"').
std::string take_word(std::string_view& rest) {
  rest = trimmed(rest);
  std::string out;
  bool quoted = false;
  std::size_t at = 0;
  for (; at < rest.size() && (quoted || rest[at] != ' '); ++at) {
    if (rest[at] == '"') {
      quoted = !quoted;
    } else {
      out += rest[at];
    }
  }
  rest.remove_prefix(at);
  return out;
}

std::optional<int> number(std::string_view digits) {
  int out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(out);
}

// "2018", "2018-06" or "2018-06-17".
std::optional<Interval> period(std::string_view text) {
  if (const auto day = Day::parse(text)) return Interval::day(*day);
  const auto year = number(text.substr(0, 4));
  if (!year || (text.size() != 4 && text.size() != 7)) return std::nullopt;
  const auto month = text.size() == 7 && text[4] == '-' ? number(text.substr(5)) : std::optional(1);
  const auto first = month ? Day::from_civil(*year, *month, 1) : std::nullopt;
  if (!first) return std::nullopt;
  return text.size() == 4 ? Interval::year_of(*first) : Interval::month_of(*first);
}

std::optional<ExpectedMove::Date> parse_date(std::string_view text) {
  if (text == "none") return ExpectedMove::Date{std::nullopt};
  const std::size_t dots = text.find("..");
  const auto from = period(text.substr(0, dots));
  const auto to = dots == std::string_view::npos ? from : period(text.substr(dots + 2));
  if (!from || !to || to->to < from->from) return std::nullopt;
  return ExpectedMove::Date{Interval{from->from, to->to, from->precision}};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool set_attribute(ExpectedMove& move, std::string_view key, const std::string& value) {
  if (key == "modality") {
    move.modality = parse_modality(value);
    return move.modality.has_value();
  }
  if (key == "speaker") {
    move.speaker = value;
    for (int kind = 0; kind <= static_cast<int>(SpeakerKind::Document); ++kind) {
      if (name_of(static_cast<SpeakerKind>(kind)) == value) return true;
    }
    return false;
  }
  if (key == "date") {
    move.date = parse_date(value);
    return move.date.has_value();
  }
  if (key == "trigger") {
    move.trigger = value;
    return !value.empty();
  }
  if (key != "issues") return false;
  move.issues = split(value == "none" ? "" : std::string_view(value), ',');
  return true;
}

Result<void> parse_sides(std::string_view text, const std::string& where, ExpectedMove& move) {
  const std::string act = take_word(text);
  const std::string actor = take_word(text);
  const std::string arrow = take_word(text);
  const std::string target = take_word(text);
  const auto known_act = parse_act(act);
  if (!known_act) return fail(ErrorKind::Malformed, where, fmt::format("unknown act \"{}\"", act));
  const auto from = PartyCode::parse(actor);
  const auto to = target == "-" ? std::optional(PartyCode()) : PartyCode::parse(target);
  if (!from || arrow != ">" || !to || !trimmed(text).empty()) {
    return fail(ErrorKind::Malformed, where,
                "a move is written: act ACTOR > TARGET, or > - without a target");
  }
  move.act = *known_act;
  move.actor = *from;
  move.target = *to;
  return {};
}

// Reads the lines of one file into its cases.
class Parser {
 public:
  explicit Parser(std::string file) : file_(std::move(file)) {}

  Result<void> line(std::string_view text) {
    ++number_;
    if (trimmed(text) == kNextCase) return end_case();
    if (part_ == Part::Head) return head(trimmed(text));
    if (part_ == Part::Body) return body(text);
    return expected(trimmed(text));
  }

  Result<void> end_case() {
    if (current_.where.empty()) return {};  // nothing but blank lines
    if (part_ != Part::Expected)
      return broken("the case ends before its expected moves; two lines --- are needed");
    if (!says_something_) return broken("no expected move; write \"none\" where there is none");
    if (!current_.document.text.empty()) current_.document.text.pop_back();  // the last line end
    current_.document.id = current_.where;
    done_.push_back(std::exchange(current_, {}));
    part_ = Part::Head;
    says_something_ = false;
    return {};
  }

  std::vector<Case> take() { return std::move(done_); }

 private:
  enum class Part { Head, Body, Expected };

  Result<void> head(std::string_view text) {
    if (text.empty() || text[0] == '#') return {};
    if (current_.where.empty()) current_.where = here();
    if (text == kRule) {
      part_ = Part::Body;
      return current_.name.empty() ? broken("the case has no name") : Result<void>();
    }
    const std::size_t colon = text.find(':');
    const std::string_view key = text.substr(0, colon);
    const std::string value(colon == std::string_view::npos ? "" : trimmed(text.substr(colon + 1)));
    std::string* const slot = slot_of(key);
    if (slot == nullptr) return broken(fmt::format("unknown line \"{}\"", text));
    *slot = value;
    if (key == "published" && !Day::parse(value)) return broken("published: must be YYYY-MM-DD");
    return {};
  }

  Result<void> body(std::string_view text) {
    if (trimmed(text) == kRule) {
      part_ = Part::Expected;
    } else {
      current_.document.text.append(text).append("\n");
    }
    return {};
  }

  Result<void> expected(std::string_view text) {
    if (text.empty() || text[0] == '#') return {};
    says_something_ = true;
    if (text == "none") return {};
    if (text == "...") {
      current_.more_allowed = true;
      return {};
    }
    auto move = parse_expected(text, here());
    if (!move) return tl::unexpected(move.error());
    current_.moves.push_back(std::move(*move));
    return {};
  }

  std::string* slot_of(std::string_view key) {
    if (key == "case") return &current_.name;
    if (key == "published") return &current_.document.published;
    if (key == "source") return &current_.document.source;
    if (key == "gap") return &current_.gap;
    return key == "title" ? &current_.document.title : nullptr;
  }

  [[nodiscard]] std::string here() const { return fmt::format("{}:{}", file_, number_); }
  [[nodiscard]] Result<void> broken(std::string what) const {
    return fail(ErrorKind::Malformed, here(), std::move(what));
  }

  std::string file_;
  std::size_t number_ = 0;
  Part part_ = Part::Head;
  bool says_something_ = false;
  Case current_;
  std::vector<Case> done_;
};

}  // namespace

Result<ExpectedMove> parse_expected(std::string_view line, const std::string& where) {
  ExpectedMove out;
  out.line = std::string(trimmed(line));
  std::string_view rest = out.line;
  if (rest.starts_with('~')) {
    out.known_gap = true;
    rest.remove_prefix(1);
  }
  const std::size_t bar = rest.find('|');
  if (auto sides = parse_sides(rest.substr(0, bar), where, out); !sides) return tl::unexpected(sides.error());
  rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
  while (!trimmed(rest).empty()) {
    const std::string word = take_word(rest);
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || !set_attribute(out, word.substr(0, equals), word.substr(equals + 1))) {
      return fail(ErrorKind::Malformed, where, fmt::format("cannot read \"{}\"", word));
    }
  }
  return out;
}

Result<std::vector<Case>> parse_cases(std::string_view text, const std::string& file) {
  Parser parser(file);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto read = parser.line(text.substr(0, end)); !read) return tl::unexpected(read.error());
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (auto ended = parser.end_case(); !ended) return tl::unexpected(ended.error());
  return parser.take();
}

}  // namespace demarche::cases
