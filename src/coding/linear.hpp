// Linear models with hashed features and 16-bit integer weights.
//
// Scores are integer sums in units of 1/1024 logit: every machine and every order gives the same. Learned in
// double precision by AdaGrad (Duchi, Hazan, Singer 2011) with L2 decay, in a fixed order, then rounded.
// Thread rule: const after load or training.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/large_pages.hpp>
#include <demarche/base/result.hpp>

namespace demarche::coding {

using FeatureKey = std::uint64_t;
inline constexpr double kLogitUnit = 1024.0;

class LinearModel {
 public:
  [[nodiscard]] std::int32_t score(std::span<const FeatureKey> features) const;
  [[nodiscard]] std::int32_t weight(FeatureKey feature) const;
  [[nodiscard]] std::size_t size() const { return size_; }

  void append_to(std::string& out) const;
  // Takes its bytes from the front of `in`. Malformed when they do not add up; `in` is then unspecified.
  [[nodiscard]] static Result<LinearModel> parse(std::string_view& in);

  struct Training {
    int epochs = 12;
    double rate = 0.15;
    double decay = 1e-3;          // L2, for each step and weight
    double prune = 0.02;          // weights below this many logits are dropped
    std::uint32_t min_count = 3;  // features seen in fewer examples (options) are ignored
  };
  struct Example {
    std::vector<FeatureKey> features;
    bool good = false;
  };
  // Logistic regression: the score is the logit of `good`.
  [[nodiscard]] static LinearModel train_logistic(std::span<const Example> examples,
                                                  const Training& training);

  // A choice among options, one or more of which are right.
  struct Choice {
    std::vector<std::vector<FeatureKey>> options;
    std::vector<bool> right;
  };
  // Conditional logit (McFadden 1974): softmax over the options of each choice.
  [[nodiscard]] static LinearModel train_choice(std::span<const Choice> choices, const Training& training);

 private:
  struct Row {
    FeatureKey key = 0;
    std::int16_t weight = 0;
    bool operator<(const Row& other) const { return key < other.key; }
  };
  // False, and the table unusable, where look-ups would walk too far: made-up keys can do that, hashes
  // cannot.
  [[nodiscard]] bool set_rows(const std::vector<Row>& rows);
  void learned(const std::vector<Row>& rows);
  [[nodiscard]] std::size_t home(FeatureKey feature) const;

  // An open table: keys at their home or behind it, an empty place having the key 0.
  LargeVector<Row> places_;
  std::int16_t weight_of_zero_ = 0;  // of the key that marks an empty place
  bool has_zero_ = false;
  unsigned shift_ = 64;  // 64 less the bits of the number of places
  std::size_t size_ = 0;
  std::int32_t bias_ = 0;
};

// Little-endian integers of the model files.
void put32(std::string& out, std::uint32_t value);
[[nodiscard]] bool take32(std::string_view& in, std::uint32_t& value);

}  // namespace demarche::coding
