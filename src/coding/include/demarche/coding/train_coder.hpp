// Learns the weights of the confidence model from annotated moves (`demarche train --coder`).
//
// `words_text`: word classes, one lemma a line with three classes, coarse to fine
// (data/annotations/words.tsv). Deterministic: the same documents in the same order give the same bytes.
// Takes a few minutes for two thousand moves, most of it the analysis of the documents. Thread rule: one call
// at a time uses one thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/gold.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct CoderTrainingReport {
  std::string model_bytes;  // what models/coder.model holds
  std::string text;  // figures for a person: recall of the proposals, cross-validated precision, recall and
                     // calibration
};

// Documents that stand one after the other in the training data and came from one place; figures are also
// given apart.
struct CoderTrainingSet {
  std::string name;
  std::size_t documents = 0;
};

// `sets` name the parts of `documents` in their order; they may name fewer than all.
[[nodiscard]] Result<CoderTrainingReport> train_coder(const std::vector<GoldDocument>& documents,
                                                      const std::vector<CoderTrainingSet>& sets,
                                                      const knowledge::Knowledge& knowledge,
                                                      const language::Chain& chain, std::string words_text,
                                                      const std::function<void(std::string_view)>& progress);

}  // namespace demarche::coding
