#include "denials.hpp"

#include <algorithm>

#include "told.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kDenyDays = 4;
constexpr std::size_t kKept = 64;

// Acts that a party may be said to have done behind its own words; what it says in public it does not deny.
bool deniable(Act act) {
  return act != Act::Deny && act != Act::Praise && act != Act::Reassure && act != Act::Caution &&
         act != Act::Reject;
}

}  // namespace

void Denials::learn(Index mention) {
  const Move& move = state_.move_of(state_.mentions[mention]);
  if (!deniable(move.act) || move.modality == Modality::Denied) return;
  const auto keep = [&](PartyCode party) {
    std::vector<Index>& list = of_party_[packed(party)];
    if (list.size() == 2 * kKept) list.erase(list.begin(), list.begin() + kKept);
    list.push_back(mention);
  };
  keep(move.actor.party);
  if (move.target && move.target->party != move.actor.party) keep(move.target->party);
}

Index Denials::find(Index mention) const {
  const Mention& denial = state_.mentions[mention];
  const auto it = of_party_.find(packed(state_.move_of(denial).actor.party));
  if (it == of_party_.end()) return kNone;
  Index best = kNone;
  int best_fit = 0;
  for (auto told = it->second.rbegin(); told != it->second.rend(); ++told) {
    const int now = fit(denial, *told);
    if (now > best_fit) best_fit = now, best = *told;
  }
  return best;
}

int Denials::fit(const Mention& denial, Index told) const {
  const Mention& m = state_.mentions[told];
  const Move& claim = state_.move_of(m);
  const Move& move = state_.move_of(denial);
  const std::int32_t days = state_.entry_of(denial).clocks.known_at().day().days() -
                            state_.entry_of(m).clocks.known_at().day().days();
  if (days > kDenyDays) return 0;
  const PartyCode denier = move.actor.party;
  // Nobody denies his own words.
  const bool own_word =
      !claim.chain.empty() && claim.chain.back().party == denier && claim.speaker_kind == SpeakerKind::Named;
  const bool own_act = claim.actor.party == denier;
  if (own_word && !(m.entry == denial.entry && own_act)) return 0;
  const auto names = [&](const std::optional<Participant>& p) {
    return p && move.target && p->party == move.target->party;
  };
  const bool pair = !move.target || names(claim.target) || claim.actor.party == move.target->party;
  if (!pair && claim.target) return 0;
  const bool charge = claim.act == Act::Accuse && !own_act;
  if (!own_act && !charge) return 0;
  const bool issue = std::any_of(claim.issues.begin(), claim.issues.end(), [&](const std::string& i) {
    return std::find(move.issues.begin(), move.issues.end(), i) != move.issues.end();
  });
  const bool sentence =
      m.entry == denial.entry && claim.field == move.field && claim.sentence == move.sentence;
  return 10 - static_cast<int>(days) +
         (sentence                  ? 12
          : m.entry == denial.entry ? 4
                                    : 0) +
         (own_act ? 4 : 0) + (issue ? 5 : 0) +
         (claim.act == Act::Cancel || claim.act == Act::Renege || claim.act == Act::BreakDown ? 3 : 0);
}

bool Denials::may_know(const Move& denial, const Event& event) {
  const PartyCode by = denial.chain.empty() ? denial.actor.party : denial.chain.back().party;
  return by == event.actor || (!by.empty() && by == event.target) ||
         denial.speaker_kind == SpeakerKind::Named;
}

}  // namespace demarche::record
