// Word clusters from plain text; see cluster_train.cpp. Used in training only.
// Thread rule: free functions without state.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace demarche::language {

struct Bigram {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t count = 0;
};

// Puts items 0 to `items` - 1 into `classes` classes so that a class bigram model of the bigrams is as likely
// as the exchange algorithm makes it in `rounds` rounds. Items should be numbered by falling frequency.
// Returns the class of each item. The result depends on the arguments only.
[[nodiscard]] std::vector<std::uint32_t> exchange(std::uint32_t items, std::span<const Bigram> bigrams,
                                                  std::uint32_t classes, std::uint32_t rounds);

}  // namespace demarche::language
