// Treebank sentences in the form in which the chain works on them, for training and evaluation.
// Thread rule: free functions without state.
#pragma once

#include <vector>

#include <demarche/language/conllu.hpp>
#include <demarche/language/text.hpp>

namespace demarche::language {

// One sentence as a Text of one sentence with gold tags, lemmas and heads. Offsets count the forms without
// spaces. The views look into the treebank, which must outlive the result.
[[nodiscard]] Text gold_text(const Treebank& treebank, const TreeSentence& sentence);

// All sentences. The vector must not grow afterwards: a std::vector copies its Texts when it moves house,
// since std::deque has no noexcept move, and the views of a copy look into the original.
[[nodiscard]] std::vector<Text> gold_texts(const Treebank& treebank);

}  // namespace demarche::language
