#include "match.hpp"

#include <algorithm>

#include "modality.hpp"

namespace demarche::coding {
namespace {

using knowledge::Condition;
using knowledge::Frame;
using knowledge::Need;
using knowledge::Place;
using knowledge::PlaceKind;
using knowledge::WordClass;

bool has_lemma(const std::vector<std::string>& lemmas, const language::Token& t) {
  return std::any_of(lemmas.begin(), lemmas.end(),
                     [&](const std::string& l) { return l == t.lemma || l == t.lower; });
}

// A light word passes its content on: "a series of tariffs", "a round of talks".
bool lemma_or_content(const Tree& tree, const std::vector<std::string>& lemmas, TokenIndex i) {
  if (has_lemma(lemmas, tree.token(i))) return true;
  for (const TokenIndex c : tree.children(i)) {
    const language::Token& t = tree.token(c);
    if (t.deprel == Deprel::Nmod && tree.preposition(c) == "of" && has_lemma(lemmas, t)) return true;
    if (t.deprel == Deprel::Compound && t.lower.size() > 3 && has_lemma(lemmas, t)) return true;
    if (t.deprel == Deprel::Conj && is_nominal(tree, c) && has_lemma(lemmas, t)) return true;
  }
  return false;
}

}  // namespace

Matcher::Matcher(const Mentions& mentions, const knowledge::FrameSet& frames)
    : mentions_(&mentions), frames_(&frames) {}

bool Matcher::fits_class(const Frame& frame, TokenIndex token) const {
  const language::Token& t = mentions_->tree().token(token);
  switch (frame.word_class) {
    case WordClass::Verb:
      return t.upos == Upos::Verb || t.upos == Upos::Aux;
    case WordClass::Noun:
      return t.upos == Upos::Noun || (t.upos == Upos::Propn && mentions_->at(token) == nullptr);
    case WordClass::Adjective:
      return t.upos == Upos::Adj || t.upos == Upos::Verb;
    case WordClass::Adverb:
      return t.upos == Upos::Adv;
    case WordClass::Any:
      return t.upos != Upos::Punct;
  }
  return false;
}

bool Matcher::holds(const Condition& condition, TokenIndex trigger, TokenIndex& support) const {
  const Tree& tree = mentions_->tree();
  if (condition.place.kind == PlaceKind::Negation) return is_negated(tree, *frames_, trigger);
  for (const TokenIndex i : tokens_at(tree, condition.place, trigger)) {
    if (!condition.lemmas.empty() && lemma_or_content(tree, condition.lemmas, i)) {
      support = i;
      return true;
    }
    if (condition.party && !mentions_->sides_of(i).empty()) return true;
    if (condition.lemmas.empty() && !condition.party) return true;
  }
  return false;
}

bool Matcher::meets(const Frame& frame, TokenIndex trigger, Candidate& out) const {
  for (const Need& need : frame.needs) {
    TokenIndex support = kNoToken;
    PlaceKind kind = PlaceKind::Other;
    const bool any = std::any_of(need.alternatives.begin(), need.alternatives.end(), [&](const Condition& c) {
      kind = c.place.kind;
      return holds(c, trigger, support);
    });
    if (any == need.negated) return false;
    if (need.negated) continue;
    ++out.met_needs;
    const bool belongs = kind == PlaceKind::Particle || kind == PlaceKind::Object ||
                         kind == PlaceKind::Next || kind == PlaceKind::Xcomp || kind == PlaceKind::Aux;
    if (support != kNoToken && belongs) out.support.push_back(support);
  }
  return true;
}

std::vector<Candidate> Matcher::candidates(std::size_t sentence) const {
  const Tree& tree = mentions_->tree();
  const knowledge::FrameSet& frames = *frames_;
  const language::Sentence& s = tree.text().sentences[sentence];
  std::vector<Candidate> out;
  for (TokenIndex i = s.first; i < s.last; ++i) {
    for (const std::uint32_t f : frames.of(tree.token(i).lemma)) {
      const Frame& frame = frames.all()[f];
      if (!fits_class(frame, i)) continue;
      Candidate candidate;
      candidate.frame = &frame;
      candidate.trigger = i;
      if (!meets(frame, i, candidate)) continue;
      // One candidate for each reading of the word: the frame whose needs say most about it.
      const auto rival = std::find_if(out.begin(), out.end(), [&](const Candidate& c) {
        return c.trigger == i && c.frame->act == frame.act;
      });
      if (rival == out.end()) {
        out.push_back(std::move(candidate));
      } else if (candidate.met_needs > rival->met_needs) {
        *rival = std::move(candidate);
      }
    }
  }
  return out;
}

}  // namespace demarche::coding
