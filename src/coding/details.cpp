#include "details.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

// Finds phrases by lower form first, then by lemma, so that the tables need list the singular only.
template <typename Found>
void each_phrase(const language::Text& text, const knowledge::PhraseIndex& index, const Found& found) {
  std::vector<knowledge::AtomId> atoms(text.tokens.size());
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    atoms[i] = index.atom(text.tokens[i].lower);
    if (atoms[i] == knowledge::kUnknownAtom) atoms[i] = index.atom(text.tokens[i].lemma);
  }
  for (const language::Sentence& s : text.sentences) {
    const auto inside = std::span<const knowledge::AtomId>(atoms).subspan(s.first, s.last - s.first);
    for (std::size_t i = 0; i < inside.size();) {
      const bool can_begin = inside[i] != knowledge::kUnknownAtom && inside[i] != knowledge::kJoiningAtom;
      const auto match = can_begin ? index.longest(inside, i) : std::nullopt;
      if (match) found(static_cast<TokenIndex>(s.first + i), match->length, match->values);
      i += match ? match->length : 1;
    }
  }
}

// The stretch of a list in text order that begins inside the scope's sentence.
template <typename T>
std::span<const T> inside(const std::vector<T>& in_order, const Scope& scope) {
  const auto before = [](const T& item, TokenIndex token) { return item.first < token; };
  const auto first = std::lower_bound(in_order.begin(), in_order.end(), scope.first, before);
  const auto end = static_cast<TokenIndex>(scope.first + scope.in.size());
  const auto last = std::lower_bound(first, in_order.end(), end, before);
  return {first, last};
}

bool is_clause(Deprel r) {
  return r == Deprel::Conj || r == Deprel::Advcl || r == Deprel::Parataxis || r == Deprel::Ccomp ||
         r == Deprel::AclRelcl;
}

}  // namespace

std::vector<IssueHit> find_issues(const language::Text& text, const knowledge::Knowledge& knowledge) {
  std::vector<IssueHit> out;
  each_phrase(text, knowledge.issue_index(),
              [&](TokenIndex at, std::uint32_t length, std::span<const std::uint32_t> values) {
                for (const std::uint32_t v : values) out.push_back({at, at + length, v});
              });
  const auto issues = knowledge.issues();
  each_phrase(text, knowledge.goods_index(),
              [&](TokenIndex at, std::uint32_t length, std::span<const std::uint32_t> values) {
                const language::Upos u = text.tokens[at + length - 1].upos;
                if (u != Upos::Noun && u != Upos::Propn && u != Upos::Adj) return;
                const std::string& issue = knowledge.goods()[values.front()].issue;
                const auto it = std::find(issues.begin(), issues.end(), issue);
                if (it != issues.end())
                  out.push_back({at, at + length, static_cast<std::uint32_t>(it - issues.begin())});
              });
  std::sort(out.begin(), out.end(), [](const IssueHit& a, const IssueHit& b) {
    return a.first != b.first ? a.first < b.first : a.issue < b.issue;
  });
  return out;
}

Scope scope_of(const Tree& tree, TokenIndex trigger, bool alone) {
  const language::Sentence& s = tree.text().sentences[tree.sentence_of(trigger)];
  Scope scope;
  scope.first = s.first;
  scope.in.assign(s.last - s.first, alone);
  if (alone) return scope;
  const auto mark = [&](TokenIndex root) {
    std::vector<TokenIndex> open{root};
    while (!open.empty()) {
      const TokenIndex at = open.back();
      open.pop_back();
      scope.in[at - s.first] = true;
      for (const TokenIndex c : tree.children(at)) {
        const Deprel r = tree.token(c).deprel;
        // Coordinated verbs and clauses around the trigger are other acts.
        if (is_clause(r) && is_verbal(tree, c) && r != Deprel::Ccomp) continue;
        open.push_back(c);
      }
    }
  };
  mark(trigger);
  // A nominal trigger shares the clause of its verb; a complement shares that of its governor.
  TokenIndex at = trigger;
  for (int hop = 0; hop < 4; ++hop) {
    const Deprel r = tree.token(at).deprel;
    const TokenIndex head = tree.head(at);
    if (head == kNoToken || is_clause(r)) break;
    at = head;
    if (is_verbal(tree, at)) break;
  }
  if (at != trigger) mark(at);
  return scope;
}

std::vector<std::string> issues_in(const std::vector<IssueHit>& hits, const Scope& scope,
                                   const knowledge::Knowledge& knowledge) {
  std::vector<std::string> out;
  for (const IssueHit& h : inside(hits, scope)) {
    const std::string& issue = knowledge.issues()[h.issue];
    if (scope.holds(h.first) && std::find(out.begin(), out.end(), issue) == out.end()) out.push_back(issue);
  }
  return out;
}

std::vector<const FoundTerm*> terms_in(const std::vector<FoundTerm>& terms, const Scope& scope) {
  std::vector<const FoundTerm*> out;
  for (const FoundTerm& t : inside(terms, scope)) {
    if (scope.holds(t.first)) out.push_back(&t);
  }
  return out;
}

}  // namespace demarche::coding
