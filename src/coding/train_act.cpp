#include <demarche/coding/train_act.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "act_examples.hpp"
#include "act_model.hpp"
#include "load_model.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kAll = kActFolds;             // "leave no fold out"
constexpr std::size_t kNeverAsked = kActFolds + 1;  // lessons only teach, and in every fold

// Found by cross-validation: small steps, and a third of the features left out of each.
constexpr SoftmaxModel::Training kRootTraining{30, 0.015, 7e-3, 0.06, 3, 300};
constexpr SoftmaxModel::Training kActTraining{6, 0.02, 1e-3, 0.05, 40, 0};
constexpr double kMoveWeight =
    0.1;  // of an annotated move among the questions, which are fewer and of the kind asked
constexpr double kCoarseWeight = 0.3;  // of a question among the moves, which tell the act itself

struct Learned {
  SoftmaxModel roots;
  SoftmaxModel cameo;
};

// Both judges of the root, without the questions of one fold.
Learned learn_roots(const std::vector<LabelledQuestion>& questions, const std::vector<LabelledMove>& moves,
                    std::size_t without, std::size_t root_count) {
  std::vector<SoftmaxModel::Example> roots;
  std::vector<SoftmaxModel::Example> cameo;
  for (const LabelledQuestion& q : questions) {
    if (q.fold == without) continue;
    if (q.roots != 0) roots.push_back({q.told, q.roots, 1.0});
    if (q.cameo == 0) continue;
    cameo.push_back({q.raw, q.cameo, 1.0});
    cameo.push_back({q.told, q.cameo, 1.0});
  }
  for (const LabelledMove& m : moves) {
    roots.push_back({m.features, m.roots, kMoveWeight});
    cameo.push_back({m.features, m.cameo, kMoveWeight});
  }
  return {SoftmaxModel::train(roots, root_count, kRootTraining),
          SoftmaxModel::train(cameo, kCameoRoots, kRootTraining)};
}

SoftmaxModel learn_acts(const std::vector<LabelledQuestion>& questions,
                        const std::vector<LabelledMove>& moves) {
  std::vector<SoftmaxModel::Example> examples;
  for (const LabelledMove& m : moves) examples.push_back({m.features, m.acts, 1.0});
  for (const LabelledQuestion& q : questions) {
    if (q.acts != 0) examples.push_back({q.told, q.acts, kCoarseWeight});
  }
  return SoftmaxModel::train(examples, kActCount, kActTraining);
}

// What the models of the other folds said of a question.
struct HeldOut {
  const LabelledQuestion* question = nullptr;
  std::vector<std::int32_t> judged;  // PLOVER roots, with the phrases
  std::vector<std::int32_t> cameo;   // CAMEO roots, from the sentence alone
};

std::vector<HeldOut> cross_validate(const std::vector<LabelledQuestion>& questions,
                                    const std::vector<LabelledMove>& moves,
                                    const knowledge::Knowledge& knowledge,
                                    const std::function<void(std::string_view)>& progress) {
  std::vector<HeldOut> out;
  for (std::size_t fold = 0; fold < kActFolds; ++fold) {
    const Learned learned = learn_roots(questions, moves, fold, knowledge.plover_roots().size());
    for (const LabelledQuestion& q : questions) {
      if (q.fold != fold) continue;
      out.push_back(
          {&q, judge_roots(learned.roots, learned.cameo, knowledge, q.told), learned.cameo.scores(q.raw)});
    }
    progress(fmt::format("fold {} of {}", fold + 1, kActFolds));
  }
  return out;
}

std::size_t lowest(LabelSet set) {
  return static_cast<std::size_t>(std::countr_zero(set));
}

struct Tally {
  std::size_t right = 0;
  std::size_t said = 0;
  std::size_t known = 0;
  [[nodiscard]] double f1() const {
    return said + known == 0 ? 0.0 : 2.0 * static_cast<double>(right) / static_cast<double>(said + known);
  }
};

double share_of(std::size_t part, std::size_t all) {
  return all == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(all);
}

std::string report_roots(const std::vector<HeldOut>& held_out, const knowledge::Knowledge& knowledge) {
  const std::vector<std::size_t> groups = root_groups(knowledge);
  std::vector<Tally> tallies(groups.size());
  std::size_t right = 0;
  std::size_t all = 0;
  for (const HeldOut& h : held_out) {
    if (!h.question->names_root) continue;
    const std::size_t known = groups[lowest(h.question->roots)];
    const std::size_t said = groups[decide_root(h.judged, groups, 1000).root];
    ++all;
    ++tallies[known].known;
    ++tallies[said].said;
    if (known != said) continue;
    ++right;
    ++tallies[known].right;
  }
  std::string table;
  double sum = 0.0;
  std::size_t classes = 0;
  for (std::size_t g = 0; g < tallies.size(); ++g) {
    const Tally& t = tallies[g];
    if (t.known == 0) continue;
    sum += t.f1();
    ++classes;
    const knowledge::PloverRoot& root = knowledge.plover_roots()[g];
    const bool joined = std::count(groups.begin(), groups.end(), g) > 1;
    table +=
        fmt::format("  {:<10} {:>5}  P {:.3f}  R {:.3f}  F1 {:.3f}\n", joined ? root.also.front() : root.name,
                    t.known, share_of(t.right, t.said), share_of(t.right, t.known), t.f1());
  }
  return fmt::format(
      "PLOVER root given source and target, {} questions, {} folds: accuracy {:.3f}, macro-F1 {:.3f}\n{}",
      all, kActFolds, share_of(right, all), classes == 0 ? 0.0 : sum / static_cast<double>(classes), table);
}

double set_f1(const std::vector<HeldOut>& held_out, std::int32_t share, std::size_t& count) {
  double sum = 0.0;
  count = 0;
  for (const HeldOut& h : held_out) {
    if (!h.question->exact_cameo) continue;
    const std::vector<std::size_t> said = decide_cameo(h.cameo, share);
    const auto hit = [&](std::size_t r) { return ((h.question->cameo >> (r - 1)) & 1U) != 0; };
    const auto right = static_cast<std::size_t>(std::count_if(said.begin(), said.end(), hit));
    const auto known = static_cast<std::size_t>(std::popcount(h.question->cameo));
    sum += 2.0 * static_cast<double>(right) / static_cast<double>(said.size() + known);
    ++count;
  }
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

// The share with the best set-F1; of equals the strictest.
std::int32_t fit_share(const std::vector<HeldOut>& held_out) {
  std::int32_t best = 1000;
  double top = -1.0;
  for (std::int32_t share = 1000; share >= 200; share -= 50) {
    std::size_t count = 0;
    const double f1 = set_f1(held_out, share, count);
    if (f1 <= top) continue;
    top = f1;
    best = share;
  }
  return best;
}

std::string report_cameo(const std::vector<HeldOut>& held_out, std::int32_t share) {
  std::size_t count = 0;
  const double one = set_f1(held_out, 1000, count);
  const double set = set_f1(held_out, share, count);
  return fmt::format(
      "CAMEO roots on raw sentences, {} with a full code: set-F1 {:.3f} with the best root only, {:.3f} with "
      "all from "
      "{} thousandths of its probability\n",
      count, one, set, share);
}

struct Said {
  double probability = 0.0;
  bool right = false;
};

std::vector<Said> said_at(const std::vector<HeldOut>& held_out, const std::vector<std::size_t>& groups,
                          std::int32_t temperature) {
  std::vector<Said> out;
  for (const HeldOut& h : held_out) {
    if (!h.question->names_root) continue;
    const RootVerdict v = decide_root(h.judged, groups, temperature);
    out.push_back({v.probability, groups[v.root] == groups[lowest(h.question->roots)]});
  }
  return out;
}

// Likelihood that each answer is right or wrong, as its confidence says; the best over a grid.
std::int32_t fit_temperature(const std::vector<HeldOut>& held_out, const std::vector<std::size_t>& groups) {
  std::int32_t best = 1000;
  double least = 0.0;
  for (std::int32_t t = 400; t <= 4000; t += 50) {
    double loss = 0.0;
    for (const Said& s : said_at(held_out, groups, t)) {
      const double p = std::clamp(s.probability, 1e-6, 1.0 - 1e-6);
      loss -= std::log(s.right ? p : 1.0 - p);
    }
    if (t != 400 && loss >= least) continue;
    least = loss;
    best = t;
  }
  return best;
}

std::string report_confidence(const std::vector<Said>& said) {
  constexpr std::size_t kBins = 10;
  std::array<double, kBins> sure{};
  std::array<std::size_t, kBins> right{}, all{};
  for (const Said& s : said) {
    const auto b = std::min(kBins - 1, static_cast<std::size_t>(s.probability * kBins));
    sure[b] += s.probability;
    right[b] += s.right ? 1U : 0U;
    ++all[b];
  }
  double error = 0.0;
  std::string table;
  for (std::size_t b = 0; b < kBins; ++b) {
    if (all[b] == 0) continue;
    const double mean = sure[b] / static_cast<double>(all[b]);
    error += std::abs(mean - share_of(right[b], all[b])) * static_cast<double>(all[b]);
    table += fmt::format("  {:.1f}-{:.1f} {:>5}  said {:.3f}  right {:.3f}\n", static_cast<double>(b) / kBins,
                         static_cast<double>(b + 1) / kBins, all[b], mean, share_of(right[b], all[b]));
  }
  return fmt::format("confidence on held-out folds: expected calibration error {:.3f}\n{}",
                     said.empty() ? 0.0 : error / static_cast<double>(said.size()), table);
}

}  // namespace

Result<ActTrainingReport> train_act(const ActTrainingInput& input, const knowledge::Knowledge& knowledge,
                                    const language::Chain& chain, const std::filesystem::path& models,
                                    const std::function<void(std::string_view)>& progress) {
  const Result<ReaderModel> reader = load_model<ReaderModel>(models / "reader.model");
  if (!reader) return tl::unexpected(reader.error());
  const ActGround ground{&knowledge, &chain, &*reader};
  const auto scratch = chain.workspace();
  auto labelled = label_questions(input.questions, ground, *scratch);
  if (!labelled) return tl::unexpected(labelled.error());
  auto lessons = label_questions(input.lessons, ground, *scratch);
  if (!lessons) return tl::unexpected(lessons.error());
  std::vector<LabelledQuestion> questions = std::move(*labelled);
  const auto useful = std::count_if(questions.begin(), questions.end(),
                                    [](const LabelledQuestion& q) { return q.names_root; });
  if (static_cast<std::size_t>(useful) < 2 * kActFolds) {
    return fail(ErrorKind::Usage, "",
                fmt::format("training needs at least {} questions with a known \"plover\" root, got {}",
                            2 * kActFolds, useful));
  }
  const std::vector<LabelledMove> moves = label_moves(input.moves, ground, *scratch);
  progress(fmt::format("{} questions, {} lessons, {} annotated pairs", questions.size(), lessons->size(),
                       moves.size()));
  for (LabelledQuestion& lesson : *lessons) {
    lesson.fold = kNeverAsked;
    questions.push_back(std::move(lesson));
  }
  const std::vector<HeldOut> held_out = cross_validate(questions, moves, knowledge, progress);
  const std::vector<std::size_t> groups = root_groups(knowledge);
  ActModel model;
  model.temperature = fit_temperature(held_out, groups);
  model.share = fit_share(held_out);
  ActTrainingReport report;
  report.text = report_roots(held_out, knowledge) + report_cameo(held_out, model.share) +
                report_confidence(said_at(held_out, groups, model.temperature));
  if (input.only_measure) return report;
  Learned learned = learn_roots(questions, moves, kAll, knowledge.plover_roots().size());
  model.roots = std::move(learned.roots);
  model.cameo = std::move(learned.cameo);
  model.acts = learn_acts(questions, moves);
  model.root_names = root_names(knowledge);
  report.model_bytes = model.serialise();
  return report;
}

}  // namespace demarche::coding
