// Mentions, and where their words come from: copies, reports that only cite an outlet, a party's own media.
#include <algorithm>
#include <string>
#include <unordered_map>

#include <demarche/base/hash.hpp>
#include <demarche/record/fold.hpp>

#include "copies.hpp"
#include "told.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kCiteDays = 3;  // a report and those that cite it

class Outlets {
 public:
  explicit Outlets(const knowledge::Knowledge& k) : knowledge_(k) {
    for (const knowledge::Outlet& o : k.outlets()) by_name_.emplace(o.name, &o);
  }
  // The outlet of a name as given, canonical or not; null when unknown.
  [[nodiscard]] const knowledge::Outlet* find(const std::string& name) {
    if (name.empty()) return nullptr;
    const auto [it, fresh] = by_name_.try_emplace(name, nullptr);
    if (fresh) it->second = knowledge_.outlet(name);
    return it->second;
  }

 private:
  const knowledge::Knowledge& knowledge_;
  std::unordered_map<std::string, const knowledge::Outlet*> by_name_;
};

const std::string& house_of(const knowledge::Outlet& outlet) {
  return outlet.family.empty() ? outlet.name : outlet.family;
}

class Origins {
 public:
  Origins(State& state, const knowledge::Knowledge& knowledge) : state_(state), outlets_(knowledge) {}

  void run() {
    first_ = first_copies(state_.entries);
    of_copies_.assign(state_.entries.size(), kNone);
    const std::vector<Index> newest = newest_of();
    for (Index e = 0; e < state_.entries.size(); ++e) add_mentions(e, newest[e]);
  }

 private:
  // For each entry the newest version and coding of its document.
  [[nodiscard]] std::vector<Index> newest_of() const {
    std::unordered_map<std::string_view, Index> newest;
    const auto age = [&](Index e) { return std::pair(state_.entries[e].version, state_.entries[e].seq); };
    for (Index e = 0; e < state_.entries.size(); ++e) {
      const auto [it, fresh] = newest.try_emplace(state_.entries[e].document, e);
      if (!fresh && age(e) > age(it->second)) it->second = e;
    }
    std::vector<Index> out;
    for (const Entry& entry : state_.entries) out.push_back(newest.at(entry.document));
    return out;
  }

  // Of an older version only what the newest no longer tells, as withdrawn; of an older coding of it,
  // nothing.
  void add_mentions(Index e, Index newest) {
    const Entry& entry = state_.entries[e];
    if (e != newest && entry.version == state_.entries[newest].version) return;
    const knowledge::Outlet* own = outlets_.find(entry.source);
    for (Index m = 0; m < entry.moves.size(); ++m) {
      if (e != newest && tells(state_.entries[newest], entry.moves[m])) continue;
      Mention mention;
      mention.entry = e;
      mention.move = m;
      mention.origin = origin_of(e, entry.moves[m], own);
      if (e != newest) mention.relation = Relation::Withdraws;
      state_.mentions.push_back(std::move(mention));
    }
  }

  [[nodiscard]] static bool tells(const Entry& entry, const Move& move) {
    const auto target = [](const Move& m) { return m.target ? m.target->party : PartyCode(); };
    return std::any_of(entry.moves.begin(), entry.moves.end(), [&](const Move& m) {
      return m.act == move.act && m.actor.party == move.actor.party && target(m) == target(move);
    });
  }

  [[nodiscard]] Index origin_of(Index e, const Move& move, const knowledge::Outlet* own) {
    const knowledge::Outlet* cited = cited_by(move);
    if (const auto* media = own_media(move, cited != nullptr ? cited : own))
      return of_party(e, media->country);
    if (cited != nullptr && (own == nullptr || house_of(*cited) != house_of(*own)))
      return of_cited(e, move, *cited);
    const Index origin = of_copies(e);
    if (own != nullptr) remember(house_of(*own), e, move, origin);
    return origin;
  }

  // The outlet behind a move: the last one of its chain.
  [[nodiscard]] const knowledge::Outlet* cited_by(const Move& move) {
    for (auto link = move.chain.rbegin(); link != move.chain.rend(); ++link) {
      if (const auto* outlet = outlets_.find(link->name); outlet != nullptr && outlet->kind != "social")
        return outlet;
    }
    return nullptr;
  }

  // The outlet, where it is run by the party whose claim the move is.
  [[nodiscard]] static const knowledge::Outlet* own_media(const Move& move, const knowledge::Outlet* outlet) {
    if (outlet == nullptr || !outlet->state || outlet->country.empty()) return nullptr;
    const bool its_act = move.actor.party == outlet->country;
    const bool its_word = !move.chain.empty() && move.chain.back().party == outlet->country;
    return its_act || its_word ? outlet : nullptr;
  }

  [[nodiscard]] Index of_copies(Index e) {
    Index& origin = of_copies_[first_[e]];
    if (origin == kNone) origin = make(e, "copies", state_.entries[first_[e]].document, "");
    join(origin, e);
    return origin;
  }

  [[nodiscard]] Index of_party(Index e, PartyCode party) {
    const auto [it, fresh] = of_party_.try_emplace(packed(party), kNone);
    if (fresh) it->second = make(e, "state", party.view(), std::string(party.view()) + " state media");
    join(it->second, e);
    return it->second;
  }

  // What the cited outlet itself told of the act in these days, or what else cites it.
  [[nodiscard]] Index of_cited(Index e, const Move& move, const knowledge::Outlet& cited) {
    const std::uint64_t key = key_of(house_of(cited), move);
    const auto it = told_.find(key);
    const std::int32_t day = day_of(e);
    Index origin = it != told_.end() && day - it->second.day <= kCiteDays ? it->second.origin : kNone;
    if (origin == kNone) origin = make(e, "cited", cited.name, cited.name);
    told_[key] = {origin, day};
    join(origin, e);
    return origin;
  }

  void remember(const std::string& house, Index e, const Move& move, Index origin) {
    told_[key_of(house, move)] = {origin, day_of(e)};
  }

  [[nodiscard]] std::int32_t day_of(Index e) const {
    return state_.entries[e].clocks.known_at().day().days();
  }

  [[nodiscard]] static std::uint64_t key_of(const std::string& house, const Move& move) {
    Fnv1a hash;
    hash.field(house).field(name_of(move.act)).field(move.actor.party.view());
    if (move.target) hash.field(move.target->party.view());
    return hash.value();
  }

  Index make(Index e, std::string_view why, std::string_view what, std::string cited) {
    Origin origin;
    origin.id = Fnv1a().field("origin").field(why).field(what).field(state_.entries[e].document).hex();
    origin.first = e;
    origin.cited = std::move(cited);
    state_.origins.push_back(std::move(origin));
    return static_cast<Index>(state_.origins.size() - 1);
  }

  void join(Index origin, Index e) {
    std::vector<Index>& entries = state_.origins[origin].entries;
    if (entries.empty() || entries.back() != e) entries.push_back(e);
  }

  struct Last {
    Index origin = kNone;
    std::int32_t day = 0;
  };
  State& state_;
  Outlets outlets_;
  std::vector<Index> first_;      // of the copies of an entry
  std::vector<Index> of_copies_;  // origin by first entry
  std::unordered_map<std::uint32_t, Index> of_party_;
  std::unordered_map<std::uint64_t, Last> told_;  // by house, act and parties
};

}  // namespace

void find_origins(State& state, const knowledge::Knowledge& knowledge) {
  Origins(state, knowledge).run();
}

}  // namespace demarche::record
