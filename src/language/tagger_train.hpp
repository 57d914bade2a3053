// Training of the tagger: an averaged perceptron that lives with its own
// mistakes. Deterministic: the same sentences and options give the same bytes.
// Thread rule: free functions without state.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include <demarche/language/text.hpp>

#include "tagger.hpp"

namespace demarche::language {

struct TaggerTrainOptions {
  std::uint32_t epochs = 8;
  std::uint64_t seed = 1;
  std::uint32_t drop_permille = 250;  // features that each decision goes without
                                      // in training, drawn at random
  std::uint32_t min_pair = 3;         // rarer pairs of tags are left out
  std::uint32_t sure_count = 60;      // a sure word was seen that often,
  std::uint32_t sure_permille = 998;  // with one tag in that share
  FinishOptions finish;
};

struct TaggerProgress {
  std::uint32_t epoch = 0;
  std::uint64_t words = 0;
  std::uint64_t mistakes = 0;
};

// Every Text is one sentence with gold tags (see gold_text.hpp).
[[nodiscard]] Tagger train_tagger(std::span<const Text> sentences, const WordClasses& classes,
                                  const TaggerTrainOptions& options,
                                  const std::function<void(const TaggerProgress&)>& progress = nullptr);

}  // namespace demarche::language
