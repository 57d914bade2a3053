// Fits how frames and reader network are weighed together, and the calibration, on documents that neither has
// seen
// (`demarche train --coder --blend`). Thread rule: one call uses one thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <demarche/base/gold.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct BlendReport {
  std::string blend;  // what models/blend.tsv holds
  std::string text;   // for a person: F1 by weight and threshold, reliability, expected calibration error
};

// `models` holds coder.model and reader.model, trained without the documents. Usage error without annotated
// moves.
[[nodiscard]] Result<BlendReport> train_blend(const std::vector<GoldDocument>& documents,
                                              const knowledge::Knowledge& knowledge,
                                              const language::Chain& chain,
                                              const std::filesystem::path& models);

}  // namespace demarche::coding
