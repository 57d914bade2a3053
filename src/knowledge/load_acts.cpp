// data/acts.tsv: the derived codes of each act. Columns beyond the named ones are further numeric scales.
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

enum Column : std::size_t { kAct, kCameo, kPlover, kGoldstein };
constexpr std::array<std::string_view, 4> kColumns = {"act", "cameo", "plover", "goldstein"};

Result<double> number(const Row& row, std::size_t column) {
  const std::string_view cell = row[column];
  double value = 0.0;
  const auto [end, error] =
      std::from_chars(cell.data(), cell.data() + cell.size(), value, std::chars_format::fixed);
  if (error == std::errc() && end == cell.data() + cell.size() && value >= -1e9 && value <= 1e9) return value;
  return row.error(column, fmt::format("\"{}\" is not a number", cell));
}

}  // namespace

Result<void> Loader::load_acts() {
  auto acts = table("acts.tsv", kColumns, FurtherColumns::Keep);
  if (!acts) return tl::unexpected(std::move(acts.error()));
  k_.scales_.assign(acts->columns().begin() + kGoldstein, acts->columns().end());
  for (const Row& row : acts->rows()) {
    if (auto done = load_act(row, acts->columns().size()); !done) return done;
  }
  for (std::size_t i = 0; i < kActCount; ++i) {
    if (!k_.act_codes_[i].cameo.empty()) continue;
    return fail(ErrorKind::Malformed, acts->where(),
                fmt::format("has no row for the act {}", name_of(static_cast<Act>(i))));
  }
  return {};
}

Result<void> Loader::load_act(const Row& row, std::size_t columns) {
  const auto act = parse_act(row[kAct]);
  if (!act) return row.error(kAct, fmt::format("unknown act \"{}\"; the codebook lists them", row[kAct]));
  ActCodes& codes = k_.act_codes_[static_cast<std::size_t>(*act)];
  if (!codes.cameo.empty())
    return row.error(kAct, fmt::format("{} stands in an earlier row already", row[kAct]));
  const auto cameo = row.filled(kCameo);
  if (!cameo) return tl::unexpected(cameo.error());
  const auto plover = row.filled(kPlover);
  if (!plover) return tl::unexpected(plover.error());
  codes.cameo = *cameo;
  codes.plover = *plover;
  for (std::size_t column = kGoldstein; column < columns; ++column) {
    const auto value = number(row, column);
    if (!value) return tl::unexpected(value.error());
    codes.scales.push_back(*value);
  }
  codes.goldstein = codes.scales.front();
  return {};
}

}  // namespace demarche::knowledge
