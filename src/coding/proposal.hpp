// A possible move with all that is known about it, before it is believed or not.
// Thread rule: plain values; pointers into the Analysis of the same document.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/coding/coder.hpp>

#include "analysis.hpp"
#include "arguments.hpp"
#include "confidence.hpp"
#include "modality.hpp"
#include "word_table.hpp"

namespace demarche::coding {

struct Proposal {
  const Analysis* field = nullptr;
  Candidate candidate;
  std::vector<Option> options;  // for its two sides
  Chosen chosen;
  ModalityRuling modality;
  std::vector<std::uint64_t> features;
  std::int32_t score = 0;
  double confidence = 0.0;
  bool kept = false;
};

// Everything proposed for one document; owns the analyses that the proposals point into.
struct Proposals {
  Discourse discourse;
  const WordTable* words = nullptr;  // never null once proposed
  std::vector<std::unique_ptr<Analysis>> fields;
  std::vector<Proposal> all;  // by field, sentence, trigger, frame

  // The first proposal of the sentence that holds proposal `index`.
  [[nodiscard]] std::size_t sentence_first(std::size_t index) const;
};

// Names of the features of a proposal are only built when `names` is given (explain); the keys are their
// hashes.
void extract_features(const Proposals& proposals, std::size_t index, std::vector<std::uint64_t>& keys,
                      std::vector<std::string>* names);

// Analyses a document and matches frames in the sentences that pass the gate (in all, where it is null);
// scores and keeps nothing yet.
[[nodiscard]] std::unique_ptr<Proposals> propose(const Document& document,
                                                 const knowledge::Knowledge& knowledge,
                                                 const language::Chain& chain, const WordTable& words,
                                                 const Gate* gate, language::Chain::Workspace& scratch);

// Chooses the parties of every proposal, then extracts the features of belief. Proposals for which the
// sentence and the document hold no party at all keep no actor and are never believed.
void choose_parties(Proposals& proposals, const LinearModel& actor, const LinearModel& target);

// Analyses a document and judges by the frames alone: parties, scores and confidence of every proposal.
[[nodiscard]] std::unique_ptr<Proposals> judge_frames(const Document& document,
                                                      const knowledge::Knowledge& knowledge,
                                                      const language::Chain& chain, const CoderModel& model,
                                                      language::Chain::Workspace& scratch);

// Sets `kept`, by the frames alone: the best proposal of each trigger, above the threshold, and no second
// telling of the same act. What is coded is decided by readings.hpp; this measures the frames in training.
void select(Proposals& proposals, double threshold);

}  // namespace demarche::coding
