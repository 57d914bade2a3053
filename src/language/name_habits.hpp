// Learns from plain text what words mostly are inside of names (NameHabit), by the eyes of a first entity
// model. The model is better at "the Grustark delegation" than at "Grustark" after a full stop; counting over
// much text carries what it sees in easy places to the hard ones. Used in training only. Thread rule: a
// learner belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include <demarche/language/text.hpp>

#include "word_classes.hpp"

namespace demarche::language {

class NameHabitLearner {
 public:
  // A text with tags and entities.
  void add(const Text& text);
  // Sets the name habit of all words that were seen often enough.
  void teach(WordClasses& classes) const;

 private:
  // Counts of capitalised occurrences by kind, and outside of names.
  std::unordered_map<std::uint64_t, std::array<std::uint32_t, 4>> counts_;
};

}  // namespace demarche::language
