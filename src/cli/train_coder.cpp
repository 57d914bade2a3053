#include "train_coder.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/coding/reader_examples.hpp>
#include <demarche/coding/teach_gate.hpp>
#include <demarche/coding/train_blend.hpp>
#include <demarche/coding/train_coder.hpp>
#include <demarche/formats/gold.hpp>
#include <demarche/formats/json_writer.hpp>

#include "engine.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "say.hpp"

namespace demarche::cli {
namespace {

struct Annotated {
  std::vector<GoldDocument> documents;
  std::vector<coding::CoderTrainingSet> sets;  // one for each file
};

Result<Annotated> read_all(const TrainCoderOptions& options) {
  Annotated out;
  for (std::size_t i = 0; i < options.sheets.size(); ++i) {
    auto part = read_gold(options.sheets[i], options.gold[i]);
    if (!part) return tl::unexpected(part.error());
    out.sets.push_back({options.sheets[i], part->size()});
    std::move(part->begin(), part->end(), std::back_inserter(out.documents));
  }
  return out;
}

// What was learned, for a person, once the model lies in its place.
Result<std::string> train(const TrainCoderOptions& options) {
  const auto annotated = read_all(options);
  if (!annotated) return tl::unexpected(annotated.error());
  auto words = read_file(options.words);
  if (!words) return tl::unexpected(words.error());
  const auto ground = load_ground(options.folders);
  if (!ground) return tl::unexpected(ground.error());
  auto report = coding::train_coder(annotated->documents, annotated->sets, (*ground)->knowledge,
                                    (*ground)->chain, std::move(*words),
                                    [](std::string_view line) { write_error(fmt::format("{}\n", line)); });
  if (!report) return tl::unexpected(report.error());
  const auto written = write_file(options.output, report->model_bytes);
  if (!written) return tl::unexpected(written.error());
  return fmt::format("{}\n{}: {} bytes\n", report->text, options.output, report->model_bytes.size());
}

// One JSON object a sentence; the keys are those of scripts/train-reader.py.
std::string example_line(const coding::ReaderExample& e) {
  std::string out;
  JsonWriter json(out);
  const auto numbers = [&](const auto& values) {
    json.begin_array();
    for (const auto v : values) json.integer(static_cast<std::int64_t>(v));
    json.end_array();
  };
  json.begin_object()
      .key("document")
      .string(e.document)
      .key("sentence")
      .string(e.sentence)
      .key("tokens")
      .begin_array();
  for (const auto& t : e.tokens) {
    json.begin_array().string(t.lower).string(t.lemma);
    numbers(t.numbers);
    numbers(t.frames);
    json.end_array();
  }
  json.end_array().key("moves").begin_array();
  for (const auto& m : e.moves) {
    json.begin_array().integer(static_cast<std::int64_t>(m.token)).integer(static_cast<std::int64_t>(m.act));
    json.string(m.actor.view()).string(m.target.view()).end_array();
  }
  json.end_array().key("triggers").begin_array();
  for (const auto& t : e.triggers) {
    json.begin_array().integer(static_cast<std::int64_t>(t.token)).begin_array();
    for (const auto& o : t.options) {
      json.begin_array().string(o.party.view()).integer(o.at);
      numbers(o.keys);
      json.begin_array();
      for (const auto& w : o.with) numbers(w);
      json.end_array().end_array();
    }
    json.end_array().end_array();
  }
  json.end_array().end_object();
  return out + "\n";
}

Result<std::string> write_examples(const TrainCoderOptions& options) {
  const auto documents = read_all(options);
  if (!documents) return tl::unexpected(documents.error());
  const auto ground = load_ground(options.folders);
  if (!ground) return tl::unexpected(ground.error());
  std::string out;
  std::size_t count = 0;
  coding::reader_examples(documents->documents, (*ground)->knowledge, (*ground)->chain,
                          [&](const coding::ReaderExample& e) {
                            out += example_line(e);
                            ++count;
                          });
  const auto written = write_file(options.examples, out);
  if (!written) return tl::unexpected(written.error());
  return fmt::format("{}: {} sentences\n", options.examples, count);
}

// What is made from the models as they are and from documents that they read.
Result<std::string> from_models(const TrainCoderOptions& options) {
  const auto annotated = read_all(options);
  if (!annotated) return tl::unexpected(annotated.error());
  const auto ground = load_ground(options.folders);
  if (!ground) return tl::unexpected(ground.error());
  const auto models = find_folder("models", options.folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  const auto written = [&](const auto& report, auto bytes) -> Result<std::string> {
    if (!report) return tl::unexpected(report.error());
    if (const auto done = write_file(options.output, (*report).*bytes); !done)
      return tl::unexpected(done.error());
    return report->text;
  };
  const auto& [knowledge, chain] = **ground;
  if (options.gate) {
    return written(coding::teach_gate(annotated->documents, knowledge, chain, *models),
                   &coding::GateReport::model_bytes);
  }
  return written(coding::train_blend(annotated->documents, knowledge, chain, *models),
                 &coding::BlendReport::blend);
}

Result<std::string> run(const TrainCoderOptions& options) {
  if (!options.examples.empty()) return write_examples(options);
  return options.blend || options.gate ? from_models(options) : train(options);
}

}  // namespace

int run_train_coder(const TrainCoderOptions& options) {
  return tell(run(options));
}

}  // namespace demarche::cli
