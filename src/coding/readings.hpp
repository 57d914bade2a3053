// What a document is read to say: acts with their parties, from the frames and from the reader network
// together.
//
// Several words of a sentence may tell one act of the same parties; they are one reading, told at the word
// that weighs most. Thread rule: pure functions; a Reading points into the Proposals it was made from.
#pragma once

#include <vector>

#include "blend.hpp"
#include "proposal.hpp"
#include "reader_model.hpp"

namespace demarche::coding {

struct Reading {
  static constexpr std::size_t kNoProposal = static_cast<std::size_t>(-1);

  const Analysis* field = nullptr;
  std::size_t sentence = 0;
  Candidate candidate;  // one actor, at most one target
  ModalityRuling modality;
  std::size_t proposal = kNoProposal;  // of a frame at this word with this act
  double frames = 0.0;                 // probability that the frames give; 0 where none fits
  double network = 0.0;                // and the network
  double confidence = 0.0;
  bool each_way = false;  // one of several that tell what parties do to each other
  bool kept = false;
};

// All readings worth a look, by field, sentence, trigger, act and parties. `proposals` have parties and
// confidence. Confidence and kept are not set yet.
[[nodiscard]] std::vector<Reading> read_document(const Proposals& proposals, const ReaderModel& reader);

// Sets confidence and kept.
void believe(std::vector<Reading>& readings, const Blend& blend, double threshold);

// The move that a reading tells. `alone`: no other reading of its sentence is kept.
[[nodiscard]] Move move_of(const Reading& reading, bool alone, const Proposals& proposals,
                           const Document& document, std::string_view version, Explanation* why);

}  // namespace demarche::coding
