#include "measure_match.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace demarche::record {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int32_t kBefore = 20;   // days
constexpr std::int64_t kJustCome = 5;  // days

bool about_equal(double a, double b) {
  return std::abs(a - b) <= 0.04 * std::max(std::abs(a), std::abs(b));
}

// How much a day without news speaks against it.
int by_recency(std::int64_t days, bool bare) {
  if (days <= 3) return bare ? 16 : 14;
  if (days <= 14) return 11;
  if (days <= 45) return bare ? 10 : 7;
  if (days <= 120) return bare ? 4 : 2;
  return days <= 400 ? -6 : -25;
}

std::optional<int> by_amount(const MeasureLife& life, const Claim& claim, std::int64_t days) {
  if (life.amount && claim.amount) {
    if (life.currency != claim.currency || !about_equal(*life.amount, *claim.amount)) return std::nullopt;
    return 35;
  }
  // A measure that was told without its amount gets it within days, else it is another one.
  if (claim.amount && (days > 7 || life.claims > 3)) return std::nullopt;
  return !claim.amount && life.doubtful_amount() ? -8 : 0;
}

int by_rate(const MeasureLife& life, const Claim& claim) {
  if (!life.rate || !claim.rate) return 0;
  if (std::abs(*life.rate - *claim.rate) < 1e-9) return 10;
  return claim.change || (life.amount && claim.amount) ? 0 : -12;
}

int by_counts(const MeasureLife& life, const Claim& claim) {
  if (life.counts.empty() || claim.counts.empty()) return 0;
  const bool same = std::any_of(claim.counts.begin(), claim.counts.end(), [&](double count) {
    return std::find(life.counts.begin(), life.counts.end(), count) != life.counts.end();
  });
  return same ? 20 : -4;
}

bool same_field(const MeasureLife& life, const Claim& claim, const knowledge::Knowledge& knowledge) {
  const auto goods = knowledge.goods();
  return std::any_of(life.goods.begin(), life.goods.end(), [&](GoodId a) {
    return std::any_of(claim.goods.begin(), claim.goods.end(),
                       [&](GoodId b) { return !goods[a].issue.empty() && goods[a].issue == goods[b].issue; });
  });
}

int by_goods(const MeasureLife& life, const Claim& claim, const knowledge::Knowledge& knowledge) {
  if (claim.goods.empty()) return life.goods.empty() || life.amount ? 0 : -4;
  if (life.goods.empty()) return -3;
  const bool shared = std::any_of(claim.goods.begin(), claim.goods.end(), [&](GoodId good) {
    return std::binary_search(life.goods.begin(), life.goods.end(), good);
  });
  if (shared) return 14;
  return same_field(life, claim, knowledge) ? 6 : -14;
}

int by_date(const MeasureLife& life, const Claim& claim) {
  const auto due = life.due();
  if (!due) return 0;
  const std::int32_t day = claim.when ? claim.when->from.days() : claim.known.day().days();
  const std::int32_t off =
      day < due->from.days() ? due->from.days() - day : std::max(0, day - due->to.days());
  if (off <= 1) return claim.when || claim.step == knowledge::StepKind::InForce ? 14 : 6;
  return claim.when && claim.when->precision == Precision::Day && claim.when->from > claim.known.day() ? -6
                                                                                                       : 0;
}

// What is told as done long before anyone spoke of this measure was another one.
int by_age(const MeasureLife& life, const Claim& claim) {
  if (!claim.when || claim.ahead() || (life.amount && claim.amount)) return 0;
  return claim.when->to.plus(kBefore) < life.first.day() ? -15 : 0;
}

// "Tariffs take effect" without more speaks of what has just come, or was still to come.
int by_stage(const MeasureLife& life, const Claim& claim) {
  if (claim.step != knowledge::StepKind::InForce || !claim.bare()) return 0;
  if (!life.standing) return 3;
  const MeasureStep& last = life.steps.back();
  const bool fresh = last.status == MeasureStatus::InForce &&
                     claim.known.seconds() - last.known.seconds() <= kJustCome * kDay;
  return fresh ? 10 : -8;
}

}  // namespace

std::optional<int> likeness(const MeasureLife& life, const Claim& claim,
                            const knowledge::Knowledge& knowledge) {
  if (!life.against.empty() && !claim.against.empty() && life.against != claim.against) return std::nullopt;
  const std::int64_t days = (claim.known.seconds() - life.last.seconds()) / kDay;
  const auto amount = by_amount(life, claim, days);
  if (!amount) return std::nullopt;
  int points = *amount + by_recency(days, claim.bare()) + by_rate(life, claim) + by_counts(life, claim) +
               by_goods(life, claim, knowledge) + by_date(life, claim) + by_age(life, claim) +
               by_stage(life, claim);
  if (life.against == claim.against) points += 2;
  // Duties that are cut for everyone are not those that hit one party.
  if (claim.against.empty() && !life.against.empty()) points -= claim.change ? 12 : 3;
  if (!claim.against.empty() && life.against.empty() && life.claims > 3) points -= 6;
  if (std::find(life.events.begin(), life.events.end(), claim.event) != life.events.end()) points += 5;
  return points;
}

}  // namespace demarche::record
