// The verb that governs a time expression, and its tense.
//
// With a tree: from the expression upward to the first verb or predicate. Without one: the last verb group
// before the expression, else the first behind it. The tense is that of the group: an auxiliary of the future
// ("will", "is going to", "would": the future of the past) or a bare infinitive with "to" means what is to
// come; a past form means what was. A noun or adjective that looks ahead ("deadline", "due", "scheduled")
// speaks of the future too.
#include "time_tense.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

using knowledge::CoderClass;
using knowledge::FrameSet;
using language::kNoHead;
using language::Sentence;
using language::Text;
using language::Token;
using language::Upos;
using language::Xpos;

bool is_verbal(const Token& t) {
  return t.upos == Upos::Verb || t.upos == Upos::Aux;
}

// A verb group read leftwards from its main verb: "will have been", "had to", "plans to".
Tense tense_of_group(const Text& text, const FrameSet& frames, const Sentence& sentence, std::uint32_t verb) {
  const Token& main = text.tokens[verb];
  if (frames.in_class(CoderClass::FutureGroup, main.lower)) return Tense::Future;
  if (frames.in_class(CoderClass::Ahead, main.lower) && main.xpos != Xpos::Vbd) return Tense::Future;
  constexpr std::uint32_t kReach = 4;
  const std::uint32_t stop = std::max(sentence.first, verb > kReach ? verb - kReach : 0);
  bool finite = main.xpos == Xpos::Vbd || main.xpos == Xpos::Vbz || main.xpos == Xpos::Vbp;
  if (!finite) {
    for (std::uint32_t i = verb; i-- > stop;) {
      const Token& t = text.tokens[i];
      if (frames.in_class(CoderClass::FutureGroup, t.lower)) return Tense::Future;
      if (frames.in_class(CoderClass::PastGroup, t.lower)) return Tense::Past;
      if (t.lower == "to" && main.xpos == Xpos::Vb) return Tense::Future;
      if (t.upos == Upos::Aux && main.xpos == Xpos::Vbg) return Tense::Future;
      if (t.upos != Upos::Aux && t.upos != Upos::Adv && t.upos != Upos::Part && t.lower != "not") break;
    }
  }
  if (main.xpos == Xpos::Vbd || main.xpos == Xpos::Vbn) return Tense::Past;
  if (main.xpos == Xpos::Vb && !finite) return Tense::Unknown;
  return main.xpos == Xpos::None ? Tense::Unknown : Tense::Present;
}

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

std::uint32_t governor_by_tree(const Text& text, const FrameSet& frames, std::uint32_t first,
                               std::uint32_t last) {
  std::uint32_t at = first;
  for (std::uint32_t i = first; i < last; ++i) {
    const std::int32_t head = text.tokens[i].head;
    if (head != kNoHead &&
        (static_cast<std::uint32_t>(head) < first || static_cast<std::uint32_t>(head) >= last))
      at = i;
  }
  for (int steps = 0; steps < 40 && text.tokens[at].head != kNoHead; ++steps) {
    at = static_cast<std::uint32_t>(text.tokens[at].head);
    if (at >= first && at < last) continue;
    if (is_verbal(text.tokens[at]) || frames.in_class(CoderClass::Ahead, text.tokens[at].lower)) return at;
  }
  return kNone;
}

bool has_tree(const Text& text, const Sentence& sentence) {
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (text.tokens[i].head != kNoHead) return true;
  }
  return false;
}

std::uint32_t governor_by_order(const Text& text, const FrameSet& frames, const Sentence& sentence,
                                std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = first; i-- > sentence.first;) {
    if (is_verbal(text.tokens[i]) || frames.in_class(CoderClass::Ahead, text.tokens[i].lower)) return i;
  }
  for (std::uint32_t i = last; i < sentence.last; ++i) {
    if (!is_verbal(text.tokens[i])) continue;
    // The main verb closes a group: "Thursday will be".
    while (i + 1 < sentence.last && text.tokens[i].upos == Upos::Aux && is_verbal(text.tokens[i + 1])) ++i;
    return i;
  }
  return kNone;
}

}  // namespace

Tense tense_around(const Text& text, const FrameSet& frames, const Sentence& sentence, std::uint32_t first,
                   std::uint32_t last) {
  if (first > sentence.first && frames.in_class(CoderClass::Ahead, text.tokens[first - 1].lower))
    return Tense::Future;
  const std::uint32_t verb = has_tree(text, sentence)
                                 ? governor_by_tree(text, frames, first, last)
                                 : governor_by_order(text, frames, sentence, first, last);
  const Tense tense = verb == kNone ? Tense::Unknown : tense_of_group(text, frames, sentence, verb);
  const bool deadline = last < sentence.last && text.tokens[last].lower == "deadline";
  return deadline && tense != Tense::Past ? Tense::Future : tense;
}

}  // namespace demarche::coding
