#include "byte_stream.hpp"

namespace demarche::record {
namespace {

constexpr std::size_t kLeastTermBytes = 6;
constexpr std::size_t kIdDigits = 16;
constexpr std::int32_t kFirstDay = -719162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2932896;   // 9999-12-31

std::optional<std::uint64_t> digits_of(std::string_view id) {
  if (id.size() != kIdDigits) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : id) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    value = value << 4U | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return value;
}

std::string hex_of_number(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(kIdDigits, '0');
  for (std::size_t i = kIdDigits; i-- > 0; value >>= 4U) out[i] = kDigits[value & 0xFU];
  return out;
}

}  // namespace

void write_id(Encoder& out, std::string_view id) {
  const auto value = digits_of(id);
  out.byte(value ? 1 : 0);
  if (value) {
    out.fixed(*value);
  } else {
    out.text(id);
  }
}

std::string read_id(Decoder& in) {
  return in.one_of<std::uint8_t>(2) == 1 ? hex_of_number(in.fixed()) : std::string(in.text());
}

void write_interval(Encoder& out, const Interval& days) {
  out.number(static_cast<std::uint64_t>(days.from.days() - kFirstDay));
  out.number(static_cast<std::uint64_t>(days.to.days() - days.from.days()));
  out.byte(static_cast<std::uint8_t>(days.precision));
}

Interval read_interval(Decoder& in) {
  constexpr auto kDays = static_cast<std::uint64_t>(kLastDay - kFirstDay);
  const std::uint64_t from = in.number();
  const std::uint64_t length = in.number();
  if (from > kDays || length > kDays - from) in.refuse();
  Interval days;
  days.precision = in.one_of<Precision>(5);
  if (in.failed()) return days;
  days.from = Day(kFirstDay + static_cast<std::int32_t>(from));
  days.to = days.from.plus(static_cast<std::int32_t>(length));
  return days;
}

void write_terms(Encoder& out, const std::vector<Term>& terms) {
  out.number(terms.size());
  for (const Term& term : terms) {
    out.byte(static_cast<std::uint8_t>(term.kind));
    out.byte(term.value ? 1 : 0);
    if (term.value) out.real(*term.value);
    out.text(term.unit);
    out.text(term.text);
    out.span(term.span);
  }
}

std::vector<Term> read_terms(Decoder& in) {
  std::vector<Term> terms(in.count(kLeastTermBytes));
  for (Term& term : terms) {
    term.kind = in.one_of<TermKind>(6);
    if (in.one_of<std::uint8_t>(2) == 1) term.value = in.real();
    term.unit = in.text();
    term.text = in.text();
    term.span = in.span();
    if (in.failed()) return {};
  }
  return terms;
}

}  // namespace demarche::record
