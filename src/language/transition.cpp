#include "transition.hpp"

#include <algorithm>
#include <cstdlib>

namespace demarche::language {

GoldTree::GoldTree(std::span<const std::int32_t> heads) : heads_(heads.begin(), heads.end()) {
  first_.assign(heads.size() + 1, 0);
  for (const std::int32_t head : heads) {
    if (head >= 0) ++first_[static_cast<std::size_t>(head) + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  dependents_.resize(first_.back());
  std::vector<std::uint32_t> fill(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i] >= 0)
      dependents_[fill[static_cast<std::size_t>(heads[i])]++] = static_cast<std::uint32_t>(i);
  }
}

std::span<const std::uint32_t> GoldTree::dependents(std::uint32_t word) const {
  return std::span<const std::uint32_t>(dependents_).subspan(first_[word], first_[word + 1] - first_[word]);
}

std::int32_t GoldTree::dependents_from(std::uint32_t word, std::uint32_t from) const {
  const auto all = dependents(word);
  return static_cast<std::int32_t>(all.end() - std::lower_bound(all.begin(), all.end(), from));
}

std::array<std::int32_t, kTransitions> GoldTree::costs(const ParserState& state) const {
  std::array<std::int32_t, kTransitions> cost{};
  const std::uint32_t b = state.buffer(0);
  const std::uint32_t s0 = state.stack(0);
  const bool has_stack = s0 != state.none();
  if (b != state.none() && has_stack) {
    const std::int32_t head = heads_[b];
    // Still on the stack means still without a head. The root's place is under the whole stack.
    const auto on_stack = [&](std::uint32_t w) {
      return std::binary_search(state.stack().begin(), state.stack().end(), w);
    };
    const bool head_deep =
        head == -1 || (head != static_cast<std::int32_t>(s0) && head < static_cast<std::int32_t>(b) &&
                       on_stack(static_cast<std::uint32_t>(head)));
    cost[0] = head_deep ? 1 : 0;
    for (const std::uint32_t d : dependents(b)) {
      if (d >= b) break;
      if (on_stack(d)) ++cost[0];
    }
  }
  if (has_stack) {
    const std::int32_t head = heads_[s0];
    const std::int32_t dependents_ahead = dependents_from(s0, b);
    const bool head_ahead = head >= static_cast<std::int32_t>(b);
    // With nothing but s0 on the stack, "s1" is the place of the root.
    const bool head_is_s1 =
        state.stack().size() >= 2 ? head == static_cast<std::int32_t>(state.stack(1)) : head == -1;
    cost[1] = dependents_ahead + ((head_ahead && head != static_cast<std::int32_t>(b)) || head_is_s1 ? 1 : 0);
    cost[2] = dependents_ahead + (head_ahead ? 1 : 0);
  }
  return cost;
}

namespace {

// Whether the arc of `word` crosses: some word between it and its head is not dominated by the head.
bool crosses(std::span<const std::int32_t> heads, std::size_t word) {
  const std::int32_t head = heads[word];
  if (head < 0) return false;
  const auto from = static_cast<std::int32_t>(std::min<std::size_t>(word, static_cast<std::size_t>(head)));
  const auto to = static_cast<std::int32_t>(std::max<std::size_t>(word, static_cast<std::size_t>(head)));
  for (std::int32_t between = from + 1; between < to; ++between) {
    std::int32_t up = between;
    while (up >= 0 && up != head) up = heads[static_cast<std::size_t>(up)];
    if (up < 0) return true;
  }
  return false;
}

}  // namespace

void projectivise(std::span<std::int32_t> heads) {
  while (true) {
    std::size_t shortest = heads.size();
    std::int32_t length = 0;
    for (std::size_t word = 0; word < heads.size(); ++word) {
      if (!crosses(heads, word)) continue;
      const std::int32_t span = std::abs(heads[word] - static_cast<std::int32_t>(word));
      if (shortest == heads.size() || span < length) {
        shortest = word;
        length = span;
      }
    }
    if (shortest == heads.size()) return;
    heads[shortest] = heads[static_cast<std::size_t>(heads[shortest])];
  }
}

}  // namespace demarche::language
