// data/parties.tsv: states, territories and bodies with their names, adjectives, peoples and metonyms.
#include <fmt/format.h>

#include <algorithm>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

enum Column : std::size_t { kCode, kKind, kRole, kName, kNames, kAdjectives, kPeople, kMetonyms };
constexpr std::array<std::string_view, 8> kColumns = {"code",  "kind",       "role",   "name",
                                                      "names", "adjectives", "people", "metonyms"};
constexpr std::array<std::string_view, 3> kKinds = {"state", "territory", "body"};

std::string key_of(std::string_view name) {
  std::string key;
  for (const std::string& atom : atoms_of(name)) key += atom + ' ';
  return key;
}

}  // namespace

Result<void> Loader::load_parties() {
  auto parties = table("parties.tsv", kColumns);
  if (!parties) return tl::unexpected(std::move(parties.error()));
  for (const Row& row : parties->rows()) {
    if (auto done = load_party(row); !done) return done;
  }
  return {};
}

Result<void> Loader::load_party(const Row& row) {
  const auto code = PartyCode::parse(row[kCode]);
  if (!code)
    return row.error(kCode, fmt::format("\"{}\" is not a code of three capital letters", row[kCode]));
  if (auto ok = check_kind(row, kKind, kKinds); !ok) return ok;
  const auto role_of_party = role(row, kRole);
  if (!role_of_party) return tl::unexpected(role_of_party.error());
  const auto name = row.filled(kName);
  if (!name) return tl::unexpected(name.error());

  const auto index = static_cast<std::uint32_t>(k_.parties_.size());
  const std::string canonical(written_name(*name).text);
  const std::string key = row[kCode] == "ZZZ" ? canonical : std::string(row[kCode]);
  if (const auto [it, is_new] = k_.party_by_code_.try_emplace(key, index); !is_new) {
    return row.error(row[kCode] == "ZZZ" ? kName : kCode,
                     fmt::format("{} stands in an earlier row already", key));
  }
  k_.parties_.push_back({*code, std::string(row[kKind]), *role_of_party, canonical});

  constexpr std::array<std::pair<Column, NameKind>, 5> kLists = {{{kName, NameKind::Party},
                                                                  {kNames, NameKind::Party},
                                                                  {kAdjectives, NameKind::Adjective},
                                                                  {kPeople, NameKind::People},
                                                                  {kMetonyms, NameKind::Metonym}}};
  for (const auto& [column, kind] : kLists) {
    if (auto done = queue_party_names(row, column, kind, index); !done) return done;
  }
  return {};
}

Result<void> Loader::queue_party_names(const Row& row, std::size_t column, NameKind kind,
                                       std::uint32_t party) {
  for (const std::string_view name : row.list(column)) {
    if (auto ok = check_name(row, column, name); !ok) return ok;
    party_names_.push_back({kind, party, std::string(name)});
    // A people may share its name with another ("Guineans"); what stands for the party itself may not.
    if (kind == NameKind::People) continue;
    const WrittenName written = written_name(name);
    const std::string exact = written.exact ? std::string(written.text) : "";
    std::vector<Claim>& claims = claims_[key_of(written.text)];
    for (const Claim& c : claims) {
      const bool told_apart = !c.exact.empty() && !exact.empty() && c.exact != exact;
      if (c.party == party || told_apart) continue;
      return row.error(column,
                       fmt::format("\"{}\" already stands for {} in line {}; a name may stand for one party",
                                   written.text, k_.parties_[c.party].name, c.line));
    }
    claims.push_back({party, row.line(), exact});
  }
  return {};
}

Result<void> Loader::add_party_names() {
  for (const PartyName& name : party_names_) put_name(name.kind, name.party, name.text);
  return {};
}

}  // namespace demarche::knowledge
