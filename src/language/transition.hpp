// The arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez & Satta 2011) and its dynamic oracle (Goldberg
// & Nivre 2013).
//
// A state is a stack of words whose heads are not known yet, and the words still to come; b is the first of
// those.
//   Shift  pushes b.
//   Left   makes b the head of the stack's top s0 and pops it.
//   Right  makes s1, the word under s0, the head of s0 and pops it.
// We keep no artificial root. Left and Right need b and s1 respectively; when the words have run out only
// Right is left, and the word that remains at the bottom of the stack is the root. So every run ends, after
// exactly n Shifts and n - 1 arcs, in a tree with a single root: this is by construction, whatever the
// classifier says.
//
// The oracle. The cost of a transition is the number of gold arcs that were still reachable before it and are
// not after it. Arc-hybrid is arc-decomposable: a tree is reachable if each of its arcs is, so that we may
// count arcs one by one (the root counts as an arc from below the stack; gold trees must be projective):
//   Shift  b cannot get a head from under s0, nor a dependent from the stack any more.
//   Left   s0 cannot get its head from s1 or from behind b, nor a dependent from b on.
//   Right  s0 cannot get its head or a dependent from b on.
// tests/language/parser_test.cpp compares this with a search over all sequences of transitions.
// Thread rule: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace demarche::language {

enum class Transition : std::uint8_t { Shift, Left, Right };
inline constexpr std::size_t kTransitions = 3;

// A word in the partial tree. Absent relatives are `n`, the index of a sentinel behind the last word.
struct PartialNode {
  std::uint32_t head = 0;
  std::uint32_t left = 0;   // outermost dependents on either side,
  std::uint32_t left2 = 0;  // and those next to them
  std::uint32_t right = 0;
  std::uint32_t right2 = 0;
  std::uint8_t left_count = 0;
  std::uint8_t right_count = 0;
  std::uint8_t label = 0;
};
inline constexpr std::uint8_t kNoLabel = 63;

class ParserState {
 public:
  void reset(std::uint32_t words) {
    words_ = words;
    next_ = 0;
    stack_.clear();
    nodes_.assign(words + 1, {words, words, words, words, words, 0, 0, kNoLabel});
  }

  [[nodiscard]] std::uint32_t words() const { return words_; }
  [[nodiscard]] std::uint32_t none() const { return words_; }
  [[nodiscard]] std::uint32_t buffer(std::uint32_t i) const {
    return next_ + i < words_ ? next_ + i : words_;
  }
  [[nodiscard]] std::uint32_t stack(std::size_t i) const {
    return i < stack_.size() ? stack_[stack_.size() - 1 - i] : words_;
  }
  [[nodiscard]] const PartialNode& node(std::uint32_t i) const { return nodes_[i]; }
  [[nodiscard]] std::span<const std::uint32_t> stack() const { return stack_; }

  [[nodiscard]] bool allowed(Transition t) const {
    switch (t) {
      case Transition::Shift:
        return next_ < words_;
      case Transition::Left:
        return next_ < words_ && !stack_.empty();
      case Transition::Right:
        return stack_.size() >= 2;
    }
    return false;
  }
  [[nodiscard]] bool done() const { return next_ >= words_ && stack_.size() <= 1; }

  // The dependent is always s0; its head is b or s1.
  [[nodiscard]] std::uint32_t head_after(Transition t) const {
    return t == Transition::Left ? next_ : stack(1);
  }

  void shift() { stack_.push_back(next_++); }
  void attach(Transition t, std::uint8_t label) {
    const std::uint32_t head = head_after(t);
    const std::uint32_t dependent = stack_.back();
    stack_.pop_back();
    nodes_[dependent].head = head;
    nodes_[dependent].label = label;
    PartialNode& node = nodes_[head];
    if (t == Transition::Left) {
      node.left2 = node.left;
      node.left = dependent;
      node.left_count = static_cast<std::uint8_t>(node.left_count < 255 ? node.left_count + 1 : 255);
    } else {
      node.right2 = node.right;
      node.right = dependent;
      node.right_count = static_cast<std::uint8_t>(node.right_count < 255 ? node.right_count + 1 : 255);
    }
  }

 private:
  std::uint32_t words_ = 0;
  std::uint32_t next_ = 0;
  std::vector<std::uint32_t> stack_;
  std::vector<PartialNode> nodes_;
};

// A projective gold tree with the lists of dependents that the oracle walks. Root: head == -1.
class GoldTree {
 public:
  explicit GoldTree(std::span<const std::int32_t> heads);
  [[nodiscard]] std::int32_t head(std::uint32_t word) const { return heads_[word]; }
  // Gold arcs lost by each transition; meaningless for those that are not allowed.
  [[nodiscard]] std::array<std::int32_t, kTransitions> costs(const ParserState& state) const;

 private:
  [[nodiscard]] std::int32_t dependents_from(std::uint32_t word, std::uint32_t from) const;
  [[nodiscard]] std::span<const std::uint32_t> dependents(std::uint32_t word) const;

  std::vector<std::int32_t> heads_;
  std::vector<std::uint32_t> first_;  // dependents_[first_[i] .. first_[i + 1]) are those of i, ascending
  std::vector<std::uint32_t> dependents_;
};

// Lifts the arcs of a tree until none cross: the shortest crossing arc first, to the head of its head.
void projectivise(std::span<std::int32_t> heads);

}  // namespace demarche::language
