// Names that are no parties themselves: data/institutions.tsv, data/outlets.tsv and data/stop_phrases.tsv.
#include <fmt/format.h>

#include <array>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

constexpr std::array<std::string_view, 14> kInstitutionKinds = {
    "government", "ministry", "trade-office", "central-bank", "parliament", "court",    "military",
    "agency",     "company",  "media",        "party",        "lobby",      "movement", "organ"};
constexpr std::array<std::string_view, 6> kOutletKinds = {"wire",     "paper", "broadcaster",
                                                          "magazine", "web",   "social"};

}  // namespace

Result<void> Loader::load_institutions() {
  enum Column : std::size_t { kParty, kRole, kKind, kName, kNames };
  constexpr std::array<std::string_view, 5> kColumns = {"party", "role", "kind", "name", "names"};
  auto institutions = table("institutions.tsv", kColumns);
  if (!institutions) return tl::unexpected(std::move(institutions.error()));
  for (const Row& row : institutions->rows()) {
    const auto party = known_party(row, kParty);
    if (!party) return tl::unexpected(party.error());
    const auto its_role = role(row, kRole);
    if (!its_role) return tl::unexpected(its_role.error());
    if (auto ok = check_kind(row, kKind, kInstitutionKinds); !ok) return ok;
    const auto name = row.filled(kName);
    if (!name) return tl::unexpected(name.error());
    const std::size_t index = k_.institutions_.size();
    k_.institutions_.push_back(
        {*party, *its_role, std::string(row[kKind]), std::string(written_name(*name).text)});
    for (const Column column : {kName, kNames}) {
      if (auto done = add_names(row, column, NameKind::Institution, index); !done) return done;
    }
  }
  return {};
}

Result<void> Loader::load_outlets() {
  enum Column : std::size_t { kName, kNames, kCountry, kFamily, kState, kKind };
  constexpr std::array<std::string_view, 6> kColumns = {"name",   "names", "country",
                                                        "family", "state", "kind"};
  auto outlets = table("outlets.tsv", kColumns);
  if (!outlets) return tl::unexpected(std::move(outlets.error()));
  for (const Row& row : outlets->rows()) {
    const auto name = row.filled(kName);
    if (!name) return tl::unexpected(name.error());
    PartyCode country;
    if (!row[kCountry].empty()) {
      const auto code = known_party(row, kCountry);
      if (!code) return tl::unexpected(code.error());
      country = *code;
    }
    const bool state = row[kState] == "yes";
    if (!state && row[kState] != "no") return row.error(kState, "must be yes or no");
    if (auto ok = check_kind(row, kKind, kOutletKinds); !ok) return ok;
    const std::size_t index = k_.outlets_.size();
    k_.outlets_.push_back({std::string(written_name(*name).text), country, std::string(row[kFamily]), state,
                           std::string(row[kKind])});
    for (const Column column : {kName, kNames}) {
      if (auto done = add_names(row, column, NameKind::Outlet, index); !done) return done;
    }
  }
  return {};
}

// Whether a party, institution, outlet or person has exactly this name; surnames do not count.
bool Loader::named_already(std::string_view phrase) const {
  std::vector<AtomId> atoms;
  for (const std::string& atom : atoms_of(written_name(phrase).text))
    atoms.push_back(k_.name_index_.atom(atom));
  const auto match = k_.name_index_.longest(atoms, 0);
  if (!match || match->length != atoms.size()) return false;
  for (const std::uint32_t value : match->values) {
    const Name& name = k_.names_[value];
    if (name.kind != NameKind::Surname && name.kind != NameKind::Stop) return true;
  }
  return false;
}

Result<void> Loader::load_stop_phrases() {
  enum Column : std::size_t { kPhrase };
  constexpr std::array<std::string_view, 1> kColumns = {"phrase"};
  auto stops = table("stop_phrases.tsv", kColumns);
  if (!stops) return tl::unexpected(std::move(stops.error()));
  for (const Row& row : stops->rows()) {
    if (named_already(row[kPhrase])) {
      return row.error(kPhrase, fmt::format("\"{}\" is a name of another table; it cannot stand for nothing",
                                            written_name(row[kPhrase]).text));
    }
    if (auto done = add_names(row, kPhrase, NameKind::Stop, 0); !done) return done;
  }
  return {};
}

}  // namespace demarche::knowledge
