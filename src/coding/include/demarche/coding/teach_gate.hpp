// Learns the gate anew from what the other models say (`demarche train --coder --gate`).
//
// The gate need only let pass what frames and network would believe: a sentence whose move they do not find
// is lost anyhow. So they read documents that nobody need have annotated, with no gate before them, and the
// gate learns in which sentences they told a move (a cascade whose early stage is taught by the later ones,
// as in Viola and Jones 2001). Deterministic: the same models and documents in the same order give the same
// bytes. Thread rule: one call uses one thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <demarche/base/gold.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct GateReport {
  std::string model_bytes;  // coder.model with the new gate; all else as it was
  std::string text;         // for a person: what passes, at several thresholds
};

// `models` holds coder.model, reader.model and blend.tsv. Moves annotated in the documents are not looked at.
[[nodiscard]] Result<GateReport> teach_gate(const std::vector<GoldDocument>& documents,
                                            const knowledge::Knowledge& knowledge,
                                            const language::Chain& chain,
                                            const std::filesystem::path& models);

}  // namespace demarche::coding
