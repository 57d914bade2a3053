// Who is spoken of, and where: names, titles, pronouns and "both sides", resolved to parties.
//
// Names come from the knowledge tables (longest match); surnames, titles alone and pronouns resolve within
// the document: full names introduced earlier first, then whoever held an office when the document was
// published. Thread rule: one Mentions a document field, used by one thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/base/day.hpp>
#include <demarche/base/party.hpp>
#include <demarche/knowledge/knowledge.hpp>

#include "tree.hpp"

namespace demarche::coding {

enum class MentionKind : std::uint8_t { Party, Adjective, People, Metonym, Institution, Person, Outlet };

// How a phrase came to stand for a party; `explain` prints it.
enum class Origin : std::uint8_t { Named, Modifier, Pronoun, Title, BothSides, FirstPerson, Author };
[[nodiscard]] std::string_view name_of(Origin origin);

struct Mention {
  TokenIndex first = 0;  // tokens [first, last)
  TokenIndex last = 0;
  MentionKind kind = MentionKind::Party;
  PartyCode party;  // empty for outlets that do not speak for a state
  Role role = Role::Gov;
  std::string_view name;    // canonical
  std::uint32_t index = 0;  // into the table of its kind
  bool state_outlet = false;
  Origin origin = Origin::Named;  // Title: "the fund", for a party named earlier
};

// A party as one phrase of the sentence tells it.
struct Side {
  PartyCode party;
  Role role = Role::Gov;
  std::string_view name;     // canonical name of the person or institution; empty for a bare country
  TokenIndex at = kNoToken;  // head of the phrase in this text; kNoToken where implied
  Origin origin = Origin::Named;
  MentionKind kind = MentionKind::Party;
};

// What the fields of one document share.
struct Discourse {
  const knowledge::Knowledge* knowledge = nullptr;
  std::optional<Day> published;
  std::unordered_map<std::string, std::uint32_t>
      surnames;                    // lower-case surname -> person introduced by full name
  std::vector<PartyCode> parties;  // states and bodies in order of first mention
  std::unordered_map<std::uint32_t, std::uint32_t> counts;  // packed party code -> mentions
  std::vector<PartyCode> title;                             // parties that the title names
  const knowledge::Outlet* author = nullptr;                // of the document, where it speaks for its state
  // Short names in use: an index into Knowledge::short_names() -> the party that it stands for by now.
  struct Called {
    PartyCode party;  // empty: another of the kind, whom the tables do not know
    Role role = Role::Org;
    std::string_view name;
    bool firm = false;  // named itself, not by its people or its seat
  };
  std::unordered_map<std::uint32_t, Called> called{};
  void note(PartyCode party);
  [[nodiscard]] bool in_title(PartyCode party) const;
  // Parties by falling number of mentions; the order of first mention breaks ties.
  [[nodiscard]] std::vector<PartyCode> principal() const;
};

class Mentions {
 public:
  Mentions(const Tree& tree, Discourse& discourse);

  [[nodiscard]] const Tree& tree() const { return *tree_; }
  [[nodiscard]] const knowledge::FrameSet& frames() const { return discourse_->knowledge->frames(); }
  [[nodiscard]] const std::vector<Mention>& all() const { return mentions_; }
  [[nodiscard]] const Mention* at(TokenIndex token) const;  // the mention that covers the token, or null

  // All mentions of those very tokens: a word may stand for several parties ("both Koreas").
  [[nodiscard]] std::span<const Mention> all_at(TokenIndex token) const;

  // The parties that a nominal stands for: none, one, or both sides. Looks at the head, its modifiers, then
  // at what pronouns and titles refer to.
  [[nodiscard]] std::vector<Side> sides_of(TokenIndex nominal) const;
  // Parties that own or modify a noun ("China's rejection", "U.S.-China talks"), not the noun itself.
  [[nodiscard]] std::vector<Side> owners_of(TokenIndex noun) const;
  [[nodiscard]] std::optional<Role> role_of_noun(TokenIndex token) const;
  // A side from a mention that stands somewhere in the text.
  [[nodiscard]] Side side(const Mention& mention) const;
  // Mentions of a sentence that stand for a party, in text order.
  [[nodiscard]] std::vector<Side> parties_in(std::size_t sentence) const;
  [[nodiscard]] std::optional<Side> antecedent(TokenIndex pronoun) const;
  // The first mention that begins at the token or behind it.
  [[nodiscard]] std::size_t first_from(TokenIndex token) const;
  // The first mention of the sentence `back` sentences before that of the token.
  [[nodiscard]] std::size_t first_within(TokenIndex token, std::size_t back) const;

 private:
  void find_names();
  // "The fund", "the North": a short name in its place, for the party last named that goes by it.
  [[nodiscard]] bool short_name_at(TokenIndex i, const language::Sentence& sentence);
  void introduce(const Mention& mention);
  void put(const Mention& mention);
  [[nodiscard]] bool is_stop(std::span<const std::uint32_t> values) const;
  void add_best_reading(TokenIndex first, TokenIndex last, std::span<const std::uint32_t> values);
  [[nodiscard]] bool reads_as_name(const knowledge::Name& name, TokenIndex first, TokenIndex last) const;
  [[nodiscard]] std::optional<Mention> reading(const knowledge::Name& name, TokenIndex first,
                                               TokenIndex last) const;
  [[nodiscard]] std::optional<std::uint32_t> person_of_surname(std::span<const std::uint32_t> values,
                                                               TokenIndex first, TokenIndex last) const;
  [[nodiscard]] Mention person_mention(std::uint32_t person, TokenIndex first, TokenIndex last) const;
  [[nodiscard]] std::optional<Side> side_of_title(TokenIndex noun) const;
  [[nodiscard]] std::vector<Side> both_sides(TokenIndex noun) const;
  void collect_owners(TokenIndex noun, std::vector<Side>& out, int depth) const;

  const Tree* tree_;
  Discourse* discourse_;
  std::vector<Mention> mentions_;
  std::vector<std::uint32_t> mention_at_;  // token -> mention + 1, 0 for none
  std::vector<std::optional<Role>> noun_roles_;
};

}  // namespace demarche::coding
