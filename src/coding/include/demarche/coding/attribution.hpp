// Who is said to say what: every attribution of a document, whether or not a move lies in it.
//
// The coder uses the same analysis for the chains of its moves; here it stands alone, so that it can be read
// and measured. Thread rule: a pure function; each thread brings its own scratch.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

// All spans are code points of the field, end exclusive.
struct Attribution {
  Field field = Field::Text;
  Span source;  // the phrase, without the clauses that hang on it
  Span source_head;
  std::string source_text;
  std::string name;  // canonical name where known, else the text
  PartyCode party;   // may be empty
  SpeakerKind kind = SpeakerKind::Named;
  Span cue;  // the word of saying, the head of "according to", or the mark of a headline
  std::string cue_text;
  std::vector<Span> content;  // never empty; in text order where the cue divides them
  std::size_t depth = 1;      // 1: the article reports it; 2: said inside what another source says; and so on
  bool in_chain =
      true;  // false: asked, judged or wished rather than said; moves in it are told by the article
};

// In the order of the cues, title first. Never fails: any valid document gives a (possibly empty) list.
[[nodiscard]] std::vector<Attribution> find_attributions(const Document& document,
                                                         const knowledge::Knowledge& knowledge,
                                                         const language::Chain& chain,
                                                         language::Chain::Workspace& scratch);

}  // namespace demarche::coding
