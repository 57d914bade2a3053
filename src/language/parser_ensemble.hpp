// Several parsers that vote: the slow teacher of the fast parser ("tri-training", distillation).
//
// Members differ by the seed of their training and by direction: every second one reads sentences from right
// to left, and so makes other mistakes. The votes for heads are summed and the best projective tree taken; a
// relation is voted for by the members that agree with the head. Thread rule: const members may run on any
// number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "parser_train.hpp"

namespace demarche::language {

class ParserEnsemble {
 public:
  [[nodiscard]] static ParserEnsemble train(
      std::span<const ParserExample> examples, std::uint32_t members, ParserTrainOptions options,
      const std::function<void(const ParserProgress&)>& progress = nullptr);

  // How sure the vote was: the share of votes for the arcs of the tree, in thousandths.
  std::uint32_t parse(std::span<const ParserToken> tokens, std::span<Arc> arcs) const;

  // An example from tokens alone, as the teacher sees it.
  [[nodiscard]] std::vector<ParserExample> label(std::span<const std::vector<ParserToken>> sentences,
                                                 std::uint32_t least_permille = 0) const;

 private:
  struct Member {
    Parser parser;
    bool reversed = false;
  };
  std::vector<Member> members_;
};

}  // namespace demarche::language
