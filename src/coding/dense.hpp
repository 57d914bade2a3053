// Dense layers of the reader network, in single precision, with the same result on every machine.
//
// Each output is one sum, taken over the inputs in order, product and sum rounded apart (no fused
// multiply-add: the build forbids it for dense.cpp); wider registers compute more outputs at once, never one
// output otherwise. exp is a polynomial of our own. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace demarche::coding {

// A matrix for y = x * W + b, stored by input, outputs padded with zeros to whole blocks.
class Dense {
 public:
  static constexpr std::size_t kBlock = 16;

  Dense() = default;
  // `weights`: one row an output, as trained; `bias` one an output, or empty.
  Dense(std::span<const float> weights, std::span<const float> bias, std::size_t outputs, std::size_t inputs);

  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  [[nodiscard]] std::size_t outputs() const { return outputs_; }
  // `rows` rows of inputs() numbers each into rows of `stride` numbers; stride >= outputs() rounded up to a
  // block, what lies behind outputs() is zeroed.
  void apply(const float* x, std::size_t rows, float* y, std::size_t stride) const;
  [[nodiscard]] std::size_t stride() const { return padded_; }

 private:
  std::size_t inputs_ = 0;
  std::size_t outputs_ = 0;
  std::size_t padded_ = 0;
  std::vector<float> weights_;  // [input][padded output]
  std::vector<float> bias_;     // padded
};

void relu(std::span<float> x);
// (x - mean) / sqrt(variance + 1e-5) * scale + shift.
void normalise(std::span<float> x, std::span<const float> scale, std::span<const float> shift);
// exp(x_i - max) / sum, in place.
void softmax(std::span<float> x);

}  // namespace demarche::coding
