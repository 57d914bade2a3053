// Positions: for each party, counterpart and issue what was demanded or offered last, what answered it, and
// how far apart the two sides are where both name a number.
#include <algorithm>
#include <array>
#include <cmath>
#include <demarche/record/fold.hpp>
#include <map>
#include <string_view>

namespace demarche::record {
namespace {

struct Key {
  PartyCode party;
  PartyCode toward;
  std::string_view issue;
  auto operator<=>(const Key&) const = default;  // NOLINT(modernize-use-nullptr)
};

bool states(const Event& event) {
  const bool act = event.act == Act::Demand || event.act == Act::Request || event.act == Act::Offer ||
                   event.act == Act::Promise;
  return act && !event.withdrawn && !event.denied && event.actor != event.target &&
         (event.modality == Modality::Actual || event.modality == Modality::Planned);
}

bool answers(const Event& event) {
  const bool act = event.act == Act::Accept || event.act == Act::Reject || event.act == Act::Agree;
  return act && !event.withdrawn && !event.denied && event.modality == Modality::Actual;
}

// The first sum or rate of the terms.
void take_number(const Event& event, Position& position) {
  for (const Term& term : event.terms) {
    const bool rate = term.kind == TermKind::Rate;
    if ((!rate && term.kind != TermKind::Money) || !term.value || !std::isfinite(*term.value)) continue;
    position.number = term.value;
    position.unit = rate ? "percent" : term.unit;
    return;
  }
}

class Taker {
 public:
  explicit Taker(State& state) : state_(state) {}

  void take() {
    for (Index i = 0; i < state_.events.size(); ++i) {
      const Event& event = state_.events[i];
      if (states(event)) {
        for (const std::string& issue : event.issues) state_one(Key{event.actor, event.target, issue}, i);
      } else if (answers(event)) {
        for (const std::string& issue : event.issues) answer(event, issue, i);
      }
    }
    for (const auto& [key, stated] : stated_) state_.positions.push_back(made(key, stated));
    measure_gaps();
  }

 private:
  // The one that was said last stands; of two said at once the later in the record.
  void state_one(const Key& key, Index event) {
    const auto [it, is_new] = stated_.try_emplace(key, event);
    if (!is_new && state_.events[it->second].last_known <= state_.events[event].last_known)
      it->second = event;
  }

  void answer(const Event& event, std::string_view issue, Index index) {
    answers_[Key{event.actor, event.target, issue}].push_back(index);
    if (is_mutual(event.act) && !event.target.empty()) {
      answers_[Key{event.target, event.actor, issue}].push_back(index);
    }
  }

  [[nodiscard]] Position made(const Key& key, Index stated) const {
    const Event& event = state_.events[stated];
    Position out;
    out.id = "p-" + event.id + "-" + std::string(key.issue);
    out.party = key.party;
    out.toward = key.toward;
    out.issue = key.issue;
    out.stated = stated;
    if (!key.toward.empty()) out.answered = last_answer(key, event);
    take_number(event, out);
    return out;
  }

  // The last word of the other side since; its answers to nobody in particular count, too.
  [[nodiscard]] Index last_answer(const Key& key, const Event& stated) const {
    Index best = kNone;
    for (const PartyCode target : {key.party, PartyCode()}) {
      const auto it = answers_.find(Key{key.toward, target, key.issue});
      if (it == answers_.end()) continue;
      for (const Index i : it->second) {
        const Event& answer = state_.events[i];
        if (answer.last_known < stated.first_known) continue;
        if (best == kNone || state_.events[best].last_known <= answer.last_known) best = i;
      }
    }
    return best;
  }

  void measure_gaps() {
    std::map<Key, Index> by_key;
    for (Index i = 0; i < state_.positions.size(); ++i) {
      const Position& p = state_.positions[i];
      by_key.emplace(Key{p.party, p.toward, p.issue}, i);
    }
    for (Position& p : state_.positions) {
      const auto it = by_key.find(Key{p.toward, p.party, p.issue});
      if (it == by_key.end() || p.toward.empty() || !p.number) continue;
      const Position& other = state_.positions[it->second];
      if (other.number && other.unit == p.unit) p.gap = std::abs(*p.number - *other.number);
    }
  }

  State& state_;
  std::map<Key, Index> stated_;
  std::map<Key, std::vector<Index>> answers_;
};

}  // namespace

void take_positions(State& state, const knowledge::Knowledge& /*knowledge*/) {
  Taker(state).take();
}

}  // namespace demarche::record
