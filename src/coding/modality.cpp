#include "modality.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

using knowledge::CoderClass;

bool is_spoken(Act act) {
  const Family f = family_of(act);
  return f == Family::Words || act == Act::Request || act == Act::Demand || act == Act::Offer ||
         act == Act::Promise || act == Act::Accept || act == Act::Reject || act == Act::Threaten;
}

std::optional<CoderClass> auxiliary_class(const Tree& tree, const knowledge::FrameSet& frames,
                                          TokenIndex trigger) {
  const knowledge::Place place{knowledge::PlaceKind::Aux, {}};
  const auto classify = [&](TokenIndex i) -> std::optional<CoderClass> {
    for (const CoderClass c : {CoderClass::Possible, CoderClass::Conditional, CoderClass::Future}) {
      if (frames.in_class(c, tree.token(i).lower)) return c;
    }
    return std::nullopt;
  };
  for (const TokenIndex c : tree.children(trigger)) {
    const language::Token& t = tree.token(c);
    const bool headline_to =
        t.lower == "to" && t.deprel == Deprel::Mark && tree.token(trigger).deprel != Deprel::Xcomp &&
        tree.token(trigger).deprel != Deprel::Advcl && tree.token(trigger).deprel != Deprel::Acl;
    if (t.deprel != Deprel::Aux && !headline_to) continue;
    if (const auto found = classify(c)) return found;
  }
  if (tree.token(trigger).deprel == Deprel::Conj && tree.head(trigger) != kNoToken &&
      is_verbal(tree, tree.head(trigger))) {
    return auxiliary_class(tree, frames, tree.head(trigger));
  }
  return std::nullopt;
}

// "if it imposes tariffs", "whether to impose tariffs".
bool is_condition(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex trigger) {
  const Deprel r = tree.token(trigger).deprel;
  if (r != Deprel::Advcl && r != Deprel::Ccomp && r != Deprel::Xcomp && r != Deprel::Acl) return false;
  const TokenIndex mark = tree.child(trigger, Deprel::Mark);
  return mark != kNoToken && frames.in_class(CoderClass::OpenMarks, tree.token(mark).lower);
}

// "said that it would impose tariffs": the future of the past, from who will do it.
bool is_own_announcement(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex trigger) {
  const TokenIndex subject = tree.child(trigger, Deprel::Nsubj);
  const TokenIndex above = controller(tree, trigger);
  if (subject == kNoToken || above == kNoToken || tree.token(trigger).deprel != Deprel::Ccomp) return false;
  const bool said = frames.in_class(CoderClass::Say, tree.token(above).lemma);
  const TokenIndex speaker = tree.child(above, Deprel::Nsubj);
  if (!said || speaker == kNoToken) return false;
  return tree.token(subject).upos == Upos::Pron || tree.token(subject).lower == tree.token(speaker).lower;
}

}  // namespace

bool is_negated(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex trigger) {
  const auto negates = [&](TokenIndex i) {
    return frames.in_class(CoderClass::Negators, tree.token(i).lower);
  };
  for (const TokenIndex c : tree.children(trigger)) {
    const language::Token& t = tree.token(c);
    if (negates(c) && (t.deprel == Deprel::Advmod || t.deprel == Deprel::Det || t.deprel == Deprel::Case ||
                       t.deprel == Deprel::Mark || t.deprel == Deprel::Cc || t.deprel == Deprel::CcPreconj)) {
      return true;
    }
    const bool argument =
        t.deprel == Deprel::Nsubj || t.deprel == Deprel::NsubjPass || t.deprel == Deprel::Obj;
    if (argument && negates(c)) return true;
    if (!argument) continue;
    for (const TokenIndex d : tree.children(c)) {
      if (tree.token(d).deprel == Deprel::Det && negates(d)) return true;
    }
  }
  return false;
}

namespace {

// Whether the frame needs something at such a place; `present`: needs without "not" only.
bool wants(const knowledge::Frame& frame, knowledge::PlaceKind kind, bool present) {
  return std::any_of(frame.needs.begin(), frame.needs.end(), [&](const knowledge::Need& n) {
    return !(present && n.negated) &&
           std::any_of(n.alternatives.begin(), n.alternatives.end(),
                       [&](const knowledge::Condition& c) { return c.place.kind == kind; });
  });
}

// What a word that governs or describes the act makes of it.
std::optional<ModalityRuling> made_by(const knowledge::FrameSet& frames, std::string_view lemma,
                                      std::string_view how) {
  const auto ruling = [&](Modality m) { return ModalityRuling{m, std::string(how) + std::string(lemma)}; };
  if (frames.in_class(CoderClass::MakesPossible, lemma)) return ruling(Modality::Possible);
  if (frames.in_class(CoderClass::MakesPlanned, lemma)) return ruling(Modality::Planned);
  return std::nullopt;
}

// "refused to impose tariffs", "plans to", "did not agree to".
std::optional<ModalityRuling> made_by_the_governor(const Tree& tree, const knowledge::FrameSet& frames,
                                                   TokenIndex trigger) {
  const TokenIndex above = controller(tree, trigger);
  if (above == kNoToken) return std::nullopt;
  const std::string_view lemma = tree.token(above).lemma;
  if (frames.in_class(CoderClass::MakesDenied, lemma))
    return ModalityRuling{Modality::Denied, "governed by " + std::string(lemma)};
  if (auto found = made_by(frames, lemma, "governed by ")) return found;
  if (is_negated(tree, frames, above) && tree.token(trigger).deprel == Deprel::Xcomp)
    return ModalityRuling{Modality::Denied, "governed by a negated verb"};
  return std::nullopt;
}

// "a tariff plan", "the sanctions proposal".
std::optional<ModalityRuling> made_by_a_noun_above(const Tree& tree, const knowledge::FrameSet& frames,
                                                   TokenIndex trigger) {
  const TokenIndex above = tree.head(trigger);
  if (tree.token(trigger).deprel != Deprel::Compound || above == kNoToken) return std::nullopt;
  return made_by(frames, tree.token(above).lemma, "part of a ");
}

// "planned tariffs", "a possible visit".
std::optional<ModalityRuling> made_by_a_modifier(const Tree& tree, const knowledge::FrameSet& frames,
                                                 TokenIndex trigger) {
  if (!is_nominal(tree, trigger)) return std::nullopt;
  for (const TokenIndex c : tree.children(trigger)) {
    const language::Token& t = tree.token(c);
    if (t.deprel != Deprel::Amod && t.deprel != Deprel::Compound && t.deprel != Deprel::Acl) continue;
    if (auto found = made_by(frames, t.lemma, "modified by ")) return found;
  }
  return std::nullopt;
}

}  // namespace

ModalityRuling rule_modality(const Tree& tree, const knowledge::FrameSet& frames,
                             const knowledge::Frame& frame, TokenIndex trigger) {
  if (frame.modality) return {*frame.modality, "preset by the frame"};
  if (!wants(frame, knowledge::PlaceKind::Negation, true) && is_negated(tree, frames, trigger))
    return {Modality::Denied, "negated"};
  const std::optional<CoderClass> aux = auxiliary_class(tree, frames, trigger);
  if (wants(frame, knowledge::PlaceKind::Aux, false) || frame.act == Act::Schedule) {
    const bool possible = frame.act == Act::Schedule && (aux == CoderClass::Possible);
    return {possible ? Modality::Possible : Modality::Actual,
            possible ? "auxiliary" : "the frame holds the auxiliary"};
  }
  if (aux == CoderClass::Possible) return {Modality::Possible, "auxiliary"};
  if (is_condition(tree, frames, trigger)) return {Modality::Possible, "in a condition"};
  if (aux == CoderClass::Conditional && !is_spoken(frame.act) && is_own_announcement(tree, frames, trigger))
    return {Modality::Planned, "announced"};
  if (aux == CoderClass::Conditional)
    return {is_spoken(frame.act) ? Modality::Actual : Modality::Possible, "conditional auxiliary"};
  if (aux == CoderClass::Future)
    return {is_spoken(frame.act) ? Modality::Actual : Modality::Planned, "future auxiliary"};
  if (const auto found = made_by_the_governor(tree, frames, trigger)) return *found;
  if (const auto found = made_by_a_noun_above(tree, frames, trigger)) return *found;
  if (const auto found = made_by_a_modifier(tree, frames, trigger)) return *found;
  // "Ottawa announces tariffs": a measure that is announced, proposed or prepared is not in force.
  const bool measure = frame.act == Act::Impose || frame.act == Act::Lift || frame.act == Act::Exempt;
  if (measure && frames.in_class(CoderClass::Foretells, tree.token(trigger).lemma))
    return {Modality::Planned, "announced"};
  return {Modality::Actual, "nothing speaks against it"};
}

std::optional<Clause> condition_of(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex trigger) {
  for (TokenIndex at = trigger, hops = 0; at != kNoToken && hops < 3; at = tree.head(at), ++hops) {
    for (const TokenIndex c : tree.children(at)) {
      if (tree.token(c).deprel != Deprel::Advcl || tree.dominates(c, trigger)) continue;
      if (!frames.in_class(CoderClass::ConditionMarks, tree.preposition(c))) continue;
      const Tree::Range range = tree.subtree(c);
      return Clause{tree.token(range.first).begin, tree.token(range.last).end};
    }
    if (!is_verbal(tree, at) && at != trigger) break;
  }
  return std::nullopt;
}

}  // namespace demarche::coding
