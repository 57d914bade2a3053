// What a denial denies: a party says that a report or a charge of the last days is untrue.
#pragma once

#include <unordered_map>
#include <vector>

#include <demarche/record/state.hpp>

namespace demarche::record {

class Denials {
 public:
  explicit Denials(const State& state) : state_(state) {}

  // What was told of a party becomes deniable.
  void learn(Index mention);
  // The mention that the denial `mention` bears on; kNone when nothing of the last days fits. Best: an act of
  // the denier told by the same document, then one on another's word; then what it is charged with.
  [[nodiscard]] Index find(Index mention) const;
  // Is it one of the parties, or someone by name, that denies?
  [[nodiscard]] static bool may_know(const Move& denial, const Event& event);

 private:
  [[nodiscard]] int fit(const Mention& denial, Index told) const;

  const State& state_;
  std::unordered_map<std::uint32_t, std::vector<Index>> of_party_;  // the last mentions that name a party
};

}  // namespace demarche::record
