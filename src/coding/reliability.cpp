#include "reliability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace demarche::coding {
namespace {

struct Bin {
  std::size_t moves = 0;
  std::size_t right = 0;
  double confidence = 0.0;  // sum

  [[nodiscard]] double mean() const { return moves == 0 ? 0.0 : confidence / static_cast<double>(moves); }
  [[nodiscard]] double share() const {
    return moves == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(moves);
  }
};

std::array<Bin, kReliabilityBins> bins_of(std::span<const Judgement> judged) {
  std::array<Bin, kReliabilityBins> bins{};
  for (const Judgement& j : judged) {
    const auto place = static_cast<std::size_t>(std::clamp(j.confidence, 0.0, 1.0) * kReliabilityBins);
    Bin& bin = bins[std::min(place, kReliabilityBins - 1)];
    ++bin.moves;
    bin.right += j.right ? 1U : 0U;
    bin.confidence += j.confidence;
  }
  return bins;
}

std::string curve(std::span<const Judgement> judged, std::size_t gold) {
  std::string out = "  --min-confidence  moves      P      R     F1\n";
  for (int t = 1; t <= 9; ++t) {
    Bin kept;
    for (const Judgement& j : judged) {
      if (j.confidence < t / 10.0) continue;
      ++kept.moves;
      kept.right += j.right ? 1U : 0U;
    }
    const auto right = static_cast<double>(kept.right);
    const double recall = gold == 0 ? 0.0 : right / static_cast<double>(gold);
    const double f1 = kept.moves + gold == 0 ? 0.0 : 2.0 * right / static_cast<double>(kept.moves + gold);
    out += fmt::format("  {:>16.1f}  {:>5}  {:.3f}  {:.3f}  {:.3f}\n", t / 10.0, kept.moves, kept.share(),
                       recall, f1);
  }
  return out;
}

}  // namespace

double calibration_error(std::span<const Judgement> judged) {
  if (judged.empty()) return 0.0;
  double sum = 0.0;
  for (const Bin& bin : bins_of(judged))
    sum += static_cast<double>(bin.moves) * std::abs(bin.mean() - bin.share());
  return sum / static_cast<double>(judged.size());
}

std::string describe_reliability(std::string_view title, std::span<const Judgement> judged, double threshold,
                                 std::size_t gold) {
  std::string out =
      fmt::format("reliability, held-out folds, {}: {} annotated moves\n  confidence  moves  mean   right\n",
                  title, gold);
  const auto bins = bins_of(judged);
  for (std::size_t b = 0; b < bins.size(); ++b) {
    out += fmt::format(
        "  {:.1f} to {:.1f}  {:>5}  {:.3f}  {:.3f} {}\n", static_cast<double>(b) / kReliabilityBins,
        static_cast<double>(b + 1) / kReliabilityBins, bins[b].moves, bins[b].mean(), bins[b].share(),
        std::string(static_cast<std::size_t>(std::lround(bins[b].share() * 40)), '#'));
  }
  std::vector<Judgement> believed;
  std::copy_if(judged.begin(), judged.end(), std::back_inserter(believed),
               [&](const Judgement& j) { return j.confidence >= threshold; });
  out += fmt::format("  expected calibration error {:.3f}; over the {} moves from {:.2f} on {:.3f}\n",
                     calibration_error(judged), believed.size(), threshold, calibration_error(believed));
  return out + curve(judged, gold);
}

}  // namespace demarche::coding
