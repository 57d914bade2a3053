// exp and log by additions and multiplications alone: the same bits on every machine, whatever its library of
// mathematics (the build forbids fused multiply-add for the room). Both are within a few units of the last
// place where probabilities live. Thread rule: pure functions.
#pragma once

namespace demarche::coding {

// e to the power of x; x is brought between -700 and 700.
[[nodiscard]] double stable_exp(double x);

// The natural logarithm; x > 0 and finite.
[[nodiscard]] double stable_log(double x);

}  // namespace demarche::coding
