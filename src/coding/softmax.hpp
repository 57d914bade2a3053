// A multinomial linear model: one row of integer weights a feature, one column a class.
//
// Scores are integer sums in units of 1/1024 logit, as in linear.hpp. Learned by AdaGrad with L2 decay on the
// log-likelihood of a *set* of right classes, so that data which tells two classes apart only partly can be
// used; the weights of the later epochs are averaged. Thread rule: const after load or training.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/base/result.hpp>

#include "linear.hpp"

namespace demarche::coding {

class SoftmaxModel {
 public:
  static constexpr std::size_t kMaxClasses = 64;

  [[nodiscard]] std::size_t classes() const { return classes_; }
  [[nodiscard]] std::size_t features() const { return rows_.size(); }
  // One score a class.
  [[nodiscard]] std::vector<std::int32_t> scores(std::span<const FeatureKey> features) const;
  [[nodiscard]] std::int32_t weight(FeatureKey feature, std::size_t its_class) const;

  void append_to(std::string& out) const;
  // Takes its bytes from the front of `in`. Malformed when they do not add up; `in` is then unspecified.
  [[nodiscard]] static Result<SoftmaxModel> parse(std::string_view& in);

  struct Example {
    std::vector<FeatureKey> features;
    std::uint64_t right = 0;  // bit c: class c may be right; an example without a bit teaches nothing
    double weight = 1.0;
  };
  struct Training {
    int epochs = 20;
    double rate = 0.1;
    double decay = 1e-3;
    double prune = 0.02;
    std::uint32_t min_count = 2;
    std::uint32_t dropped = 0;  // thousandths of the features that each step leaves out
  };
  // `classes` at most kMaxClasses.
  [[nodiscard]] static SoftmaxModel train(std::span<const Example> examples, std::size_t classes,
                                          const Training& training);

 private:
  std::size_t classes_ = 0;
  std::vector<std::int16_t> bias_;
  std::unordered_map<FeatureKey, std::uint32_t> rows_;
  std::vector<std::int16_t> weights_;  // row by row
};

}  // namespace demarche::coding
