#include <demarche/coding/coder.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>
#include <demarche/base/io.hpp>

#include "dating.hpp"
#include "readings.hpp"

namespace demarche::coding {

namespace {

constexpr std::size_t kMaxModelBytes = std::size_t{64} << 20U;

// A file of the models folder, read and parsed; errors name it.
template <typename Parse>
auto load_part(const std::filesystem::path& path, Fnv1a& fingerprint, Parse parse)
    -> decltype(parse(std::string())) {
  Result<std::string> bytes = read_file(path, kMaxModelBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  fingerprint.add(*bytes);
  auto part = parse(std::move(*bytes));
  if (part) return part;
  Error e = part.error();
  e.where = path.string() + (e.where.empty() ? "" : ", " + e.where);
  return tl::unexpected(std::move(e));
}

// By document order; the number of kept readings in the sentence of each.
bool alone(const std::vector<Reading>& readings, std::size_t index) {
  const Reading& r = readings[index];
  const auto beside = [&](const Reading& o) {
    return &o != &r && o.kept && o.field == r.field && o.sentence == r.sentence;
  };
  for (std::size_t i = index;
       i > 0 && readings[i - 1].field == r.field && readings[i - 1].sentence == r.sentence; --i) {
    if (beside(readings[i - 1])) return false;
  }
  for (std::size_t i = index;
       i < readings.size() && readings[i].field == r.field && readings[i].sentence == r.sentence; ++i) {
    if (beside(readings[i])) return false;
  }
  return true;
}

}  // namespace

struct Coder::Parts {
  const knowledge::Knowledge* knowledge = nullptr;
  const language::Chain* chain = nullptr;
  CoderModel model;
  ReaderModel reader;
  Blend blend;
  CoderOptions options;
  std::string version;

  struct Judged {
    std::unique_ptr<Proposals> proposals;
    std::vector<Reading> readings;
  };
  [[nodiscard]] Judged judged(const Document& document, Scratch& scratch) const {
    Judged out;
    out.proposals = judge_frames(document, *knowledge, *chain, model, scratch);
    out.readings = read_document(*out.proposals, reader);
    believe(out.readings, blend,
            options.min_confidence >= 0.0 ? options.min_confidence : blend.threshold / 1000.0);
    return out;
  }
  // Of the fields with a reading that is to be told.
  void find_details(const Judged& judged, bool kept_only, Scratch& scratch) const {
    for (const auto& field : judged.proposals->fields) {
      const bool told = std::any_of(judged.readings.begin(), judged.readings.end(), [&](const Reading& r) {
        return r.field == field.get() && (r.kept || !kept_only);
      });
      if (told) field->find_details(judged.proposals->discourse, *chain, scratch);
    }
  }
  [[nodiscard]] std::vector<LeftOut> left_out(const Proposals& proposals) const {
    std::vector<LeftOut> out;
    for (const auto& field : proposals.fields) {
      for (std::size_t s = 0; s < field->text.sentences.size(); ++s) {
        if (field->passes(s)) continue;
        const language::Sentence& sentence = field->text.sentences[s];
        out.push_back({field->field,
                       {field->offsets.code_points(sentence.begin), field->offsets.code_points(sentence.end)},
                       field->gate[s].score / kLogitUnit,
                       model.gate.threshold / kLogitUnit});
      }
    }
    return out;
  }
  // What weighed most in the word of the frames, then what the network says.
  [[nodiscard]] std::vector<std::string> reasons(const Reading& reading, const Proposals& proposals) const {
    std::vector<std::string> out;
    out.push_back(fmt::format("frames {:.2f}, reader network {:.2f}", reading.frames, reading.network));
    if (reading.proposal == Reading::kNoProposal) return out;
    std::vector<std::uint64_t> keys;
    std::vector<std::string> names;
    extract_features(proposals, reading.proposal, keys, &names);
    std::vector<std::pair<std::int32_t, std::size_t>> weighed;
    for (std::size_t f = 0; f < keys.size(); ++f) weighed.emplace_back(model.belief.weight(keys[f]), f);
    std::stable_sort(weighed.begin(), weighed.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
    for (std::size_t f = 0; f < std::min<std::size_t>(8, weighed.size()); ++f) {
      if (weighed[f].first != 0)
        out.push_back(fmt::format("{:+.2f} {}", weighed[f].first / 1024.0, names[weighed[f].second]));
    }
    return out;
  }
};

Coder::Coder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

Result<Coder> Coder::load(const knowledge::Knowledge& knowledge, const language::Chain& chain,
                          const std::filesystem::path& models, CoderOptions options) {
  Fnv1a fingerprint;
  auto model = load_part(models / "coder.model", fingerprint,
                         [](std::string bytes) { return CoderModel::parse(bytes); });
  if (!model) return tl::unexpected(model.error());
  auto reader = load_part(models / "reader.model", fingerprint,
                          [](std::string bytes) { return ReaderModel::parse(bytes); });
  if (!reader) return tl::unexpected(reader.error());
  auto blend =
      load_part(models / "blend.tsv", fingerprint, [](std::string bytes) { return Blend::parse(bytes); });
  if (!blend) return tl::unexpected(blend.error());
  auto parts = std::make_unique<Parts>();
  parts->knowledge = &knowledge;
  parts->chain = &chain;
  parts->model = std::move(*model);
  parts->reader = std::move(*reader);
  parts->blend = *blend;
  parts->options = options;
  parts->version = fmt::format("{}+{}.{}", DEMARCHE_VERSION, knowledge.fingerprint().substr(0, 8),
                               fingerprint.hex().substr(0, 8));
  return Coder(std::move(parts));
}

language::Chain::WorkspaceHandle Coder::scratch() const {
  return parts_->chain->workspace();
}

const std::string& Coder::version() const {
  return parts_->version;
}

std::vector<Move> Coder::code(const Document& document, Scratch& scratch) const {
  const Parts::Judged judged = parts_->judged(document, scratch);
  parts_->find_details(judged, true, scratch);
  std::vector<Move> out;
  for (std::size_t i = 0; i < judged.readings.size(); ++i) {
    const Reading& r = judged.readings[i];
    if (!r.kept) continue;
    out.push_back(
        move_of(r, alone(judged.readings, i), *judged.proposals, document, parts_->version, nullptr));
  }
  share_dates(out);
  return out;
}

Explained Coder::explain(const Document& document, Scratch& scratch) const {
  const Parts::Judged judged = parts_->judged(document, scratch);
  parts_->find_details(judged, false, scratch);
  Explained out;
  out.left_out = parts_->left_out(*judged.proposals);
  for (std::size_t i = 0; i < judged.readings.size(); ++i) {
    const Reading& r = judged.readings[i];
    Explanation why;
    Move move = move_of(r, alone(judged.readings, i), *judged.proposals, document, parts_->version, &why);
    why.features = parts_->reasons(r, *judged.proposals);
    out.moves.push_back({std::move(move), std::move(why), r.kept});
  }
  return out;
}

}  // namespace demarche::coding
