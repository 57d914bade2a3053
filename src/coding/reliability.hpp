// Does a confidence mean what it says? Reliability table and expected calibration error (Naeini et al. 2015),
// and what is left at each --min-confidence. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace demarche::coding {

// One move on a held-out document: what was claimed, and whether act, actor and target were right.
struct Judgement {
  double confidence = 0.0;
  bool right = false;
};

inline constexpr std::size_t kReliabilityBins = 10;  // of equal width

// The mean distance between confidence and share of right moves over the bins, weighted by their size; 0 for
// none.
[[nodiscard]] double calibration_error(std::span<const Judgement> judged);

// For a person: the bins, the error over all moves and over those not below `threshold`, and precision,
// recall and F1 by --min-confidence against `gold` annotated moves.
[[nodiscard]] std::string describe_reliability(std::string_view title, std::span<const Judgement> judged,
                                               double threshold, std::size_t gold);

}  // namespace demarche::coding
