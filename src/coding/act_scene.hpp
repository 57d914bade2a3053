// A question of `demarche act` against the tree: where the two phrases stand and which predicates join them.
// Thread rule: built and used by one thread; a Scene points into itself and stays where it is.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <demarche/base/act_question.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

#include "match.hpp"
#include "mentions.hpp"
#include "tree.hpp"

namespace demarche::coding {

// A phrase of the question in the sentence: tokens [first, last) and the one that the rest hangs on.
struct Phrase {
  TokenIndex first = kNoToken;
  TokenIndex last = kNoToken;
  TokenIndex head = kNoToken;
  [[nodiscard]] bool found() const { return head != kNoToken; }
  [[nodiscard]] bool covers(TokenIndex i) const { return found() && i >= first && i < last; }
};

// The words of `phrase` in the text: letter by letter, else the longest run of its words. `taken` is avoided.
[[nodiscard]] Phrase find_phrase(const Tree& tree, std::string_view phrase, const Phrase& taken);

// A word that may tell the act, and how it stands to the two phrases.
struct Predicate {
  TokenIndex token = kNoToken;
  std::string_view role;  // "source", "target", "join", "below", "root"
};

struct ActScene {
  ActScene(const ActQuestion& question, const knowledge::Knowledge& knowledge, const language::Chain& chain,
           language::Chain::Workspace& scratch);
  ActScene(const ActScene&) = delete;
  ActScene& operator=(const ActScene&) = delete;

  const knowledge::Knowledge* knowledge;
  language::Text text;
  Tree tree;
  Discourse discourse;
  Mentions mentions;
  std::vector<Candidate> candidates;  // of all sentences
  Phrase source, target;
  bool told_source = false;  // found as the question gives it, not guessed
  bool told_target = false;
  std::vector<Predicate> predicates;
  std::vector<TokenIndex> path;  // from source to target, without the words of either
};

}  // namespace demarche::coding
