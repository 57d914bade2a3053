#include <demarche/record/rank.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace demarche::record {
namespace {

constexpr double kHeaviest = 10.0;  // of the Goldstein scale
constexpr std::int64_t kOneStory = std::int64_t{2} * 24 * 3600;

// `of` always points back; roots by mention.
std::vector<Index> roots(const State& state) {
  std::vector<Index> out(state.mentions.size());
  for (Index i = 0; i < out.size(); ++i) {
    const Index of = state.mentions[i].of;
    out[i] = of < i ? out[of] : i;
  }
  return out;
}

}  // namespace

News judge_news(const State& state, Index index, Instant since, const knowledge::Knowledge& knowledge) {
  const knowledge::BriefWeights& weights = knowledge.brief_weights();
  const Event& event = state.events[index];
  News out{index, kNone, false, {}};
  for (const Index m : event.mentions) {
    const Mention& mention = state.mentions[m];
    if (state.entry_of(mention).clocks.known_at() < since) continue;
    const double novelty = weights.relation[static_cast<std::size_t>(mention.relation)];
    if (out.mention != kNone && novelty <= out.rank.novelty) continue;
    out.mention = m;
    out.rank.novelty = novelty;
  }
  out.past = event.when && event.when->to.plus(weights.past_days) < since.day();
  if (out.past) out.rank.novelty *= weights.past;
  const double scaled = std::min(1.0, std::abs(knowledge.codes(event.act).goldstein) / kHeaviest);
  const double weight = weights.act[static_cast<std::size_t>(event.act)].value_or(scaled);
  out.rank.consequence = weight * weights.modality[static_cast<std::size_t>(event.modality)];
  if (event.target.empty() && event.issues.empty() && event.terms.empty())
    out.rank.consequence *= weights.vague;
  out.rank.sourcing = 1.0 - std::pow(1.0 - weights.source, static_cast<double>(event.origins));
  return out;
}

std::vector<News> rank_news(const State& state, Instant since, const knowledge::Knowledge& knowledge) {
  std::vector<News> out;
  for (Index i = 0; i < state.events.size(); ++i) {
    if (state.events[i].last_known < since) continue;
    const News news = judge_news(state, i, since, knowledge);
    if (news.mention == kNone || state.mentions[news.mention].relation == Relation::Repeats) continue;
    out.push_back(news);
  }
  std::stable_sort(out.begin(), out.end(), [&](const News& a, const News& b) {
    const double one = a.rank.score();
    const double other = b.rank.score();
    if (one != other) return one > other;
    return state.events[a.event].last_known > state.events[b.event].last_known;
  });
  return out;
}

std::vector<Repeat> find_repeats(const State& state, Instant since) {
  const std::vector<Index> root = roots(state);
  std::unordered_map<Index, std::size_t> place;
  std::vector<Repeat> out;
  for (Index i = 0; i < state.mentions.size(); ++i) {
    const Mention& mention = state.mentions[i];
    if (mention.relation != Relation::Repeats) continue;
    const Instant known = state.entry_of(mention).clocks.known_at();
    const Instant first = state.entry_of(state.mentions[root[i]]).clocks.known_at();
    if (known < since || known.seconds() - first.seconds() < kOneStory) continue;
    const auto [it, fresh] = place.try_emplace(root[i], out.size());
    if (fresh) out.push_back({root[i], {}});
    out[it->second].repeats.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Repeat& a, const Repeat& b) { return a.repeats.size() > b.repeats.size(); });
  return out;
}

std::vector<Index> trace(const State& state, Index mention) {
  const std::vector<Index> root = roots(state);
  std::vector<Index> out;
  for (Index i = 0; i < root.size(); ++i) {
    if (root[i] == root[mention]) out.push_back(i);
  }
  return out;
}

}  // namespace demarche::record
