// Frames held against the tree: every trigger whose needs are met becomes a Candidate.
//
// A candidate is a possible move: a frame and its trigger token. Recall comes first here; who acts on whom is
// chosen next (arguments.hpp), and whether it is a move at all is weighed last (confidence.hpp). Thread rule:
// pure functions over a Tree and its Mentions.
#pragma once

#include <optional>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>

#include "mentions.hpp"
#include "tree.hpp"

namespace demarche::coding {

struct Filled {
  Side side;
  std::string_view place;  // where it stands relative to the trigger: "subj", "own", a preposition, ...
};

struct Candidate {
  const knowledge::Frame* frame = nullptr;
  TokenIndex trigger = 0;
  std::vector<TokenIndex> support;  // particles and objects that belong to the trigger's words, in text order
  std::vector<Filled> actors;       // usually one
  std::vector<Filled> targets;      // may be empty
  std::size_t met_needs = 0;
};

class Matcher {
 public:
  Matcher(const Mentions& mentions, const knowledge::FrameSet& frames);

  // The candidates of a sentence, one for each trigger and act, by trigger.
  [[nodiscard]] std::vector<Candidate> candidates(std::size_t sentence) const;

 private:
  [[nodiscard]] bool fits_class(const knowledge::Frame& frame, TokenIndex token) const;
  [[nodiscard]] bool meets(const knowledge::Frame& frame, TokenIndex trigger, Candidate& out) const;
  [[nodiscard]] bool holds(const knowledge::Condition& condition, TokenIndex trigger,
                           TokenIndex& support) const;

  const Mentions* mentions_;
  const knowledge::FrameSet* frames_;
};

// Tokens that stand at a place of the trigger.
[[nodiscard]] std::vector<TokenIndex> tokens_at(const Tree& tree, const knowledge::Place& place,
                                                TokenIndex trigger);

}  // namespace demarche::coding
