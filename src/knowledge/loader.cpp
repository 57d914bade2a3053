#include "loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include <demarche/base/utf8.hpp>

namespace demarche::knowledge {
namespace {

constexpr std::string_view kBodiesCode = "ZZZ";

// FNV-1a, 64 bits; a change of any byte, or of where one table ends, changes it.
class Fingerprint {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) step(static_cast<unsigned char>(c));
    for (std::size_t n = bytes.size(), i = 0; i < 8; ++i, n >>= 8U) step(n & 0xFFU);
  }
  [[nodiscard]] std::string hex() const { return fmt::format("{:016x}", hash_); }

 private:
  void step(std::uint64_t byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace

WrittenName written_name(std::string_view cell) {
  if (!cell.ends_with('^')) return {cell, false};
  return {trimmed(cell.substr(0, cell.size() - 1)), true};
}

Loader::Loader(std::vector<TableText> tables, std::filesystem::path data)
    : tables_(std::move(tables)), data_(std::move(data)) {
  std::stable_sort(tables_.begin(), tables_.end(),
                   [](const TableText& a, const TableText& b) { return a.path < b.path; });
}

// Tables that no move depends on: the record and the act on demand read them.
constexpr std::array<std::string_view, 7> kApartTables = {
    "act_links.tsv",     "act_spans.tsv",     "act_words.tsv",   "brief_weights.tsv",
    "measure_kinds.tsv", "measure_steps.tsv", "plover_roots.tsv"};

Result<Knowledge> Loader::run() {
  constexpr std::array kSteps = {
      &Loader::load_issues,       &Loader::load_parties,       &Loader::load_institutions,
      &Loader::add_party_names,   &Loader::load_people,        &Loader::load_outlets,
      &Loader::load_stop_phrases, &Loader::load_role_nouns,    &Loader::load_short_names,
      &Loader::load_goods,        &Loader::load_currencies,    &Loader::load_acts,
      &Loader::load_classes,      &Loader::load_frames,        &Loader::load_act_links,
      &Loader::load_act_spans,    &Loader::load_measure_kinds, &Loader::load_measure_steps,
      &Loader::load_act_words,    &Loader::load_plover_roots,  &Loader::load_brief_weights};
  for (const auto step : kSteps) {
    auto done = (this->*step)();
    if (!done) return tl::unexpected(std::move(done.error()));
  }
  Fingerprint fingerprint;
  Fingerprint all;
  for (const TableText& t : tables_) {
    all.add(t.path);
    all.add(t.text);
    if (std::find(kApartTables.begin(), kApartTables.end(), t.path) != kApartTables.end()) continue;
    fingerprint.add(t.path);
    fingerprint.add(t.text);
  }
  k_.fingerprint_ = fingerprint.hex();
  k_.whole_fingerprint_ = all.hex();
  return std::move(k_);
}

std::string Loader::where(std::string_view path) const {
  return (data_ / path).string();
}

Result<Table> Loader::table(std::string_view path, std::span<const std::string_view> columns,
                            FurtherColumns further) const {
  const auto it =
      std::find_if(tables_.begin(), tables_.end(), [&](const TableText& t) { return t.path == path; });
  if (it == tables_.end()) return fail(ErrorKind::NotFound, where(path), "no such table");
  return Table::parse(where(path), it->text, columns, further);
}

Result<PartyCode> Loader::known_party(const Row& row, std::size_t column) const {
  const auto code = PartyCode::parse(row[column]);
  const bool known = code && (code->view() == kBodiesCode || k_.party(*code) != nullptr);
  if (known) return *code;
  return row.error(column, fmt::format("unknown party \"{}\"; parties.tsv lists them", row[column]));
}

Result<Role> Loader::role(const Row& row, std::size_t column) const {
  if (const auto parsed = parse_role(row[column])) return *parsed;
  return row.error(column, fmt::format("unknown role {}; one of {}", row[column], listed(kRoleNames)));
}

Result<void> Loader::check_kind(const Row& row, std::size_t column,
                                std::span<const std::string_view> kinds) const {
  if (std::find(kinds.begin(), kinds.end(), row[column]) != kinds.end()) return {};
  return row.error(column, fmt::format("unknown kind \"{}\"; one of {}", row[column], listed(kinds)));
}

Result<void> Loader::check_name(const Row& row, std::size_t column, std::string_view name) const {
  const WrittenName written = written_name(name);
  if (written.text.find_first_of("^~") != std::string_view::npos) {
    return row.error(
        column, fmt::format("\"{}\": ^ stands at the end of a name only, ~ in people at the start", name));
  }
  if (atoms_of(written.text).empty()) {
    return row.error(column, fmt::format("\"{}\" has no letters or digits to match", name));
  }
  return {};
}

void Loader::put_name(NameKind kind, std::size_t index, std::string_view name) {
  const WrittenName written = written_name(name);
  const auto value = static_cast<std::uint32_t>(k_.names_.size());
  const char32_t first = utf8::decode(written.text, 0).code_point;
  const bool common = !written.exact && !utf8::is_upper(first);
  k_.names_.push_back(
      {kind, static_cast<std::uint32_t>(index), written.exact ? std::string(written.text) : "", common});
  k_.name_index_.add(written.text, value);
}

Result<void> Loader::add_names(const Row& row, std::size_t column, NameKind kind, std::size_t index) {
  for (const std::string_view name : row.list(column)) {
    if (auto ok = check_name(row, column, name); !ok) return ok;
    put_name(kind, index, name);
  }
  return {};
}

}  // namespace demarche::knowledge
