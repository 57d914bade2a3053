// What a mention adds to what was known: nothing new, a repeat (of words said months ago, too), another
// amount or date, a confirmation, a denial, a withdrawal. `of` points to the first mention of what it bears
// on.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <demarche/record/fold.hpp>

#include "denials.hpp"
#include "told.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kWithdrawDays = 400;  // a promise may be broken a year later

// How far an event was told before the mention at hand.
struct Known {
  Index first = kNone;
  bool sourced = false;  // by a named person, a document, or the article in its own voice
  bool actual = false;
  std::optional<double> money, rate;
  std::string currency;
  std::optional<Interval> when;
};

const Term* term_of(const Move& move, TermKind kind) {
  for (const Term& t : move.terms) {
    if (t.kind == kind && t.value) return &t;
  }
  return nullptr;
}

bool is_sourced(const Move& move) {
  return move.speaker_kind == SpeakerKind::Named || move.speaker_kind == SpeakerKind::Document;
}

std::string days_text(const Interval& when) {
  return when.from == when.to ? when.from.iso() : when.from.iso() + ".." + when.to.iso();
}

void add_change(std::string& out, std::string_view what) {
  if (!out.empty()) out += "; ";
  out += what;
}

// "50 bn": as a reader counts.
std::string money_text(double value) {
  constexpr double kBillion = 1e9;
  constexpr double kMillion = 1e6;
  if (std::abs(value) >= kBillion) return fmt::format("{} bn", value / kBillion);
  return std::abs(value) >= kMillion ? fmt::format("{} m", value / kMillion) : fmt::format("{}", value);
}

// What the mention tells otherwise than the event was told before.
std::string changes(const Known& known, const Move& move) {
  std::string out;
  const Term* rate = term_of(move, TermKind::Rate);
  if (rate != nullptr && known.rate && !same_number(*known.rate, *rate->value)) {
    add_change(out, fmt::format("rate {} % -> {} %", *known.rate, *rate->value));
  }
  const Term* money = term_of(move, TermKind::Money);
  if (money != nullptr && known.money && known.currency == money->unit &&
      !same_number(*known.money, *money->value)) {
    add_change(out, fmt::format("amount {0} {1} -> {0} {2}", money->unit, money_text(*known.money),
                                money_text(*money->value)));
  }
  const bool both_exact = move.date && known.when && move.date->days.precision <= Precision::Week &&
                          known.when->precision <= Precision::Week;
  if (both_exact && compare(known.when, std::optional(move.date->days)) == Agreement::Conflicts) {
    add_change(out, fmt::format("date {} -> {}", days_text(*known.when), days_text(move.date->days)));
  }
  return out;
}

void learn(Known& known, const Move& move, Index mention) {
  if (known.first == kNone) known.first = mention;
  known.sourced = known.sourced || is_sourced(move);
  known.actual = known.actual || move.modality == Modality::Actual;
  if (const Term* rate = term_of(move, TermKind::Rate)) known.rate = rate->value;
  if (const Term* money = term_of(move, TermKind::Money)) {
    known.money = money->value;
    known.currency = money->unit;
  }
  if (move.date && move.date->days.precision <= Precision::Month) known.when = move.date->days;
}

class Relations {
 public:
  Relations(State& state, const knowledge::Knowledge& knowledge)
      : state_(state), knowledge_(knowledge), denials_(state), known_(state.events.size()) {}

  void run() {
    for (Index i = 0; i < state_.mentions.size(); ++i) {
      relate(i);
      Mention& m = state_.mentions[i];
      const Move& move = state_.move_of(m);
      if (move.modality != Modality::Denied) learn(known_[m.event], move, i);
      denials_.learn(i);
    }
    for (Event& event : state_.events) {
      event.withdrawn =
          event.withdrawn || std::all_of(event.mentions.begin(), event.mentions.end(), [&](Index i) {
            const Mention& m = state_.mentions[i];
            return m.relation == Relation::Withdraws && m.of == kNone;
          });
    }
  }

 private:
  void relate(Index i) {
    Mention& m = state_.mentions[i];
    const Move& move = state_.move_of(m);
    if (m.relation == Relation::Withdraws) return;  // a later version of the document no longer tells it
    const Known& known = known_[m.event];
    if (move.modality == Modality::Denied || move.act == Act::Deny) return deny(i, m, move, known);
    if (known.first == kNone) return begin(i, m, move);
    m.of = known.first;
    remember(known.first, i, move);  // it may name an issue that the first mention left out
    m.changed = changes(known, move);
    if (!m.changed.empty()) {
      m.relation = Relation::Amends;
    } else if ((move.modality == Modality::Actual && !known.actual) || (is_sourced(move) && !known.sourced)) {
      m.relation = other_origin(m, known.first) ? Relation::Confirms : Relation::Repeats;
    } else {
      m.relation = Relation::Repeats;
    }
  }

  [[nodiscard]] bool other_origin(const Mention& m, Index first) const {
    return state_.mentions[first].origin != m.origin;
  }

  void deny(Index i, Mention& m, const Move& move, const Known& known) {
    const Index denied = move.act == Act::Deny ? denials_.find(i) : known.first;
    if (denied == kNone) return begin(i, m, move);
    m.relation = Relation::Denies;
    m.of = denied;
    Event& event = state_.events[state_.mentions[denied].event];
    event.denied = event.denied || denials_.may_know(move, event);
  }

  // The first mention of an event: new, unless it says again what the party said before, or takes something
  // back.
  void begin(Index i, Mention& m, const Move& move) {
    if (const Index broken = withdrawn_by(m, move); broken != kNone) {
      m.relation = Relation::Withdraws;
      m.of = broken;
      state_.events[state_.mentions[broken].event].withdrawn = true;
      return;
    }
    if (const Index said = said_before(m, move); said != kNone) {
      m.relation = Relation::Repeats;
      m.of = said;
    }
    remember(i, i, move);
  }

  struct Said {
    Index first = kNone;
    Index last = kNone;
    std::int32_t day = 0;  // of the last
  };

  // Words of one act (or one that bonds with it), party and issue toward the same party are the same words
  // again.
  [[nodiscard]] Index said_before(const Mention& m, const Move& move) const {
    const std::int32_t again = knowledge_.span_of(move.act).again;
    if (again == 0) return kNone;
    const std::int32_t day = day_of(m);
    Index best = kNone;
    for (std::size_t a = 0; a < kActCount; ++a) {
      if (knowledge_.bond(move.act, static_cast<Act>(a)) == knowledge::Bond::None) continue;
      for_each_topic(move, [&](std::string_view topic) {
        const auto it = said_.find(key(static_cast<Act>(a), move.actor.party, topic));
        if (it == said_.end() || day - it->second.day > again || !same_target(move, it->second.last)) return;
        best = std::min(best, it->second.first);
      });
    }
    return best;
  }

  // `first` said it first, `i` says it now.
  void remember(Index first, Index i, const Move& move) {
    const Mention& m = state_.mentions[i];
    for_each_topic(move, [&](std::string_view topic) {
      Said& said = said_[key(move.act, move.actor.party, topic)];
      const bool again = said.first != kNone && day_of(m) - said.day <= knowledge_.span_of(move.act).again;
      if (!again) said.first = first;
      said.last = i;
      said.day = day_of(m);
    });
  }

  [[nodiscard]] bool same_target(const Move& move, Index mention) const {
    const Move& other = state_.move_of(state_.mentions[mention]);
    return !move.target || !other.target || move.target->party == other.target->party ||
           move.actor.party == other.target->party;
  }

  // A broken promise or agreement, a meeting that is called off.
  [[nodiscard]] Index withdrawn_by(const Mention& m, const Move& move) const {
    if (move.act == Act::Renege) {
      for (const Act act : {Act::Promise, Act::Offer, Act::Accept, Act::Agree}) {
        if (const Index found = last_said(m, move, act, move.actor.party); found != kNone) return found;
      }
    }
    if (move.act == Act::Cancel) {
      if (const Index found = last_said(m, move, Act::Schedule, move.actor.party); found != kNone)
        return found;
      if (move.target) return last_said(m, move, Act::Schedule, move.target->party);
    }
    return kNone;
  }

  [[nodiscard]] Index last_said(const Mention& m, const Move& move, Act act, PartyCode party) const {
    const std::int32_t days = move.act == Act::Cancel ? knowledge_.span_of(act).told * 3 : kWithdrawDays;
    Index best = kNone;
    for_each_topic(move, [&](std::string_view topic) {
      const auto it = said_.find(key(act, party, topic));
      if (it == said_.end() || day_of(m) - it->second.day > days || !same_target(move, it->second.last))
        return;
      if (best == kNone || it->second.last > best) best = it->second.last;
    });
    return best;
  }

  // Its issues. Meetings, and kind words without an issue, are about the other party.
  template <typename Take>
  static void for_each_topic(const Move& move, const Take& take) {
    for (const std::string& issue : move.issues) take(std::string_view(issue));
    const bool meeting = move.act == Act::Cancel || move.act == Act::Schedule;
    const bool kind = move.act == Act::Reassure || move.act == Act::Praise;
    if (meeting && move.target) return take(pair_topic(move));
    if (kind && move.issues.empty() && move.target) take(move.target->party.view());
  }

  // A meeting is of both, whoever speaks of it.
  [[nodiscard]] static std::string_view pair_topic(const Move& move) {
    return std::max(move.actor.party.view(), move.target->party.view());
  }

  [[nodiscard]] static std::uint64_t key(Act act, PartyCode party, std::string_view topic) {
    std::uint64_t hash = static_cast<std::uint64_t>(act) << 32U | packed(party);
    for (const char c : topic) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
    return hash;
  }

  [[nodiscard]] std::int32_t day_of(const Mention& m) const {
    return state_.entry_of(m).clocks.known_at().day().days();
  }

  State& state_;
  const knowledge::Knowledge& knowledge_;
  Denials denials_;
  std::vector<Known> known_;                      // by event
  std::unordered_map<std::uint64_t, Said> said_;  // act, party and topic -> first mention, last day
};

}  // namespace

void relate(State& state, const knowledge::Knowledge& knowledge) {
  Relations(state, knowledge).run();
}

}  // namespace demarche::record
