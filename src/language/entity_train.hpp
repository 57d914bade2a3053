// Training of the entity model: a structured, averaged perceptron.
// Deterministic: the same examples and options give the same bytes. Thread
// rule: free functions without state.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <demarche/language/text.hpp>

#include "entity_tagger.hpp"

namespace demarche::language {

struct EntityExample {
  std::span<const Token> tokens;  // one sentence, with predicted tags (see
                                  // jackknifing in train.cpp)
  std::vector<Entity> gold;       // token numbers from 0
};

struct EntityTrainOptions {
  std::uint32_t epochs = 12;
  std::uint64_t seed = 1;
  // How many features each word goes without in training, drawn at random:
  // without "Google" it must learn from "Inc.".
  std::uint32_t drop_permille = 450;
  FinishOptions finish;
};

struct EntityProgress {
  std::uint32_t epoch = 0;
  std::uint64_t sentences = 0;
  std::uint64_t mistakes = 0;  // sentences with a wrong label
};

[[nodiscard]] EntityTagger train_entities(
    std::span<const EntityExample> examples, const WordClasses& classes, const EntityTrainOptions& options,
    const std::function<void(const EntityProgress&)>& progress = nullptr);

}  // namespace demarche::language
