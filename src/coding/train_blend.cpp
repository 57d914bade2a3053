// A reading is right when an annotated move of its sentence has its act and parties, each move used once, as
// the scorer counts. The weight of the network is the one with the best F1 over all thresholds, then, with
// it, its weight where no frame proposes the act; the calibration is Platt's on the blended logit; the
// threshold is then the best on calibrated confidence.
#include <demarche/coding/train_blend.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include <fmt/format.h>
#include <demarche/base/io.hpp>

#include "platt.hpp"
#include "readings.hpp"

namespace demarche::coding {
namespace {

struct Weighed {
  bool proposed = false;  // by a frame
  double frames = 0.0;
  double network = 0.0;
  bool right = false;
};

struct HeldOut {
  std::vector<Weighed> readings;
  std::size_t moves = 0;
};

const GoldSentence* sheet_of(const GoldDocument& document, const Reading& r) {
  const language::Token& t = r.field->text.tokens[r.candidate.trigger];
  const std::uint32_t at = r.field->offsets.code_points(t.begin);
  for (const GoldSentence& g : document.sentences) {
    if (g.field == r.field->field && at >= g.span.start && at < g.span.end) return &g;
  }
  return nullptr;
}

bool tells(const Reading& r, const GoldMove& m) {
  const PartyCode actor = r.candidate.actors.front().side.party;
  const PartyCode target = r.candidate.targets.empty() ? PartyCode() : r.candidate.targets.front().side.party;
  if (r.candidate.frame->act != m.act) return false;
  return (actor == m.actor && target == m.target) ||
         (is_mutual(m.act) && actor == m.target && target == m.actor);
}

void take(const GoldDocument& document, const std::vector<Reading>& readings, HeldOut& out) {
  std::vector<bool> used(document.moves.size(), false);
  out.moves += document.moves.size();
  for (const Reading& r : readings) {
    const GoldSentence* sheet = sheet_of(document, r);
    if (sheet == nullptr) continue;
    Weighed w{r.proposal != Reading::kNoProposal, r.frames, r.network, false};
    for (std::size_t i = 0; i < used.size() && !w.right; ++i) {
      if (used[i] || document.moves[i].sentence != sheet->id || !tells(r, document.moves[i])) continue;
      used[i] = true;
      w.right = true;
    }
    out.readings.push_back(w);
  }
}

struct Best {
  double f1 = -1.0;
  double at = 0.0;
  double precision = 0.0;
  double recall = 0.0;
};

// F1 is flat about its top, and where in the flat part it is greatest is chance.
constexpr double kFlat = 0.003;

// The threshold with the best F1; `value` gives what it is compared with. With `fewest`, of the thresholds
// that are as good but for kFlat the highest, which lets fewest false moves pass.
template <typename Value>
Best best_threshold(const HeldOut& held, Value value, bool fewest = false) {
  std::vector<std::pair<double, bool>> sorted;
  for (const Weighed& w : held.readings) sorted.emplace_back(value(w), w.right);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  Best best;
  std::vector<Best> all;
  std::size_t right = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    right += sorted[i].second ? 1U : 0U;
    if (i + 1 < sorted.size() && sorted[i + 1].first >= sorted[i].first) continue;
    const auto correct = static_cast<double>(right);
    all.push_back({2.0 * correct / static_cast<double>(i + 1 + held.moves), sorted[i].first,
                   correct / static_cast<double>(i + 1), correct / static_cast<double>(held.moves)});
    if (all.back().f1 > best.f1) best = all.back();
  }
  if (!fewest || all.empty()) return best;
  return *std::find_if(all.begin(), all.end(), [&](const Best& b) { return b.f1 >= best.f1 - kFlat; });
}

void fit(const HeldOut& held, Blend& blend) {
  std::vector<std::pair<double, bool>> logits;
  logits.reserve(held.readings.size());
  for (const Weighed& w : held.readings)
    logits.emplace_back(blend.logit(w.proposed, w.frames, w.network), w.right);
  const Platt platt = fit_platt(logits);
  blend.slope = static_cast<int>(std::lround(platt.slope * 1000.0));
  blend.offset = static_cast<int>(std::lround(platt.offset * 1000.0));
}

// Sets the weights to the value with the best F1, and adds a line for each that was tried.
void choose_weight(const HeldOut& held, std::string_view name, std::initializer_list<int Blend::*> weights,
                   Blend& blend, std::string& report) {
  Blend best;
  double best_f1 = -1.0;
  for (int value = 0; value <= 1000; value += 100) {
    Blend tried = blend;
    for (int Blend::*weight : weights) tried.*weight = value;
    const Best at =
        best_threshold(held, [&](const Weighed& w) { return tried.logit(w.proposed, w.frames, w.network); });
    report += fmt::format("{} {:.1f}: P {:.3f}  R {:.3f}  F1 {:.3f}\n", name, value / 1000.0, at.precision,
                          at.recall, at.f1);
    if (at.f1 <= best_f1) continue;
    best_f1 = at.f1;
    best = tried;
  }
  blend = best;
}

std::string reliability(const HeldOut& held, const Blend& blend) {
  struct Bin {
    std::size_t count = 0;
    std::size_t right = 0;
    double said = 0.0;
  };
  std::array<Bin, 10> bins{};
  for (const Weighed& w : held.readings) {
    const double c = blend.confidence(w.proposed, w.frames, w.network);
    Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(c * 10.0))];
    ++bin.count;
    bin.right += w.right ? 1U : 0U;
    bin.said += c;
  }
  std::string out = "confidence   readings   said   right\n";
  double error = 0.0;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (bins[i].count == 0) continue;
    const auto n = static_cast<double>(bins[i].count);
    const double right = static_cast<double>(bins[i].right) / n;
    error += std::abs(bins[i].said / n - right) * n / static_cast<double>(held.readings.size());
    out += fmt::format("{:.1f} to {:.1f} {:10}  {:.3f}   {:.3f}\n", static_cast<double>(i) / 10.0,
                       static_cast<double>(i + 1) / 10.0, bins[i].count, bins[i].said / n, right);
  }
  return out + fmt::format("expected calibration error {:.3f}\n", error);
}

std::string thresholds(const HeldOut& held, const Blend& blend) {
  std::string out = "min-confidence   precision   recall   F1\n";
  for (int t = 5; t <= 90; t += 5) {
    std::size_t coded = 0, right = 0;
    for (const Weighed& w : held.readings) {
      if (blend.confidence(w.proposed, w.frames, w.network) < t / 100.0) continue;
      ++coded;
      right += w.right ? 1U : 0U;
    }
    const double p = coded == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(coded);
    const double r = static_cast<double>(right) / static_cast<double>(held.moves);
    out += fmt::format("{:14.2f} {:11.3f} {:8.3f} {:.3f}\n", t / 100.0, p, r,
                       2.0 * static_cast<double>(right) / static_cast<double>(coded + held.moves));
  }
  return out;
}

}  // namespace

Result<BlendReport> train_blend(const std::vector<GoldDocument>& documents,
                                const knowledge::Knowledge& knowledge, const language::Chain& chain,
                                const std::filesystem::path& models) {
  const Result<std::string> coder_bytes = read_file(models / "coder.model", std::size_t{64} << 20U);
  if (!coder_bytes) return tl::unexpected(coder_bytes.error());
  const Result<CoderModel> model = CoderModel::parse(*coder_bytes);
  if (!model) return tl::unexpected(model.error());
  const Result<std::string> reader_bytes = read_file(models / "reader.model", std::size_t{64} << 20U);
  if (!reader_bytes) return tl::unexpected(reader_bytes.error());
  const Result<ReaderModel> reader = ReaderModel::parse(*reader_bytes);
  if (!reader) return tl::unexpected(reader.error());
  HeldOut held;
  const auto scratch = chain.workspace();
  for (const GoldDocument& d : documents) {
    const auto proposals = judge_frames(d.document, knowledge, chain, *model, *scratch);
    take(d, read_document(*proposals, *reader), held);
  }
  if (held.moves == 0)
    return fail(ErrorKind::Usage, "", "the documents hold no annotated move: nothing to calibrate on");
  BlendReport report;
  Blend blend;
  choose_weight(held, "network", {&Blend::network, &Blend::alone}, blend, report.text);
  choose_weight(held, "alone", {&Blend::alone}, blend, report.text);
  fit(held, blend);
  const Best best = best_threshold(
      held, [&](const Weighed& w) { return blend.confidence(w.proposed, w.frames, w.network); }, true);
  blend.threshold = static_cast<int>(std::lround(best.at * 1000.0));
  report.text += fmt::format(
      "network {:.1f}, alone {:.1f}, threshold {:.3f}: P {:.3f}  R {:.3f}  who F1 {:.3f} over {} moves\n",
      blend.network / 1000.0, blend.alone / 1000.0, best.at, best.precision, best.recall, best.f1,
      held.moves);
  report.text += thresholds(held, blend) + reliability(held, blend);
  report.blend = blend.text();
  return report;
}

}  // namespace demarche::coding
