// The gate: whether a sentence may hold a move at all.
//
// Most sentences of a newspaper hold none. A linear model over the words of a sentence says which; what it
// leaves out is read by neither the frames nor the network, which saves their time. Such a sentence gets a
// tree only where somebody may speak in it (speaker.hpp). The names in it are known to the sentences around
// it all the same, and so is who speaks; but where it has no tree, a pronoun in a later sentence cannot see
// which of its names was the subject and takes the last that agrees.
//
// Features are made of the letters of lower-cased words only, so that text without capitals, punctuation or
// digits gives the same. Names of the tables are replaced by their kind, so that nothing is fitted to a
// country. The exception are names of fewer than four bytes that are written in capitals (US, UN, EU):
// without them they cannot be told from words, so they count as the words "us", "un", "eu". Thread rule:
// const after load or training.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/text.hpp>

#include "linear.hpp"

namespace demarche::coding {

struct Gate {
  LinearModel weights;
  // In units of 1/1024 logit; a sentence with a lower score is left out. As made, everything passes.
  std::int32_t threshold = std::numeric_limits<std::int32_t>::min();
};

struct GateRuling {
  std::int32_t score = 0;
  bool passes = true;
};

// Needs lower-case forms and sentence bounds only. Replaces what `out` held.
void gate_features(const language::Text& text, const language::Sentence& sentence, Field field,
                   const knowledge::Knowledge& knowledge, std::vector<FeatureKey>& out);

[[nodiscard]] GateRuling rule(const Gate& gate, const language::Text& text,
                              const language::Sentence& sentence, Field field,
                              const knowledge::Knowledge& knowledge);

}  // namespace demarche::coding
