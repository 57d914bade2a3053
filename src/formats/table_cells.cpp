#include "table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/terminal.hpp>

namespace demarche::table {
namespace {

constexpr std::size_t kStep = 256;

void join(std::string& out, std::string_view part, std::string_view between) {
  if (part.empty()) return;
  if (!out.empty()) out.append(between);
  out.append(part);
}

// The ISO week: the one that holds its Thursday.
std::string week_text(Day monday) {
  const Day thursday = monday.plus(3);
  const auto first = Day::from_civil(thursday.year(), 1, 1);
  const int week = first ? (thursday.days() - first->days()) / 7 + 1 : 0;
  return fmt::format("{:04}-W{:02}", thursday.year(), week);
}

// "12.50" to "12.5", "12.00" to "12".
std::string without_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string with_thousands(std::string digits) {
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string money_text(double value, const std::string& currency) {
  struct Sign {
    std::string_view code;
    std::string_view sign;
  };
  constexpr std::array<Sign, 4> kSigns = {{{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"JPY", "¥"}}};
  for (const Sign& s : kSigns) {
    if (s.code == currency) return fmt::format("{}{}", s.sign, short_number(value));
  }
  return currency.empty() ? short_number(value) : fmt::format("{} {}", currency, short_number(value));
}

std::string term_text(const Term& term) {
  const bool has_value = term.value && std::isfinite(*term.value);
  const std::string number = has_value ? short_number(*term.value) : std::string();
  switch (term.kind) {
    case TermKind::Money:
      if (has_value) return money_text(*term.value, term.unit);
      break;
    case TermKind::Rate:
      if (has_value) return fmt::format("{}%", number);
      break;
    case TermKind::Count:
    case TermKind::Duration:
      if (has_value && !term.unit.empty()) {
        const bool plural = term.kind == TermKind::Duration && *term.value != 1.0;
        return fmt::format("{} {}{}", number, term.unit, plural ? "s" : "");
      }
      break;
    case TermKind::Deadline:
      if (!term.unit.empty()) return fmt::format("by {}", term.unit);
      break;
    case TermKind::Goods:
      break;
  }
  return term.text;
}

}  // namespace

std::string short_number(double value) {
  struct Scale {
    double size;
    std::string_view name;
  };
  constexpr std::array<Scale, 3> kScales = {{{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}}};
  if (value < 0) return fmt::format("-{}", short_number(-value));
  if (value >= 1e16) return fmt::format("{:.2e}", value);
  for (const Scale& scale : kScales) {
    // What would round up to 1000 of a unit is 1 of the next.
    if (value >= scale.size * 0.999995)
      return without_zeros(fmt::format("{:.2f}", value / scale.size)).append(scale.name);
  }
  if (value >= 1000 || value == std::floor(value)) return with_thousands(fmt::format("{:.0f}", value));
  return without_zeros(fmt::format("{:.2f}", value));
}

std::string date_cell(const Move& move) {
  if (!move.date) return {};
  const Interval& days = move.date->days;
  switch (days.precision) {
    case Precision::Week:
      return week_text(days.from);
    case Precision::Month:
      return days.from.iso().substr(0, 7);
    case Precision::Quarter:
      return fmt::format("{:04}-Q{}", days.from.year(), (days.from.month() - 1) / 3 + 1);
    case Precision::Year:
      return days.from.iso().substr(0, 4);
    case Precision::Day:
      break;
  }
  return days.from.iso() + (days.to == days.from ? "" : "+");
}

std::string parties_cell(const Move& move) {
  std::string out(move.actor.party.empty() ? "?" : move.actor.party.view());
  if (!move.target) return out;
  out += is_mutual(move.act) ? " ↔ " : " → ";
  out += move.target->party.empty() ? "?" : move.target->party.view();
  return out;
}

std::string issues_cell(const Move& move) {
  std::string out;
  for (const std::string& issue : move.issues) join(out, terminal::clean(issue), ", ");
  return out;
}

std::string terms_cell(const Move& move) {
  std::string out;
  for (const Term& term : move.terms) join(out, terminal::clean(term_text(term)), ", ");
  return out;
}

std::string speaker_cell(const Move& move) {
  std::string out;
  for (const ChainLink& link : move.chain)
    join(out, terminal::clean(link.name.empty() ? link.text : link.name), " ‹ ");
  if (out.empty() && move.speaker_kind != SpeakerKind::Narrator) out = name_of(move.speaker_kind);
  return out;
}

Offsets::Offsets(std::string_view text) : text_(text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (count++ % kStep == 0) marks_.push_back(i);
  }
}

std::size_t Offsets::byte(std::uint32_t code_point) const {
  const std::size_t mark = code_point / kStep;
  if (mark >= marks_.size()) return text_.size();
  std::size_t pos = marks_[mark];
  for (std::size_t left = code_point % kStep; left > 0 && pos < text_.size(); --left) {
    pos += utf8::decode(text_, pos).length;
  }
  return std::min(pos, text_.size());
}

Quote quote_of(const Move& move, std::string_view field, const Offsets& offsets) {
  const std::size_t begin = offsets.byte(move.sentence.start);
  const std::size_t end = offsets.byte(move.sentence.end);
  const std::size_t first = offsets.byte(move.trigger.start);
  const std::size_t last = offsets.byte(move.trigger.end);
  if (begin > first || first >= last || last > end) return {"", terminal::clean(move.trigger_text), ""};
  Quote quote;
  quote.before = terminal::clean(field.substr(begin, first - begin));
  quote.trigger = terminal::clean(field.substr(first, last - first));
  quote.after = terminal::clean(field.substr(last, end - last));
  if (quote.before.starts_with(' ')) quote.before.erase(0, 1);
  if (quote.after.ends_with(' ')) quote.after.pop_back();
  return quote;
}

Quote fit_quote(Quote quote, std::size_t columns) {
  quote.trigger = terminal::fit(quote.trigger, columns);
  const std::size_t room = columns - std::min(columns, terminal::width(quote.trigger));
  const std::size_t before = terminal::width(quote.before);
  const std::size_t after = terminal::width(quote.after);
  if (before + after <= room) return quote;
  // Half for each side; what one side does not need goes to the other.
  const std::size_t left = std::min(before, std::max(room / 2, room - std::min(room, after)));
  quote.before = terminal::fit_tail(quote.before, left);
  quote.after = terminal::fit(quote.after, room - std::min(room, terminal::width(quote.before)));
  return quote;
}

}  // namespace demarche::table
