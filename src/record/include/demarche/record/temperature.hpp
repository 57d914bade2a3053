// How warm things are between two parties: a display that opens to its evidence, never a source of truth.
// Thread rule: a pure function.
#pragma once

#include <vector>

#include <demarche/base/instant.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

namespace demarche::record {

struct Warmth {
  Index event = 0;
  double share = 0.0;  // what it adds: weight of its act, decayed
};
struct Temperature {
  double degrees = 0.0;         // sum of the shares; the scale is that of the weights
  std::vector<Warmth> because;  // the heaviest first
};

// Each event of one toward the other, either way, weighs what data/acts.tsv says on the first scale, halved
// for every `half_life` days between its day and `at`. Events that are only planned, possible, denied or
// withdrawn, and those first known after `at`, weigh nothing.
[[nodiscard]] Temperature temperature(const State& state, PartyCode one, PartyCode other, Instant at,
                                      const knowledge::Knowledge& knowledge, double half_life = 30.0);

}  // namespace demarche::record
