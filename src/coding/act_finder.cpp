#include <demarche/coding/act_finder.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "act_features.hpp"
#include "act_model.hpp"
#include "load_model.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kReasons = 8;

std::string words_of(const ActScene& scene, const Phrase& p) {
  if (!p.found()) return {};
  const std::uint32_t begin = scene.tree.token(p.first).begin;
  return std::string(scene.text.source.substr(begin, scene.tree.token(p.last - 1).end - begin));
}

}  // namespace

struct ActFinder::Parts {
  const knowledge::Knowledge* knowledge = nullptr;
  const language::Chain* chain = nullptr;
  ReaderModel reader;
  ActModel model;
  std::vector<std::size_t> groups;

  [[nodiscard]] ActGround ground() const { return {knowledge, chain, &reader}; }

  [[nodiscard]] std::string cameo_of(std::size_t root, std::span<const std::int32_t> scores) const {
    std::string best;
    std::int32_t top = 0;
    for (const std::string& code : knowledge->plover_roots()[root].cameo) {
      const std::int32_t s = scores[static_cast<std::size_t>(10 * (code[0] - '0') + code[1] - '1')];
      if (best.empty() || s > top) {
        best = code;
        top = s;
      }
    }
    return best;
  }

  // The likeliest act of the root; one whose CAMEO root was found comes first.
  [[nodiscard]] Act act_of(std::size_t root, std::string_view cameo,
                           std::span<const FeatureKey> features) const {
    const std::vector<std::int32_t> scores = model.acts.scores(features);
    std::optional<Act> best;
    std::int32_t top = 0;
    for (std::size_t a = 0; a < kActCount; ++a) {
      const knowledge::ActCodes& codes = knowledge->codes(static_cast<Act>(a));
      if (codes.plover != knowledge->plover_roots()[root].name) continue;
      constexpr auto kAgreement = static_cast<std::int32_t>(kLogitUnit);
      const std::int32_t s = scores[a] + (codes.cameo.substr(0, 2) == cameo ? kAgreement : 0);
      if (best && s <= top) continue;
      best = static_cast<Act>(a);
      top = s;
    }
    return best.value_or(Act::Meet);
  }

  void explain(const ActScene& scene, const RootVerdict& verdict, ActReasons& why) const {
    why.source = words_of(scene, scene.source);
    why.target = words_of(scene, scene.target);
    why.runner_up = knowledge->plover_roots()[verdict.second].name;
    std::vector<FeatureKey> keys;
    std::vector<std::string> names;
    act_features(scene, keys, &names);
    std::vector<std::pair<std::int32_t, std::size_t>> weighed;
    for (std::size_t f = 0; f < keys.size(); ++f) {
      const std::int32_t w =
          model.roots.weight(keys[f], verdict.root) - model.roots.weight(keys[f], verdict.second);
      if (w != 0) weighed.emplace_back(w, f);
    }
    std::stable_sort(weighed.begin(), weighed.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
    why.features.clear();
    for (const auto& [w, f] : std::span(weighed).first(std::min(kReasons, weighed.size()))) {
      why.features.push_back(fmt::format("{:+.2f} {}", w / kLogitUnit, names[f]));
    }
  }
};

ActFinder::ActFinder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ActFinder::ActFinder(ActFinder&&) noexcept = default;
ActFinder& ActFinder::operator=(ActFinder&&) noexcept = default;
ActFinder::~ActFinder() = default;

Result<ActFinder> ActFinder::load(const knowledge::Knowledge& knowledge, const language::Chain& chain,
                                  const std::filesystem::path& models) {
  const std::filesystem::path path = models / "act.model";
  Result<ActModel> model = load_model<ActModel>(path);
  if (!model) return tl::unexpected(std::move(model.error()));
  Result<ReaderModel> reader = load_model<ReaderModel>(models / "reader.model");
  if (!reader) return tl::unexpected(std::move(reader.error()));
  if (model->root_names != root_names(knowledge) ||
      model->roots.classes() != knowledge.plover_roots().size()) {
    return fail(
        ErrorKind::Version, path.string(),
        "was trained for other roots than data/plover_roots.tsv lists; train it with `demarche train --act`");
  }
  auto parts = std::make_unique<Parts>();
  parts->knowledge = &knowledge;
  parts->chain = &chain;
  parts->reader = std::move(*reader);
  parts->model = std::move(*model);
  parts->groups = root_groups(knowledge);
  return ActFinder(std::move(parts));
}

language::Chain::WorkspaceHandle ActFinder::scratch() const {
  return parts_->chain->workspace();
}

ActAnswer ActFinder::answer(const ActQuestion& question, Scratch& scratch, ActReasons* why) const {
  const ActScene scene(question, parts_->ground(), scratch);
  std::vector<FeatureKey> features;
  act_features(scene, features, nullptr);
  const ActModel& model = parts_->model;
  const std::vector<std::int32_t> judged =
      judge_roots(model.roots, model.cameo, *parts_->knowledge, features);
  const RootVerdict verdict = decide_root(judged, parts_->groups, model.temperature);
  const std::vector<std::int32_t> cameo = model.cameo.scores(features);
  ActAnswer out;
  out.plover = parts_->knowledge->plover_roots()[verdict.root].name;
  out.cameo = parts_->cameo_of(verdict.root, cameo);
  out.act = parts_->act_of(verdict.root, out.cameo, features);
  out.confidence = static_cast<double>(static_cast<int>(verdict.probability * 1000.0 + 0.5)) / 1000.0;
  for (const std::size_t r : decide_cameo(cameo, model.share)) out.roots.push_back(fmt::format("{:02}", r));
  if (why != nullptr) parts_->explain(scene, verdict, *why);
  return out;
}

}  // namespace demarche::coding
