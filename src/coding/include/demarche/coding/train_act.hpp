// Learns models/act.model from sentences whose act between two phrases is known (`demarche train --act`).
//
// `models` holds reader.model, whose acts are features: after a change of it this model is trained again.
// Questions carry a PLOVER root, a CAMEO code, or both; a coarse label ("YIELD", "18|19|20") teaches what it
// tells. Annotated moves teach the act. Sentences are dealt into five folds by their words, so that copies
// stay together; the cross-validated figures, the temperature of the confidence and the rule for sets of
// CAMEO roots come from them. Deterministic: the same input in the same order gives the same bytes. Thread
// rule: one call uses one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/act_question.hpp>
#include <demarche/base/gold.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct ActTrainingInput {
  std::vector<ActQuestion> questions;
  std::vector<ActQuestion> lessons;  // labelled too, but only teach: no figure is measured on them
  std::vector<GoldDocument> moves;   // may be empty: then every act of a root is as good as another
  bool only_measure = false;         // cross-validate, train nothing
};

struct ActTrainingReport {
  std::string model_bytes;  // what models/act.model holds; empty where only measured
  std::string text;         // figures for a person
};

// Malformed for a label that nobody knows, with the question's id; Usage for too few questions.
[[nodiscard]] Result<ActTrainingReport> train_act(const ActTrainingInput& input,
                                                  const knowledge::Knowledge& knowledge,
                                                  const language::Chain& chain,
                                                  const std::filesystem::path& models,
                                                  const std::function<void(std::string_view)>& progress);

}  // namespace demarche::coding
