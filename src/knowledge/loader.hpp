// Turns the tables into a Knowledge, one step a table (load_*.cpp). The first broken row ends the load.
// Thread rule: one Loader a load, used by one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>

#include "tsv.hpp"

namespace demarche::knowledge {

// A name as a table writes it: "US^" is "US" in exactly this letter case.
struct WrittenName {
  std::string_view text;
  bool exact = false;
};
[[nodiscard]] WrittenName written_name(std::string_view cell);

class Loader {
 public:
  Loader(std::vector<TableText> tables, std::filesystem::path data);
  [[nodiscard]] Result<Knowledge> run();

 private:
  // Who has claimed a phrase that only one party may have.
  struct Claim {
    std::uint32_t party = 0;
    std::uint32_t line = 0;
    std::string exact;
  };
  // Names of parties.tsv wait until those of institutions.tsv are in: where both have one, the institution is
  // first.
  struct PartyName {
    NameKind kind = NameKind::Party;
    std::uint32_t party = 0;
    std::string text;
  };
  // A person while its rows, which may lie in several files, are gathered.
  struct PersonNames {
    std::vector<std::string> full;
    std::vector<std::string> surnames;  // as "~" forms give them
  };

  // The steps, in this order.
  Result<void> load_issues();
  Result<void> load_parties();
  Result<void> load_institutions();
  Result<void> add_party_names();
  Result<void> load_people();
  Result<void> load_outlets();
  Result<void> load_stop_phrases();
  Result<void> load_role_nouns();
  Result<void> load_short_names();
  Result<void> load_goods();
  Result<void> load_currencies();
  Result<void> load_acts();
  Result<void> load_classes();
  Result<void> load_frames();
  Result<void> load_measure_kinds();
  Result<void> load_measure_steps();
  Result<void> load_act_links();
  Result<void> load_act_spans();
  Result<void> load_act_words();
  Result<void> load_plover_roots();
  Result<void> load_brief_weights();
  Result<void> load_act_weight(const Row& row);

  [[nodiscard]] Result<Table> table(std::string_view path, std::span<const std::string_view> columns,
                                    FurtherColumns further = FurtherColumns::Refuse) const;
  [[nodiscard]] std::string where(std::string_view path) const;
  // What cells of several tables share.
  [[nodiscard]] Result<PartyCode> known_party(const Row& row, std::size_t column) const;
  [[nodiscard]] Result<Role> role(const Row& row, std::size_t column) const;
  [[nodiscard]] Result<void> check_name(const Row& row, std::size_t column, std::string_view name) const;
  [[nodiscard]] Result<void> check_kind(const Row& row, std::size_t column,
                                        std::span<const std::string_view> kinds) const;
  [[nodiscard]] bool named_already(std::string_view phrase) const;
  void put_name(NameKind kind, std::size_t index, std::string_view name);
  [[nodiscard]] Result<void> add_names(const Row& row, std::size_t column, NameKind kind, std::size_t index);

  Result<void> load_party(const Row& row);
  Result<void> queue_party_names(const Row& row, std::size_t column, NameKind kind, std::uint32_t party);
  Result<void> load_people_table(std::string_view path);
  Result<void> load_person(const Row& row);
  Result<void> add_person_names(const Row& row, std::uint32_t person);
  Result<void> add_currency(const Row& row);
  Result<void> load_act(const Row& row, std::size_t columns);
  Result<void> load_act_span(const Row& row, std::array<bool, kActCount>& seen);
  Result<void> take_coder_classes(const std::string& where);
  Result<Frame> frame_of(const Row& row) const;

  std::vector<TableText> tables_;  // by path
  std::filesystem::path data_;
  Knowledge k_;
  std::unordered_map<std::string, std::vector<Claim>> claims_;  // by atoms
  std::vector<PartyName> party_names_;
  std::unordered_map<std::string, std::uint32_t> person_by_name_;
  std::vector<PersonNames> person_names_;
  std::unordered_map<std::string, std::uint32_t> currency_words_;  // atoms -> line
};

}  // namespace demarche::knowledge
