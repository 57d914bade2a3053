// data/acts.tsv: the derived codes of each act. Columns beyond the named ones are further numeric scales.
// data/plover_roots.tsv: the roots that they name.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "loader.hpp"
#include "places.hpp"

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
  for (const std::string& scale : k_.scales_) {
    if (is_lemma(scale)) continue;  // the name becomes a key of the output
    return fail(ErrorKind::Malformed, acts->where(),
                fmt::format("\"{}\" is no name for a scale (lower case, one word)", scale));
  }
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

Result<void> Loader::load_plover_roots() {
  enum RootColumn : std::size_t { kRoot, kAlso, kCameoRoots };
  constexpr std::size_t kMaxRoots = 64;  // a set of them is a word of bits
  constexpr std::array<std::string_view, 3> kRootColumns = {"root", "also", "cameo"};
  auto roots = table("plover_roots.tsv", kRootColumns);
  if (!roots) return tl::unexpected(std::move(roots.error()));
  for (const Row& row : roots->rows()) {
    const auto name = row.filled(kRoot);
    if (!name) return tl::unexpected(name.error());
    const auto same = [&](const PloverRoot& r) { return r.name == *name; };
    if (std::any_of(k_.plover_roots_.begin(), k_.plover_roots_.end(), same)) {
      return row.error(kRoot, fmt::format("{} stands in an earlier row already", *name));
    }
    if (k_.plover_roots_.size() == kMaxRoots) {
      return row.error(kRoot, fmt::format("is root {}; at most {} are allowed", kMaxRoots + 1, kMaxRoots));
    }
    PloverRoot root{std::string(*name), {}, {}};
    for (const std::string_view also : row.list(kAlso)) root.also.emplace_back(also);
    for (const std::string_view code : row.list(kCameoRoots)) {
      const bool known = code.size() == 2 && code >= "01" && code <= "20" && code[1] >= '0' && code[1] <= '9';
      if (!known) return row.error(kCameoRoots, fmt::format("\"{}\" is not a CAMEO root, 01 to 20", code));
      root.cameo.emplace_back(code);
    }
    if (root.cameo.empty()) return row.error(kCameoRoots, "is empty");
    k_.plover_roots_.push_back(std::move(root));
  }
  for (std::size_t i = 0; i < kActCount; ++i) {
    const std::string& plover = k_.act_codes_[i].plover;
    const auto known = [&](const PloverRoot& r) { return r.name == plover; };
    if (std::any_of(k_.plover_roots_.begin(), k_.plover_roots_.end(), known)) continue;
    return fail(ErrorKind::Malformed, roots->where(),
                fmt::format("has no row for {}, the root of {}", plover, name_of(static_cast<Act>(i))));
  }
  return {};
}

}  // namespace demarche::knowledge
