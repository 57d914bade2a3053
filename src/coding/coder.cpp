#include <demarche/coding/coder.hpp>

#include <algorithm>

#include <demarche/base/hash.hpp>
#include <demarche/base/io.hpp>
#include <fmt/format.h>

#include "proposal.hpp"

namespace demarche::coding {

struct Coder::Parts {
  const knowledge::Knowledge* knowledge = nullptr;
  const language::Chain* chain = nullptr;
  CoderModel model;
  CoderOptions options;
  std::string version;

  [[nodiscard]] double threshold() const {
    return options.min_confidence >= 0.0 ? options.min_confidence : model.calibration.threshold / 1000.0;
  }
  [[nodiscard]] std::unique_ptr<Proposals> judged(const Document& document, Scratch& scratch) const {
    auto proposals = propose(document, *knowledge, *chain, model.words, scratch);
    choose_parties(*proposals, model.actor, model.target);
    for (Proposal& p : proposals->all) {
      p.score = model.belief.score(p.features);
      p.confidence = model.calibration.confidence(p.score);
    }
    select(*proposals, threshold());
    return proposals;
  }
};

Coder::Coder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

Result<Coder> Coder::load(const knowledge::Knowledge& knowledge, const language::Chain& chain,
                          const std::filesystem::path& models, CoderOptions options) {
  const std::filesystem::path path = models / "coder.model";
  const Result<std::string> bytes = read_file(path, std::size_t{64} << 20U);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<CoderModel> model = CoderModel::parse(*bytes);
  if (!model) {
    Error e = model.error();
    e.where = path.string() + (e.where.empty() ? "" : ", " + e.where);
    return tl::unexpected(std::move(e));
  }
  auto parts = std::make_unique<Parts>();
  parts->knowledge = &knowledge;
  parts->chain = &chain;
  parts->model = std::move(*model);
  parts->options = options;
  parts->version = fmt::format("{}+{}.{}", DEMARCHE_VERSION, knowledge.fingerprint().substr(0, 8),
                               Fnv1a().add(*bytes).hex().substr(0, 8));
  return Coder(std::move(parts));
}

language::Chain::WorkspaceHandle Coder::scratch() const { return parts_->chain->workspace(); }

const std::string& Coder::version() const { return parts_->version; }

std::vector<Move> Coder::code(const Document& document, Scratch& scratch) const {
  const auto proposals = parts_->judged(document, scratch);
  std::vector<Move> out;
  for (const Proposal& p : proposals->all) {
    if (!p.kept) continue;
    for (Move& m : moves_of(p, *proposals, document, parts_->version, nullptr)) out.push_back(std::move(m));
  }
  return out;
}

std::vector<ExplainedMove> Coder::explain(const Document& document, Scratch& scratch) const {
  const auto proposals = parts_->judged(document, scratch);
  std::vector<ExplainedMove> out;
  for (std::size_t i = 0; i < proposals->all.size(); ++i) {
    const Proposal& p = proposals->all[i];
    if (p.candidate.actors.empty()) continue;
    Explanation why;
    std::vector<Move> moves = moves_of(p, *proposals, document, parts_->version, &why);
    std::vector<std::uint64_t> keys;
    std::vector<std::string> names;
    extract_features(*proposals, i, keys, &names);
    std::vector<std::pair<std::int32_t, std::size_t>> weighed;
    for (std::size_t f = 0; f < keys.size(); ++f) weighed.emplace_back(parts_->model.belief.weight(keys[f]), f);
    std::stable_sort(weighed.begin(), weighed.end(), [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
    for (std::size_t f = 0; f < std::min<std::size_t>(8, weighed.size()); ++f) {
      if (weighed[f].first != 0) why.features.push_back(fmt::format("{:+.2f} {}", weighed[f].first / 1024.0, names[weighed[f].second]));
    }
    for (Move& m : moves) out.push_back({std::move(m), why, p.kept});
  }
  return out;
}

}  // namespace demarche::coding
