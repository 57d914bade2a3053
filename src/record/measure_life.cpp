#include "measure_life.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace demarche::record {
namespace {

using knowledge::StepKind;

// After so many days a thing that was lifted or withdrawn may come back as the same measure.
constexpr std::int64_t kRestSeconds = std::int64_t{10} * 86400;
// After so many days the same step, told anew with what it is about, is a step of its own: decided at last,
// not repeated.
constexpr std::int64_t kAgainSeconds = std::int64_t{10} * 86400;
// A step that is told with an earlier day than this is looked back on.
constexpr std::int32_t kOfToday = 3;
// So long after it was told to be in force, a day that is set for it shows that it was not.
constexpr std::int64_t kTooEarlySeconds = std::int64_t{60} * 86400;
// So many origins within so long make a step of what a measure would not be moved by on one word.
constexpr std::size_t kInsisting = 3;
constexpr std::int64_t kInsistSeconds = std::int64_t{3} * 86400;
// An amount that one origin tells is doubted after so many claims.
constexpr std::uint32_t kDoubtedAfter = 5;
// Later amounts than these first claims belong to something else.
constexpr std::uint32_t kFirstClaims = 3;

template <typename T>
bool add_once(std::vector<T>& to, const T& value) {
  if (std::find(to.begin(), to.end(), value) != to.end()) return false;
  to.push_back(value);
  return true;
}

std::optional<MeasureStatus> told_status(StepKind step) {
  if (step == StepKind::Mentioned) return std::nullopt;
  if (step == StepKind::Imposed) return MeasureStatus::InForce;
  if (step == StepKind::Decided) return MeasureStatus::Announced;
  return static_cast<MeasureStatus>(static_cast<int>(step) -
                                    1);  // StepKind: Mentioned, the statuses, then shades of them
}
static_assert(static_cast<int>(StepKind::Withdrawn) - 1 == static_cast<int>(MeasureStatus::Withdrawn));
static_assert(static_cast<int>(StepKind::InForce) - 1 == static_cast<int>(MeasureStatus::InForce));

bool ended(MeasureStatus status) {
  return status == MeasureStatus::Lifted || status == MeasureStatus::Withdrawn;
}
bool planned(MeasureStatus status) {
  return status <= MeasureStatus::Delayed;
}

}  // namespace

MeasureLife::MeasureLife(const Claim& claim)
    : kind(claim.kind), by(claim.by), against(claim.against), first(claim.known), last(claim.known) {}

std::optional<Interval> MeasureLife::due() const {
  if (steps.empty() || !planned(steps.back().status)) return std::nullopt;
  const MeasureStep& step = steps.back();
  const Day least = step.known.day().plus(step.status == MeasureStatus::Delayed ? 1 : 0);
  return step.when && step.when->to >= least ? step.when : std::nullopt;
}

MeasureStatus MeasureLife::status() const {
  if (!standing) return steps.back().status;
  for (auto it = steps.rbegin(); it != steps.rend(); ++it) {
    // What is exempted from a measure leaves it in force for the rest.
    if (it->status == MeasureStatus::InForce || it->status == MeasureStatus::Changed) return it->status;
  }
  return MeasureStatus::InForce;
}

// A rate in a sentence that does not say which of several measures it speaks of changes none.
bool MeasureLife::rate_anew(const Claim& claim) const {
  const bool sure = !amount || claim.amount || (claim.change && claim.goods.empty() && claim.counts.empty());
  return sure && claim.rate && rate && std::abs(*claim.rate - *rate) > 1e-9;
}

bool MeasureLife::told_again(const Claim& claim) const {
  const bool of_today = !claim.when || claim.when->to.plus(kOfToday) >= claim.known.day();
  return of_today && !claim.bare() && claim.known.seconds() - steps.back().known.seconds() > kAgainSeconds &&
         std::find(events.begin(), events.end(), claim.event) == events.end();
}

// The day that was set is here, or over.
bool MeasureLife::has_come(const Claim& claim) const {
  const auto date = due();
  if (!date || steps.back().status == MeasureStatus::Delayed) return false;
  const Day day = claim.known.day();
  if (claim.step == StepKind::Mentioned && !claim.when) return day > date->to;
  return day >= date->from && (!claim.when || claim.when->to >= date->from);
}

bool MeasureLife::dated_anew(const Claim& claim) const {
  if (!claim.when || claim.when->precision != Precision::Day) return false;
  const auto& old = steps.back().when;
  return !old || old->precision != Precision::Day || std::abs(claim.when->from.days() - old->from.days()) > 1;
}

bool MeasureLife::says_more(const Claim& claim, MeasureStatus status) const {
  if (claim.amount && !steps.back().amount && planned(status)) return true;
  if (status == MeasureStatus::Scheduled || status == MeasureStatus::Delayed) {
    return dated_anew(claim) || rate_anew(claim);
  }
  return rate_anew(claim) || told_again(claim);
}

// It is planned (or was withdrawn): steps go forward only.
std::optional<MeasureStatus> MeasureLife::next_before_force(const Claim& claim, MeasureStatus told) const {
  const MeasureStatus now = steps.back().status;
  if (ended(now)) {
    const bool again = claim.known.seconds() - steps.back().known.seconds() > kRestSeconds && !claim.bare();
    return again && !ended(told) ? std::optional(told) : std::nullopt;
  }
  if (told == MeasureStatus::Lifted) return MeasureStatus::Withdrawn;
  if (told == MeasureStatus::Changed) {
    if (claim.rate && *claim.rate > 0 && rate && *claim.rate < *rate && planned(now)) return now;
    told = claim.ahead() ? MeasureStatus::Scheduled : MeasureStatus::InForce;
  }
  if (told == MeasureStatus::InForce) {
    const auto date = due();
    // Told in passing as done, before its day: the day stands.
    if (date && claim.known.day() < date->from && !(claim.when && claim.when->to < date->from))
      return std::nullopt;
    const bool names_it = !amount || claim.amount || (claim.step == StepKind::InForce && claim.bare());
    if (!names_it && !claim.when && !date) return std::nullopt;
    return told;
  }
  if (claim.step == StepKind::Decided && has_come(claim)) return MeasureStatus::InForce;
  if (now == MeasureStatus::Delayed && told < now) {
    const bool newer =
        (dated_anew(claim) && claim.ahead()) || (claim.amount && (rate_anew(claim) || told_again(claim)));
    return newer ? std::optional(told) : std::nullopt;
  }
  if (told < now && told <= MeasureStatus::Scheduled) {
    if (told_again(claim)) return told;
    return rate_anew(claim) ? std::optional(now) : std::nullopt;
  }
  return told;
}

// It is in force: what is planned is a change of it, and needs to say what changes.
std::optional<MeasureStatus> MeasureLife::next_in_force(const Claim& claim, MeasureStatus told) const {
  const MeasureStatus now = steps.back().status;
  switch (told) {
    case MeasureStatus::Threatened:
    case MeasureStatus::Announced:
    case MeasureStatus::Scheduled: {
      if (planned(now) && claim.step == StepKind::Decided && has_come(claim)) return MeasureStatus::Changed;
      const bool set = told == MeasureStatus::Scheduled && claim.ahead() && dated_anew(claim);
      const bool anew = told != MeasureStatus::Threatened && claim.amount && told_again(claim);
      const bool newer = rate_anew(claim) || set || anew || (claim.change && !planned(now));
      if (!newer || (planned(now) && told < now && !rate_anew(claim) && !anew)) return std::nullopt;
      return told;
    }
    case MeasureStatus::Delayed:
      return told;
    case MeasureStatus::InForce: {
      const auto date = due();
      if (planned(now) && rate_anew(claim)) return MeasureStatus::Changed;
      if (planned(now) && date && claim.known.day() >= date->from && !claim.bare())
        return MeasureStatus::Changed;
      return std::nullopt;
    }
    case MeasureStatus::Changed:
      if (planned(now) && !claim.ahead()) return told;
      return rate_anew(claim) || !claim.rate ? std::optional(told) : std::nullopt;
    case MeasureStatus::Withdrawn:
      return planned(now) ? std::optional(told) : std::nullopt;
    default:
      return told;
  }
}

std::optional<MeasureStatus> MeasureLife::next(const Claim& claim) const {
  const auto told = told_status(claim.step);
  if (steps.empty()) return told.value_or(MeasureStatus::Announced);
  if (!told) {
    if (!has_come(claim)) return std::nullopt;
    return standing ? MeasureStatus::Changed : MeasureStatus::InForce;
  }
  return standing ? next_in_force(claim, *told) : next_before_force(claim, *told);
}

void MeasureLife::add_step(const Claim& claim, MeasureStatus status) {
  MeasureStep step;
  step.status = status;
  step.known = claim.known;
  step.when = claim.when;
  if (!step.when && (status == MeasureStatus::InForce || status == MeasureStatus::Changed)) {
    const auto date = due();
    if (date && date->to <= claim.known.day()) step.when = date;
  }
  step.rate = claim.rate ? claim.rate : rate;
  step.amount = amount;
  step.currency = std::string(amount ? currency : std::string_view());
  step.mention = claim.mention;
  steps.push_back(std::move(step));
  step_origins.push_back({claim.origin});
  if (status == MeasureStatus::InForce || status == MeasureStatus::Changed ||
      status == MeasureStatus::Exempted) {
    standing = standing || status != MeasureStatus::Exempted;
  }
  if (ended(status)) standing = standing && status == MeasureStatus::Withdrawn;
}

bool MeasureLife::doubtful_amount() const {
  return amount && amount_origins.size() < 2 && claims >= kDoubtedAfter;
}

// What several sources tell anew within days has happened anew: the threat of May is not that of January.
void MeasureLife::insist(const Claim& claim, MeasureStatus status) {
  Insistence& told = insisted[static_cast<std::size_t>(status)];
  if (told.origins.empty() || claim.known.seconds() - told.begun.seconds() > kInsistSeconds) {
    told = {claim.known, claim.mention, claim.when, claim.rate, {}};
  }
  add_once(told.origins, claim.origin);
  if (told.origins.size() < kInsisting) return;
  const bool is_known = std::any_of(steps.rbegin(), steps.rend(), [&](const MeasureStep& step) {
    return step.status == status && told.begun.seconds() - step.known.seconds() < kAgainSeconds;
  });
  if (is_known) return;
  Claim anew = claim;
  anew.known = std::max(told.begun, steps.back().known);
  anew.mention = told.mention;
  anew.when = told.when;
  anew.rate = told.rate;
  add_step(anew, status);
  steps.back().origins = static_cast<std::uint32_t>(told.origins.size());
  step_origins.back() = told.origins;
}

// The step is known already: one more origin tells it.
void MeasureLife::confirm(const Claim& claim, MeasureStatus status) {
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (steps[i].status != status) continue;
    if (add_once(step_origins[i], claim.origin)) ++steps[i].origins;
    return;
  }
}

void MeasureLife::learn(const Claim& claim) {
  last = std::max(last, claim.known);
  ++claims;
  if (against.empty() && claims <= kFirstClaims) against = claim.against;
  if (claim.rate && (!rate || rate_anew(claim))) rate = claim.rate;
  for (const GoodId good : claim.goods) {
    const auto at = std::lower_bound(goods.begin(), goods.end(), good);
    if (at == goods.end() || *at != good) goods.insert(at, good);
  }
  for (const double count : claim.counts) add_once(counts, count);
  if (claim.event != kNone) add_once(events, claim.event);
  add_once(origins, claim.origin);
}

// A day that is set for the very measure shows that who told it to be in force was too early.
bool MeasureLife::was_too_early(const Claim& claim) const {
  if (!standing || claim.step != StepKind::Scheduled || !claim.ahead() || !claim.amount || claim.change)
    return false;
  if (rate_anew(claim)) return false;
  const auto force = std::find_if(steps.rbegin(), steps.rend(), [](const MeasureStep& step) {
    return step.status == MeasureStatus::InForce;
  });
  return force != steps.rend() && claim.known.seconds() - force->known.seconds() < kTooEarlySeconds;
}

void MeasureLife::take(const Claim& claim) {
  if (was_too_early(claim)) {
    standing = false;
    add_step(claim, MeasureStatus::Scheduled);
    learn(claim);
    return;
  }
  const auto status = next(claim);
  const bool first_told = assumed && steps.size() == 1 && told_status(claim.step).has_value();
  const bool repeats =
      status && !steps.empty() && *status == steps.back().status && !first_told && !says_more(claim, *status);
  if (steps.empty()) assumed = !told_status(claim.step);
  if (!amount && claim.amount && claims <= kFirstClaims) {
    amount = claim.amount;
    currency = claim.currency;
  }
  if (claim.amount) add_once(amount_origins, claim.origin);
  if (status && !repeats) {
    add_step(claim, *status);
  } else if (const auto told = told_status(claim.step)) {
    confirm(claim, *told);
    insist(claim, *told);
  }
  learn(claim);
}

}  // namespace demarche::record
