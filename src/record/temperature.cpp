#include <demarche/record/temperature.hpp>

#include <algorithm>
#include <cmath>

namespace demarche::record {
namespace {

bool weighs(const Event& event, PartyCode one, PartyCode other, Instant at) {
  const bool between =
      (event.actor == one && event.target == other) || (event.actor == other && event.target == one);
  return between && event.modality == Modality::Actual && !event.denied && !event.withdrawn &&
         event.first_known <= at;
}

// The day it happened; one that is told as yet to come counts from when it was told.
Day day_of(const Event& event) {
  const Day known = event.first_known.day();
  return event.when ? std::min(event.when->to, known) : known;
}

}  // namespace

Temperature temperature(const State& state, PartyCode one, PartyCode other, Instant at,
                        const knowledge::Knowledge& knowledge, double half_life) {
  Temperature out;
  for (Index i = 0; i < state.events.size(); ++i) {
    const Event& event = state.events[i];
    if (!weighs(event, one, other, at)) continue;
    const int days = at.day().days() - day_of(event).days();
    const double share = knowledge.codes(event.act).goldstein * std::exp2(-days / half_life);
    out.degrees += share;
    out.because.push_back({i, share});
  }
  std::stable_sort(out.because.begin(), out.because.end(),
                   [](const Warmth& a, const Warmth& b) { return std::abs(a.share) > std::abs(b.share); });
  return out;
}

}  // namespace demarche::record
