// One field of a document with everything the coder derives from it before it looks for moves.
// Thread rule: built and used by one thread.
#pragma once

#include <memory>
#include <vector>

#include <demarche/base/utf8.hpp>
#include <demarche/coding/terms.hpp>
#include <demarche/coding/time.hpp>
#include <demarche/language/chain.hpp>

#include "details.hpp"
#include "gate.hpp"
#include "match.hpp"
#include "mentions.hpp"
#include "speaker.hpp"
#include "tree.hpp"

namespace demarche::coding {

struct Analysis {
  // `rulings` of the gate: one a sentence, or none where no gate was asked.
  Analysis(Field which, language::Text analysed, std::vector<GateRuling> rulings, Discourse& discourse);
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  // Whether frames and network look at a sentence.
  [[nodiscard]] bool passes(std::size_t sentence) const { return gate.empty() || gate[sentence].passes; }

  Field field;
  language::Text text;
  std::vector<GateRuling> gate;
  utf8::OffsetMap offsets;  // from bytes to code points
  Tree tree;
  Mentions mentions;
  Speakers speakers;
  std::vector<IssueHit> issues;
  Matcher matcher;

  // Told of moves only, which most texts do not hold: empty until find_details.
  void find_details(const Discourse& discourse, const language::Chain& chain,
                    language::Chain::Workspace& scratch);
  std::vector<TimeExpression> times;
  std::vector<FoundTerm> terms;
};

}  // namespace demarche::coding
