// Which entries are copies of one another: same text, near-same text, or the same headline in a house style.
#pragma once

#include <vector>

#include <demarche/record/state.hpp>

namespace demarche::record {

// For each entry the first entry of its group of copies; itself where it is none. An entry only ever joins
// what was known before it, so a later entry changes nothing for earlier ones.
//
// Candidates come from equal bands of the 64 bits of simhash and from minima over the words of the title,
// both within days; what an entry holds (title, moves) must then agree. Cost: linear in entries, buckets are
// bounded.
[[nodiscard]] std::vector<Index> first_copies(const std::vector<Entry>& entries);

}  // namespace demarche::record
