// Treebank sentences written again as a headline writer would: no articles, no full stop, no "be" before a
// participle or a complement, "to" for "will", the present for the past ("agreed" becomes "agrees"), half of
// them with capitals on the first word and on words of four letters and more. Tags and trees are changed to
// fit. Treebanks hold next to no headlines, and a tagger that never saw one takes "delays" in "Leader delays
// tariff rise" for a noun. Thread rule: free functions without state.
#pragma once

#include <cstdint>

#include <demarche/language/conllu.hpp>

namespace demarche::language {

// About `permille` of the sentences. Lemmas stay. Of "be" as a copula half the sentences keep it.
[[nodiscard]] Treebank headline_sample(const Treebank& treebank, std::uint32_t permille, std::uint64_t seed);

}  // namespace demarche::language
