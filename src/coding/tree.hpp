// Views of a dependency tree: who hangs on what, and the *deep* roles of Universal Dependencies clauses.
//
// The tree of UD is shallow: the one who acts may stand at `nsubj`, under `obl:agent` of a passive, at the
// subject of the verb that controls an open complement ("China agreed to lift ..."), at the noun that a
// relative clause or a participle modifies, or at the subject of a verb that this one is coordinated with.
// The functions here walk those roads once, so that frames can speak of `subj` and `obj` alone. Thread rule:
// a Tree refers to a Text and is read-only after construction.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <demarche/language/text.hpp>

namespace demarche::coding {

using language::Deprel;
using language::Upos;
using language::Xpos;
using TokenIndex = std::uint32_t;
inline constexpr TokenIndex kNoToken = 0xFFFFFFFFU;

class Tree {
 public:
  explicit Tree(const language::Text& text);

  [[nodiscard]] const language::Text& text() const { return *text_; }
  [[nodiscard]] const language::Token& token(TokenIndex i) const { return text_->tokens[i]; }
  [[nodiscard]] std::span<const TokenIndex> children(TokenIndex i) const;
  [[nodiscard]] TokenIndex head(TokenIndex i) const;                    // kNoToken for a root
  [[nodiscard]] TokenIndex child(TokenIndex i, Deprel relation) const;  // the first, or kNoToken
  [[nodiscard]] std::size_t sentence_of(TokenIndex i) const;
  [[nodiscard]] bool dominates(TokenIndex ancestor, TokenIndex i) const;

  // Tokens from the leftmost to the rightmost descendant of `i`, inclusive.
  struct Range {
    TokenIndex first;
    TokenIndex last;
  };
  [[nodiscard]] Range subtree(TokenIndex i) const;

  // The preposition or mark of a nominal ("on" in "tariffs on steel"); empty when none.
  [[nodiscard]] std::string_view preposition(TokenIndex nominal) const;

 private:
  const language::Text* text_;
  std::vector<std::uint32_t> offsets_;
  std::vector<TokenIndex> children_;
  std::vector<std::uint32_t> sentence_of_;
};

[[nodiscard]] bool is_verbal(const Tree& tree, TokenIndex i);
[[nodiscard]] bool is_nominal(const Tree& tree, TokenIndex i);
[[nodiscard]] bool is_passive(const Tree& tree, TokenIndex verb);
// The word a possessor, compound or conjunct chain starts from: the first conjunct of a coordination.
[[nodiscard]] TokenIndex first_conjunct(const Tree& tree, TokenIndex i);
// `i` and everything coordinated with it, in order.
[[nodiscard]] std::vector<TokenIndex> conjuncts(const Tree& tree, TokenIndex i);

// Deep roles of a predicate (verb, predicative adjective or noun). Heads of nominals or clauses; conjuncts
// written out; empty when the sentence does not tell.
[[nodiscard]] std::vector<TokenIndex> deep_subjects(const Tree& tree, TokenIndex predicate);
[[nodiscard]] std::vector<TokenIndex> deep_objects(const Tree& tree, TokenIndex predicate);
// Nominals that hang on `head` (a verb or a noun) with the preposition.
[[nodiscard]] std::vector<TokenIndex> with_preposition(const Tree& tree, TokenIndex head,
                                                       std::string_view preposition);
// The predicate that governs `i` as its complement (xcomp, ccomp, advcl through "to"); kNoToken when none.
[[nodiscard]] TokenIndex controller(const Tree& tree, TokenIndex predicate);

}  // namespace demarche::coding
