// What parties do to each other: "Washington and Beijing accused each other of delay".
//
// Each acts on each of the others, and nobody else is a target. Thread rule: pure functions.
#pragma once

#include <vector>

#include "readings.hpp"

namespace demarche::coding {

// `readings` of the sentence, by trigger: those of an act that is not mutual and that some parties do to each
// other become one for each pair, each as probable as the likeliest of them was.
void tell_each_way(const Analysis& field, std::size_t sentence, std::vector<Reading>& readings);

}  // namespace demarche::coding
