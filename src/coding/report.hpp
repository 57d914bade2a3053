// What one cue of speech reports, and who speaks: the tree first, then the place of the words.
//
// Trees of long quotations are often wrong, the order of the words seldom: "..., X said", "..., said X", "X
// said: ...". Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <demarche/knowledge/frames.hpp>

#include "tree.hpp"

namespace demarche::coding {

// How a verb puts words on somebody's word.
struct Saying {
  bool plain = false;        // only says ("told reporters"): its words are also found by their place
  bool clause_only = false;  // a noun will not do: "found that ..." reports, "found a way" does not
  bool act =
      false;  // does something by speaking, wishing or judging: "urged Ottawa to ...", "called for ..."
};

// The tokens a cue reports, inclusive, but for the exception: the cue's own words where they stand inside.
struct Content {
  TokenIndex first = 0;
  TokenIndex last = 0;
  TokenIndex except_first = kNoToken;
  TokenIndex except_last = 0;
};

// The head of the phrase that speaks; kNoToken where the sentence does not tell.
[[nodiscard]] TokenIndex speaker_of(const Tree& tree, TokenIndex cue, Saying saying);

// `quotation`: for each token of the text the number of the quotation that holds it, 0 for none.
[[nodiscard]] std::optional<Content> content_of(const Tree& tree, const knowledge::FrameSet& frames,
                                                TokenIndex cue, TokenIndex speaker, Saying saying,
                                                std::span<const std::uint32_t> quotation);

// The phrase of a nominal without the clauses that hang on it.
[[nodiscard]] Tree::Range short_phrase(const Tree& tree, TokenIndex head);

}  // namespace demarche::coding
