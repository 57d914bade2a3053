// The best projective tree with a single root under scores of single arcs (Eisner 1996). Cubic in the length:
// for votes among parsers in training, and as the slow reference in tests; the chain itself never calls it.
// Thread rule: free functions without state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace demarche::language {

// Scores of all arcs of a sentence of n words; head n stands for the root.
class ArcScores {
 public:
  explicit ArcScores(std::size_t words) : words_(words), scores_((words + 1) * words, 0) {}
  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::int64_t& at(std::size_t head, std::size_t dependent) {
    return scores_[head * words_ + dependent];
  }
  [[nodiscard]] std::int64_t at(std::size_t head, std::size_t dependent) const {
    return scores_[head * words_ + dependent];
  }

 private:
  std::size_t words_;
  std::vector<std::int64_t> scores_;
};

// Heads (-1 for the root) of a tree with the greatest sum; the same one of several on every machine.
[[nodiscard]] std::vector<std::int32_t> best_projective_tree(const ArcScores& scores);

}  // namespace demarche::language
