#include "entity_train.hpp"

#include <numeric>

#include "random.hpp"

namespace demarche::language {
namespace {

struct Example {
  std::vector<WordInfo> infos;
  std::vector<std::uint8_t> gold;
};

constexpr std::uint64_t kProbeSpace = 3900;
constexpr std::uint32_t kProbes = 6;  // up to 32: not so heavy that they would coarsen a small table

// Averaged weights of the 56 transitions, beside the WeightTrainer: its
// quantisation cuts the few greatest weights off, and these are the greatest.
class TransitionTrainer {
 public:
  void add(std::size_t previous, std::size_t label, std::int32_t change, std::int64_t time) {
    table_[previous][label] += change;
    moments_[previous][label] += change * time;
  }
  [[nodiscard]] const EntityTransitions& table() const { return table_; }
  // The averages, times scale / unit.
  [[nodiscard]] EntityTransitions finish(std::int64_t time, std::int64_t scale, std::int64_t unit) const {
    EntityTransitions averaged{};
    for (std::size_t p = 0; p < table_.size(); ++p) {
      for (std::size_t l = 0; l < kEntityLabels; ++l) {
        const std::int64_t sum = table_[p][l] * time - moments_[p][l];
        averaged[p][l] = static_cast<std::int32_t>(sum * scale / (unit * time));
      }
    }
    return averaged;
  }

 private:
  EntityTransitions table_{};
  std::array<std::array<std::int64_t, kEntityLabels>, kEntityLabels + 1> moments_{};
};

class Trainer {
 public:
  explicit Trainer(const EntityTrainOptions& options)
      : random_(options.seed), drop_permille_(options.drop_permille) {
    // Probes: rows of known weight, to read off the scale that finish()
    // chooses. Probe k weighs 2^k.
    for (std::uint32_t k = 0; k < kProbes; ++k) {
      const std::uint64_t probe = feature_hash(kProbeSpace, k);
      for (std::uint32_t n = 0; n < 1U << k; ++n) {
        trainer_.update(std::span<const std::uint64_t>(&probe, 1), 0, 1);
      }
    }
  }

  // Finds the best labels under the present weights; where they are wrong,
  // moves weights toward the gold ones.
  bool learn(std::span<const Token> tokens, const Example& example) {
    if (tokens.empty()) return true;
    emissions_.resize(tokens.size());
    features_.resize(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      features_[i].clear();
      add_entity_features(tokens, example.infos, i, features_[i]);
      features_[i].keep_if([&] { return random_.below(1000) >= drop_permille_; });
      trainer_.score(features_[i].view(), emissions_[i]);
    }
    entity_viterbi(emissions_, transitions_.table(), back_, labels_);
    const bool right = labels_ == example.gold;
    if (!right) correct(example.gold);
    trainer_.step();
    ++time_;
    return right;
  }

  [[nodiscard]] EntityTagger finish(const FinishOptions& options) const {
    Weights weights = trainer_.finish(options);
    // Now that no feature is missing, words weigh more; the transitions must
    // keep up. The greatest probe that was not cut off is the best ruler.
    std::int64_t scale = 1;
    std::int64_t unit = 1;
    for (std::uint32_t k = 0; k < kProbes; ++k) {
      const std::uint64_t probe = feature_hash(kProbeSpace, k);
      EntityScores scores{};
      weights.score(std::span<const std::uint64_t>(&probe, 1), scores);
      if (scores[0] <= 0 || scores[0] >= 127) continue;
      scale = scores[0];
      unit = std::int64_t{1} << k;
    }
    return EntityTagger(std::move(weights),
                        transitions_.finish(time_, scale * 1000, unit * (1000 - drop_permille_)));
  }

 private:
  void correct(const std::vector<std::uint8_t>& gold) {
    std::size_t gold_before = kEntityStart;
    std::size_t guess_before = kEntityStart;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      if (gold[i] != labels_[i]) trainer_.update(features_[i].view(), gold[i], labels_[i]);
      transitions_.add(gold_before, gold[i], 1, time_);
      transitions_.add(guess_before, labels_[i], -1, time_);
      gold_before = gold[i];
      guess_before = labels_[i];
    }
  }

  SmallRandom random_;
  std::uint32_t drop_permille_;
  WeightTrainer trainer_{kEntityLabels};
  TransitionTrainer transitions_;
  std::int64_t time_ = 1;
  std::vector<EntityFeatures> features_;
  std::vector<EntityScores> emissions_;
  std::vector<std::array<std::uint8_t, kEntityLabels>> back_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace

EntityTagger train_entities(std::span<const EntityExample> examples, const WordClasses& classes,
                            const EntityTrainOptions& options,
                            const std::function<void(const EntityProgress&)>& progress) {
  std::vector<Example> prepared(examples.size());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    describe(examples[i].tokens, classes, prepared[i].infos);
    labels_of(examples[i].gold, examples[i].tokens.size(), prepared[i].gold);
  }
  Trainer trainer(options);
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  SmallRandom random(options.seed);
  for (std::uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    random.shuffle(std::span<std::uint32_t>(order));
    EntityProgress report{epoch, order.size(), 0};
    for (const std::uint32_t i : order) {
      if (!trainer.learn(examples[i].tokens, prepared[i])) ++report.mistakes;
    }
    if (progress) progress(report);
  }
  return trainer.finish(options.finish);
}

}  // namespace demarche::language
