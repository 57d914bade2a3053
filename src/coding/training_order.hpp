// The order in which examples are learned from: drawn anew for each epoch, the same on every machine.
//
// Other draws make other models: the shipped ones are repeated byte for byte only as long as these stay.
// Thread rule: a plain value.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <demarche/base/random.hpp>

namespace demarche::coding {

class TrainingOrder {
 public:
  explicit TrainingOrder(std::size_t examples) : order_(examples) {
    for (std::size_t i = 0; i < examples; ++i) order_[i] = i;
  }
  // All examples, shuffled on from the last epoch.
  const std::vector<std::size_t>& next_epoch() {
    for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random_.next() % i]);
    return order_;
  }
  // For further draws in between.
  SmallRandom& random() { return random_; }

 private:
  std::vector<std::size_t> order_;
  SmallRandom random_{20261122};
};

}  // namespace demarche::coding
