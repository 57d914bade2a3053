// Money, rates and counts.
//
// All begin with a number; what stands before and behind it decides. A currency sign or word makes it money,
// a word for percent a rate. What is left is a count if a plural noun follows that can be counted: "128
// products". A number that is a label ("Section 301", "Boeing 737"), the two of "the two sides", and numbers
// of dates are no counts. The first bound of a range borrows what it lacks from the second: "$50 to $60
// billion", "10-25 percent".
#include "amounts.hpp"

#include <algorithm>
#include <array>

namespace demarche::coding {
namespace {

using knowledge::CoderClass;
using language::Token;
using language::Upos;
using language::Xpos;

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

constexpr std::array<std::string_view, 6> kRangeMarks = {"-", "to", "and", "or", "--", "~"};

constexpr double kFewParties = 3.0;  // so many are the parties to the talks
constexpr std::size_t kLongestNominal = 6;

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

bool is_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

FoundTerm term(TermKind kind, std::size_t first, std::size_t last, double value, std::string unit) {
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), kind, value, std::move(unit)};
}

std::string_view lemma_of(const Token& t) {
  return t.lemma.empty() ? t.lower : t.lemma;
}

}  // namespace

std::optional<Number> Amounts::number(std::size_t i, std::size_t end) const {
  if (i >= end || taken_[i]) return std::nullopt;
  auto out = read_number(tokens_.first(end), i);
  for (std::size_t k = i; out && k < out->last; ++k) {
    if (taken_[k]) return std::nullopt;
  }
  return out;
}

// The currency sign that begins at `i`: one token ("$", "US$"), or two that touch ("U.S." "$").
std::optional<Amounts::Found> Amounts::symbol(std::size_t i, std::size_t end) const {
  const auto find = [this](std::string_view form, bool may_raise) -> const knowledge::Currency* {
    if (const auto* c = knowledge_.currency_symbol(form)) return c;
    return may_raise ? knowledge_.currency_symbol(upper_ascii(form)) : nullptr;
  };
  if (i + 1 < end && lower(i + 1, end) == "$" && tokens_[i].form.size() <= 4) {
    const std::string gap = tokens_[i + 1].space_before ? " " : "";
    const std::string both = std::string(tokens_[i].form) + gap + "$";
    if (const auto* c = find(both, true)) return Found{c, i + 2};
  }
  const Token& t = tokens_[i];
  if (t.form.size() > 5) return std::nullopt;
  // A code in letters may be a word ("ALL", "TRY"): the tag must allow a name.
  const bool letters = is_letters(t.form);
  const bool nominal =
      t.upos == Upos::Noun || t.upos == Upos::Propn || t.upos == Upos::Sym || t.upos == Upos::X;
  if (letters && (!nominal || t.form.size() < 2)) return std::nullopt;
  if (const auto* c = find(t.form, !letters || text_.condition.lower_case)) return Found{c, i + 1};
  return std::nullopt;
}

// "dollars", "U.S. dollars", "-dollar" behind a number.
std::optional<Amounts::Found> Amounts::currency_word(std::size_t i, std::size_t end) const {
  constexpr std::size_t kLongest = 6;
  if (lower(i, end) == "-") ++i;
  const knowledge::PhraseIndex& index = knowledge_.currency_words();
  std::array<knowledge::AtomId, kLongest> atoms{};
  std::size_t size = 0;
  while (size < kLongest && i + size < end) {
    atoms[size] = index.atom(tokens_[i + size].lower);
    ++size;
  }
  const auto match = index.longest(std::span<const knowledge::AtomId>(atoms.data(), size), 0);
  if (!match || match->values.empty()) return std::nullopt;
  return Found{&knowledge_.currencies()[match->values.front()], i + match->length};
}

// The second number of a range whose first ends before `i`.
std::optional<Number> Amounts::upper_bound(std::size_t i, std::size_t end) const {
  if (!contains(kRangeMarks, lower(i, end))) return std::nullopt;
  ++i;
  if (i < end) {
    if (const auto sign = symbol(i, end)) i = sign->last;
  }
  return number(i, end);
}

// "$50" of "$50 to $60 billion" is fifty billion.
double Amounts::scaled_like(const Number& low, std::size_t at, const Number& high) const {
  if (low.scaled || high.power < 6 || low.value >= 1000.0) return low.value;
  if (low.digits) return decimal(tokens_[at].lower, high.power).value_or(low.value);
  double out = low.value;
  for (int i = 0; i < high.power; ++i) out *= 10.0;
  return out;
}

std::optional<FoundTerm> Amounts::symbol_money(const Found& sign, std::size_t i, std::size_t end) const {
  const auto amount = number(sign.last, end);
  if (!amount || !amount->digits) return std::nullopt;
  double value = amount->value;
  std::size_t last = amount->last;
  if (const auto high = upper_bound(last, end)) value = scaled_like(*amount, sign.last, *high);
  // "$50 billion dollars" says it twice.
  if (const auto again = currency_word(last, end); again && again->currency == sign.currency)
    last = again->last;
  return term(TermKind::Money, i, last, value, sign.currency->code);
}

std::optional<FoundTerm> Amounts::money(std::size_t i, std::size_t end) const {
  if (const auto sign = symbol(i, end)) {
    if (auto found = symbol_money(*sign, i, end)) return found;
  }
  const auto amount = number(i, end);
  if (!amount) return std::nullopt;
  if (const auto word = currency_word(amount->last, end)) {
    return term(TermKind::Money, i, word->last, amount->value, word->currency->code);
  }
  // The sign may follow: "50 billion €".
  if (amount->last < end && amount->digits) {
    const auto sign = symbol(amount->last, end);
    const bool opens = sign && number(sign->last, end).has_value();
    if (sign && !opens) return term(TermKind::Money, i, sign->last, amount->value, sign->currency->code);
  }
  const auto high = upper_bound(amount->last, end);
  if (!high) return std::nullopt;
  const auto word = currency_word(high->last, end);
  if (!word) return std::nullopt;
  return term(TermKind::Money, i, amount->last, scaled_like(*amount, i, *high), word->currency->code);
}

// Index behind a word for percent, 0 when there is none; `factor` turns its unit into percent.
std::size_t Amounts::percent(std::size_t i, std::size_t end, double& factor) const {
  if (lower(i, end) == "-") ++i;
  const std::string_view word = lower(i, end);
  const std::string_view next = lower(i + 1, end);
  factor = 1.0;
  if (word == "%" || word == "percent" || word == "pct" || word == "pc" || word == "pct.") {
    return next == "point" || next == "points" ? i + 2 : i + 1;
  }
  if (word == "per" && next == "cent") return i + 2;
  if (word == "percentage" && (next == "point" || next == "points")) return i + 2;
  if (word == "basis" && (next == "points" || next == "point")) {
    factor = 100.0;
    return i + 2;
  }
  if (word == "bps" || word == "bp") {
    factor = 100.0;
    return i + 1;
  }
  return 0;
}

std::optional<FoundTerm> Amounts::rate(std::size_t i, std::size_t end) const {
  const auto amount = number(i, end);
  if (!amount || amount->power >= 6) return std::nullopt;
  double factor = 1.0;
  if (const std::size_t last = percent(amount->last, end, factor); last > 0) {
    return term(TermKind::Rate, i, last, amount->value / factor, "percent");
  }
  const auto high = upper_bound(amount->last, end);
  if (!high || percent(high->last, end, factor) == 0) return std::nullopt;
  return term(TermKind::Rate, i, amount->last, amount->value / factor, "percent");
}

// Whether the number at `i` is part of a name: "Section 301", "Boeing 737", "Article 5".
bool Amounts::is_label(std::size_t i) const {
  if (i == 0) return false;
  const Token& before = tokens_[i - 1];
  if (before.lower == "#" || is_one_of(CoderClass::NumberLabels, before.lower)) return true;
  if (!tokens_[i].space_before && before.upos != Upos::Punct) return true;
  const bool digits = tokens_[i].lower[0] >= '0' && tokens_[i].lower[0] <= '9';
  return before.upos == Upos::Propn && digits && tokens_[i].lower.size() <= 4;
}

bool Amounts::is_plural(std::size_t i) const {
  const Token& t = tokens_[i];
  return t.xpos == Xpos::Nns || t.xpos == Xpos::Nnps || is_one_of(CoderClass::Unmarked, t.lower);
}

// Index behind the plural noun that the number counts, 0 when none follows.
std::size_t Amounts::head_noun(std::size_t i, std::size_t end) const {
  const std::size_t stop = std::min(end, i + kLongestNominal);
  std::size_t last = 0;
  for (std::size_t k = i; k < stop && !taken_[k]; ++k) {
    const Token& t = tokens_[k];
    const bool noun = t.upos == Upos::Noun || t.upos == Upos::Propn;
    if (last > 0 && !(noun && t.upos == Upos::Noun)) break;
    const bool participle = t.xpos == Xpos::Vbn || t.xpos == Xpos::Vbg;
    const bool inner = t.upos == Upos::Adj || participle || (t.lower == "-" && k > i);
    if (t.lower == "worth" || (!noun && !inner)) break;
    if (noun && is_plural(k)) last = k + 1;
  }
  return last;
}

std::optional<FoundTerm> Amounts::count(std::size_t i, std::size_t end) const {
  const auto amount = number(i, end);
  if (!amount || amount->value <= 1.0 || is_label(i)) return std::nullopt;
  const std::string_view next = lower(amount->last, end);
  if (next == "-" || next == "/" || next == ":") return std::nullopt;
  const std::size_t last = head_noun(amount->last, end);
  if (last == 0) return std::nullopt;
  const Token& head = tokens_[last - 1];
  const std::string_view lemma = lemma_of(head);
  const std::string_view single =
      head.lower.ends_with('s') ? head.lower.substr(0, head.lower.size() - 1) : head.lower;
  if (is_one_of(CoderClass::Uncounted, lemma) || is_one_of(CoderClass::Uncounted, single))
    return std::nullopt;
  const bool parties = is_one_of(CoderClass::Counterparts, lemma) ||
                       is_one_of(CoderClass::Counterparts, single) ||
                       is_one_of(CoderClass::Counterparts, head.lower);
  if (parties && amount->value <= kFewParties) return std::nullopt;
  return term(TermKind::Count, i, last, amount->value, std::string(head.lower));
}

}  // namespace demarche::coding
