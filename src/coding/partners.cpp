#include "partners.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

bool modifies_noun(Deprel r) {
  return r == Deprel::Amod || r == Deprel::Compound || r == Deprel::NmodPoss || r == Deprel::NmodDesc;
}

bool names(const Mentions& mentions, TokenIndex token, PartyCode party) {
  const auto all = mentions.all_at(token);
  return std::any_of(all.begin(), all.end(), [&](const Mention& m) { return m.party == party; });
}

// The name of a party at a noun: the noun itself, or what modifies it.
TokenIndex name_at(const Mentions& mentions, TokenIndex at, PartyCode party) {
  const Tree& tree = mentions.tree();
  if (names(mentions, at, party)) return at;
  for (const TokenIndex c : tree.children(at)) {
    if (!modifies_noun(tree.token(c).deprel)) continue;
    for (const TokenIndex d : conjuncts(tree, c)) {
      if (names(mentions, d, party)) return d;
    }
  }
  return kNoToken;
}

}  // namespace

Partners::Partners(const Mentions& mentions, const std::vector<Option>& options) : tree_(&mentions.tree()) {
  places_.reserve(options.size());
  for (const Option& o : options) places_.push_back(place_of(mentions, o));
}

Partners::Place Partners::place_of(const Mentions& mentions, const Option& option) const {
  Place out;
  if (option.evidence.empty()) return out;
  const Side& s = option.evidence.front().side;
  if (s.at == kNoToken || (s.origin != Origin::Named && s.origin != Origin::Modifier)) return out;
  out.name = name_at(mentions, s.at, option.party);
  if (out.name == kNoToken) return out;
  out.first = first_conjunct(*tree_, out.name);
  if (!modifies_noun(tree_->token(out.first).deprel)) return out;
  out.noun = tree_->head(out.first);
  if (out.noun != kNoToken) out.first_noun = first_conjunct(*tree_, out.noun);
  return out;
}

// Two adjectives with nothing but a comma between them.
bool Partners::listed(const Place& a, const Place& b) const {
  const TokenIndex first = std::min(a.name, b.name);
  return std::max(a.name, b.name) == first + 2 && tree_->token(first + 1).upos == Upos::Punct &&
         tree_->token(a.name).deprel == tree_->token(b.name).deprel;
}

bool Partners::are(std::size_t a, std::size_t b) const {
  const Place& x = places_[a];
  const Place& y = places_[b];
  if (a == b || x.name == kNoToken || y.name == kNoToken) return false;
  if (x.first == y.first) return true;  // or even one name for both: "NAFTA"
  if (x.noun == kNoToken || y.noun == kNoToken || x.first_noun != y.first_noun) return false;
  return x.noun != y.noun || listed(x, y);
}

std::vector<std::size_t> Partners::with_partners(std::vector<std::size_t> some, std::size_t most) const {
  const std::size_t given = some.size();
  for (std::size_t o = 0; o < places_.size() && some.size() < most; ++o) {
    if (std::find(some.begin(), some.end(), o) != some.end()) continue;
    for (std::size_t i = 0; i < given; ++i) {
      if (!are(some[i], o)) continue;
      some.push_back(o);
      break;
    }
  }
  return some;
}

}  // namespace demarche::coding
