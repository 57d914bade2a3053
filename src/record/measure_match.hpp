// Does a claim speak of a measure that is known? Thread rule: pure functions.
#pragma once

#include <optional>

#include "measure_life.hpp"

namespace demarche::record {

// Points for "the same measure": agreeing amounts, rates, goods, counts and dates speak for it, time that has
// passed against it. nullopt where they cannot be the same.
[[nodiscard]] std::optional<int> likeness(const MeasureLife& life, const Claim& claim,
                                          const knowledge::Knowledge& knowledge);
// From this many points on a claim joins.
inline constexpr int kJoins = 10;

}  // namespace demarche::record
