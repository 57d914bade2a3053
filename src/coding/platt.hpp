// Platt's sigmoid (Platt 1999): what a score is worth as a probability.
// Thread rule: pure functions.
#pragma once

#include <span>
#include <utility>

namespace demarche::coding {

[[nodiscard]] double sigmoid(double x);

// sigmoid(slope * score + offset); slope between 0.01 and 16, offset between -16 and 16.
struct Platt {
  double slope = 1.0;
  double offset = 0.0;
};

// Scores (logits) of held-out cases, with whether each was right.
[[nodiscard]] Platt fit_platt(std::span<const std::pair<double, bool>> held_out);

}  // namespace demarche::coding
