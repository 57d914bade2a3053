// On whose word: who says a clause, and the chain of sources behind it (codebook, section 6).
//
// A clause is spoken when it is the complement of a verb of saying ("X said that ..."), stands before or
// after one
// ("..., X said"), follows "according to X", or lies inside quotation marks whose speaker stands in the same
// or a neighbouring sentence. Reports nest: "Bloomberg reported that officials said ..." gives a chain of
// two. Thread rule: built for one text, then const.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <demarche/base/move.hpp>

#include "mentions.hpp"
#include "tree.hpp"

namespace demarche::coding {

struct Source {
  TokenIndex head = kNoToken;  // head of the phrase that names the source
  TokenIndex cue = kNoToken;   // the word of saying
  SpeakerKind kind = SpeakerKind::Named;
  std::optional<Side> side;  // the party that speaks, where known
  std::string name;          // canonical name, or the phrase
  std::string text;          // the phrase as written
  std::uint32_t report = 0;  // index into Speakers::reports()
};

// One source with all that it is said to say. Ranges are inclusive, as those of Tree.
struct Report {
  Source source;
  Tree::Range phrase{0, 0};          // the source without the clauses that hang on it
  std::vector<Tree::Range> content;  // never empty
  std::size_t depth = 1;             // place in the chain: 1 speaks in the article's own voice
  bool in_chain = true;  // false: the content is what is asked, judged or wished; the article tells it
};

// Whether a token may be why Speakers finds a source: a verb of saying, "according", a mark of quotation (or
// an apostrophe, which may be one). Needs tags and lemmas, no tree.
[[nodiscard]] bool may_tell_who_speaks(const language::Token& token, const knowledge::FrameSet& frames);

class Speakers {
 public:
  Speakers(const Mentions& mentions, const Discourse& discourse);

  // Sources of the clause that holds the token, from the nearest to the origin; empty: the narrator.
  [[nodiscard]] const std::vector<Source>& chain_of(TokenIndex token) const;
  // The party that says the clause: the origin of the chain with a party. nullopt: the narrator or unknown.
  [[nodiscard]] std::optional<Side> speaking_side(TokenIndex token) const;
  [[nodiscard]] bool quoted(TokenIndex token) const { return quotation_[token] != 0; }
  [[nodiscard]] bool is_cue(TokenIndex token) const;
  // Every source with its words, in the order of their cues; computed anew at each call.
  [[nodiscard]] std::vector<Report> reports() const;

 private:
  void mark_quotes();
  void find_reports();
  [[nodiscard]] Source source_at(TokenIndex nominal, TokenIndex cue) const;
  void assign(TokenIndex first, TokenIndex last, TokenIndex except_first, TokenIndex except_last,
              Source source);
  void find_according_to(std::size_t sentence);
  void find_headline_attributions(std::size_t sentence);
  [[nodiscard]] std::vector<std::uint32_t> speakers_of_quotations() const;
  void carry_quotes_over();
  void add_voiced(std::vector<Report>& out) const;

  const Mentions* mentions_;
  const Discourse* discourse_;
  std::vector<std::uint32_t> quotation_;  // token -> number of the quotation it stands in, 0 for none
  std::vector<bool> cue_;
  std::vector<std::uint32_t> chain_at_;  // token -> index into chains_
  std::vector<std::vector<Source>> chains_;
  std::vector<Report> reports_;
};

}  // namespace demarche::coding
