// Tables that only the record reads: data/act_links.tsv and data/act_spans.tsv.
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

}  // namespace demarche::knowledge
