#include <demarche/coding/teach_gate.hpp>

#include <algorithm>

#include <demarche/base/io.hpp>

#include "blend.hpp"
#include "confidence.hpp"
#include "load_model.hpp"
#include "readings.hpp"
#include "train_gate.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kFolds = 5;

// Every sentence of a document, good where a reading in it was kept.
void add_examples(const Proposals& proposals, const std::vector<Reading>& readings, std::size_t document,
                  std::vector<GateExample>& out) {
  for (const auto& field : proposals.fields) {
    for (std::size_t s = 0; s < field->text.sentences.size(); ++s) {
      GateExample example;
      example.document = document;
      gate_features(field->text, field->text.sentences[s], field->field, *proposals.discourse.knowledge,
                    example.words.features);
      example.words.good = std::any_of(readings.begin(), readings.end(), [&](const Reading& r) {
        return r.kept && r.field == field.get() && r.sentence == s;
      });
      out.push_back(std::move(example));
    }
  }
}

}  // namespace

Result<GateReport> teach_gate(const std::vector<GoldDocument>& documents,
                              const knowledge::Knowledge& knowledge, const language::Chain& chain,
                              const std::filesystem::path& models) {
  auto model = load_model<CoderModel>(models / "coder.model");
  if (!model) return tl::unexpected(model.error());
  const auto reader = load_model<ReaderModel>(models / "reader.model");
  if (!reader) return tl::unexpected(reader.error());
  const auto blend = load_model<Blend>(models / "blend.tsv");
  if (!blend) return tl::unexpected(blend.error());
  model->gate = Gate();  // everything passes
  std::vector<GateExample> examples;
  const auto scratch = chain.workspace();
  for (std::size_t d = 0; d < documents.size(); ++d) {
    const auto proposals = judge_frames(documents[d].document, knowledge, chain, *model, *scratch);
    std::vector<Reading> readings = read_document(*proposals, *reader);
    believe(readings, *blend, blend->threshold / 1000.0);
    add_examples(*proposals, readings, d, examples);
  }
  GateTraining trained = train_gate(examples, kFolds);
  model->gate = std::move(trained.gate);
  return GateReport{model->serialise(), std::move(trained.text)};
}

}  // namespace demarche::coding
