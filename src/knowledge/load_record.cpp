// Tables that only the record reads: data/act_links.tsv, data/act_spans.tsv and data/brief_weights.tsv.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

constexpr std::array<std::string_view, 2> kBonds = {"near", "same"};
constexpr std::array<std::string_view, 3> kNatures = {"deed", "meeting", "word"};

Result<Act> act_in(const Row& row, std::size_t column) {
  if (const auto act = parse_act(row[column])) return *act;
  return row.error(column, fmt::format("unknown act \"{}\"; acts.tsv lists them", row[column]));
}

template <std::size_t N>
Result<std::size_t> one_of(const Row& row, std::size_t column, const std::array<std::string_view, N>& words) {
  const auto it = std::find(words.begin(), words.end(), row[column]);
  if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  return row.error(column, fmt::format("\"{}\" is none of {}", row[column], listed(words)));
}

Result<std::int32_t> days(const Row& row, std::size_t column) {
  const std::string_view cell = row[column];
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error == std::errc() && end == cell.data() + cell.size() && value >= 0 && value <= 3660) return value;
  return row.error(column, fmt::format("\"{}\" is not a number of days from 0 to 3660", cell));
}

Result<double> share(const Row& row, std::size_t column) {
  const std::string_view cell = row[column];
  double value = 0.0;
  const auto [end, error] =
      std::from_chars(cell.data(), cell.data() + cell.size(), value, std::chars_format::fixed);
  if (error == std::errc() && end == cell.data() + cell.size() && value >= 0.0 && value <= 1.0) return value;
  return row.error(column, fmt::format("\"{}\" is not a number from 0 to 1", cell));
}

// The cases of data/brief_weights.tsv, in the order in which they are kept.
constexpr std::array<std::string_view, 14> kCases = {
    "consequence actual", "consequence planned", "consequence possible", "consequence denied",
    "consequence vague",  "novelty new",         "novelty repeats",      "novelty amends",
    "novelty confirms",   "novelty denies",      "novelty withdraws",    "novelty past",
    "novelty past-days",  "sourcing source"};
enum Case : std::size_t { kActual = 0, kVague = 4, kNew = 5, kPast = 11, kPastDays = 12, kSource = 13 };

}  // namespace

Result<void> Loader::load_act_links() {
  enum Column : std::size_t { kAct, kOther, kBond };
  constexpr std::array<std::string_view, 3> kColumns = {"act", "other", "bond"};
  auto links = table("act_links.tsv", kColumns);
  if (!links) return tl::unexpected(std::move(links.error()));
  for (std::size_t i = 0; i < kActCount; ++i) k_.bonds_[i][i] = Bond::Same;
  for (const Row& row : links->rows()) {
    const auto one = act_in(row, kAct);
    if (!one) return tl::unexpected(one.error());
    const auto other = act_in(row, kOther);
    if (!other) return tl::unexpected(other.error());
    const auto bond = one_of(row, kBond, kBonds);
    if (!bond) return tl::unexpected(bond.error());
    const auto a = static_cast<std::size_t>(*one);
    const auto b = static_cast<std::size_t>(*other);
    if (k_.bonds_[a][b] != Bond::None) return row.error(kOther, "these two are linked already");
    k_.bonds_[a][b] = k_.bonds_[b][a] = *bond == 0 ? Bond::Near : Bond::Same;
  }
  return {};
}

Result<void> Loader::load_act_spans() {
  constexpr std::array<std::string_view, 4> kColumns = {"act", "nature", "told", "again"};
  auto spans = table("act_spans.tsv", kColumns);
  if (!spans) return tl::unexpected(std::move(spans.error()));
  std::array<bool, kActCount> seen{};
  for (const Row& row : spans->rows()) {
    if (auto done = load_act_span(row, seen); !done) return done;
  }
  for (std::size_t i = 0; i < kActCount; ++i) {
    if (seen[i]) continue;
    return fail(ErrorKind::Malformed, spans->where(),
                fmt::format("has no row for the act {}", name_of(static_cast<Act>(i))));
  }
  return {};
}

Result<void> Loader::load_act_span(const Row& row, std::array<bool, kActCount>& seen) {
  enum Column : std::size_t { kAct, kNature, kTold, kAgain };
  const auto act = act_in(row, kAct);
  if (!act) return tl::unexpected(act.error());
  const auto index = static_cast<std::size_t>(*act);
  if (seen[index]) return row.error(kAct, fmt::format("{} stands in an earlier row already", row[kAct]));
  seen[index] = true;
  const auto nature = one_of(row, kNature, kNatures);
  if (!nature) return tl::unexpected(nature.error());
  const auto told = days(row, kTold);
  if (!told) return tl::unexpected(told.error());
  const auto again = days(row, kAgain);
  if (!again) return tl::unexpected(again.error());
  k_.act_spans_[index] = {static_cast<Nature>(*nature), *told, *again};
  return {};
}

Result<void> Loader::load_act_weight(const Row& row) {
  enum Column : std::size_t { kNumber, kCase, kWeight };
  const auto act = act_in(row, kCase);
  if (!act) return tl::unexpected(act.error());
  std::optional<double>& weight = k_.brief_weights_.act[static_cast<std::size_t>(*act)];
  if (weight) return row.error(kCase, fmt::format("act {} stands in an earlier row already", row[kCase]));
  const auto value = share(row, kWeight);
  if (!value) return tl::unexpected(value.error());
  weight = *value;
  return {};
}

Result<void> Loader::load_brief_weights() {
  enum Column : std::size_t { kNumber, kCase, kWeight };
  constexpr std::array<std::string_view, 3> kColumns = {"number", "case", "weight"};
  auto weights = table("brief_weights.tsv", kColumns);
  if (!weights) return tl::unexpected(std::move(weights.error()));
  std::array<double, kCases.size()> values{};
  std::array<bool, kCases.size()> seen{};
  for (const Row& row : weights->rows()) {
    if (row[kNumber] == "act") {
      if (auto done = load_act_weight(row); !done) return done;
      continue;
    }
    const std::string name = fmt::format("{} {}", row[kNumber], row[kCase]);
    const auto it = std::find(kCases.begin(), kCases.end(), name);
    if (it == kCases.end())
      return row.error(kCase, fmt::format("\"{}\" is none of {}", name, listed(kCases)));
    const auto index = static_cast<std::size_t>(it - kCases.begin());
    if (seen[index]) return row.error(kCase, fmt::format("{} stands in an earlier row already", name));
    seen[index] = true;
    const auto value = index == kPastDays ? days(row, kWeight).map([](std::int32_t n) { return double(n); })
                                          : share(row, kWeight);
    if (!value) return tl::unexpected(value.error());
    values[index] = *value;
  }
  for (std::size_t i = 0; i < kCases.size(); ++i) {
    if (!seen[i])
      return fail(ErrorKind::Malformed, weights->where(), fmt::format("has no row for {}", kCases[i]));
  }
  BriefWeights& out = k_.brief_weights_;
  std::copy_n(values.begin() + kActual, out.modality.size(), out.modality.begin());
  std::copy_n(values.begin() + kNew, out.relation.size(), out.relation.begin());
  out.vague = values[kVague];
  out.past = values[kPast];
  out.past_days = static_cast<std::int32_t>(values[kPastDays]);
  out.source = values[kSource];
  return {};
}

}  // namespace demarche::knowledge
