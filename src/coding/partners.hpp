// Parties that stand side by side in a sentence: "Canada and Mexico", "the American president and China's
// leader", "Russian, Chinese firms". Where one of them is a side of a move, the others mostly are, too. Not
// so those of whom one only tells where the other is: "the American base in Qatar". Thread rule: const after
// construction.
#pragma once

#include <vector>

#include "arguments.hpp"
#include "mentions.hpp"

namespace demarche::coding {

class Partners {
 public:
  Partners(const Mentions& mentions, const std::vector<Option>& options);

  [[nodiscard]] bool are(std::size_t a, std::size_t b) const;
  // Some options and the partners of each, no more than `most` in all.
  [[nodiscard]] std::vector<std::size_t> with_partners(std::vector<std::size_t> some, std::size_t most) const;

 private:
  // Where an option is named; kNoToken where it is not. The owner of a noun stands at its own name.
  struct Place {
    TokenIndex name = kNoToken;
    TokenIndex first = kNoToken;  // of the coordination that the name is in
    TokenIndex noun = kNoToken;   // that the name modifies
    TokenIndex first_noun = kNoToken;
  };
  [[nodiscard]] Place place_of(const Mentions& mentions, const Option& option) const;
  [[nodiscard]] bool listed(const Place& a, const Place& b) const;

  const Tree* tree_;
  std::vector<Place> places_;
};

}  // namespace demarche::coding
