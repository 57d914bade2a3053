// Measures: what is claimed of tariffs, sanctions and bans, put together into lives.
//
// Each claim goes to the known measure that it is likest to, or opens one. At the end, measures that only a
// slip of direction made (a few mentions of the very sum that the other side is said to hit by many) are left
// out.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <demarche/record/fold.hpp>
#include <unordered_map>

#include "measure_match.hpp"

namespace demarche::record {
namespace {

using knowledge::StepKind;

constexpr std::int64_t kDay = 86400;
// So many times more often the other direction must be told, within so many days, to be the right one.
constexpr std::uint32_t kMirrorFactor = 4;
constexpr std::int64_t kMirrorDays = 90;
// A measure that nobody mentioned for so long is not looked at again.
constexpr std::int64_t kForgottenDays = 800;

std::uint64_t key_of(PartyCode by, std::uint32_t kind) {
  std::uint64_t key = kind;
  for (const char c : by.view()) key = key << 8U | static_cast<unsigned char>(c);
  return key;
}

class Follower {
 public:
  Follower(State& state, const knowledge::Knowledge& knowledge) : state_(state), knowledge_(knowledge) {}

  void follow() {
    ClaimReader reader(state_, knowledge_);
    std::vector<Claim> claims;
    for (Index i = 0; i < state_.mentions.size(); ++i) {
      claims.clear();
      reader.read(i, claims);
      for (const Claim& claim : claims) place(claim);
    }
    for (std::size_t i = 0; i < lives_.size(); ++i) {
      if (!is_slip(lives_[i])) state_.measures.push_back(finished(lives_[i]));
    }
  }

 private:
  // The open measures of one party under one issue, in order of their first mention.
  using Open = std::vector<std::uint32_t>;

  void place(const Claim& claim) {
    Open& open = open_[key_of(claim.by, claim.kind)];
    std::erase_if(open, [&](std::uint32_t i) {
      return claim.known.seconds() - lives_[i].last.seconds() > kForgottenDays * kDay;
    });
    std::optional<std::uint32_t> best;
    int most = kJoins - 1;
    for (const std::uint32_t i : open) {
      const auto points = likeness(lives_[i], claim, knowledge_);
      if (points && *points >= most && *points >= kJoins) {  // the later of equals
        most = *points;
        best = i;
      }
    }
    if (!best) {
      if (!claim.opens || (claim.step == StepKind::Mentioned && claim.bare())) return;
      best = static_cast<std::uint32_t>(lives_.size());
      lives_.emplace_back(claim);
      open.push_back(*best);
    }
    lives_[*best].take(claim);
  }

  [[nodiscard]] bool is_slip(const MeasureLife& life) const {
    if (!life.amount || life.against.empty()) return false;
    const auto other = open_.find(key_of(life.against, life.kind));
    if (other == open_.end()) return false;
    return std::any_of(other->second.begin(), other->second.end(), [&](std::uint32_t i) {
      const MeasureLife& mirror = lives_[i];
      return mirror.amount && mirror.against == life.by && mirror.currency == life.currency &&
             std::abs(*mirror.amount - *life.amount) < 1.0 &&
             mirror.origins.size() >= kMirrorFactor * life.origins.size() &&
             std::abs(mirror.first.seconds() - life.first.seconds()) <= kMirrorDays * kDay;
    });
  }

  [[nodiscard]] Measure finished(MeasureLife& life) const {
    Measure out;
    const Mention& first = state_.mentions[life.steps.front().mention];
    out.id = "m-" + state_.move_of(first).id;
    out.by = life.by;
    out.against = life.against;
    out.what = knowledge_.measure_rules().kinds[life.kind].issue;
    for (const GoodId good : life.goods) out.goods.push_back(knowledge_.goods()[good].name);
    std::sort(out.goods.begin(), out.goods.end());
    out.status = life.status();
    out.steps = std::move(life.steps);
    out.events = std::move(life.events);
    std::sort(out.events.begin(), out.events.end());
    out.origins = static_cast<std::uint32_t>(life.origins.size());
    return out;
  }

  State& state_;
  const knowledge::Knowledge& knowledge_;
  std::vector<MeasureLife> lives_;
  std::unordered_map<std::uint64_t, Open> open_;
};

}  // namespace

void follow_measures(State& state, const knowledge::Knowledge& knowledge) {
  Follower(state, knowledge).follow();
}

}  // namespace demarche::record
