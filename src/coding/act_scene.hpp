// A question of `demarche act` against the tree: where the two phrases stand and which predicates join them.
// Thread rule: built and used by one thread; a Scene points into itself and into the question, and stays
// where it is.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <demarche/base/act_question.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

#include "analysis.hpp"
#include "match.hpp"
#include "mentions.hpp"
#include "reader.hpp"
#include "reader_model.hpp"
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
// Of a longer phrase the first 1,000 bytes are looked for.
[[nodiscard]] Phrase find_phrase(const Tree& tree, std::string_view phrase, const Phrase& taken);

// A word that may tell the act, and how it stands to the two phrases.
struct Predicate {
  TokenIndex token = kNoToken;
  std::string_view role;  // "source", "target", "join", "below", "root"
};

// What a question is read with: the models of `demarche code`. Points at what its owner keeps.
struct ActGround {
  const knowledge::Knowledge* knowledge = nullptr;
  const language::Chain* chain = nullptr;
  const ReaderModel* reader = nullptr;
};

struct ActScene {
  // Looks into the question, which must outlive it.
  ActScene(const ActQuestion& question, const ActGround& ground, language::Chain::Workspace& scratch);
  ActScene(ActQuestion&& question, const ActGround& ground, language::Chain::Workspace& scratch) = delete;
  ActScene(const ActScene&) = delete;
  ActScene& operator=(const ActScene&) = delete;

  const knowledge::Knowledge* knowledge;
  Discourse discourse;
  Analysis field;
  const language::Text& text;
  const Tree& tree;
  const Mentions& mentions;
  std::vector<Candidate> candidates;  // of all sentences
  Phrase source, target;
  bool told_source = false;  // found as the question gives it, not guessed
  bool told_target = false;
  std::vector<Predicate> predicates;
  std::vector<TokenIndex> path;  // from source to target, without the words of either
  std::vector<ToldAct> told;     // what the reader network finds in the sentences of the predicates
};

}  // namespace demarche::coding
