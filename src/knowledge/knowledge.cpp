#include <demarche/knowledge/knowledge.hpp>

#include <algorithm>

#include <demarche/base/io.hpp>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

constexpr std::array<std::string_view, 19> kTables = {
    "act_links.tsv",    "act_spans.tsv",     "act_words.tsv",     "acts.tsv",        "brief_weights.tsv",
    "classes.tsv",      "currencies.tsv",    "frames.tsv",        "goods.tsv",       "institutions.tsv",
    "issues.tsv",       "measure_kinds.tsv", "measure_steps.tsv", "outlets.tsv",     "parties.tsv",
    "plover_roots.tsv", "role_nouns.tsv",    "short_names.tsv",   "stop_phrases.tsv"};

// Far above any table, far below what hurts.
constexpr std::size_t kMaxTableBytes = std::size_t{64} << 20U;

Result<std::vector<std::string>> people_tables(const std::filesystem::path& data) {
  const std::filesystem::path folder = data / "people";
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::filesystem::path& path = it->path();
    if (path.extension() == ".tsv" && path.filename().string().front() != '.') {
      paths.push_back("people/" + path.filename().string());
    }
  }
  if (error) return fail(ErrorKind::NotFound, folder.string(), "cannot be read: " + error.message());
  if (paths.empty())
    return fail(ErrorKind::NotFound, folder.string(), "holds no .tsv file; at least one is needed");
  return paths;
}

}  // namespace

std::span<const std::string_view> Knowledge::table_names() {
  return kTables;
}

Result<Knowledge> Knowledge::load(const std::filesystem::path& data) {
  std::error_code error;
  if (!std::filesystem::is_directory(data, error)) {
    return fail(ErrorKind::NotFound, data.string(), "is not a folder; it should hold the knowledge tables");
  }
  auto people = people_tables(data);
  if (!people) return tl::unexpected(std::move(people.error()));
  std::vector<std::string> paths(kTables.begin(), kTables.end());
  paths.insert(paths.end(), people->begin(), people->end());
  std::vector<TableText> tables;
  for (const std::string& path : paths) {
    auto text = read_file(data / path, kMaxTableBytes);
    if (!text) return tl::unexpected(std::move(text.error()));
    tables.push_back({path, std::move(*text)});
  }
  return parse(std::move(tables), data);
}

Result<Knowledge> Knowledge::parse(std::vector<TableText> tables, const std::filesystem::path& data) {
  return Loader(std::move(tables), data).run();
}

const PartyInfo* Knowledge::party(PartyCode code) const {
  const auto it = party_by_code_.find(std::string(code.view()));
  return it == party_by_code_.end() ? nullptr : &parties_[it->second];
}

const PartyInfo* Knowledge::body(std::string_view name) const {
  const auto it = std::find_if(parties_.begin(), parties_.end(),
                               [&](const PartyInfo& p) { return p.kind == "body" && p.name == name; });
  return it == parties_.end() ? nullptr : &*it;
}

const Outlet* Knowledge::outlet(std::string_view name) const {
  std::vector<AtomId> atoms;
  for (const std::string& atom : atoms_of(name)) atoms.push_back(name_index_.atom(atom));
  if (atoms.empty()) return nullptr;
  const auto match = name_index_.longest(atoms, 0);
  if (!match || match->length != atoms.size()) return nullptr;
  for (const std::uint32_t value : match->values) {
    if (names_[value].kind == NameKind::Outlet) return &outlets_[names_[value].index];
  }
  return nullptr;
}

const Currency* Knowledge::currency_symbol(std::string_view symbol) const {
  const auto it = currency_symbols_.find(std::string(symbol));
  return it == currency_symbols_.end() ? nullptr : &currencies_[it->second];
}

}  // namespace demarche::knowledge
