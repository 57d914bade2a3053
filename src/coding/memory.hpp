// A layer that reads a sentence word by word and remembers: long short-term memory (Hochreiter and
// Schmidhuber 1997), with the gates of Gers, Schmidhuber and Cummins (2000), once forwards and once
// backwards.
//
// The products are those of dense.hpp, exact integers; gates and cells are computed one number at a time in a
// fixed order with an exp of our own, so that every machine gives the same bits. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <vector>

#include "dense.hpp"

namespace demarche::coding {

// One direction. Rows of the two matrices: input gate, forget gate, new content, output gate, each as many as
// the layer has cells; the bias of both is that of `input`.
class Memory {
 public:
  Memory() = default;
  Memory(Dense input, Dense state) : input_(std::move(input)), state_(std::move(state)) {}

  [[nodiscard]] std::size_t inputs() const { return input_.inputs(); }
  [[nodiscard]] std::size_t cells() const { return state_.inputs(); }
  // Whether the two matrices belong together.
  [[nodiscard]] bool fits() const {
    return cells() > 0 && input_.outputs() == 4 * cells() && state_.outputs() == 4 * cells();
  }
  // Adds what the layer says at each of `rows` tokens (inputs() numbers each) to `out`, whose rows begin
  // `stride` numbers apart; cells() numbers a token. Backwards it reads the last token first.
  void read(const float* tokens, std::size_t rows, bool backwards, float* out, std::size_t stride) const;

 private:
  Dense input_;
  Dense state_;
};

}  // namespace demarche::coding
