#include "parser_train.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "parser_features.hpp"
#include "parser_tables.hpp"
#include "random.hpp"
#include "transition.hpp"

namespace demarche::language {
namespace {

constexpr std::size_t kLabels = kDeprelNames.size();

class ParserTrainer {
 public:
  explicit ParserTrainer(const ParserTrainOptions& options)
      : options_(options), random_(options.seed), transitions_(kTransitions), labels_(kLabels) {}

  ParserProgress epoch(std::span<const ParserExample* const> order, std::uint32_t number) {
    progress_ = {};
    progress_.epoch = number;
    for (const ParserExample* example : order) learn(*example, number >= options_.explore_from);
    return progress_;
  }
  [[nodiscard]] Parser finish() const {
    return Parser(Parser::Tables{transitions_.finish(options_.transitions), labels_.finish(options_.labels)});
  }
  SmallRandom& random() { return random_; }

 private:
  void learn(const ParserExample& example, bool explore) {
    std::vector<std::int32_t> heads;
    for (const Arc& arc : example.gold) heads.push_back(arc.head);
    projectivise(heads);
    const GoldTree gold(heads);
    state_.reset(static_cast<std::uint32_t>(example.tokens.size()));
    atoms_.reset(example.tokens);
    while (!state_.done()) {
      const Transition t = choose(gold, explore);
      if (t == Transition::Shift) {
        state_.shift();
      } else {
        state_.attach(t, label(t, gold, example.gold));
      }
    }
  }

  // Learns from the state and says where to go on.
  Transition choose(const GoldTree& gold, bool explore) {
    if (!state_.allowed(Transition::Left)) {
      return state_.allowed(Transition::Shift) ? Transition::Shift : Transition::Right;
    }
    FeatureList features = transition_features(state_, atoms_);
    drop_some(features);
    std::array<std::int32_t, kTransitions> scores{};
    transitions_.score(features.view(), scores);
    const auto costs = gold.costs(state_);
    const std::size_t usable = state_.allowed(Transition::Right) ? kTransitions : kTransitions - 1;
    const std::int32_t least =
        *std::min_element(costs.begin(), costs.begin() + static_cast<std::ptrdiff_t>(usable));
    std::size_t best = 0;
    std::size_t good = kTransitions;
    for (std::size_t t = 0; t < usable; ++t) {
      if (scores[t] > scores[best]) best = t;
      if (costs[t] == least && (good == kTransitions || scores[t] > scores[good])) good = t;
    }
    transitions_.step();
    ++progress_.decisions;
    if (costs[best] == least) return static_cast<Transition>(best);
    ++progress_.mistakes;
    transitions_.update(features.view(), good, best);
    const bool follow = explore && random_.below(1000) < options_.explore_permille;
    return static_cast<Transition>(follow ? best : good);
  }

  void drop_some(FeatureList& features) {
    features.keep_if([&](std::uint64_t) { return random_.below(1000) >= options_.drop_permille; });
  }

  // The relation that the parser would give; learned where the arc is right.
  std::uint8_t label(Transition t, const GoldTree& gold, std::span<const Arc> arcs) {
    const std::uint32_t head = state_.head_after(t);
    const std::uint32_t dependent = state_.stack(0);
    FeatureList features = label_features(state_, atoms_, head, dependent);
    drop_some(features);
    std::array<std::int32_t, kLabels> scores{};
    labels_.score(features.view(), scores);
    scores[static_cast<std::size_t>(Deprel::Root)] = INT32_MIN;
    const auto best =
        static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    if (gold.head(dependent) != static_cast<std::int32_t>(head)) return static_cast<std::uint8_t>(best);
    const auto good = static_cast<std::size_t>(arcs[dependent].deprel);
    labels_.step();
    if (best != good) {
      ++progress_.label_mistakes;
      labels_.update(features.view(), good, best);
    }
    return static_cast<std::uint8_t>(best);
  }

  ParserTrainOptions options_;
  SmallRandom random_;
  WeightTrainer transitions_;
  WeightTrainer labels_;
  ParserState state_;
  SentenceAtoms atoms_;
  ParserProgress progress_;
};

// The universal part of a relation, as a name.
std::string_view universal(Deprel rel) {
  const std::string_view name = name_of(rel);
  return name.substr(0, name.find(':'));
}

}  // namespace

Parser train_parser(std::span<const ParserExample> examples, const ParserTrainOptions& options,
                    const std::function<void(const ParserProgress&)>& progress) {
  ParserTrainer trainer(options);
  std::vector<const ParserExample*> order;
  for (const ParserExample& example : examples) order.push_back(&example);
  for (std::uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    trainer.random().shuffle(std::span(order));
    const ParserProgress done = trainer.epoch(order, epoch);
    if (progress) progress(done);
  }
  return trainer.finish();
}

AttachmentScore evaluate_parser(const Parser& parser, std::span<const ParserExample> examples) {
  AttachmentScore score;
  ParserWorkspace workspace;
  std::vector<Arc> arcs;
  for (const ParserExample& example : examples) {
    arcs.resize(example.tokens.size());
    parser.parse(example.tokens, arcs, workspace);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      ++score.words;
      if (arcs[i].head != example.gold[i].head) continue;
      ++score.heads;
      if (universal(arcs[i].deprel) == universal(example.gold[i].deprel)) ++score.labelled;
    }
  }
  return score;
}

}  // namespace demarche::language
