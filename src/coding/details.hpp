// What hangs on a move beside its parties: issues and terms; for the date see dating.hpp. Thread rule: pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/coding/terms.hpp>
#include <demarche/coding/time.hpp>
#include <demarche/knowledge/knowledge.hpp>

#include "tree.hpp"

namespace demarche::coding {

// A phrase of data/issues.tsv (or a good with an issue) in the text.
struct IssueHit {
  TokenIndex first = 0;  // tokens [first, last)
  TokenIndex last = 0;
  std::uint32_t issue = 0;  // into Knowledge::issues()
};
[[nodiscard]] std::vector<IssueHit> find_issues(const language::Text& text,
                                                const knowledge::Knowledge& knowledge);

// The tokens that tell about one act: the clause of its trigger without the clauses of other acts.
// `alone` widens it to the whole sentence, for a sentence that holds a single move.
struct Scope {
  std::vector<bool> in;  // by token, relative to `first`
  TokenIndex first = 0;
  [[nodiscard]] bool holds(TokenIndex i) const {
    return i >= first && i - first < in.size() && in[i - first];
  }
};
[[nodiscard]] Scope scope_of(const Tree& tree, TokenIndex trigger, bool alone);

[[nodiscard]] std::vector<std::string> issues_in(const std::vector<IssueHit>& hits, const Scope& scope,
                                                 const knowledge::Knowledge& knowledge);
[[nodiscard]] std::vector<const FoundTerm*> terms_in(const std::vector<FoundTerm>& terms, const Scope& scope);

}  // namespace demarche::coding
