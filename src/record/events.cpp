// Which mentions tell one event. Every mention is held against the open events of its parties; the best one
// that is good enough takes it, else it opens its own. What was known before a mention decides, never what
// came after.
#include <algorithm>
#include <unordered_map>

#include <demarche/base/hash.hpp>
#include <demarche/record/fold.hpp>

#include "judge.hpp"

namespace demarche::record {
namespace {

constexpr std::size_t kEventWords = 48;  // words that an event keeps: those it began with
constexpr std::size_t kEventAmounts = 8;

class Linker {
 public:
  Linker(State& state, const knowledge::Knowledge& knowledge)
      : state_(state),
        knowledge_(knowledge),
        tellings_(state, knowledge),
        judge_(knowledge, tellings_.words()) {}

  void run() {
    Index entry = kNone;
    for (Index i = 0; i < state_.mentions.size(); ++i) {
      if (state_.mentions[i].entry != entry) {
        entry = state_.mentions[i].entry;
        judge_.begin_document(entry);
      }
      judge_.count(tellings_[i].words);
      place(i);
    }
    for (Event& event : state_.events) count_sources(event);
  }

 private:
  void place(Index i) {
    const Told& told = tellings_[i];
    judge_.begin(i, told);
    Index best = kNone;
    Judgement why;
    const auto consider = [&](Index event) {
      const Judgement j = judge_.judge(told, state_.mentions[i].entry, events_[event]);
      if (j.joins() && (best == kNone || j.score > why.score)) best = event, why = j;
    };
    for (std::size_t a = 0; a < kActCount; ++a) {
      const Act act = static_cast<Act>(a);
      if (knowledge_.bond(told.act, act) == knowledge::Bond::None) continue;
      for_open(act, told.actor, told.day, consider);
      if (told.target != 0 && is_mutual(act) && is_mutual(told.act))
        for_open(act, told.target, told.day, consider);
    }
    if (best == kNone)
      best = open(i);
    else
      state_.mentions[i].reason =
          reason_of(why, state_.move_of(state_.mentions[i]), told.day - events_[best].last_day);
    join(i, best);
  }

  // The open events of an act and a party, the last opened first; those that are over are dropped on the way.
  template <typename Take>
  void for_open(Act act, std::uint32_t party, std::int32_t day, const Take& take) {
    const auto it = open_.find(key(act, party));
    if (it == open_.end()) return;
    const std::int32_t told = knowledge_.span_of(act).told;
    std::erase_if(it->second, [&](Index e) { return day - events_[e].last_day > told; });
    for (auto e = it->second.rbegin(); e != it->second.rend(); ++e) take(*e);
  }

  [[nodiscard]] static std::uint64_t key(Act act, std::uint32_t party) {
    return static_cast<std::uint64_t>(act) << 32U | party;
  }

  Index open(Index i) {
    const Mention& mention = state_.mentions[i];
    const Move& move = state_.move_of(mention);
    Event event;
    event.id = Fnv1a().field("event").field(move.id).hex();
    event.act = move.act;
    event.modality = move.modality;
    event.actor = move.actor.party;
    event.first_known = event.last_known = state_.entry_of(mention).clocks.known_at();
    state_.events.push_back(std::move(event));
    Gathered gathered;
    gathered.actor = tellings_[i].actor;
    gathered.first_day = gathered.last_day = tellings_[i].day;
    events_.push_back(std::move(gathered));
    return static_cast<Index>(events_.size() - 1);
  }

  void join(Index i, Index e) {
    gather(i, e);
    Mention& mention = state_.mentions[i];
    const Move& move = state_.move_of(mention);
    Event& event = state_.events[e];
    mention.event = e;
    event.mentions.push_back(i);
    event.last_known = state_.entry_of(mention).clocks.known_at();
    // A denial does not undo what others tell; `denied` and the contests say so.
    event.modality = std::min(event.modality, move.modality);
    if (event.target.empty() && move.target && move.target->party != event.actor)
      event.target = move.target->party;
    for (const std::string& issue : move.issues) {
      const auto at = std::lower_bound(event.issues.begin(), event.issues.end(), issue);
      if (at == event.issues.end() || *at != issue) event.issues.insert(at, issue);
    }
    if (move.date && move.modality != Modality::Denied &&
        (!event.when || closer(move.date->days, *event.when))) {
      event.when = move.date->days;
    }
    if (!move.terms.empty()) event.terms = move.terms;
  }

  // As told last, unless that is vaguer.
  [[nodiscard]] static bool closer(const Interval& a, const Interval& b) {
    return a.precision <= b.precision;
  }

  void gather(Index i, Index e) {
    const Told& told = tellings_[i];
    Gathered& event = events_[e];
    file(event, e, told);
    event.acts |= std::uint64_t{1} << static_cast<std::size_t>(told.act);
    if (event.target == 0 && told.target != event.actor) event.target = told.target;
    event.issues |= told.issues;
    event.last_day = std::max(event.last_day, told.day);
    if (event.actor_name == 0) event.actor_name = told.actor_name;
    ++event.mentions;
    event.last_entry = state_.mentions[i].entry;
    (told.modality == Modality::Denied ? event.denied : event.affirmed) = true;
    if (told.when) event.when = told.when;
    for (const Amount& a : told.amounts) {
      if (event.amounts.size() < kEventAmounts) event.amounts.push_back(a);
    }
    for (const WordId w : told.words) {
      if (event.words.size() == kEventWords) break;
      if (std::find(event.words.begin(), event.words.end(), w) == event.words.end()) event.words.push_back(w);
    }
  }

  // Under each act that it is told as, for each party that may tell it first.
  void file(const Gathered& event, Index e, const Told& told) {
    const bool known_act = event.acts >> static_cast<std::size_t>(told.act) & 1U;
    if (!known_act) open_[key(told.act, event.actor)].push_back(e);
    if (!is_mutual(told.act)) return;
    const std::uint32_t other = event.target != 0            ? event.target
                                : told.target != event.actor ? told.target
                                                             : told.actor;
    if (other != 0 && other != event.actor && (!known_act || event.target == 0)) {
      open_[key(told.act, other)].push_back(e);
    }
  }

  void count_sources(Event& event) {
    std::vector<Index> origins;
    std::vector<std::string_view> outlets;
    for (const Index i : event.mentions) {
      const Mention& m = state_.mentions[i];
      origins.push_back(m.origin);
      outlets.push_back(state_.entry_of(m).source);
    }
    std::sort(origins.begin(), origins.end());
    std::sort(outlets.begin(), outlets.end());
    event.origins = static_cast<std::uint32_t>(std::unique(origins.begin(), origins.end()) - origins.begin());
    event.outlets = static_cast<std::uint32_t>(std::unique(outlets.begin(), outlets.end()) - outlets.begin());
  }

  State& state_;
  const knowledge::Knowledge& knowledge_;
  Tellings tellings_;
  Judge judge_;
  std::vector<Gathered> events_;                                // beside State::events
  std::unordered_map<std::uint64_t, std::vector<Index>> open_;  // act and party -> events
};

}  // namespace

void link_events(State& state, const knowledge::Knowledge& knowledge) {
  Linker(state, knowledge).run();
}

}  // namespace demarche::record
