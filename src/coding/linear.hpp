// Linear models with hashed features and 16-bit integer weights.
//
// Scores are integer sums in units of 1/1024 logit: every machine and every order gives the same. Learned in double
// precision by AdaGrad (Duchi, Hazan, Singer 2011) with L2 decay, in a fixed order, then rounded.
// Thread rule: const after load or training.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/base/result.hpp>

namespace demarche::coding {

using FeatureKey = std::uint64_t;
inline constexpr double kLogitUnit = 1024.0;

class LinearModel {
 public:
  [[nodiscard]] std::int32_t score(std::span<const FeatureKey> features) const;
  [[nodiscard]] std::int32_t weight(FeatureKey feature) const;
  [[nodiscard]] std::size_t size() const { return weights_.size(); }

  void append_to(std::string& out) const;
  // Takes its bytes from the front of `in`. Malformed when they do not add up; `in` is then unspecified.
  [[nodiscard]] static Result<LinearModel> parse(std::string_view& in);

  struct Training {
    int epochs = 12;
    double rate = 0.15;
    double decay = 1e-3;   // L2, for each step and weight
    double prune = 0.02;   // weights below this many logits are dropped
    std::uint32_t min_count = 3;  // features seen in fewer examples (options) are ignored
  };
  struct Example {
    std::vector<FeatureKey> features;
    bool good = false;
  };
  // Logistic regression: the score is the logit of `good`.
  [[nodiscard]] static LinearModel train_logistic(std::span<const Example> examples, const Training& training);

  // A choice among options, one or more of which are right.
  struct Choice {
    std::vector<std::vector<FeatureKey>> options;
    std::vector<bool> right;
  };
  // Conditional logit (McFadden 1974): softmax over the options of each choice.
  [[nodiscard]] static LinearModel train_choice(std::span<const Choice> choices, const Training& training);

 private:
  std::unordered_map<FeatureKey, std::int16_t> weights_;
  std::int32_t bias_ = 0;
};

// Little-endian integers of the model files.
void put32(std::string& out, std::uint32_t value);
[[nodiscard]] bool take32(std::string_view& in, std::uint32_t& value);

}  // namespace demarche::coding
