#include "linear.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <unordered_map>

#include "platt.hpp"
#include "training_order.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kRowBytes = 10;
// Places that a look-up may walk through: keys that fall as they come need some dozens, so a file in which
// they need more was made to be slow.
constexpr std::size_t kMaxWalk = 1024;

using Ids = std::vector<std::uint32_t>;

std::int16_t rounded(double weight) {
  return static_cast<std::int16_t>(std::lround(std::clamp(weight * kLogitUnit, -32767.0, 32767.0)));
}

// Weights in training: dense ids for hashed keys, one AdaGrad accumulator each.
struct Learner {
  std::unordered_map<FeatureKey, std::uint32_t> ids;
  std::vector<FeatureKey> keys;
  std::vector<double> weights;
  std::vector<double> squares;
  std::unordered_map<FeatureKey, std::uint32_t> counts;
  std::uint32_t min_count = 1;

  void count(const std::vector<FeatureKey>& features) {
    for (const FeatureKey f : features) ++counts[f];
  }
  Ids row(const std::vector<FeatureKey>& features) {
    Ids out;
    for (const FeatureKey f : features) {
      if (counts[f] < min_count) continue;
      const auto [it, fresh] = ids.try_emplace(f, static_cast<std::uint32_t>(keys.size()));
      if (fresh) {
        keys.push_back(f);
        weights.push_back(0.0);
        squares.push_back(1e-6);
      }
      out.push_back(it->second);
    }
    return out;
  }
  [[nodiscard]] double sum(const Ids& row) const {
    double x = 0.0;
    for (const std::uint32_t f : row) x += weights[f];
    return x;
  }
  template <typename KeyAndWeight>
  [[nodiscard]] std::vector<KeyAndWeight> kept(double prune) const {
    std::vector<KeyAndWeight> out;
    for (std::size_t f = 0; f < keys.size(); ++f) {
      if (std::abs(weights[f]) >= prune) out.push_back({keys[f], rounded(weights[f])});
    }
    return out;
  }
  void climb(const Ids& row, double slope, double rate, double decay) {
    for (const std::uint32_t f : row) {
      const double g = slope - decay * weights[f];
      squares[f] += g * g;
      weights[f] += rate * g / std::sqrt(squares[f]);
    }
  }
};

}  // namespace

void put32(std::string& out, std::uint32_t v) {
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<char>((v >> (8U * i)) & 0xFFU));
}

bool take32(std::string_view& in, std::uint32_t& value) {
  if (in.size() < 4) return false;
  value = 0;
  for (std::size_t i = 4; i-- > 0;) value = (value << 8U) | static_cast<std::uint8_t>(in[i]);
  in.remove_prefix(4);
  return true;
}

// The last of rows with the same key counts.
bool LinearModel::set_rows(const std::vector<Row>& rows) {
  std::size_t places = 16;
  shift_ = 60;
  for (; places < rows.size() * 2; places *= 2) --shift_;
  places_.assign(places, Row());
  size_ = 0;
  has_zero_ = false;
  for (const Row& row : rows) {
    if (row.key == 0) {
      size_ += has_zero_ ? 0U : 1U;
      has_zero_ = true;
      weight_of_zero_ = row.weight;
      continue;
    }
    std::size_t at = home(row.key);
    for (std::size_t walked = 0; places_[at].key != 0 && places_[at].key != row.key; ++walked) {
      if (walked == kMaxWalk) return false;
      at = (at + 1) & (places - 1);
    }
    size_ += places_[at].key == 0 ? 1U : 0U;
    places_[at] = row;
  }
  return true;
}

void LinearModel::learned(const std::vector<Row>& rows) {
  if (!set_rows(rows)) throw std::logic_error("the hashes of features crowd together");
}

std::size_t LinearModel::home(FeatureKey feature) const {
  return static_cast<std::size_t>((feature * 0x9E3779B97F4A7C15ULL) >> shift_);
}

std::int32_t LinearModel::weight(FeatureKey feature) const {
  if (places_.empty()) return 0;
  if (feature == 0) return weight_of_zero_;
  for (std::size_t at = home(feature);; at = (at + 1) & (places_.size() - 1)) {
    if (places_[at].key == feature) return places_[at].weight;
    if (places_[at].key == 0) return 0;
  }
}

std::int32_t LinearModel::score(std::span<const FeatureKey> features) const {
  std::int64_t sum = bias_;  // a crafted file may hold a bias near either end
#if defined(__GNUC__)
  for (const FeatureKey f : features) {
    if (!places_.empty()) __builtin_prefetch(&places_[home(f)]);
  }
#endif
  for (const FeatureKey f : features) sum += weight(f);
  using Limits = std::numeric_limits<std::int32_t>;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, Limits::min(), Limits::max()));
}

void LinearModel::append_to(std::string& out) const {
  std::vector<Row> rows;
  if (has_zero_) rows.push_back({0, weight_of_zero_});
  for (const Row& row : places_) {
    if (row.key != 0) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end());
  put32(out, static_cast<std::uint32_t>(bias_));
  put32(out, static_cast<std::uint32_t>(rows.size()));
  for (const Row& row : rows) {
    put32(out, static_cast<std::uint32_t>(row.key));
    put32(out, static_cast<std::uint32_t>(row.key >> 32U));
    const auto bits = static_cast<std::uint16_t>(row.weight);
    out.push_back(static_cast<char>(bits & 0xFFU));
    out.push_back(static_cast<char>(bits >> 8U));
  }
}

Result<LinearModel> LinearModel::parse(std::string_view& in) {
  LinearModel m;
  std::uint32_t bias = 0;
  std::uint32_t rows = 0;
  if (!take32(in, bias) || !take32(in, rows) || in.size() / kRowBytes < rows) {
    return fail(ErrorKind::Malformed, "",
                "a table of weights ends too early; the model is damaged, train it again");
  }
  m.bias_ = static_cast<std::int32_t>(bias);
  std::vector<Row> table;
  table.reserve(rows);
  for (std::uint32_t i = 0; i < rows; ++i) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    if (!take32(in, low) || !take32(in, high)) break;
    const auto bits = static_cast<std::uint16_t>(static_cast<std::uint8_t>(in[0]) |
                                                 (static_cast<std::uint8_t>(in[1]) << 8U));
    in.remove_prefix(2);
    table.push_back({low | (static_cast<FeatureKey>(high) << 32U), static_cast<std::int16_t>(bits)});
  }
  if (!m.set_rows(table)) {
    return fail(ErrorKind::Malformed, "",
                "the keys of a table crowd together; the model is damaged, train it again");
  }
  return m;
}

LinearModel LinearModel::train_logistic(std::span<const Example> examples, const Training& training) {
  Learner learner;
  learner.min_count = training.min_count;
  for (const Example& e : examples) learner.count(e.features);
  std::vector<Ids> rows;
  rows.reserve(examples.size());
  for (const Example& e : examples) rows.push_back(learner.row(e.features));
  double bias = 0.0;
  double bias_square = 1e-6;
  TrainingOrder order(examples.size());
  for (int epoch = 0; epoch < training.epochs; ++epoch) {
    for (const std::size_t i : order.next_epoch()) {
      const double error = (examples[i].good ? 1.0 : 0.0) - sigmoid(bias + learner.sum(rows[i]));
      learner.climb(rows[i], error, training.rate, training.decay);
      bias_square += error * error;
      bias += training.rate * error / std::sqrt(bias_square);
    }
  }
  LinearModel m;
  m.bias_ = static_cast<std::int32_t>(std::lround(bias * kLogitUnit));
  m.learned(learner.kept<Row>(training.prune));
  return m;
}

LinearModel LinearModel::train_choice(std::span<const Choice> choices, const Training& training) {
  Learner learner;
  learner.min_count = training.min_count;
  for (const Choice& c : choices) {
    for (const auto& option : c.options) learner.count(option);
  }
  std::vector<std::vector<Ids>> rows;
  for (const Choice& c : choices) {
    rows.emplace_back();
    for (const auto& option : c.options) rows.back().push_back(learner.row(option));
  }
  TrainingOrder order(choices.size());
  std::vector<double> p;
  for (int epoch = 0; epoch < training.epochs; ++epoch) {
    for (const std::size_t i : order.next_epoch()) {
      p.clear();
      for (const Ids& r : rows[i]) p.push_back(learner.sum(r));
      const double top = *std::max_element(p.begin(), p.end());
      double all = 0.0;
      double right = 0.0;
      for (std::size_t o = 0; o < p.size(); ++o) {
        p[o] = std::exp(p[o] - top);
        all += p[o];
        if (choices[i].right[o]) right += p[o];
      }
      if (!(right > 0.0)) continue;
      for (std::size_t o = 0; o < p.size(); ++o) {
        const double wanted = choices[i].right[o] ? p[o] / right : 0.0;
        learner.climb(rows[i][o], wanted - p[o] / all, training.rate, training.decay);
      }
    }
  }
  LinearModel m;
  m.learned(learner.kept<Row>(training.prune));
  return m;
}

}  // namespace demarche::coding
