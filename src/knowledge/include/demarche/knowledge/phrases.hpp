// Phrases over atoms: the matcher behind names, issues, goods and word classes.
//
// An atom is a run of letters and digits in lower case without accents ("Élysée" is "elysee"). Names and
// running text are cut into atoms by the same rule, so that a name matches however the text writes its
// hyphens and apostrophes: hyphens, apostrophes and full stops join atoms; any other mark is an atom of its
// own and so breaks every phrase that is not written with it ("Taiwan, China"). Dots inside an abbreviation
// stay ("u.s"), a dot at its end is dropped. A phrase matches both as separate tokens ("Trump" + "'s", "co" +
// "-" + "operation") and as the one token that a tokenizer may make of a hyphenated word ("co-operation",
// "cooperation"). Thread rule: built once; const access from any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace demarche::knowledge {

using AtomId = std::uint32_t;
inline constexpr AtomId kUnknownAtom = 0;  // a word that no phrase holds; breaks a match
inline constexpr AtomId kJoiningAtom = 1;  // hyphen, apostrophe, full stop: skipped inside a match

// Cuts a phrase as an analyst writes it into its atoms, every hyphen and apostrophe being a cut.
[[nodiscard]] std::vector<std::string> atoms_of(std::string_view phrase);
// The atom of one token of running text (its lower form); "-" for joining punctuation, "" for what always
// breaks a match (nothing, or several marks in a row).
[[nodiscard]] std::string atom_of_token(std::string_view lower);

// Numbers of atoms. Nearly every word of a text is asked for and few are there, so a miss must cost one look
// at one line of memory: an open table of hashes, at most half full.
class AtomTable {
 public:
  [[nodiscard]] AtomId find(std::string_view atom) const;  // kUnknownAtom when it is not there
  AtomId intern(std::string_view atom);                    // its number, a new one when it has none

 private:
  struct Place {
    std::uint64_t hash = 0;
    AtomId id = kUnknownAtom;  // kUnknownAtom: empty
  };
  static constexpr AtomId kFirst = 2;  // 0 and 1 are taken (kUnknownAtom, kJoiningAtom)

  // Where the atom is, or the empty place where it would be.
  [[nodiscard]] std::size_t place_of(std::string_view atom, std::uint64_t hash) const;
  void grow();

  std::vector<Place> places_{16};
  std::vector<std::string> atoms_;  // by number, from kFirst on
};

class PhraseIndex {
 public:
  // `value` is the caller's index of what the phrase stands for. The same phrase may carry several values.
  // A phrase without letters, digits or marks is ignored.
  void add(std::string_view phrase, std::uint32_t value);

  [[nodiscard]] AtomId atom(std::string_view token_lower) const;

  struct Match {
    std::uint32_t length = 0;  // tokens covered, from `at`
    std::span<const std::uint32_t> values;
  };
  // The longest phrase that begins at `at`. nullopt when there is none.
  [[nodiscard]] std::optional<Match> longest(std::span<const AtomId> atoms, std::size_t at) const;
  [[nodiscard]] std::size_t size() const { return phrases_; }  // phrases added

 private:
  struct Node {
    std::vector<std::uint32_t> values;
  };
  void add_path(std::span<const std::string> atoms, std::uint32_t value);

  AtomTable atoms_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // node << 32 | atom -> node
  std::vector<Node> nodes_{1};
  std::size_t phrases_ = 0;
};

}  // namespace demarche::knowledge
