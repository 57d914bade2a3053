#include "tree.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

constexpr int kMaxHops = 12;  // bounds every walk up or across a tree, whatever the parser produced

bool is_subject(Deprel r) {
  return r == Deprel::Nsubj || r == Deprel::NsubjPass || r == Deprel::Csubj || r == Deprel::NsubjOuter;
}

void append_conjuncts(const Tree& tree, TokenIndex i, std::vector<TokenIndex>& out) {
  for (const TokenIndex c : conjuncts(tree, i)) {
    if (std::find(out.begin(), out.end(), c) == out.end()) out.push_back(c);
  }
}

// Subject that stands at the predicate itself, whatever its depth.
TokenIndex surface_subject(const Tree& tree, TokenIndex predicate) {
  for (const TokenIndex c : tree.children(predicate)) {
    if (is_subject(tree.token(c).deprel)) return c;
  }
  return kNoToken;
}

TokenIndex agent_of_passive(const Tree& tree, TokenIndex verb) {
  for (const TokenIndex c : tree.children(verb)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::OblAgent) return c;
    if ((r == Deprel::Obl || r == Deprel::Nmod) && tree.preposition(c) == "by") return c;
  }
  return kNoToken;
}

bool is_relative_word(const language::Token& t) {
  return t.xpos == Xpos::Wdt || t.xpos == Xpos::Wp || t.lower == "that" || t.lower == "which" ||
         t.lower == "who";
}

// The object of the verb that controls an open complement, which then acts in it: "urged China to lift".
TokenIndex controlling_object(const Tree& tree, TokenIndex controller_verb) {
  const TokenIndex obj = tree.child(controller_verb, Deprel::Obj);
  return obj != kNoToken ? obj : tree.child(controller_verb, Deprel::Iobj);
}

struct Walk {
  const Tree& tree;
  std::vector<TokenIndex> out;

  // One step outward from a predicate without a subject of its own. Returns where to look next.
  TokenIndex outward(TokenIndex predicate) {
    const language::Token& t = tree.token(predicate);
    const TokenIndex head = tree.head(predicate);
    if (head == kNoToken) return kNoToken;
    switch (t.deprel) {
      case Deprel::Xcomp: {
        const TokenIndex object = controlling_object(tree, head);
        if (object != kNoToken && !is_passive(tree, head)) {
          append_conjuncts(tree, object, out);
          return kNoToken;
        }
        if (is_passive(tree, head)) {  // "China was urged to lift": its surface subject acts
          const TokenIndex s = surface_subject(tree, head);
          if (s != kNoToken) {
            append_conjuncts(tree, s, out);
            return kNoToken;
          }
        }
        return head;
      }
      case Deprel::Conj:
      case Deprel::Advcl:
      case Deprel::Parataxis:
        return head;
      case Deprel::AclRelcl:
      case Deprel::Acl:
        if (is_nominal(tree, head) && t.xpos != Xpos::Vb) {
          append_conjuncts(tree, head, out);
          return kNoToken;
        }
        return head;  // "plans to impose": whoever owns the plan
      default:
        return kNoToken;
    }
  }
};

// Of a relative clause: "the tariffs that the U.S. imposed", not "the country that imposed them".
bool has_own_subject(const Tree& tree, TokenIndex predicate) {
  const TokenIndex subject = tree.child(predicate, Deprel::Nsubj);
  return subject != kNoToken && !is_relative_word(tree.token(subject));
}

}  // namespace

Tree::Tree(const language::Text& text) : text_(&text) {
  const std::size_t n = text.tokens.size();
  offsets_.assign(n + 1, 0);
  for (const language::Token& t : text.tokens) {
    if (t.head >= 0) ++offsets_[static_cast<std::size_t>(t.head) + 1];
  }
  for (std::size_t i = 0; i < n; ++i) offsets_[i + 1] += offsets_[i];
  children_.resize(offsets_[n]);
  std::vector<std::uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t h = text.tokens[i].head;
    if (h >= 0) children_[next[static_cast<std::size_t>(h)]++] = static_cast<TokenIndex>(i);
  }
  sentence_of_.assign(n, 0);
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const language::Sentence& sentence = text.sentences[s];
    std::fill(sentence_of_.begin() + sentence.first, sentence_of_.begin() + sentence.last,
              static_cast<std::uint32_t>(s));
  }
}

std::span<const TokenIndex> Tree::children(TokenIndex i) const {
  return std::span<const TokenIndex>(children_).subspan(offsets_[i], offsets_[i + 1] - offsets_[i]);
}

TokenIndex Tree::head(TokenIndex i) const {
  const std::int32_t h = token(i).head;
  return h < 0 ? kNoToken : static_cast<TokenIndex>(h);
}

TokenIndex Tree::child(TokenIndex i, Deprel relation) const {
  for (const TokenIndex c : children(i)) {
    if (token(c).deprel == relation) return c;
  }
  return kNoToken;
}

std::size_t Tree::sentence_of(TokenIndex i) const {
  return sentence_of_[i];
}

bool Tree::dominates(TokenIndex ancestor, TokenIndex i) const {
  for (TokenIndex at = i; at != kNoToken; at = head(at)) {
    if (at == ancestor) return true;
  }
  return false;
}

Tree::Range Tree::subtree(TokenIndex i) const {
  Range range{i, i};
  std::vector<TokenIndex> open{i};
  while (!open.empty()) {
    const TokenIndex at = open.back();
    open.pop_back();
    range.first = std::min(range.first, at);
    range.last = std::max(range.last, at);
    for (const TokenIndex c : children(at)) open.push_back(c);
  }
  return range;
}

std::string_view Tree::preposition(TokenIndex nominal) const {
  for (const TokenIndex c : children(nominal)) {
    if (token(c).deprel == Deprel::Case && token(c).lower != "'s" && token(c).lower != "'")
      return token(c).lower;
  }
  for (const TokenIndex c : children(nominal)) {
    if (token(c).deprel == Deprel::Mark) return token(c).lower;
  }
  return {};
}

bool is_verbal(const Tree& tree, TokenIndex i) {
  const Upos u = tree.token(i).upos;
  return u == Upos::Verb || u == Upos::Aux;
}

bool is_nominal(const Tree& tree, TokenIndex i) {
  const Upos u = tree.token(i).upos;
  return u == Upos::Noun || u == Upos::Propn || u == Upos::Pron || u == Upos::Num;
}

namespace {

// "Talks have stalled": whatever relation the parser gives to the subject, "have" without "be" makes no
// passive.
bool is_perfect(const Tree& tree, TokenIndex verb) {
  const TokenIndex aux = tree.child(verb, Deprel::Aux);
  return aux != kNoToken && tree.token(aux).lemma == "have" && tree.child(verb, Deprel::AuxPass) == kNoToken;
}

}  // namespace

bool is_passive(const Tree& tree, TokenIndex verb) {
  if (is_perfect(tree, verb)) return false;
  for (const TokenIndex c : tree.children(verb)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::NsubjPass || r == Deprel::AuxPass || r == Deprel::CsubjPass) return true;
  }
  // A past participle that modifies a noun, or a headline's participle without "be", is passive as well.
  const language::Token& t = tree.token(verb);
  if (t.xpos != Xpos::Vbn) return false;
  if (t.deprel == Deprel::Acl || t.deprel == Deprel::Amod) return true;
  return t.deprel == Deprel::Conj && tree.head(verb) != kNoToken &&
         tree.child(verb, Deprel::Aux) == kNoToken && tree.child(verb, Deprel::Obj) == kNoToken &&
         is_passive(tree, tree.head(verb));
}

TokenIndex first_conjunct(const Tree& tree, TokenIndex i) {
  for (int hop = 0; hop < kMaxHops && tree.token(i).deprel == Deprel::Conj; ++hop) {
    const TokenIndex h = tree.head(i);
    if (h == kNoToken) break;
    i = h;
  }
  return i;
}

std::vector<TokenIndex> conjuncts(const Tree& tree, TokenIndex i) {
  std::vector<TokenIndex> out{i};
  for (std::size_t at = 0; at < out.size() && out.size() < 16; ++at) {
    for (const TokenIndex c : tree.children(out[at])) {
      if (tree.token(c).deprel == Deprel::Conj && is_nominal(tree, c) == is_nominal(tree, i))
        out.push_back(c);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<TokenIndex> deep_subjects(const Tree& tree, TokenIndex predicate) {
  Walk walk{tree, {}};
  TokenIndex at = predicate;
  for (int hop = 0; hop < kMaxHops && at != kNoToken; ++hop) {
    const bool passive = is_passive(tree, at);
    const TokenIndex found = passive ? agent_of_passive(tree, at) : surface_subject(tree, at);
    if (found != kNoToken) {
      // "which", "who": the noun that the clause modifies.
      if (is_relative_word(tree.token(found)) && tree.token(at).deprel == Deprel::AclRelcl &&
          tree.head(at) != kNoToken) {
        append_conjuncts(tree, tree.head(at), walk.out);
      } else {
        append_conjuncts(tree, found, walk.out);
      }
      return walk.out;
    }
    if (passive) return walk.out;  // a passive without "by" hides who acts
    if (at != predicate && is_nominal(tree, at) && !is_verbal(tree, at)) {
      // "plans to impose", "a decision to withdraw": the owner of the noun acts.
      append_conjuncts(tree, at, walk.out);
      return walk.out;
    }
    at = walk.outward(at);
    if (!walk.out.empty()) return walk.out;
  }
  return walk.out;
}

std::vector<TokenIndex> deep_objects(const Tree& tree, TokenIndex predicate) {
  std::vector<TokenIndex> out;
  const bool passive = is_passive(tree, predicate);
  for (const TokenIndex c : tree.children(predicate)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::Obj || (passive && (r == Deprel::NsubjPass || r == Deprel::CsubjPass))) {
      append_conjuncts(tree, c, out);
    }
  }
  const language::Token& t = tree.token(predicate);
  const TokenIndex head = tree.head(predicate);
  if (!out.empty() || head == kNoToken) return out;
  const bool participle =
      passive && (t.deprel == Deprel::Acl || t.deprel == Deprel::Amod || t.deprel == Deprel::AclRelcl);
  if (participle || (t.deprel == Deprel::AclRelcl && has_own_subject(tree, predicate))) {
    append_conjuncts(tree, head, out);
  } else if (t.deprel == Deprel::Conj && is_verbal(tree, head) && is_verbal(tree, predicate)) {
    // "threatened and imposed tariffs": the object stands at the last verb or the first.
    for (const TokenIndex c : tree.children(head)) {
      if (tree.token(c).deprel == Deprel::Obj && c > predicate) append_conjuncts(tree, c, out);
    }
    if (passive && tree.child(predicate, Deprel::NsubjPass) == kNoToken && is_passive(tree, head)) {
      for (const TokenIndex c : tree.children(head)) {
        if (tree.token(c).deprel == Deprel::NsubjPass) append_conjuncts(tree, c, out);
      }
    }
  }
  return out;
}

std::vector<TokenIndex> with_preposition(const Tree& tree, TokenIndex head, std::string_view preposition) {
  std::vector<TokenIndex> out;
  for (const TokenIndex c : tree.children(head)) {
    const Deprel r = tree.token(c).deprel;
    const bool oblique = r == Deprel::Obl || r == Deprel::Nmod || r == Deprel::OblAgent ||
                         r == Deprel::Advcl || r == Deprel::Acl || r == Deprel::NmodPoss ||
                         r == Deprel::Ccomp || r == Deprel::Xcomp;
    if (oblique && tree.preposition(c) == preposition) append_conjuncts(tree, c, out);
  }
  return out;
}

TokenIndex controller(const Tree& tree, TokenIndex predicate) {
  const Deprel r = tree.token(predicate).deprel;
  if (r == Deprel::Xcomp || r == Deprel::Ccomp || r == Deprel::Acl) return tree.head(predicate);
  if (r == Deprel::Conj) {
    const TokenIndex first = first_conjunct(tree, predicate);
    return first == predicate ? kNoToken : controller(tree, first);
  }
  return kNoToken;
}

}  // namespace demarche::coding
