// Meetings: what is told of talks between two parties, put together into meetings that are planned, put off,
// held.
//
// A mention belongs to a meeting whose day it names (or nearly), or whose people it names while that meeting
// still lies ahead; what is told without a day belongs to the one that is due next or was held just now.
#include <algorithm>
#include <cstdlib>
#include <demarche/record/fold.hpp>
#include <functional>
#include <unordered_map>

namespace demarche::record {
namespace {

// A round may last some days, and days are told a day off.
constexpr std::int32_t kNear = 3;
// How long a meeting that was put off without a day waits for one, and how long after a meeting its outcome
// is told.
constexpr std::int32_t kWaits = 120;
constexpr std::int32_t kOutcome = 4;
// Meetings of a pair that are looked at, from the newest.
constexpr std::size_t kLook = 48;
// What is told as done longer ago is history.
constexpr std::int32_t kHistoryDays = 60;

struct Told {
  MeetingStatus status = MeetingStatus::Scheduled;
  std::optional<Interval> when;
  Instant known;
  Index mention = 0;
  Index event = kNone;
  std::vector<std::size_t> people;  // hashes of the names
};

struct Draft {
  Meeting meeting;
  std::vector<std::size_t> people;
};

std::optional<MeetingStatus> status_of(const Move& move) {
  switch (move.act) {
    case Act::Schedule:
      return move.modality == Modality::Possible ? MeetingStatus::Proposed : MeetingStatus::Scheduled;
    case Act::Meet:
    case Act::Resume:
      if (move.modality == Modality::Actual) return MeetingStatus::Held;
      return move.modality == Modality::Planned ? MeetingStatus::Scheduled : MeetingStatus::Proposed;
    case Act::Postpone:
      return MeetingStatus::Postponed;
    case Act::Cancel:
      return MeetingStatus::Cancelled;
    case Act::BreakDown:
      return MeetingStatus::Failed;
    default:
      return std::nullopt;
  }
}

bool is_over(MeetingStatus status) {
  return status >= MeetingStatus::Cancelled;
}

std::optional<Told> told_by(const State& state, Index index) {
  const Mention& mention = state.mentions[index];
  const Move& move = state.move_of(mention);
  if (mention.untold() || !move.target || move.target->party.empty() || move.actor.party.empty())
    return std::nullopt;
  if (move.modality == Modality::Denied || move.target->party == move.actor.party) return std::nullopt;
  const auto status = status_of(move);
  if (!status && move.act != Act::Agree) return std::nullopt;
  Told told;
  told.status = status.value_or(MeetingStatus::Held);
  told.known = state.entry_of(mention).clocks.known_at();
  if (move.date && move.date->days.precision <= Precision::Month) told.when = move.date->days;
  told.mention = index;
  told.event = mention.event;
  for (const std::string* name : {&move.actor.name, &move.target->name}) {
    if (!name->empty()) told.people.push_back(std::hash<std::string>{}(*name));
  }
  const Day day = told.known.day();
  if (told.when && told.when->to.plus(kHistoryDays) < day) return std::nullopt;
  // Told as held on a day that is yet to come: planned. (A meeting that goes on for days may end ahead.)
  if (told.status == MeetingStatus::Held && told.when && told.when->from > day.plus(1)) {
    told.status = MeetingStatus::Scheduled;
  }
  return told;
}

std::int32_t days_apart(const Interval& a, const Interval& b) {
  if (a.to < b.from) return b.from.days() - a.to.days();
  return b.to < a.from ? a.from.days() - b.to.days() : 0;
}

class Follower {
 public:
  explicit Follower(State& state) : state_(state) {}

  void follow() {
    for (Index i = 0; i < state_.mentions.size(); ++i) {
      const auto told = told_by(state_, i);
      if (!told) continue;
      const Move& move = state_.move_of(state_.mentions[i]);
      const PartyCode one = std::min(move.actor.party, move.target->party);
      const PartyCode other = std::max(move.actor.party, move.target->party);
      std::vector<std::size_t>& meetings = of_pair_[key(one, other)];
      if (move.act == Act::Agree) {
        settle(meetings, *told);
      } else {
        place(meetings, *told, one, other);
      }
    }
    for (Draft& draft : drafts_) state_.meetings.push_back(std::move(draft.meeting));
  }

 private:
  static std::uint64_t key(PartyCode one, PartyCode other) {
    std::uint64_t out = 0;
    for (const char c : one.view()) out = out << 8U | static_cast<unsigned char>(c);
    for (const char c : other.view()) out = out << 8U | static_cast<unsigned char>(c);
    return out;
  }

  // Points for "the same meeting"; 0: it is not.
  [[nodiscard]] int likeness(const Draft& draft, const Told& told) const {
    const Meeting& meeting = draft.meeting;
    const Day day = told.known.day();
    const bool same_people = std::any_of(told.people.begin(), told.people.end(), [&](std::size_t who) {
      return std::find(draft.people.begin(), draft.people.end(), who) != draft.people.end();
    });
    const bool lies_ahead = !is_over(meeting.status) &&
                            (!meeting.date || meeting.date->to.plus(kNear) >= day) &&
                            meeting.steps.back().known.day().plus(kWaits) >= day;
    const int people = same_people ? 2 : 0;
    if (told.when && meeting.date) {
      if (days_apart(*told.when, *meeting.date) <= kNear) return 6 + people;
      return lies_ahead && same_people && told.when->from >= day ? 3 : 0;
    }
    const Interval now = Interval::day(day);
    const bool speaks_of_today = told.status == MeetingStatus::Held || told.status == MeetingStatus::Failed;
    if (speaks_of_today && meeting.date) return days_apart(now, *meeting.date) <= kNear ? 5 + people : 0;
    return lies_ahead ? 3 + people : 0;
  }

  [[nodiscard]] std::optional<std::size_t> best(const std::vector<std::size_t>& meetings,
                                                const Told& told) const {
    std::optional<std::size_t> out;
    int most = 0;
    const std::size_t first = meetings.size() > kLook ? meetings.size() - kLook : 0;
    for (std::size_t i = meetings.size(); i-- > first;) {
      const int points = likeness(drafts_[meetings[i]], told);
      if (points <= most) continue;
      most = points;
      out = meetings[i];
    }
    return out;
  }

  void place(std::vector<std::size_t>& meetings, const Told& told, PartyCode one, PartyCode other) {
    auto at = best(meetings, told);
    if (!at) {
      // What failed or was put off without a meeting that is known says too little to be one.
      if (!told.when && (told.status == MeetingStatus::Failed || told.status == MeetingStatus::Postponed))
        return;
      at = drafts_.size();
      meetings.push_back(*at);
      Draft draft;
      draft.meeting.id = "t-" + state_.move_of(state_.mentions[told.mention]).id;
      draft.meeting.one = one;
      draft.meeting.other = other;
      drafts_.push_back(std::move(draft));
    }
    take(drafts_[*at], told);
  }

  static bool moves_on(const Meeting& meeting, const Told& told) {
    if (meeting.steps.empty()) return true;
    const MeetingStatus now = meeting.status;
    if (now == MeetingStatus::Held) return told.status == MeetingStatus::Failed;
    if (now == MeetingStatus::Failed) return false;
    if (now == MeetingStatus::Cancelled)
      return told.status == MeetingStatus::Scheduled || told.status == MeetingStatus::Held;
    if (told.status == MeetingStatus::Proposed) return false;
    if (told.status != now)
      return !(now == MeetingStatus::Postponed && told.status == MeetingStatus::Scheduled && !told.when);
    // Another day than the one that is known.
    return told.when && told.when->precision == Precision::Day &&
           (!meeting.date || std::abs(told.when->from.days() - meeting.date->from.days()) > kNear);
  }

  static void take(Draft& draft, const Told& told) {
    Meeting& meeting = draft.meeting;
    if (moves_on(meeting, told)) {
      MeetingStep step{told.status, told.known, told.when, told.mention};
      if (told.status == MeetingStatus::Held && !step.when) step.when = Interval::day(told.known.day());
      meeting.status = told.status;
      const bool dated =
          step.when && told.status != MeetingStatus::Failed && told.status != MeetingStatus::Cancelled;
      if (dated && !meeting.first_date) meeting.first_date = step.when;
      if (dated || (step.when && !meeting.date)) meeting.date = step.when;
      if (told.status == MeetingStatus::Postponed && !told.when) meeting.date.reset();
      if (told.status == MeetingStatus::Failed) meeting.outcome = told.event;
      meeting.steps.push_back(std::move(step));
    }
    for (const std::size_t who : told.people) {
      if (std::find(draft.people.begin(), draft.people.end(), who) == draft.people.end())
        draft.people.push_back(who);
    }
    add_event(meeting, told.event);
  }

  static void add_event(Meeting& meeting, Index event) {
    const auto at = std::lower_bound(meeting.events.begin(), meeting.events.end(), event);
    if (event != kNone && (at == meeting.events.end() || *at != event)) meeting.events.insert(at, event);
  }

  // What the two agree while they meet, or within days of it, is the outcome.
  void settle(const std::vector<std::size_t>& meetings, const Told& told) {
    const Interval day = told.when.value_or(Interval::day(told.known.day()));
    const std::size_t first = meetings.size() > kLook ? meetings.size() - kLook : 0;
    for (std::size_t i = meetings.size(); i-- > first;) {
      Meeting& meeting = drafts_[meetings[i]].meeting;
      if (meeting.status != MeetingStatus::Held || !meeting.date) continue;
      if (day.from < meeting.date->from || days_apart(day, *meeting.date) > kOutcome) continue;
      if (meeting.outcome == kNone) meeting.outcome = told.event;
      add_event(meeting, told.event);
      return;
    }
  }

  State& state_;
  std::vector<Draft> drafts_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> of_pair_;  // in order of their first mention
};

}  // namespace

void follow_meetings(State& state, const knowledge::Knowledge& /*knowledge*/) {
  Follower(state).follow();
}

}  // namespace demarche::record
