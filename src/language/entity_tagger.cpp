// Names as labelled sequences.
//
// Each token gets a score for each label from its features, each pair of
// neighbouring labels one from a small table, and Viterbi finds the best
// sequence in which no entity continues that did not begin. Unlike the tagger
// this is not greedy: the first word of a name is often the hardest ("Bank of
// China" may start anywhere), and with seven labels the search costs less than
// the features.
#include "entity_tagger.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "bytes.hpp"

namespace demarche::language {
namespace {

constexpr std::uint64_t kEntitySpace = 3000;
constexpr std::int64_t kMaxTransition = 100000;  // keeps the sums of any sentence far inside of 32 bits
constexpr std::int32_t kImpossible = std::numeric_limits<std::int32_t>::min() / 2;

std::uint64_t tag_of(std::span<const Token> tokens, std::size_t i, int offset) {
  const std::size_t at = i + static_cast<std::size_t>(offset);  // wraps around below 0
  if (at >= tokens.size()) return 0;
  return 1 + static_cast<std::uint64_t>(tokens[at].upos) * 64 + static_cast<std::uint64_t>(tokens[at].xpos);
}

}  // namespace

void add_entity_features(std::span<const Token> tokens, std::span<const WordInfo> infos, std::size_t i,
                         EntityFeatures& out) {
  const WordInfo* word = &infos[kPad + i];
  const WordInfo& w = word[0];
  const WordInfo& p = word[-1];
  const WordInfo& n = word[1];
  const std::uint64_t tag = tag_of(tokens, i, 0);
  const std::uint64_t before = tag_of(tokens, i, -1);
  const std::uint64_t after = tag_of(tokens, i, 1);
  std::uint64_t t = kEntitySpace;
  out.add(t++, tag);
  out.add(t++, w.word);
  out.add(t++, w.word, w.capital);
  out.add(t++, p.word);
  out.add(t++, n.word);
  out.add(t++, word[-2].word);
  out.add(t++, word[2].word);
  out.add(t++, p.word, w.word);
  out.add(t++, w.word, n.word);
  out.add(t++, w.suffix[1], tag);
  out.add(t++, w.suffix[2], tag);
  out.add(t++, w.suffix[3], tag);
  out.add(t++, w.prefix[1], tag);
  out.add(t++, w.prefix[2], tag);
  out.add(t++, w.prefix[3], tag);
  out.add(t++, w.shape, w.capital);
  out.add(t++, w.shape, tag);
  out.add(t++, w.classes.cluster);
  out.add(t++, w.classes.medium, w.capital);
  out.add(t++, w.classes.coarse, w.capital, tag);
  out.add(t++, w.classes.habit, w.capital);
  out.add(t++, p.classes.cluster);
  out.add(t++, n.classes.cluster);
  out.add(t++, p.classes.medium, w.classes.medium);
  out.add(t++, w.classes.medium, n.classes.medium);
  out.add(t++, p.classes.medium, w.classes.medium, n.classes.medium);
  out.add(t++, before, tag);
  out.add(t++, tag, after);
  out.add(t++, before, tag, after);
  out.add(t++, p.capital, w.capital, n.capital);
  out.add(t++, p.word, w.capital, tag);
  out.add(t++, n.word, w.capital, tag);
  out.add(t++, word[-2].classes.coarse, p.classes.coarse, w.capital);
  out.add(t++, n.classes.coarse, word[2].classes.coarse, w.capital);
  out.add(t++, w.capital, w.classes.tags, tag);
  out.add(t++, p.suffix[3], tag);
  out.add(t++, n.suffix[3], tag);
  out.add(t++, w.classes.name, w.capital);
  out.add(t++, p.classes.name, w.classes.name, n.classes.name);
  out.add(t++, w.classes.name, n.classes.name, tag);
  out.add(t++, p.classes.name, w.classes.name, w.classes.medium);
}

void entity_viterbi(std::span<const EntityScores> emissions, const EntityTransitions& transitions,
                    std::vector<std::array<std::uint8_t, kEntityLabels>>& back,
                    std::vector<std::uint8_t>& labels) {
  labels.resize(emissions.size());
  back.resize(emissions.size());
  if (emissions.empty()) return;
  EntityScores score{};
  for (std::size_t label = 0; label < kEntityLabels; ++label) {
    score[label] = label < 4 ? transitions[kEntityStart][label] + emissions[0][label] : kImpossible;
  }
  for (std::size_t i = 1; i < emissions.size(); ++i) {
    EntityScores next{};
    for (std::size_t label = 0; label < kEntityLabels; ++label) {
      std::int32_t best = kImpossible;
      for (std::size_t previous = 0; previous < kEntityLabels; ++previous) {
        if (!may_follow(previous, label) || score[previous] == kImpossible) continue;
        const std::int32_t sum = score[previous] + transitions[previous][label];
        if (sum > best) {
          best = sum;
          back[i][label] = static_cast<std::uint8_t>(previous);
        }
      }
      next[label] = best == kImpossible ? kImpossible : best + emissions[i][label];
    }
    score = next;
  }
  auto at = static_cast<std::uint8_t>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t i = emissions.size(); i-- > 0;) {
    labels[i] = at;
    at = back[i][at];
  }
}

void entities_of(std::span<const std::uint8_t> labels, std::uint32_t first, std::vector<Entity>& out) {
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == 0) continue;
    if (labels[i] < 4) {
      out.push_back({first + i, first + i + 1, static_cast<EntityKind>(labels[i] - 1)});
    } else {
      out.back().last = first + i + 1;
    }
  }
}

void labels_of(std::span<const Entity> entities, std::size_t tokens, std::vector<std::uint8_t>& out) {
  out.assign(tokens, 0);
  for (const Entity& e : entities) {
    for (std::uint32_t i = e.first; i < e.last && i < tokens; ++i) {
      out[i] = static_cast<std::uint8_t>((i == e.first ? 1 : 4) + static_cast<int>(e.kind));
    }
  }
}

EntityTagger::EntityTagger(Weights weights, const EntityTransitions& transitions)
    : weights_(std::move(weights)), transitions_(transitions) {}

void EntityTagger::find(std::span<const Token> tokens, std::uint32_t first, std::span<const WordInfo> infos,
                        EntityScratch& scratch, std::vector<Entity>& out) const {
  if (weights_.classes() == 0) return;
  scratch.emissions.resize(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    scratch.features.clear();
    add_entity_features(tokens, infos, i, scratch.features);
    weights_.score(scratch.features.view(), scratch.emissions[i]);
  }
  entity_viterbi(scratch.emissions, transitions_, scratch.back, scratch.labels);
  entities_of(scratch.labels, first, out);
}

void EntityTagger::append_to(std::string& out) const {
  for (const EntityScores& row : transitions_) {
    for (const std::int32_t score : row) put_u32(out, static_cast<std::uint32_t>(score));
  }
  weights_.append_to(out);
}

Result<EntityTagger> EntityTagger::parse(std::string_view bytes) {
  const auto wrong = [](std::size_t at, const char* what) {
    return fail(ErrorKind::Malformed, "entities at byte " + std::to_string(at), what);
  };
  ByteReader in(bytes);
  EntityTransitions transitions{};
  for (EntityScores& row : transitions) {
    for (std::int32_t& score : row) {
      score = static_cast<std::int32_t>(in.u32());
      if (std::abs(std::int64_t{score}) > kMaxTransition)
        return wrong(in.offset() - 4, "impossible transition");
    }
  }
  if (in.failed()) return wrong(bytes.size(), "it ends too early");
  std::string_view rest = bytes.substr(in.offset());
  auto weights = Weights::parse(rest);
  if (!weights) return tl::unexpected(weights.error());
  if (!rest.empty()) return wrong(bytes.size() - rest.size(), "bytes behind its end");
  if (weights->classes() != kEntityLabels && weights->classes() != 0)
    return wrong(0, "wrong number of labels");
  return EntityTagger(std::move(*weights), transitions);
}

}  // namespace demarche::language
