// The scorer of the CoNLL 2018 shared task (Zeman et al., 2018; conll18_ud_eval.py), for two analyses of one
// text. Thread rule: free functions without state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <demarche/language/evaluate.hpp>
#include <demarche/language/ud.hpp>

namespace demarche::language {

struct ScoredWord {
  std::string_view form;
  std::string_view lemma;
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;
  Deprel deprel = Deprel::Dep;
  std::int64_t head = -1;  // index into ScoredText::words
  std::size_t begin = 0;   // of the word, or of the multiword token that it belongs to, in `characters`
  std::size_t end = 0;
  bool multiword = false;
};

struct ScoredText {
  std::string characters;  // without white space
  std::vector<ScoredWord> words;
  std::vector<std::pair<std::size_t, std::size_t>> sentences;  // spans of characters
};

// Adds the characters of `form` that are not white space; returns their span.
std::pair<std::size_t, std::size_t> append_characters(ScoredText& text, std::string_view form);

// Pairs (gold word, system word), in text order: words with the same span, and within multiword tokens the
// longest common subsequence of lower-case forms.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> align_words(const ScoredText& gold,
                                                                           const ScoredText& system);

// The characters must be the same; otherwise nothing counts as correct.
[[nodiscard]] TreeScores score_text(const ScoredText& gold, const ScoredText& system);

}  // namespace demarche::language
