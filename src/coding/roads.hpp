// Roads through a tree and distances along a sentence, as names for features. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "tree.hpp"

namespace demarche::coding {

// The road through the tree from the trigger to a word: "<obj>nmod:on>compound", with "<" for a step upward;
// "far" beyond five steps.
[[nodiscard]] std::string path_to(const Tree& tree, TokenIndex trigger, TokenIndex word);
// How far the word stands from the trigger, negative before it, in buckets.
[[nodiscard]] std::string_view distance_bucket(TokenIndex trigger, TokenIndex word);
// "0" to "4", "5+".
[[nodiscard]] std::string_view bucket_of(std::size_t n);

}  // namespace demarche::coding
