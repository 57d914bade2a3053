// Training of the parser: averaged perceptrons, a dynamic oracle, and exploration of the parser's own
// mistakes.
//
// The tags and clusters of the examples should be predicted ones, from models that have not seen the sentence
// (jackknifing): a parser trained on perfect tags trusts them too much.
// Deterministic: the same examples and options give the same bytes. Thread rule: free functions without
// state.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <demarche/language/parser.hpp>

#include "weights.hpp"

namespace demarche::language {

struct ParserExample {
  std::vector<ParserToken> tokens;
  std::vector<Arc> gold;  // may be non-projective: it is lifted for training
};

struct ParserTrainOptions {
  std::uint32_t epochs = 12;
  std::uint32_t explore_from = 1;        // first epoch (from 0) that follows the parser's own choices
  std::uint32_t explore_permille = 900;  // how often it does
  // How many features each decision goes without, drawn at random: a perceptron that finds a few features
  // that settle everything in training stops learning from the others, and misses them in new text.
  std::uint32_t drop_permille = 150;
  std::uint64_t seed = 1;
  FinishOptions transitions;
  FinishOptions labels;
};

struct ParserProgress {
  std::uint32_t epoch = 0;
  std::uint64_t decisions = 0;
  std::uint64_t mistakes = 0;        // chosen transitions that lose a gold arc
  std::uint64_t label_mistakes = 0;  // wrong relations on right arcs
};

[[nodiscard]] Parser train_parser(std::span<const ParserExample> examples, const ParserTrainOptions& options,
                                  const std::function<void(const ParserProgress&)>& progress = nullptr);

// How many words got the right head, and how many the right relation with it.
struct AttachmentScore {
  std::uint64_t words = 0;
  std::uint64_t heads = 0;
  std::uint64_t labelled = 0;
  [[nodiscard]] double uas() const { return percent(heads); }
  [[nodiscard]] double las() const { return percent(labelled); }

 private:
  [[nodiscard]] double percent(std::uint64_t right) const {
    return words == 0 ? 0.0 : 100.0 * static_cast<double>(right) / static_cast<double>(words);
  }
};
// LAS as CoNLL 2018 counts it: subtypes of relations are ignored ("nsubj:pass" is nsubj).
[[nodiscard]] AttachmentScore evaluate_parser(const Parser& parser, std::span<const ParserExample> examples);

}  // namespace demarche::language
