// Training of the lemmatizer. Deterministic. Thread rule: free functions without state.
#pragma once

#include <span>

#include <demarche/language/text.hpp>

#include "lemmatizer.hpp"

namespace demarche::language {

// Every Text has gold tags and lemmas (see gold_text.hpp).
[[nodiscard]] Lemmatizer train_lemmatizer(std::span<const Text> sentences);

}  // namespace demarche::language
