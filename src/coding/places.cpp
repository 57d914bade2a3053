// Where a place of a frame lies in the tree (see frames.hpp for the language of places).
#include <algorithm>

#include "match.hpp"

namespace demarche::coding {
namespace {

using knowledge::Place;
using knowledge::PlaceKind;

void add(std::vector<TokenIndex>& out, TokenIndex i) {
  if (std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
}

void children_with(const Tree& tree, TokenIndex trigger, std::initializer_list<Deprel> relations,
                   std::vector<TokenIndex>& out) {
  for (const TokenIndex c : tree.children(trigger)) {
    if (std::find(relations.begin(), relations.end(), tree.token(c).deprel) != relations.end()) add(out, c);
  }
}

// Adverbs that work like particles stand directly behind the verb, or at most two words on ("put it off").
void particles(const Tree& tree, TokenIndex trigger, std::vector<TokenIndex>& out) {
  children_with(tree, trigger, {Deprel::CompoundPrt}, out);
  for (const TokenIndex c : tree.children(trigger)) {
    const language::Token& t = tree.token(c);
    const bool near = c > trigger && c - trigger <= 3;
    if (near && (t.deprel == Deprel::Advmod || t.deprel == Deprel::Case || t.deprel == Deprel::Mark))
      add(out, c);
  }
  const std::size_t end = tree.text().sentences[tree.sentence_of(trigger)].last;
  if (trigger + 1 < end && tree.token(trigger + 1).upos == Upos::Adp) add(out, trigger + 1);
}

void auxiliaries(const Tree& tree, TokenIndex trigger, std::vector<TokenIndex>& out) {
  children_with(tree, trigger, {Deprel::Aux}, out);
  for (const TokenIndex c : tree.children(trigger)) {
    const language::Token& t = tree.token(c);
    // The headline future: "Xi to visit Washington" hangs as the root or an acl on the name.
    const Deprel own = tree.token(trigger).deprel;
    if (t.lower == "to" && t.deprel == Deprel::Mark && own != Deprel::Xcomp && own != Deprel::Advcl)
      add(out, c);
  }
  if (!out.empty() || tree.token(trigger).deprel != Deprel::Conj || tree.head(trigger) == kNoToken) return;
  children_with(tree, tree.head(trigger), {Deprel::Aux}, out);  // "will meet and discuss"
}

void subjects_of_clauses(const Tree& tree, TokenIndex trigger, std::vector<TokenIndex>& out) {
  for (const TokenIndex c : tree.children(trigger)) {
    const Deprel r = tree.token(c).deprel;
    if (r != Deprel::Ccomp && r != Deprel::Xcomp && r != Deprel::Advcl) continue;
    for (const TokenIndex s : tree.children(c)) {
      const Deprel sr = tree.token(s).deprel;
      if (sr == Deprel::Nsubj || sr == Deprel::NsubjPass) {
        for (const TokenIndex j : conjuncts(tree, s)) add(out, j);
      }
    }
  }
}

void modifiers(const Tree& tree, TokenIndex trigger, std::vector<TokenIndex>& out) {
  children_with(tree, trigger,
                {Deprel::Amod, Deprel::Compound, Deprel::Acl, Deprel::NmodPoss, Deprel::Nummod, Deprel::Nmod,
                 Deprel::NmodDesc, Deprel::NmodUnmarked},
                out);
}

void preposition(const Tree& tree, const Place& place, TokenIndex trigger, std::vector<TokenIndex>& out) {
  out = with_preposition(tree, trigger, place.preposition);
  // "impose tariffs on China": the parser may hang "on" on the object.
  for (const TokenIndex o : deep_objects(tree, trigger)) {
    for (const TokenIndex p : with_preposition(tree, o, place.preposition)) add(out, p);
  }
}

// The word in front of the trigger or behind it, in its sentence.
void neighbour(const Tree& tree, PlaceKind side, TokenIndex trigger, std::vector<TokenIndex>& out) {
  const language::Sentence& s = tree.text().sentences[tree.sentence_of(trigger)];
  if (side == PlaceKind::Next && trigger + 1 < s.last) out.push_back(trigger + 1);
  if (side == PlaceKind::Before && trigger > s.first) out.push_back(trigger - 1);
}

// Places that a relation alone tells.
void related(const Tree& tree, PlaceKind kind, TokenIndex trigger, std::vector<TokenIndex>& out) {
  switch (kind) {
    case PlaceKind::Indirect:
      return children_with(tree, trigger, {Deprel::Iobj}, out);
    case PlaceKind::Xcomp:
      return children_with(tree, trigger, {Deprel::Xcomp, Deprel::Advcl, Deprel::Acl}, out);
    case PlaceKind::Ccomp:
      return children_with(tree, trigger, {Deprel::Ccomp}, out);
    case PlaceKind::Adverb:
      return children_with(tree, trigger, {Deprel::Advmod}, out);
    default:
      return;
  }
}

}  // namespace

std::vector<TokenIndex> tokens_at(const Tree& tree, const Place& place, TokenIndex trigger) {
  std::vector<TokenIndex> out;
  // "China should stop": an auxiliary shares the places of its verb.
  const Deprel own = tree.token(trigger).deprel;
  if ((own == Deprel::Aux || own == Deprel::Cop) && tree.head(trigger) != kNoToken)
    trigger = tree.head(trigger);
  switch (place.kind) {
    case PlaceKind::Subject:
    case PlaceKind::SubjectOwner:
      return deep_subjects(tree, trigger);
    case PlaceKind::Object:
    case PlaceKind::ObjectOwner:
      return deep_objects(tree, trigger);
    case PlaceKind::Owner:
      return {trigger};
    case PlaceKind::Preposition:
      preposition(tree, place, trigger, out);
      break;
    case PlaceKind::ClauseSubject:
      subjects_of_clauses(tree, trigger, out);
      break;
    case PlaceKind::Particle:
      particles(tree, trigger, out);
      break;
    case PlaceKind::Modifier:
      modifiers(tree, trigger, out);
      break;
    case PlaceKind::Aux:
      auxiliaries(tree, trigger, out);
      break;
    case PlaceKind::Next:
    case PlaceKind::Before:
      neighbour(tree, place.kind, trigger, out);
      break;
    case PlaceKind::Governor:
      if (tree.head(trigger) != kNoToken) out.push_back(tree.head(trigger));
      break;
    default:
      related(tree, place.kind, trigger, out);
      break;
  }
  return out;
}

}  // namespace demarche::coding
