// Spoilt copies of treebank sentences: what a text looks like that lost its capitals, punctuation or digits
// on the way. Tagger and parser are trained on clean sentences mixed with such copies, and measured on both.
//
// Tags and relations stay as annotated. A word of which nothing is left goes, and its dependents go to its
// head; if it was the root, its first dependent takes its place. Thread rule: free functions without state.
#pragma once

#include <cstdint>

#include <demarche/language/conllu.hpp>

namespace demarche::language {

struct Degradation {
  bool lower_case = false;
  bool no_punctuation = false;  // inside words too ("U.S." is "US", "'s" is "s"), except within numbers
  bool no_digits = false;
};

// All sentences, spoilt in the same way. Sentences of which no word is left are dropped; `text` is left
// empty.
[[nodiscard]] Treebank degrade(const Treebank& clean, const Degradation& what);

// Spoilt copies of about `permille` of the sentences, chosen and spoilt at random, in the order of the
// treebank: two in five lose capitals and punctuation, one in five each capitals, punctuation, or all three.
[[nodiscard]] Treebank degraded_sample(const Treebank& clean, std::uint32_t permille, std::uint64_t seed);

}  // namespace demarche::language
