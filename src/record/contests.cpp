// Two accounts of one act that cannot both hold: done or denied, agreed or failed, so much or so much, this
// one's fault or that one's. Open until the denier confirms, or the thing is told as done by others.
#include <algorithm>
#include <map>
#include <unordered_map>

#include <demarche/base/hash.hpp>
#include <demarche/record/fold.hpp>

#include "told.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kAccountDays = 3;  // two accounts of one round of talks, two amounts of one measure
constexpr std::int32_t kSettleDays = 30;  // what settles a contest

class Contests {
 public:
  explicit Contests(State& state) : state_(state) {}

  void run() {
    for (Index e = 0; e < state_.events.size(); ++e) {
      done_denied(e);
      amounts(e);
    }
    outcomes();
    causes();
    std::stable_sort(state_.contests.begin(), state_.contests.end(), [](const Contest& a, const Contest& b) {
      return std::pair(a.other.front(), a.one.front()) < std::pair(b.other.front(), b.one.front());
    });
  }

 private:
  [[nodiscard]] const Move& move_of(Index mention) const { return state_.move_of(state_.mentions[mention]); }
  [[nodiscard]] std::int32_t day_of(Index mention) const {
    return state_.entry_of(state_.mentions[mention]).clocks.known_at().day().days();
  }
  // On whose word: the party at the origin of the chain, else the one who acts by speaking; none for the
  // narrator.
  [[nodiscard]] PartyCode voice_of(Index mention) const {
    const Move& move = move_of(mention);
    return move.chain.empty() ? PartyCode() : move.chain.back().party;
  }

  void add(ContestKind kind, std::vector<Index> one, std::vector<Index> other) {
    Contest contest;
    contest.kind = kind;
    contest.id = Fnv1a()
                     .field("contest")
                     .field(name_of(kind))
                     .field(move_of(one.front()).id)
                     .field(move_of(other.front()).id)
                     .hex();
    contest.one = std::move(one);
    contest.other = std::move(other);
    state_.contests.push_back(std::move(contest));
  }

  static void settle(Contest& contest, Index by, std::string how) {
    contest.resolved = true;
    contest.by = by;
    contest.how = std::move(how);
  }

  // Mentions that tell an event, and those that deny it, wherever the denials stand.
  void done_denied(Index e) {
    if (!gathered_) gather_denials();
    const auto it = denials_.find(e);
    if (it == denials_.end()) return;
    const std::vector<Index>& deny = it->second;
    std::vector<Index> tell;
    for (const Index m : state_.events[e].mentions) {
      if (move_of(m).modality != Modality::Denied && state_.mentions[m].relation != Relation::Withdraws &&
          day_of(m) <= day_of(deny.back()) + kAccountDays) {
        tell.push_back(m);
      }
    }
    if (tell.empty() || one_mouth(tell, deny)) return;
    add(ContestKind::DoneDenied, tell, deny);
    settle_denial(state_.contests.back(), e);
  }

  // One speaker in one document does not contradict itself: it tells what others did, and what it thinks of
  // that.
  [[nodiscard]] bool one_mouth(const std::vector<Index>& one, const std::vector<Index>& other) const {
    const Mention& first = state_.mentions[one.front()];
    const std::vector<ChainLink>& chain = state_.move_of(first).chain;
    if (chain.empty()) return false;
    const auto same = [&](Index m) {
      const std::vector<ChainLink>& links = move_of(m).chain;
      return state_.mentions[m].entry == first.entry && !links.empty() &&
             links.back().name == chain.back().name;
    };
    return std::all_of(one.begin(), one.end(), same) && std::all_of(other.begin(), other.end(), same);
  }

  void gather_denials() {
    gathered_ = true;
    for (Index m = 0; m < state_.mentions.size(); ++m) {
      const Mention& mention = state_.mentions[m];
      if (mention.relation == Relation::Denies) denials_[state_.mentions[mention.of].event].push_back(m);
    }
  }

  void settle_denial(Contest& contest, Index e) {
    const Index denial = contest.other.front();
    const PartyCode denier = voice_of(denial).empty() ? move_of(denial).actor.party : voice_of(denial);
    for (const Index m : state_.events[e].mentions) {
      const Move& move = move_of(m);
      if (m <= denial || move.modality == Modality::Denied || day_of(m) - day_of(denial) > kSettleDays)
        continue;
      if (voice_of(m) == denier && !denier.empty() && move.speaker_kind == SpeakerKind::Named) {
        return settle(contest, m, "confirmed by the party that had denied it");
      }
      const bool happened = move.modality == Modality::Actual && move.speaker_kind == SpeakerKind::Narrator;
      const bool was_ahead = std::all_of(contest.one.begin(), contest.one.end(), [&](Index one) {
        return one >= m || move_of(one).modality != Modality::Actual;
      });
      if (happened && was_ahead) return settle(contest, m, "it happened");
    }
  }

  // Different amounts for one event at about the same time: a contest; later or from the same mouth, an
  // amendment.
  void amounts(Index e) {
    const Event& event = state_.events[e];
    if (event.terms.empty()) return;
    Index first = kNone;
    for (const Index m : event.mentions) {
      const Term* money = money_of(m);
      if (money == nullptr) continue;
      if (first == kNone) first = m;
      const Term* before = money_of(first);
      if (day_of(m) - day_of(first) > kAccountDays || before->unit != money->unit ||
          same_number(*before->value, *money->value)) {
        continue;
      }
      if (state_.mentions[m].origin == state_.mentions[first].origin) continue;
      if (std::abs(*before->value) * 2 < std::abs(*money->value) ||
          std::abs(*money->value) * 2 < std::abs(*before->value))
        continue;
      return split_amounts(e, *before->value, *money->value, money->unit);
    }
  }

  [[nodiscard]] const Term* money_of(Index mention) const {
    for (const Term& t : move_of(mention).terms) {
      if (t.kind == TermKind::Money && t.value) return &t;
    }
    return nullptr;
  }

  void split_amounts(Index e, double one, double other, const std::string& unit) {
    std::vector<Index> ones, others;
    for (const Index m : state_.events[e].mentions) {
      const Term* money = money_of(m);
      if (money == nullptr || money->unit != unit) continue;
      if (same_number(*money->value, one))
        ones.push_back(m);
      else if (same_number(*money->value, other))
        others.push_back(m);
    }
    add(ContestKind::Amounts, std::move(ones), std::move(others));
  }

  // By pair of parties: what was told of a round of talks.
  struct Accounts {
    std::vector<Index> failed, hopeful, agreed, blame;  // mentions, in order
  };

  [[nodiscard]] static std::uint64_t pair_of(PartyCode a, PartyCode b) {
    const auto [low, high] = std::minmax({packed(a), packed(b)});
    return std::uint64_t{low} << 32U | high;
  }

  void gather_accounts() {
    for (Index m = 0; m < state_.mentions.size(); ++m) {
      const Move& move = move_of(m);
      if (!move.target || move.modality != Modality::Actual || move.target->party == move.actor.party)
        continue;
      Accounts& a = accounts_[pair_of(move.actor.party, move.target->party)];
      if (move.act == Act::BreakDown) a.failed.push_back(m);
      if (move.act == Act::Reassure) a.hopeful.push_back(m);
      if (move.act == Act::Agree) a.agreed.push_back(m);
      if (move.act == Act::Accuse) a.blame.push_back(m);
    }
  }

  // One side tells of failure; the other, within days, of progress or agreement. One contest for each failed
  // round.
  void outcomes() {
    gather_accounts();
    for (const auto& [pair, a] : accounts_) {
      Index round = kNone;
      for (const Index failed : a.failed) {
        if (state_.mentions[failed].event == round) continue;
        round = state_.mentions[failed].event;
        std::vector<Index> other = other_accounts(failed, a.agreed);
        const std::vector<Index> hopeful = other_accounts(failed, a.hopeful);
        other.insert(other.end(), hopeful.begin(), hopeful.end());
        std::sort(other.begin(), other.end());
        if (other.empty()) continue;
        std::vector<Index> one = same_round(a.failed, round);
        if (other.front() < one.front()) std::swap(one, other);
        add(ContestKind::AgreedFailed, std::move(one), std::move(other));
        settle_outcome(state_.contests.back(), failed, a);
      }
    }
  }

  [[nodiscard]] std::vector<Index> same_round(const std::vector<Index>& mentions, Index event) const {
    std::vector<Index> out;
    for (const Index m : mentions) {
      if (state_.mentions[m].event == event) out.push_back(m);
    }
    return out;
  }

  // On another word than that of the failure, on the same day or the days after, on no other issue.
  [[nodiscard]] std::vector<Index> other_accounts(Index failed, const std::vector<Index>& told) const {
    std::vector<Index> out;
    for (const Index m : told) {
      const std::int32_t days = day_of(m) - day_of(failed);
      if (days < 0 || days > kAccountDays || move_of(m).speaker_kind == SpeakerKind::Media) continue;
      const bool same_entry = state_.mentions[m].entry == state_.mentions[failed].entry;
      if (!same_entry && days > 1) continue;
      if (voice_of(m).empty() && move_of(m).act != Act::Agree) continue;
      if (voice_of(m) == voice_of(failed) && !voice_of(m).empty()) continue;
      if (apart(move_of(m).issues, move_of(failed).issues)) continue;
      out.push_back(m);
    }
    return out;
  }

  [[nodiscard]] static bool apart(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return false;
    return std::none_of(a.begin(), a.end(),
                        [&](const std::string& i) { return std::find(b.begin(), b.end(), i) != b.end(); });
  }

  // An agreement told later by the article in its own voice ends the talk of failure.
  void settle_outcome(Contest& contest, Index failed, const Accounts& a) {
    const Index last = std::max(contest.one.back(), contest.other.back());
    for (const Index m : a.agreed) {
      if (m <= last || day_of(m) - day_of(failed) > kSettleDays ||
          move_of(m).speaker_kind != SpeakerKind::Narrator)
        continue;
      if (apart(move_of(m).issues, move_of(failed).issues)) continue;
      return settle(contest, m, "they agreed later");
    }
  }

  // Each side blames the other for the failure that both speak of.
  void causes() {
    for (const auto& [pair, a] : accounts_) {
      Index round = kNone;
      for (const Index failed : a.failed) {
        if (state_.mentions[failed].event == round) continue;
        round = state_.mentions[failed].event;
        std::map<PartyCode, std::vector<Index>> by;
        for (const Index m : a.blame) {
          const std::int32_t days = day_of(m) - day_of(failed);
          const bool near =
              state_.mentions[m].entry == state_.mentions[failed].entry || state_.mentions[m].event == round;
          if (near && days >= 0 && days <= kAccountDays) by[move_of(m).actor.party].push_back(m);
        }
        if (by.size() != 2) continue;
        auto& one = by.begin()->second;
        auto& other = by.rbegin()->second;
        if (other.front() < one.front()) std::swap(one, other);
        add(ContestKind::Causes, one, other);
      }
    }
  }

  State& state_;
  bool gathered_ = false;
  std::unordered_map<Index, std::vector<Index>> denials_;  // event -> mentions
  std::map<std::uint64_t, Accounts> accounts_;             // by pair; ordered, so that contests are
};

}  // namespace

void find_contests(State& state, const knowledge::Knowledge& knowledge) {
  (void)knowledge;
  Contests(state).run();
}

}  // namespace demarche::record
