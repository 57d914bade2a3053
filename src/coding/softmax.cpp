#include "softmax.hpp"

#include <algorithm>
#include <cmath>

#include "training_order.hpp"

namespace demarche::coding {
namespace {

// The model while it is learned: dense rows for hashed keys. Row 0 is the bias.
class Learner {
 public:
  Learner(std::span<const SoftmaxModel::Example> examples, std::size_t classes,
          const SoftmaxModel::Training& training)
      : examples_(examples), classes_(classes), training_(training) {
    std::unordered_map<FeatureKey, std::uint32_t> counts;
    for (const auto& e : examples) {
      for (const FeatureKey f : e.features) ++counts[f];
    }
    rows_.reserve(examples.size());
    for (const auto& e : examples) {
      rows_.emplace_back(1, 0U);
      for (const FeatureKey f : e.features) {
        if (counts[f] < training.min_count) continue;
        const auto [it, fresh] = ids_.try_emplace(f, static_cast<std::uint32_t>(ids_.size() + 1));
        if (fresh) keys_.push_back(f);
        rows_.back().push_back(it->second);
      }
    }
    weights_.assign((keys_.size() + 1) * classes, 0.0);
    squares_.assign(weights_.size(), 1e-6);
    sums_.assign(weights_.size(), 0.0);
  }

  void run() {
    TrainingOrder order(examples_.size());
    const int first_kept = training_.epochs / 2;
    for (int epoch = 0; epoch < training_.epochs; ++epoch) {
      for (const std::size_t i : order.next_epoch()) step(examples_[i], thinned(rows_[i], order.random()));
      if (epoch < first_kept) continue;
      for (std::size_t w = 0; w < weights_.size(); ++w) sums_[w] += weights_[w];
    }
    const double kept = std::max(1, training_.epochs - first_kept);
    for (std::size_t w = 0; w < weights_.size(); ++w) weights_[w] = sums_[w] / kept;
  }

  [[nodiscard]] const std::vector<FeatureKey>& keys() const { return keys_; }
  [[nodiscard]] double weight(std::size_t row, std::size_t c) const { return weights_[row * classes_ + c]; }

 private:
  // Without some of its features, the bias apart: no feature learns to lean on another.
  const std::vector<std::uint32_t>& thinned(const std::vector<std::uint32_t>& row, SmallRandom& random) {
    kept_.clear();
    for (const std::uint32_t f : row) {
      if (f == 0 || random.next() % 1000 >= training_.dropped) kept_.push_back(f);
    }
    return kept_;
  }

  void step(const SoftmaxModel::Example& example, const std::vector<std::uint32_t>& row) {
    std::vector<double>& p = p_;
    p.assign(classes_, 0.0);
    for (const std::uint32_t f : row) {
      for (std::size_t c = 0; c < classes_; ++c) p[c] += weights_[f * classes_ + c];
    }
    const double top = *std::max_element(p.begin(), p.end());
    double all = 0.0;
    double right = 0.0;
    for (std::size_t c = 0; c < classes_; ++c) {
      p[c] = std::exp(p[c] - top);
      all += p[c];
      if (((example.right >> c) & 1U) != 0) right += p[c];
    }
    if (!(right > 0.0)) return;
    for (std::size_t c = 0; c < classes_; ++c) {
      const double wanted = ((example.right >> c) & 1U) != 0 ? p[c] / right : 0.0;
      p[c] = (wanted - p[c] / all) * example.weight;
    }
    for (const std::uint32_t f : row) {
      for (std::size_t c = 0; c < classes_; ++c) {
        const std::size_t w = f * classes_ + c;
        const double g = p[c] - training_.decay * example.weight * weights_[w];
        squares_[w] += g * g;
        weights_[w] += training_.rate * g / std::sqrt(squares_[w]);
      }
    }
  }

  std::span<const SoftmaxModel::Example> examples_;
  std::size_t classes_;
  SoftmaxModel::Training training_;
  std::unordered_map<FeatureKey, std::uint32_t> ids_;
  std::vector<FeatureKey> keys_;
  std::vector<std::vector<std::uint32_t>> rows_;
  std::vector<std::uint32_t> kept_;
  std::vector<double> weights_, squares_, sums_, p_;
};

// Weights of features are kept in steps of 1/128 logit, so that nearly all fit a byte of the file.
constexpr std::int32_t kStep = 8;
constexpr double kMostSteps = 4095;  // 4096 steps would not fit 16 bits

std::int16_t rounded(double weight) {
  const double steps = std::clamp(weight * kLogitUnit / kStep, -kMostSteps, kMostSteps);
  return static_cast<std::int16_t>(std::lround(steps) * kStep);
}

// Zigzag in seven bits, or fourteen where the first byte is 128 and more.
void put_weight(std::string& out, std::int16_t weight) {
  const std::int32_t steps = weight / kStep;
  const auto code = static_cast<std::uint32_t>(steps < 0 ? -2 * steps - 1 : 2 * steps);
  out.push_back(static_cast<char>((code & 0x7FU) | (code > 0x7FU ? 0x80U : 0U)));
  if (code > 0x7FU) out.push_back(static_cast<char>(code >> 7U));
}

bool take_byte(std::string_view& in, std::uint32_t& value) {
  if (in.empty()) return false;
  value = static_cast<std::uint8_t>(in.front());
  in.remove_prefix(1);
  return true;
}

bool take_weight(std::string_view& in, std::int16_t& weight) {
  constexpr std::uint32_t kCodes = 1U << 13U;
  std::uint32_t code = 0;
  std::uint32_t high = 0;
  if (!take_byte(in, code)) return false;
  if (code > 0x7FU && !take_byte(in, high)) return false;
  code = (code & 0x7FU) | (high << 7U);
  if (code >= kCodes) return false;
  const auto steps = static_cast<std::int32_t>((code + 1U) / 2U);
  weight = static_cast<std::int16_t>((code % 2U == 1U ? -steps : steps) * kStep);
  return true;
}

// Which classes of a row have a weight: a bit each, in whole bytes.
std::size_t mask_bytes(std::size_t classes) {
  return (classes + 7U) / 8U;
}

bool take_mask(std::string_view& in, std::size_t bytes, std::uint64_t& mask) {
  mask = 0;
  for (std::size_t b = 0; b < bytes; ++b) {
    std::uint32_t byte = 0;
    if (!take_byte(in, byte)) return false;
    mask |= std::uint64_t{byte} << (8U * b);
  }
  return true;
}

void put16(std::string& out, std::int16_t value) {
  const auto bits = static_cast<std::uint16_t>(value);
  out.push_back(static_cast<char>(bits & 0xFFU));
  out.push_back(static_cast<char>(bits >> 8U));
}

std::int16_t take16(std::string_view& in) {
  const auto bits =
      static_cast<std::uint16_t>(static_cast<std::uint8_t>(in[0]) | (static_cast<std::uint8_t>(in[1]) << 8U));
  in.remove_prefix(2);
  return static_cast<std::int16_t>(bits);
}

void put64(std::string& out, std::uint64_t value) {
  put32(out, static_cast<std::uint32_t>(value));
  put32(out, static_cast<std::uint32_t>(value >> 32U));
}

bool take64(std::string_view& in, std::uint64_t& value) {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  if (!take32(in, low) || !take32(in, high)) return false;
  value = low | (std::uint64_t{high} << 32U);
  return true;
}

}  // namespace

std::vector<std::int32_t> SoftmaxModel::scores(std::span<const FeatureKey> features) const {
  std::vector<std::int32_t> out(bias_.begin(), bias_.end());
  for (const FeatureKey f : features) {
    const auto it = rows_.find(f);
    if (it == rows_.end()) continue;
    for (std::size_t c = 0; c < classes_; ++c) out[c] += weights_[it->second * classes_ + c];
  }
  return out;
}

std::int32_t SoftmaxModel::weight(FeatureKey feature, std::size_t its_class) const {
  const auto it = rows_.find(feature);
  return it == rows_.end() ? 0 : weights_[it->second * classes_ + its_class];
}

// A row is written as its key, a bit for each class whose weight is not zero, and those weights.
void SoftmaxModel::append_to(std::string& out) const {
  put32(out, static_cast<std::uint32_t>(classes_));
  put32(out, static_cast<std::uint32_t>(rows_.size()));
  for (const std::int16_t b : bias_) put16(out, b);
  std::vector<std::pair<FeatureKey, std::uint32_t>> rows(rows_.begin(), rows_.end());
  std::sort(rows.begin(), rows.end());
  for (const auto& [key, row] : rows) {
    const std::span<const std::int16_t> w = std::span(weights_).subspan(row * classes_, classes_);
    std::uint64_t present = 0;
    for (std::size_t c = 0; c < classes_; ++c) present |= std::uint64_t{w[c] != 0 ? 1U : 0U} << c;
    put64(out, key);
    for (std::size_t b = 0; b < mask_bytes(classes_); ++b)
      out.push_back(static_cast<char>((present >> (8U * b)) & 0xFFU));
    for (const std::int16_t v : w) {
      if (v != 0) put_weight(out, v);
    }
  }
}

Result<SoftmaxModel> SoftmaxModel::parse(std::string_view& in) {
  const auto damaged = [] {
    return fail(ErrorKind::Malformed, "",
                "a table of weights does not add up; the model is damaged, train it again");
  };
  SoftmaxModel m;
  std::uint32_t classes = 0;
  std::uint32_t rows = 0;
  if (!take32(in, classes) || !take32(in, rows) || classes == 0 || classes > kMaxClasses) return damaged();
  if (in.size() < 2 * classes || (in.size() - 2 * classes) / (8 + mask_bytes(classes)) < rows)
    return damaged();
  m.classes_ = classes;
  for (std::uint32_t c = 0; c < classes; ++c) m.bias_.push_back(take16(in));
  m.rows_.reserve(rows);
  for (std::uint32_t r = 0; r < rows; ++r) {
    std::uint64_t key = 0;
    std::uint64_t present = 0;
    if (!take64(in, key) || !take_mask(in, mask_bytes(classes), present)) return damaged();
    if (classes < kMaxClasses && (present >> classes) != 0) return damaged();
    if (!m.rows_.try_emplace(key, r).second) return damaged();
    for (std::uint32_t c = 0; c < classes; ++c) {
      m.weights_.push_back(0);
      if (((present >> c) & 1U) != 0 && !take_weight(in, m.weights_.back())) return damaged();
    }
  }
  return m;
}

SoftmaxModel SoftmaxModel::train(std::span<const Example> examples, std::size_t classes,
                                 const Training& training) {
  Learner learner(examples, classes, training);
  learner.run();
  SoftmaxModel m;
  m.classes_ = classes;
  for (std::size_t c = 0; c < classes; ++c) m.bias_.push_back(rounded(learner.weight(0, c)));
  std::vector<std::int16_t> row(classes);
  for (std::size_t f = 0; f < learner.keys().size(); ++f) {
    bool any = false;
    for (std::size_t c = 0; c < classes; ++c) {
      const double w = learner.weight(f + 1, c);
      row[c] = std::abs(w) < training.prune ? std::int16_t{0} : rounded(w);
      any = any || row[c] != 0;
    }
    if (!any) continue;
    m.rows_[learner.keys()[f]] = static_cast<std::uint32_t>(m.weights_.size() / classes);
    m.weights_.insert(m.weights_.end(), row.begin(), row.end());
  }
  return m;
}

}  // namespace demarche::coding
