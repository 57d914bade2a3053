// Training of the lemmatizer. Deterministic. Thread rule: free functions without state.
#pragma once

#include <span>

#include <demarche/language/text.hpp>

#include "lemma_lessons.hpp"
#include "lemmatizer.hpp"

namespace demarche::language {

// Every Text has gold tags and lemmas (see gold_text.hpp). Lessons, and then forms of `counts` for which the
// learned rules make up a word that nobody writes ("rebuk" of "rebuked"), become exceptions where the
// treebank has no say.
[[nodiscard]] Lemmatizer train_lemmatizer(std::span<const Text> sentences,
                                          std::span<const LemmaLesson> lessons = {},
                                          const FormCounts& counts = {});

}  // namespace demarche::language
