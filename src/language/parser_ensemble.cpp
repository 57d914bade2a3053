#include "parser_ensemble.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "eisner.hpp"

namespace demarche::language {
namespace {

std::int32_t mirrored(std::int32_t head, std::size_t words) {
  return head < 0 ? head : static_cast<std::int32_t>(words) - 1 - head;
}

// Turns a sentence, or its arcs, round.
void reverse_arcs(std::span<Arc> arcs) {
  std::reverse(arcs.begin(), arcs.end());
  for (Arc& arc : arcs) arc.head = mirrored(arc.head, arcs.size());
}

std::vector<ParserExample> reversed(std::span<const ParserExample> examples) {
  std::vector<ParserExample> out(examples.begin(), examples.end());
  for (ParserExample& example : out) {
    std::reverse(example.tokens.begin(), example.tokens.end());
    reverse_arcs(example.gold);
  }
  return out;
}

Deprel vote_for_relation(std::span<const std::vector<Arc>> trees, std::size_t word, std::int32_t head) {
  std::array<std::uint32_t, kDeprelNames.size()> votes{};
  for (const std::vector<Arc>& tree : trees) {
    // Those with another head count too, but far less: they decide only where nobody has this head.
    votes[static_cast<std::size_t>(tree[word].deprel)] += tree[word].head == head ? 100 : 1;
  }
  if (head < 0) return Deprel::Root;
  votes[static_cast<std::size_t>(Deprel::Root)] = 0;
  const auto best = std::max_element(votes.begin(), votes.end());
  return *best == 0 ? Deprel::Dep : static_cast<Deprel>(best - votes.begin());
}

}  // namespace

ParserEnsemble ParserEnsemble::train(std::span<const ParserExample> examples, std::uint32_t members,
                                     ParserTrainOptions options,
                                     const std::function<void(const ParserProgress&)>& progress) {
  const std::vector<ParserExample> mirror = reversed(examples);
  ParserEnsemble ensemble;
  for (std::uint32_t m = 0; m < members; ++m) {
    const bool backward = m % 2 == 1;
    options.seed = options.seed * 31 + m + 1;
    ensemble.members_.push_back({train_parser(backward ? mirror : examples, options, progress), backward});
  }
  return ensemble;
}

std::uint32_t ParserEnsemble::parse(std::span<const ParserToken> tokens, std::span<Arc> arcs) const {
  const std::size_t n = tokens.size();
  if (n == 0 || members_.empty()) return 0;
  ParserWorkspace workspace;
  const std::vector<ParserToken> mirror(tokens.rbegin(), tokens.rend());
  std::vector<std::vector<Arc>> trees;
  ArcScores votes(n);
  for (const Member& member : members_) {
    std::vector<Arc>& tree = trees.emplace_back(n);
    member.parser.parse(member.reversed ? std::span<const ParserToken>(mirror) : tokens, tree, workspace);
    if (member.reversed) reverse_arcs(tree);
    for (std::size_t i = 0; i < n; ++i)
      votes.at(tree[i].head < 0 ? n : static_cast<std::size_t>(tree[i].head), i) += 1;
  }
  const std::vector<std::int32_t> heads = best_projective_tree(votes);
  std::int64_t agreed = 0;
  for (std::size_t i = 0; i < n; ++i) {
    agreed += votes.at(heads[i] < 0 ? n : static_cast<std::size_t>(heads[i]), i);
    arcs[i] = {heads[i], vote_for_relation(trees, i, heads[i])};
  }
  return static_cast<std::uint32_t>(1000 * agreed / static_cast<std::int64_t>(n * members_.size()));
}

std::vector<ParserExample> ParserEnsemble::label(std::span<const std::vector<ParserToken>> sentences,
                                                 std::uint32_t least_permille) const {
  std::vector<ParserExample> out;
  for (const std::vector<ParserToken>& tokens : sentences) {
    ParserExample example{tokens, std::vector<Arc>(tokens.size())};
    if (parse(tokens, example.gold) >= least_permille && !tokens.empty()) out.push_back(std::move(example));
  }
  return out;
}

}  // namespace demarche::language
