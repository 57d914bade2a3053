// Learns the weights of the sentence model.
//
// Every gap that the rules leave open is an example: its features, and whether a known sentence begins there.
// The loss is the squared hinge, the steps are AdaGrad's, in double precision; at the end weights are rounded
// to 16 bits with one factor for all, so that integer sums keep the order of the real ones.
#include <demarche/language/segment_train.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>

#include <demarche/language/chain.hpp>

#include "boundary.hpp"
#include "characters.hpp"
#include "tokenize.hpp"

namespace demarche::language {
namespace {

struct Example {
  Features features{};
  bool ends = false;
};

void collect(const SegmentedText& document, std::vector<Example>& out) {
  Text text;
  text.source = document.text;
  text.condition = judge_condition(text.source);
  tokenize(text);
  const Boundaries boundaries(text, Genre::Body);
  std::size_t first = 0;
  auto next = document.sentences.begin();
  for (std::size_t i = 1; i < text.tokens.size(); ++i) {
    while (next != document.sentences.end() && next->begin < text.tokens[i].begin) ++next;
    const bool ends = next != document.sentences.end() && next->begin == text.tokens[i].begin;
    if (boundaries.by_rule(i) == Boundaries::Verdict::Ask) {
      Example& example = out.emplace_back();
      boundaries.features(i, first, example.features);
      example.ends = ends;
    }
    if (ends) first = i;
  }
}

// Fisher and Yates by hand: std::shuffle may differ between standard libraries.
void shuffle(std::vector<std::uint32_t>& order, std::mt19937_64& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

class BoundaryLearner {
 public:
  BoundaryLearner(const SegmenterTraining& settings, unsigned log_size)
      : settings_(settings), mask_((1U << log_size) - 1), weights_(mask_ + 1U), squares_(mask_ + 1U, 1e-3) {}

  void step(const Example& example, double rate) {
    double sum = 0.0;
    for (const std::uint32_t f : example.features.all()) sum += weights_[f & mask_];
    const double sign = example.ends ? 1.0 : -1.0;
    const double slack = 1.0 - sign * sum;
    if (slack <= 0.0) return;
    const double gradient = -2.0 * sign * slack;
    for (const std::uint32_t f : example.features.all()) {
      double& w = weights_[f & mask_];
      const double g = gradient + settings_.decay * w;
      double& square = squares_[f & mask_];
      square += g * g;
      w -= rate * g / std::sqrt(square);
    }
  }

  [[nodiscard]] Segmenter::Weights quantised() const {
    double largest = 1e-9;
    for (const double w : weights_) largest = std::max(largest, std::abs(w));
    const double factor = 32000.0 / largest;
    Segmenter::Weights out(weights_.size());
    std::transform(weights_.begin(), weights_.end(), out.begin(),
                   [factor](double w) { return static_cast<std::int16_t>(std::lround(w * factor)); });
    return out;
  }

 private:
  const SegmenterTraining& settings_;
  std::uint32_t mask_;
  std::vector<double> weights_;
  std::vector<double> squares_;
};

Segmenter::Weights learn(const std::vector<Example>& examples, const SegmenterTraining& settings,
                         unsigned log_size) {
  BoundaryLearner learner(settings, log_size);
  std::mt19937_64 random(settings.seed);
  std::vector<std::uint32_t> order(examples.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  for (unsigned epoch = 0; epoch < settings.epochs; ++epoch) {
    shuffle(order, random);
    const double rate = settings.rate * (1.0 - static_cast<double>(epoch) / settings.epochs);
    for (const std::uint32_t i : order) learner.step(examples[i], rate);
  }
  return learner.quantised();
}

bool is_quote(char32_t c) {
  return c == U'"' || c == U'\'' || (c >= 0x2018 && c <= 0x201F);
}

// What becomes of one character; nullopt when it is dropped.
std::optional<char32_t> damaged(const Character& c, Damage damage) {
  const bool light = damage == Damage::LowerCase || damage == Damage::QuotesToBlanks;
  const bool keeps_case = damage == Damage::MarksToBlanksKeepCase || damage == Damage::QuotesToBlanks;
  if (c.is_space()) return U' ';
  if (c.kind == CharClass::Mark && !light) return U' ';
  if (damage == Damage::QuotesToBlanks && is_quote(c.code_point)) return U' ';
  if (c.is_digit() && !light) return std::nullopt;
  return keeps_case ? c.code_point : utf8::lower(c.code_point);
}

constexpr std::array<Damage, 4> kHeavyDamage = {Damage::MarksToBlanks, Damage::MarksRemoved,
                                                Damage::LowerCase, Damage::MarksToBlanksKeepCase};

void collect_spoiled(const SegmentedText& document, Damage damage, std::vector<Example>& out) {
  const SegmentedText text = degrade(document, damage);
  if (judge_condition(text.text).degraded()) collect(text, out);
}

SegmentedText taught(const std::string& source, const Segmenter& teacher) {
  Text text;
  text.source = source;
  teacher.segment(text, Genre::Body);
  SegmentedText out;
  if (text.condition.degraded()) return out;
  out.text = source;
  for (const Sentence& sentence : text.sentences) out.sentences.push_back({sentence.begin, sentence.end});
  return out;
}

}  // namespace

SegmentedText degrade(const SegmentedText& document, Damage damage) {
  SegmentedText out;
  std::vector<std::uint32_t> moved(document.text.size() + 1);
  for (std::size_t i = 0; i < document.text.size();) {
    const Character c = character_at(document.text, i);
    for (std::size_t k = 0; k < c.length; ++k) moved[i + k] = static_cast<std::uint32_t>(out.text.size());
    i += c.length;
    const std::optional<char32_t> kept = damaged(c, damage);
    const bool again = damage == Damage::MarksRemoved && kept == U' ' && out.text.ends_with(' ');
    if (kept && !again) utf8::append(out.text, *kept);
  }
  moved.back() = static_cast<std::uint32_t>(out.text.size());
  for (const ByteSpan& sentence : document.sentences) {
    ByteSpan span{moved[sentence.begin], moved[sentence.end]};
    while (span.begin < span.end && out.text[span.begin] == ' ') ++span.begin;
    while (span.end > span.begin && out.text[span.end - 1] == ' ') --span.end;
    if (span.begin < span.end) out.sentences.push_back(span);
  }
  return out;
}

Segmenter SegmenterTraining::train(std::span<const SegmentedText> documents,
                                   std::span<const std::string> unlabelled) const {
  std::vector<Example> plain;
  std::vector<Example> spoiled;
  for (const SegmentedText& document : documents) {
    if (!judge_condition(document.text).degraded()) collect(document, plain);
    const SegmentedText unquoted = degrade(document, Damage::QuotesToBlanks);
    if (!judge_condition(unquoted.text).degraded()) collect(unquoted, plain);
    for (const Damage damage : kHeavyDamage) collect_spoiled(document, damage, spoiled);
  }
  Segmenter::Weights plain_weights = learn(plain, *this, log_size);
  const Segmenter teacher(plain_weights, {});
  for (std::size_t i = 0; i < unlabelled.size(); ++i) {
    const SegmentedText document = taught(unlabelled[i], teacher);
    // Mostly the damage that is met in practice.
    collect_spoiled(document, i % 4 == 3 ? kHeavyDamage[1 + i / 4 % 3] : kHeavyDamage[0], spoiled);
  }
  return {std::move(plain_weights), learn(spoiled, *this, degraded_log_size)};
}

}  // namespace demarche::language
