#include "likelihood.hpp"

#include <algorithm>
#include <array>

namespace demarche::coding {
namespace {

constexpr unsigned kBits = 28;  // of kCertain

// e^(-2^b / 1024) for b = 0, 1, ..., in units of 1/kCertain.
constexpr std::array<std::uint64_t, 15> kFactors = {268173440, 267911680, 267388925, 266346475, 264273750,
                                                    260176565, 252171774, 236893458, 209057743, 162814334,
                                                    98751886,  36328788,  4916567,   90050,     30};

// e^(-distance / 1024), by the binary digits of the distance.
std::uint64_t decayed(std::int64_t distance) {
  if ((distance >> kFactors.size()) != 0) return 0;
  std::uint64_t out = kCertain;
  for (std::size_t b = 0; b < kFactors.size(); ++b) {
    if (((distance >> b) & 1) != 0) out = (out * kFactors[b]) >> kBits;
  }
  return out;
}

}  // namespace

std::vector<std::uint64_t> likelihoods(std::span<const std::int32_t> scores, std::int32_t temperature) {
  std::vector<std::uint64_t> out;
  if (scores.empty()) return out;
  const std::int64_t top = *std::max_element(scores.begin(), scores.end());
  for (const std::int32_t s : scores) out.push_back(decayed((top - s) * 1000 / temperature));
  return out;
}

std::int32_t log_of(std::uint64_t sum) {
  constexpr std::int32_t kHighest = 1 << 12;  // twice this, less one, is more than 64 has
  std::int32_t out = 0;
  for (std::int32_t step = kHighest; step > 0; step /= 2) {
    if (((sum * decayed(out + step)) >> kBits) >= kCertain) out += step;
  }
  return out;
}

std::int32_t log_sum(std::span<const std::int32_t> scores) {
  std::uint64_t sum = 0;
  for (const std::uint64_t l : likelihoods(scores, 1000)) sum += l;
  return *std::max_element(scores.begin(), scores.end()) + log_of(sum);
}

}  // namespace demarche::coding
