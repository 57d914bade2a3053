// How often a party does what it threatens. Thread rule: a pure function.
#pragma once

#include <optional>
#include <vector>

#include <demarche/record/state.hpp>

namespace demarche::record {

// Over measures of one party that began as a threat or a plan.
struct FollowThrough {
  PartyCode by;
  std::uint32_t threatened = 0;
  std::uint32_t in_force = 0;               // of these, came into force
  std::uint32_t withdrawn = 0;              // of these, were withdrawn before
  std::optional<std::int32_t> median_days;  // from the first word to effect, over those in force
};

// By party code. Measures that fewer than `origins` distinct origins tell of do not count.
[[nodiscard]] std::vector<FollowThrough> follow_through(const std::vector<Measure>& measures,
                                                        std::uint32_t origins = 1);

}  // namespace demarche::record
