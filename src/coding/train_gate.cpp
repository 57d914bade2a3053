#include "train_gate.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace demarche::coding {
namespace {

constexpr LinearModel::Training kGateTraining{8, 0.02, 1e-3, 0.02, 3};
constexpr std::array<int, 6> kShown = {999, 995, 990, 980, 970, 950};

std::uint32_t overlap(const Span& a, const Span& b) {
  const std::uint32_t from = std::max(a.start, b.start);
  const std::uint32_t to = std::min(a.end, b.end);
  return to > from ? to - from : 0;
}

const GoldSentence* annotated(const GoldDocument& gold, Field field, const Span& span) {
  const GoldSentence* best = nullptr;
  for (const GoldSentence& g : gold.sentences) {
    if (g.field != field || overlap(span, g.span) == 0) continue;
    if (best == nullptr || overlap(span, g.span) > overlap(span, best->span)) best = &g;
  }
  return best;
}

// The words of the move stand in this part of the annotated sentence, or it is not known where they stand.
bool told_here(const GoldSentence& sheet, const GoldMove& move, const Span& span) {
  const std::size_t at = move.trigger.empty() ? std::string::npos : sheet.text.find(move.trigger);
  if (at == std::string::npos) return true;
  const std::uint32_t start =
      sheet.span.start + static_cast<std::uint32_t>(utf8::count(std::string_view(sheet.text).substr(0, at)));
  return overlap(span, {start, start + static_cast<std::uint32_t>(utf8::count(move.trigger))}) > 0;
}

std::vector<std::int32_t> held_out_scores(std::span<const GateExample> examples, std::size_t folds) {
  std::vector<std::int32_t> scores(examples.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<LinearModel::Example> others;
    for (const GateExample& e : examples) {
      if (e.document % folds != fold) others.push_back(e.words);
    }
    const LinearModel model = LinearModel::train_logistic(others, kGateTraining);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (examples[i].document % folds == fold) scores[i] = model.score(examples[i].words.features);
    }
  }
  return scores;
}

double share_above(const std::vector<std::int32_t>& rising, std::int32_t threshold) {
  const auto first = std::lower_bound(rising.begin(), rising.end(), threshold);
  return rising.empty() ? 0.0
                        : static_cast<double>(rising.end() - first) / static_cast<double>(rising.size());
}

}  // namespace

void add_gate_examples(const GoldDocument& gold, const Proposals& proposals, std::size_t document,
                       std::vector<GateExample>& out) {
  for (const auto& field : proposals.fields) {
    for (const language::Sentence& s : field->text.sentences) {
      const Span span{field->offsets.code_points(s.begin), field->offsets.code_points(s.end)};
      const GoldSentence* sheet = annotated(gold, field->field, span);
      if (sheet == nullptr) continue;
      GateExample example;
      example.document = document;
      gate_features(field->text, s, field->field, *proposals.discourse.knowledge, example.words.features);
      example.words.good = std::any_of(gold.moves.begin(), gold.moves.end(), [&](const GoldMove& m) {
        return m.sentence == sheet->id && told_here(*sheet, m, span);
      });
      out.push_back(std::move(example));
    }
  }
}

GateTraining train_gate(std::span<const GateExample> examples, std::size_t folds, int passing) {
  GateTraining out;
  const std::vector<std::int32_t> scores = held_out_scores(examples, folds);
  std::vector<std::int32_t> all = scores;
  std::vector<std::int32_t> good;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (examples[i].words.good) good.push_back(scores[i]);
  }
  if (good.empty()) return out;
  std::sort(all.begin(), all.end());
  std::sort(good.begin(), good.end());
  const auto threshold_for = [&](int thousandths) {
    return good[good.size() * static_cast<std::size_t>(1000 - thousandths) / 1000];
  };
  for (const int shown : kShown) {
    const std::int32_t at = threshold_for(shown);
    out.text +=
        fmt::format("gate at {:+.2f}: of sentences with a move {:.3f} pass, of all annotated {:.3f}\n",
                    at / kLogitUnit, share_above(good, at), share_above(all, at));
  }
  std::vector<LinearModel::Example> everything;
  for (const GateExample& e : examples) everything.push_back(e.words);
  out.gate.weights = LinearModel::train_logistic(everything, kGateTraining);
  out.gate.threshold = threshold_for(passing);
  return out;
}

}  // namespace demarche::coding
