// What the reader network sees of an option for a side of a move: hashed features without act or word.
//
// The network joins them with the act and with the vectors of the words, so they tell only of places: roads
// through the tree, distances, roles, ranks in the document. No feature names a party. Thread rule: pure
// functions.
#pragma once

#include <cstdint>
#include <vector>

#include "arguments.hpp"

namespace demarche::coding {

struct OptionView {
  TokenIndex at = kNoToken;  // the word of the sentence that stands for the party; kNoToken where none does
  std::vector<std::uint32_t> keys;
};

// Every party that could be a side of a move told by `trigger`; the last option is "none".
[[nodiscard]] std::vector<OptionView> view_options(const Analysis& field, const Discourse& discourse,
                                                   TokenIndex trigger, const std::vector<Option>& options);
// What links an option for the target with the option taken for the actor.
[[nodiscard]] std::vector<std::uint32_t> pair_keys(const Analysis& field, const Discourse& discourse,
                                                   const std::vector<Option>& options, std::size_t actor,
                                                   std::size_t target);

}  // namespace demarche::coding
