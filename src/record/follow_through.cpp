#include <demarche/record/follow_through.hpp>

#include <algorithm>
#include <map>

namespace demarche::record {
namespace {

struct Gathered {
  FollowThrough sums;
  std::vector<std::int32_t> delays;
};

void count(const Measure& measure, Gathered& into) {
  const MeasureStep& first = measure.steps.front();
  if (first.status > MeasureStatus::Scheduled) return;
  ++into.sums.threatened;
  for (const MeasureStep& step : measure.steps) {
    if (step.status == MeasureStatus::Withdrawn) {
      ++into.sums.withdrawn;
      return;
    }
    if (step.status != MeasureStatus::InForce) continue;
    ++into.sums.in_force;
    const Day effect = step.when ? step.when->from : step.known.day();
    into.delays.push_back(std::max(0, effect.days() - first.known.day().days()));
    return;
  }
}

}  // namespace

std::vector<FollowThrough> follow_through(const std::vector<Measure>& measures, std::uint32_t origins) {
  std::map<PartyCode, Gathered> parties;
  for (const Measure& measure : measures) {
    if (measure.origins < origins || measure.steps.empty()) continue;
    Gathered& gathered = parties[measure.by];
    gathered.sums.by = measure.by;
    count(measure, gathered);
  }
  std::vector<FollowThrough> out;
  for (auto& [party, gathered] : parties) {
    if (gathered.sums.threatened == 0) continue;
    auto& delays = gathered.delays;
    if (!delays.empty()) {
      const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
      std::nth_element(delays.begin(), middle, delays.end());
      gathered.sums.median_days = *middle;
    }
    out.push_back(gathered.sums);
  }
  return out;
}

}  // namespace demarche::record
