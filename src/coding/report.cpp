#include "report.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

constexpr std::size_t kFewestWords = 2;  // of a content that is found by its place alone

bool is_mark(const Tree& tree, TokenIndex i) {
  return tree.token(i).upos == Upos::Punct;
}

std::size_t words_in(const Tree& tree, TokenIndex first, TokenIndex end) {
  std::size_t n = 0;
  for (TokenIndex i = first; i < end; ++i) n += is_mark(tree, i) ? 0U : 1U;
  return n;
}

bool is_subject(Deprel r) {
  return r == Deprel::Nsubj || r == Deprel::NsubjOuter;
}

bool is_relative(std::string_view lower) {
  return lower == "who" || lower == "which" || lower == "that" || lower == "what";
}

// The subject of the cue's own clause that stands nearest to it: "The plan, a source said, is ..." hangs both
// there.
TokenIndex nearest_subject(const Tree& tree, TokenIndex cue) {
  TokenIndex best = kNoToken;
  const auto distance = [&](TokenIndex i) { return i < cue ? cue - i : i - cue; };
  for (const TokenIndex c : tree.children(cue)) {
    if (!is_subject(tree.token(c).deprel)) continue;
    if (best == kNoToken || distance(c) < distance(best)) best = c;
  }
  return best;
}

// A noun directly before the cue that is no part of the subject found so far: "The tariffs, Mr. Wang said,
// are ...".
TokenIndex noun_before(const Tree& tree, TokenIndex cue, TokenIndex subject) {
  const language::Sentence& sentence = tree.text().sentences[tree.sentence_of(cue)];
  TokenIndex i = cue;
  while (i > sentence.first && (tree.token(i - 1).upos == Upos::Aux || tree.token(i - 1).upos == Upos::Adv))
    --i;
  if (i == sentence.first || !is_nominal(tree, i - 1)) return kNoToken;
  TokenIndex noun = i - 1;
  for (int hop = 0; hop < 4; ++hop) {
    const Deprel r = tree.token(noun).deprel;
    const bool part = r == Deprel::Flat || r == Deprel::FlatName || r == Deprel::Compound;
    if (!part || tree.head(noun) == kNoToken || tree.head(noun) >= cue) break;
    noun = tree.head(noun);
  }
  if (noun == subject || (subject != kNoToken && tree.dominates(subject, noun))) return kNoToken;
  const Deprel r = tree.token(noun).deprel;
  const bool free = is_subject(r) || r == Deprel::Appos || r == Deprel::Dep || r == Deprel::Root ||
                    r == Deprel::Parataxis || r == Deprel::Vocative;
  return free && tree.preposition(noun).empty() && !is_relative(tree.token(noun).lower) ? noun : kNoToken;
}

// "..., said the minister": the noun behind a cue that has no subject.
TokenIndex noun_behind(const Tree& tree, TokenIndex cue) {
  const language::Sentence& sentence = tree.text().sentences[tree.sentence_of(cue)];
  if (cue == sentence.first || !is_mark(tree, cue - 1)) return kNoToken;
  for (TokenIndex i = cue + 1; i < sentence.last && i < cue + 8 && !is_mark(tree, i); ++i) {
    if (tree.token(i).upos == Upos::Adp || is_verbal(tree, i)) return kNoToken;
    const TokenIndex head = tree.head(i);
    if (is_nominal(tree, i) && (head == kNoToken || head <= cue || head > cue + 8 || !is_nominal(tree, head)))
      return i;
  }
  return kNoToken;
}

// A clause beside the cue that the parser hung below it.
bool is_loose_clause(const Tree& tree, TokenIndex clause) {
  const Deprel r = tree.token(clause).deprel;
  return (r == Deprel::Parataxis || r == Deprel::Dep) && is_verbal(tree, clause);
}

// What is said stands before "X said" behind a mark only, unless nothing follows or the text has lost its
// marks.
bool may_precede(const Tree& tree, TokenIndex clause, TokenIndex cue) {
  const TokenIndex last = tree.subtree(clause).last;
  if (clause > cue || last > cue) return true;
  const language::Sentence& s = tree.text().sentences[tree.sentence_of(cue)];
  if (words_in(tree, cue + 1, s.last) < kFewestWords || words_in(tree, s.first, s.last) == s.last - s.first)
    return true;
  for (TokenIndex i = last; i < cue; ++i) {
    if (is_mark(tree, i)) return true;
  }
  return false;
}

std::optional<Content> complement(const Tree& tree, TokenIndex cue) {
  TokenIndex best = kNoToken;
  for (const Deprel wanted : {Deprel::Ccomp, Deprel::Parataxis}) {
    for (const TokenIndex c : tree.children(cue)) {
      const bool fits = wanted == Deprel::Ccomp ? tree.token(c).deprel == wanted : is_loose_clause(tree, c);
      if (best == kNoToken && fits && may_precede(tree, c, cue)) best = c;
    }
  }
  if (best != kNoToken) {
    const Tree::Range range = tree.subtree(best);
    return Content{range.first, range.last};
  }
  const Deprel own = tree.token(cue).deprel;
  if ((own == Deprel::Parataxis || own == Deprel::Discourse) && tree.head(cue) != kNoToken) {
    const Tree::Range range = tree.subtree(tree.head(cue));
    const Tree::Range inner = tree.subtree(cue);
    return Content{range.first, range.last, inner.first, inner.last};
  }
  return std::nullopt;
}

std::optional<Content> open_complement(const Tree& tree, TokenIndex cue) {
  for (const TokenIndex c : tree.children(cue)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::Xcomp || r == Deprel::Obj || r == Deprel::Advcl) {
      const Tree::Range range = tree.subtree(c);
      return Content{range.first, range.last};
    }
  }
  return std::nullopt;
}

// Whom or what a spoken act is about, and what it asks: everything behind the cue but time and place.
std::optional<Content> all_complements(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex cue) {
  std::optional<Content> content;
  for (const TokenIndex c : tree.children(cue)) {
    const Deprel r = tree.token(c).deprel;
    const bool topic =
        r == Deprel::Obl && frames.in_class(knowledge::CoderClass::TopicMarks, tree.preposition(c));
    const bool of_it = r == Deprel::Obj || r == Deprel::Xcomp || r == Deprel::Ccomp || topic;
    if (!of_it || c < cue) continue;
    const Tree::Range range = tree.subtree(c);
    if (!content) content = Content{range.first, range.last};
    content->first = std::min(content->first, range.first);
    content->last = std::max(content->last, range.last);
  }
  return content;
}

// Speaker and cue as one stretch, with what is said of the speaking to its right ("in a statement on
// Friday").
Tree::Range words_of_speaking(const Tree& tree, TokenIndex cue, TokenIndex speaker,
                              std::span<const std::uint32_t> quotation) {
  const Tree::Range who = short_phrase(tree, speaker);
  Tree::Range range{std::min(who.first, cue), std::max(who.last, cue)};
  for (const TokenIndex c : tree.children(cue)) {
    const Deprel r = tree.token(c).deprel;
    const bool beside = r == Deprel::Obl || r == Deprel::OblTmod || r == Deprel::OblUnmarked ||
                        r == Deprel::Iobj || r == Deprel::Advmod;
    const Tree::Range words = tree.subtree(c);
    if (beside && words.first == range.last + 1 && quotation[words.first] == quotation[cue])
      range.last = words.last;
  }
  return range;
}

// Goes on behind "..., X said,": the same clause, or the same quotation opened again.
bool goes_on(const Tree& tree, TokenIndex comma, TokenIndex end, std::span<const std::uint32_t> quotation) {
  if (comma + 2 >= end || tree.token(comma).lower != ",") return false;
  if (quotation[comma + 2] != 0) return true;
  const language::Token& next = tree.token(comma + 1);
  return next.upos == Upos::Verb ? next.xpos != Xpos::Vbg : next.upos == Upos::Aux || next.upos == Upos::Adp;
}

// What stands before the words of speaking, up to a comma or a closing mark; else what stands behind them.
std::optional<Content> by_place(const Tree& tree, TokenIndex cue, const Tree::Range& speaking,
                                std::span<const std::uint32_t> quotation) {
  const language::Sentence& s = tree.text().sentences[tree.sentence_of(cue)];
  const TokenIndex behind = speaking.last + 1;
  if (speaking.first > s.first && is_mark(tree, speaking.first - 1) &&
      words_in(tree, s.first, speaking.first) >= kFewestWords) {
    if (goes_on(tree, behind, s.last, quotation))
      return Content{s.first, s.last - 1, speaking.first, speaking.last};
    return Content{s.first, speaking.first - 1};
  }
  const bool opens = behind < s.last && (is_mark(tree, behind) || tree.token(behind).lower == "that" ||
                                         tree.token(cue).lemma == "say");
  if (opens && words_in(tree, behind, s.last) >= kFewestWords) return Content{behind, s.last - 1};
  return std::nullopt;
}

// A quotation is said by one: where the content holds some of its words, it holds those of the sentence.
void take_whole_quotation(const Tree& tree, TokenIndex cue, std::span<const std::uint32_t> quotation,
                          Content& content) {
  const language::Sentence& s = tree.text().sentences[tree.sentence_of(cue)];
  const auto same = [&](TokenIndex from, TokenIndex to) {
    return quotation[from] != 0 && quotation[from] == quotation[to];
  };
  if (quotation[cue] != 0) return;
  while (content.first > s.first && same(content.first, content.first - 1)) --content.first;
  while (content.last + 1 < s.last && same(content.last, content.last + 1)) ++content.last;
}

}  // namespace

Tree::Range short_phrase(const Tree& tree, TokenIndex head) {
  Tree::Range range{head, head};
  for (const TokenIndex c : tree.children(head)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::AclRelcl || r == Deprel::Acl || r == Deprel::Appos || r == Deprel::Punct ||
        r == Deprel::Parataxis || r == Deprel::Conj || r == Deprel::Cc || r == Deprel::Case) {
      continue;
    }
    const Tree::Range sub = tree.subtree(c);
    range.first = std::min(range.first, sub.first);
    range.last = std::max(range.last, sub.last);
  }
  return range;
}

TokenIndex speaker_of(const Tree& tree, TokenIndex cue, Saying saying) {
  const std::vector<TokenIndex> deep = deep_subjects(tree, cue);
  TokenIndex subject = deep.empty() ? kNoToken : deep.front();
  const TokenIndex nearest = nearest_subject(tree, cue);
  if (nearest != kNoToken && !is_relative(tree.token(nearest).lower)) subject = nearest;
  if (!saying.plain || is_passive(tree, cue)) return subject;
  if (const TokenIndex before = noun_before(tree, cue, subject); before != kNoToken) return before;
  return subject == kNoToken ? noun_behind(tree, cue) : subject;
}

std::optional<Content> content_of(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex cue,
                                  TokenIndex speaker, Saying saying,
                                  std::span<const std::uint32_t> quotation) {
  std::optional<Content> content = saying.act ? all_complements(tree, frames, cue) : complement(tree, cue);
  if (!content && saying.plain)
    content = by_place(tree, cue, words_of_speaking(tree, cue, speaker, quotation), quotation);
  if (!content && !saying.clause_only && !saying.act) content = open_complement(tree, cue);
  if (content) take_whole_quotation(tree, cue, quotation, *content);
  return content;
}

}  // namespace demarche::coding
