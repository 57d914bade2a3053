// What went wrong in matched moves: acts taken for one another, wrong parties by kind, and the misses and
// extras themselves. Thread rule: free functions without state; plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/scoring/match.hpp>

namespace demarche::scoring {

// `annotated` was coded as `coded`, `count` times; empty: nothing was annotated or coded there.
struct Confusion {
  std::string annotated;
  std::string coded;
  std::size_t count = 0;
};

// Wrong parties of a pair whose act is right. A pair can show two: its actor's and its target's.
enum class PartyError : std::uint8_t {
  Swapped,        // actor and target change places (no error for a mutual act)
  OtherActor,     // another party acts
  MissingTarget,  // a target was annotated, none coded
  ExtraTarget,    // none was annotated, one coded
  OtherTarget,    // another party is the target
};
inline constexpr std::array<PartyError, 5> kPartyErrors = {PartyError::Swapped, PartyError::OtherActor,
                                                           PartyError::MissingTarget, PartyError::ExtraTarget,
                                                           PartyError::OtherTarget};
[[nodiscard]] std::string_view name_of(PartyError error);
// Empty where the parties agree. A mutual act is read the way round that agrees better.
[[nodiscard]] std::vector<PartyError> party_errors(const GoldMove& annotated, const GoldMove& coded);

struct Confusions {
  // Of pairs of one family with different acts, and of unmatched moves of one sentence, which are paired one
  // to one: those that share trigger words first, then those with the same parties, then in order. What is
  // left alone in its sentence stands against the empty name. Largest count first, then by name.
  std::vector<Confusion> acts;
  // Of pairs whose act is right.
  std::size_t pairs = 0;
  std::size_t wrong_parties = 0;  // pairs with at least one of these errors
  std::array<std::size_t, kPartyErrors.size()> parties{};
  std::vector<Confusion> modalities;
  std::vector<Confusion> speaker_kinds;
};
[[nodiscard]] Confusions confusions_of(std::span<const Matched> matched);

enum class MissKind : std::uint8_t {
  Miss,   // annotated, and no move of its family coded in the sentence
  Part,   // matched, but the act or a party is wrong
  Extra,  // coded, and matched by no annotated move
};
[[nodiscard]] std::string_view name_of(MissKind kind);

// Refers into the gold and the answers.
struct Miss {
  MissKind kind = MissKind::Miss;
  const GoldDocument* document = nullptr;
  const GoldSentence* sentence = nullptr;
  const GoldMove* annotated = nullptr;  // null for an extra
  const GoldMove* coded = nullptr;      // null for a miss
};
// In the order of the documents and their sentences; in a sentence the annotated moves first.
[[nodiscard]] std::vector<Miss> misses_of(std::span<const Matched> matched);

}  // namespace demarche::scoring
