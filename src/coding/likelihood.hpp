// Exponentials and logarithms in integers: what decides must not hang on a machine's library of mathematics.
//
// Scores are in units of 1/1024 logit (linear.hpp), likelihoods in units of 1/kCertain. All of them are
// exact to a few units. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace demarche::coding {

inline constexpr std::uint64_t kCertain = std::uint64_t{1} << 28U;

// e to the power of each score, relative to the greatest one, which gets kCertain; what is 19 logits below it
// gets 0 or nearly so. The temperature, in thousandths and above 0, divides the distances.
[[nodiscard]] std::vector<std::uint64_t> likelihoods(std::span<const std::int32_t> scores,
                                                     std::int32_t temperature);

// The logarithm of a sum of likelihoods, kCertain to 64 kCertain, as a score; rounded down.
[[nodiscard]] std::int32_t log_of(std::uint64_t sum);

// ln(e^a + e^b + ...): the score that all of them have together. At least one and at most 64 scores.
[[nodiscard]] std::int32_t log_sum(std::span<const std::int32_t> scores);

}  // namespace demarche::coding
