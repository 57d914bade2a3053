#include "reciprocal.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "analysis.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kMaxParties = 4;

// The second word of "each other" in a sentence; kNoToken where there is none.
TokenIndex pronoun_of(const Mentions& mentions, const language::Sentence& sentence) {
  const Tree& tree = mentions.tree();
  for (TokenIndex i = sentence.first + 1; i < sentence.last; ++i) {
    const std::string both = fmt::format("{}-{}", tree.token(i - 1).lower, tree.token(i).lower);
    if (mentions.frames().in_class(knowledge::CoderClass::Reciprocals, both)) return i;
  }
  return kNoToken;
}

// The verb that is told of the parties, where the pronoun hangs on it: the trigger, or what the trigger hangs
// on ("impose tariffs on each other").
std::optional<TokenIndex> verb_above(const Tree& tree, TokenIndex trigger, TokenIndex pronoun) {
  const TokenIndex head = tree.head(trigger);
  if (tree.dominates(trigger, pronoun) && is_verbal(tree, trigger)) return trigger;
  if (head != kNoToken && tree.dominates(head, pronoun) && is_verbal(tree, head)) return head;
  return std::nullopt;
}

bool holds(const std::vector<Side>& sides, PartyCode party) {
  return std::any_of(sides.begin(), sides.end(), [&](const Side& s) { return s.party == party; });
}

// What is believed of an act that some parties do to each other, whatever the word that tells it.
struct Belief {
  std::optional<Reading> strongest;
  std::vector<Side> sides;  // of the strongest
  double frames = 0.0;
  double network = 0.0;

  void add(const Reading& r, const std::vector<Side>& its_sides) {
    if (!strongest || r.frames + r.network > strongest->frames + strongest->network) {
      strongest = r;
      sides = its_sides;
    }
    frames = std::max(frames, r.frames);
    network = std::max(network, r.network);
  }
};

void add_pairs(const Belief& belief, std::vector<Reading>& out) {
  for (const Side& actor : belief.sides) {
    for (const Side& target : belief.sides) {
      if (actor.party == target.party) continue;
      Reading r = *belief.strongest;
      r.candidate.actors = {Filled{actor, "subj"}};
      r.candidate.targets = {Filled{target, "subj"}};
      r.frames = belief.frames;
      r.network = belief.network;
      r.each_way = true;
      out.push_back(std::move(r));
    }
  }
}

// The parties that are the subject of what `trigger` tells, if they do it to each other and are at least two.
std::vector<Side> each_other(const Mentions& mentions, TokenIndex trigger, TokenIndex pronoun) {
  const Tree& tree = mentions.tree();
  const std::optional<TokenIndex> verb = verb_above(tree, trigger, pronoun);
  if (!verb) return {};
  std::vector<Side> out;
  for (const TokenIndex subject : deep_subjects(tree, *verb)) {
    for (const Side& s : mentions.sides_of(subject)) {
      if (!s.party.empty() && !holds(out, s.party) && out.size() < kMaxParties) out.push_back(s);
    }
  }
  return out.size() > 1 ? out : std::vector<Side>{};
}

}  // namespace

void tell_each_way(const Analysis& field, std::size_t sentence, std::vector<Reading>& readings) {
  const TokenIndex pronoun = pronoun_of(field.mentions, field.text.sentences[sentence]);
  if (pronoun == kNoToken) return;
  std::vector<Reading> out;
  std::map<Act, Belief> believed;
  TokenIndex trigger = kNoToken;
  std::vector<Side> sides;  // of the trigger
  for (const Reading& r : readings) {
    if (r.candidate.trigger != trigger) {
      trigger = r.candidate.trigger;
      sides = each_other(field.mentions, trigger, pronoun);
    }
    const Act act = r.candidate.frame->act;
    if (!is_mutual(act) && holds(sides, r.candidate.actors.front().side.party)) {
      believed[act].add(r, sides);
    } else {
      out.push_back(r);
    }
  }
  for (const auto& [act, belief] : believed) add_pairs(belief, out);
  std::stable_sort(out.begin(), out.end(), [](const Reading& a, const Reading& b) {
    return a.candidate.trigger < b.candidate.trigger;
  });
  readings = std::move(out);
}

}  // namespace demarche::coding
