// A small pseudo-random generator (splitmix64, https://prng.di.unimi.it/splitmix64.c) for shuffling,
// exploration in training and draws in evaluation: the same numbers from every compiler and library, which
// std::shuffle and the std distributions do not promise. Thread rule: a plain value.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace demarche {

class SmallRandom {
 public:
  explicit SmallRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  // 0 <= result < bound; bound < 2^32. The bias is below 2^-32.
  std::uint64_t below(std::uint64_t bound) { return ((next() >> 32U) * bound) >> 32U; }

  template <typename T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace demarche
