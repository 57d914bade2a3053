// Dense layers of the reader network, in integers, with the same result on every machine.
//
// Weights are rounded to 8 bits with a scale an output, inputs to 8 bits with a scale a row; the sums are
// exact in 32 bits, so that wider registers (chosen at run time) cannot change them. The registers multiply
// positive numbers by signed ones, so 128 is added to the weights and as many times the sum of the inputs
// taken off again. What is left in floating
// point is done one number at a time, in order, without fused multiply-add (the build forbids it for
// the room). exp is a polynomial of our own. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace demarche::coding {

// A matrix for y = W x + b. At most kMaxInputs inputs; outputs are padded with zeros to whole blocks.
class Dense {
 public:
  static constexpr std::size_t kBlock = 16;
  static constexpr std::size_t kMaxInputs = 2048;  // more could overflow the sums

  Dense() = default;
  // `weights`: one row an output, as trained; `bias` one an output, or empty.
  Dense(std::span<const float> weights, std::span<const float> bias, std::size_t outputs, std::size_t inputs);

  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  [[nodiscard]] std::size_t outputs() const { return outputs_; }
  // `rows` rows of inputs() numbers each into rows of `stride` numbers; stride >= outputs() rounded up to a
  // block (stride()). What lies between outputs() and stride() is zeroed, what lies behind it is left alone.
  void apply(const float* x, std::size_t rows, float* y, std::size_t stride) const;
  // The same for rows of x that begin `x_stride` numbers apart.
  void apply(const float* x, std::size_t x_stride, std::size_t rows, float* y, std::size_t stride) const;
  [[nodiscard]] std::size_t stride() const { return padded_; }

 private:
  // `raised`: what the sums are too large by.
  void scale(const std::int32_t* sums, std::size_t first, std::size_t count, std::int32_t raised, float step,
             float* y) const;

  std::size_t inputs_ = 0;
  std::size_t outputs_ = 0;
  std::size_t padded_ = 0;
  std::size_t quads_ = 0;              // of inputs, rounded up
  std::vector<std::uint8_t> weights_;  // as in dense_kernels.hpp
  std::vector<float> scale_;           // padded
  std::vector<float> bias_;            // padded
};

void relu(std::span<float> x);
// (x - mean) / sqrt(variance + 1e-5) * scale + shift, for rows of as many numbers as `scale` has, one behind
// the other. Without any number in `scale` nothing happens.
void normalise(std::span<float> rows, std::span<const float> scale, std::span<const float> shift);
// exp(x_i - max) / sum, in place.
void softmax(std::span<float> x);

}  // namespace demarche::coding
