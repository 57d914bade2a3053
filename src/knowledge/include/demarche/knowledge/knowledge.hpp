// Everything the program knows before it reads: parties, people and their offices, institutions, outlets,
// goods, issues, acts and their frames. Text files under `data/` (docs/knowledge.md), loaded once, checked at
// load. Thread rule: built by load(), then const and shared by any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/day.hpp>
#include <demarche/base/party.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/act_words.hpp>
#include <demarche/knowledge/frames.hpp>
#include <demarche/knowledge/measure_rules.hpp>
#include <demarche/knowledge/phrases.hpp>

namespace demarche::knowledge {

// What a name can stand for. One phrase may have several readings ("Washington": metonym; "Johnson":
// surnames).
enum class NameKind : std::uint8_t {
  Party,        // "China", "United States"
  Adjective,    // "Chinese", "U.S." as a modifier is Party
  People,       // "Americans"
  Metonym,      // "Beijing", "White House"
  Institution,  // "USTR", "Huawei"
  Person,       // full name
  Surname,      // the surname of a person who held an office
  Outlet,       // "Xinhua"
  Stop,         // "South China Sea": holds the word of a party but stands for none (its index means nothing)
};

struct Name {
  NameKind kind = NameKind::Party;
  std::uint32_t index = 0;  // into parties(), institutions(), people() or outlets()
  std::string exact;        // not empty: matches only in exactly this letter case (a name ending in ^)
  bool common = false;      // the table begins it with a small letter: so may the text ("nuclear watchdog")
};

// What a party is called once it has been named: "the fund", "the bloc" (data/short_names.tsv).
struct ShortName {
  std::string word;   // in lower case
  std::string exact;  // not empty: only in exactly this letter case
  std::vector<PartyCode> parties;
  std::vector<std::string> names;  // of bodies and institutions, told apart by name
};

struct PartyInfo {
  PartyCode code;
  std::string kind;  // state, territory, body
  Role role = Role::Gov;
  std::string name;
};

struct Institution {
  PartyCode party;
  Role role = Role::Gov;
  std::string kind;  // ministry, central-bank, parliament, court, company, media, ...
  std::string name;
};

struct Office {
  PartyCode party;
  Role role = Role::Gov;
  std::string title;        // "vice premier"
  std::optional<Day> from;  // nullopt: since ever
  std::optional<Day> to;    // nullopt: still
};

struct Person {
  std::string name;
  std::vector<Office> offices;  // by `from`
  // The office held on `day`; without a day, or outside every term, the nearest term in time. Never null:
  // a person has at least one office. `current` tells whether the term covers the day.
  struct Held {
    const Office* office = nullptr;
    bool current = false;
  };
  [[nodiscard]] Held office_at(std::optional<Day> day) const;
};

struct Outlet {
  std::string name;
  PartyCode country;
  std::string family;
  bool state = false;
  std::string kind;
};

struct RoleNoun {
  Role role = Role::Gov;
  std::string kind;  // person, group, institution, office
};

struct Good {
  std::string name;
  std::string issue;  // may be empty
};

struct Currency {
  std::string code;  // ISO 4217
  std::string name;
};

struct ActCodes {
  std::string cameo;
  std::string plover;
  double goldstein = 0.0;
  std::vector<double> scales;  // one value for each of Knowledge::scales(); the first is goldstein
};

// A root of the PLOVER manual of 2021, by what older or coarser releases call it and the CAMEO roots that go
// with it.
struct PloverRoot {
  std::string name;
  std::vector<std::string> also;
  std::vector<std::string> cameo;  // two digits each
};

// For the record: may two acts tell one event (data/act_links.tsv), and for how long (data/act_spans.tsv)?
enum class Bond : std::uint8_t { None, Near, Same };
enum class Nature : std::uint8_t { Deed, Meeting, Word };
struct ActSpan {
  Nature nature = Nature::Deed;
  std::int32_t told = 0;   // days between two reports of one event
  std::int32_t again = 0;  // days within which the same words are a repeat
};

// What the brief weighs (data/brief_weights.tsv, whose head explains each).
struct BriefWeights {
  // Of an act itself; where none is given, the absolute Goldstein weight by 10.
  std::array<std::optional<double>, kActCount> act{};
  std::array<double, 4> modality{};  // by Modality: actual, planned, possible, denied
  double vague = 0.0;
  std::array<double, 6> relation{};  // new, repeats, amends, confirms, denies, withdraws
  double past = 0.0;
  std::int32_t past_days = 0;
  double source = 0.0;
};

// A table as bytes, for those who do not read it from a folder.
struct TableText {
  std::string path;  // below the data folder: "parties.tsv", "people/europe.tsv"
  std::string text;
};

class Knowledge {
 public:
  // Reads every table under `data`. The first broken row ends the load: "data/parties.tsv:12: ...".
  [[nodiscard]] static Result<Knowledge> load(const std::filesystem::path& data);
  // The same from memory. `tables` must hold every table of table_names() and at least one below "people/";
  // `data` is what messages name as the folder.
  [[nodiscard]] static Result<Knowledge> parse(std::vector<TableText> tables,
                                               const std::filesystem::path& data);
  // Tables of the data folder that are read besides people/*.tsv.
  [[nodiscard]] static std::span<const std::string_view> table_names();

  [[nodiscard]] const PhraseIndex& names() const { return name_index_; }  // values: into all_names()
  [[nodiscard]] std::span<const Name> all_names() const { return names_; }
  [[nodiscard]] std::span<const PartyInfo> parties() const { return parties_; }
  [[nodiscard]] std::span<const Institution> institutions() const { return institutions_; }
  [[nodiscard]] std::span<const Person> people() const { return people_; }
  [[nodiscard]] std::span<const Outlet> outlets() const { return outlets_; }
  // By any of its names, whole; null when unknown.
  [[nodiscard]] const Outlet* outlet(std::string_view name) const;
  // Null when unknown, and for ZZZ, which many bodies share: see body().
  [[nodiscard]] const PartyInfo* party(PartyCode code) const;
  // A body by its canonical name ("Mercosur"); null when unknown.
  [[nodiscard]] const PartyInfo* body(std::string_view name) const;

  [[nodiscard]] std::span<const ShortName> short_names() const { return short_names_; }
  [[nodiscard]] const PhraseIndex& role_noun_index() const { return role_noun_index_; }  // into role_nouns()
  [[nodiscard]] std::span<const RoleNoun> role_nouns() const { return role_nouns_; }
  [[nodiscard]] const PhraseIndex& goods_index() const { return goods_index_; }  // into goods()
  [[nodiscard]] std::span<const Good> goods() const { return goods_; }
  [[nodiscard]] const PhraseIndex& issue_index() const { return issue_index_; }  // into issues()
  [[nodiscard]] std::span<const std::string> issues() const { return issues_; }
  [[nodiscard]] const PhraseIndex& currency_words() const { return currency_words_; }  // into currencies()
  // Currency by a symbol as written ("$", "US$", "€"); null when unknown.
  [[nodiscard]] const Currency* currency_symbol(std::string_view symbol) const;
  [[nodiscard]] std::span<const Currency> currencies() const { return currencies_; }

  [[nodiscard]] const FrameSet& frames() const { return frames_; }
  [[nodiscard]] const ActWords& act_words() const { return act_words_; }
  [[nodiscard]] std::span<const PloverRoot> plover_roots() const { return plover_roots_; }
  [[nodiscard]] const ActCodes& codes(Act act) const { return act_codes_[static_cast<std::size_t>(act)]; }
  [[nodiscard]] Bond bond(Act one, Act other) const {
    return bonds_[static_cast<std::size_t>(one)][static_cast<std::size_t>(other)];
  }
  [[nodiscard]] const ActSpan& span_of(Act act) const { return act_spans_[static_cast<std::size_t>(act)]; }
  [[nodiscard]] const BriefWeights& brief_weights() const { return brief_weights_; }
  // Names of the numeric scales of data/acts.tsv, "goldstein" first.
  [[nodiscard]] std::span<const std::string> scales() const { return scales_; }
  [[nodiscard]] const MeasureRules& measure_rules() const { return measure_rules_; }
  // 16 hex digits over the bytes of all tables that the coder reads, in path order: part of a move's
  // `version`. The tables of the record and of the act on demand are left out: no move depends on them.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  // The same of every table, those that only the record reads among them: a fold may depend on any.
  [[nodiscard]] const std::string& whole_fingerprint() const { return whole_fingerprint_; }

 private:
  friend class Loader;
  PhraseIndex name_index_, role_noun_index_, goods_index_, issue_index_, currency_words_;
  std::vector<Name> names_;
  std::vector<PartyInfo> parties_;
  std::vector<Institution> institutions_;
  std::vector<Person> people_;
  std::vector<Outlet> outlets_;
  std::vector<RoleNoun> role_nouns_;
  std::vector<ShortName> short_names_;
  std::vector<Good> goods_;
  std::vector<std::string> issues_;
  std::vector<Currency> currencies_;
  std::unordered_map<std::string, std::uint32_t> currency_symbols_;
  std::unordered_map<std::string, std::uint32_t> party_by_code_;  // by name where the code is ZZZ
  FrameSet frames_;
  ActWords act_words_;
  std::vector<PloverRoot> plover_roots_;
  std::array<ActCodes, kActCount> act_codes_{};
  std::array<std::array<Bond, kActCount>, kActCount> bonds_{};
  std::array<ActSpan, kActCount> act_spans_{};
  BriefWeights brief_weights_;
  std::vector<std::string> scales_;
  MeasureRules measure_rules_;
  std::string fingerprint_;
  std::string whole_fingerprint_;
};

}  // namespace demarche::knowledge
