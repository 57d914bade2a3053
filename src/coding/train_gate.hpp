// Learns the gate from annotated sentences. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <demarche/base/gold.hpp>

#include "gate.hpp"
#include "proposal.hpp"

namespace demarche::coding {

struct GateExample {
  std::size_t document = 0;
  LinearModel::Example words;  // good: a move is told in the sentence
};

// Appends the annotated sentences of a document.
void add_gate_examples(const GoldDocument& gold, const Proposals& proposals, std::size_t document,
                       std::vector<GateExample>& out);

// Thousandths of the sentences with a move that the shipped gate lets pass (docs/accuracy.md).
inline constexpr int kPassing = 970;

struct GateTraining {
  Gate gate;
  std::string text;  // for a person: what passes, at several thresholds
};

// Trained on all; the threshold is the one at which `passing` thousandths of the sentences with a move passed
// models that never saw their document, dealt into `folds`. Without a sentence with a move everything passes.
[[nodiscard]] GateTraining train_gate(std::span<const GateExample> examples, std::size_t folds,
                                      int passing = kPassing);

}  // namespace demarche::coding
