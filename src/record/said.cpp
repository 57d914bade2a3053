// Finding what a reader asks for in words of their own.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include <demarche/record/rank.hpp>

#include "told.hpp"
#include "words.hpp"

namespace demarche::record {
namespace {

constexpr int kSameAct = 4;
constexpr int kNearAct = 1;
constexpr int kActor = 3;
constexpr int kTarget = 2;
constexpr int kIssue = 2;
constexpr int kTerm = 3;
constexpr double kLeastShare = 0.5;

int shared_terms(const Event& event, const Move& move) {
  int shared = 0;
  for (const Term& asked : move.terms) {
    if (!asked.value) continue;
    shared += std::any_of(event.terms.begin(), event.terms.end(), [&](const Term& t) {
      return t.kind == asked.kind && t.unit == asked.unit && t.value && same_number(*t.value, *asked.value);
    });
  }
  return shared;
}

// 0: does not fit.
int fit(const Event& event, const Move& move, const knowledge::Knowledge& knowledge) {
  const knowledge::Bond bond = knowledge.bond(move.act, event.act);
  if (move.act != event.act && bond == knowledge::Bond::None) return 0;
  int score = move.act == event.act || bond == knowledge::Bond::Same ? kSameAct : kNearAct;
  const PartyCode target = move.target ? move.target->party : PartyCode();
  const bool turned = is_mutual(event.act) && event.actor == target && event.target == move.actor.party;
  if (event.actor != move.actor.party && !turned) return 0;
  score += kActor;
  if (!target.empty() && !event.target.empty() && !turned) {
    if (event.target != target) return 0;
    score += kTarget;
  }
  for (const std::string& issue : move.issues) {
    if (std::binary_search(event.issues.begin(), event.issues.end(), issue)) score += kIssue;
  }
  return score + kTerm * shared_terms(event, move);
}

using Words = std::unordered_set<std::uint64_t>;

Words words_of(std::string_view text) {
  Words out;
  for_each_word(text, [&](std::uint64_t hash) { out.insert(hash); });
  return out;
}

}  // namespace

Index find_said(const State& state, const std::vector<Move>& moves, const knowledge::Knowledge& knowledge) {
  int best = 0;
  Index found = kNone;
  for (const Move& move : moves) {
    for (const Event& event : state.events) {
      const int score = fit(event, move, knowledge);
      if (score <= best) continue;
      best = score;
      found = event.mentions.front();
    }
  }
  return found;
}

Index find_words(const State& state, std::string_view text) {
  const Words asked = words_of(text);
  std::unordered_map<std::uint64_t, double> weight;
  for (const Entry& entry : state.entries) {
    for (const std::uint64_t word : words_of(entry.title)) {
      if (asked.contains(word)) ++weight[word];
    }
  }
  double all = 0;
  for (const std::uint64_t word : asked) {
    double& w = weight[word];
    w = std::log1p(static_cast<double>(state.entries.size()) / (1 + w));
    all += w;
  }
  double best = 0;
  Index found = kNone;
  for (Index i = 0; i < state.mentions.size(); ++i) {
    Words here = words_of(state.entry_of(state.mentions[i]).title);
    here.merge(words_of(state.move_of(state.mentions[i]).trigger_text));
    double score = 0;
    for (const auto& [word, w] : weight) score += here.contains(word) ? w : 0;
    if (score <= best) continue;
    best = score;
    found = i;
  }
  return best >= kLeastShare * all ? found : kNone;
}

}  // namespace demarche::record
