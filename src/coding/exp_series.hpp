// The heart of exp for floats: what is left after range reduction (Cody and Waite's split of ln 2), to the
// sixth power.
//
// Multiplications and additions in a fixed order, so that the bits are the same in all registers. Thread
// rule: pure.
#pragma once

namespace demarche::coding {

// exp(x) = 2^n exp(r) with n = the integer next to x / ln 2; relative error below 3e-7 for the r that this
// gives.
[[gnu::always_inline]] inline float rest_of_power(float x, float n) {
  return (x - n * 0.693359375F) - n * -2.12194440e-4F;
}

[[gnu::always_inline]] inline float exp_series(float r) {
  float p = 1.0F / 720.0F;
  p = p * r + 1.0F / 120.0F;
  p = p * r + 1.0F / 24.0F;
  p = p * r + 1.0F / 6.0F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  return p * r + 1.0F;
}

}  // namespace demarche::coding
