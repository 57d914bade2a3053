#include "train.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/formats/document_stream.hpp>
#include <demarche/language/chain.hpp>
#include <demarche/language/evaluate.hpp>
#include <demarche/language/sample.hpp>
#include <demarche/language/train.hpp>

#include "engine.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "say.hpp"

namespace demarche::cli {
namespace {

// Titles and bodies of articles. What cannot be read is an error here: a model must not depend on what was
// skipped.
Result<std::vector<std::string>> read_texts(const std::vector<std::string>& inputs) {
  std::vector<std::string> out;
  if (inputs.empty()) return out;
  std::optional<Error> first;
  auto stream = DocumentStream::open(inputs, {}, [&](const Diagnostic& diagnostic) {
    if (diagnostic.severity == Severity::Error && !first) first = diagnostic.error;
  });
  if (!stream) return tl::unexpected(stream.error());
  while (auto document = stream->next()) {
    if (!document->title.empty()) out.push_back(std::move(document->title));
    if (!document->text.empty()) out.push_back(std::move(document->text));
  }
  if (first) return tl::unexpected(*first);
  return out;
}

std::string report_text(const language::TrainingReport& report, const std::string& output) {
  std::string out =
      fmt::format("{} sentences, {} words; {} damaged copies; {} sentences left out for their licence\n",
                  report.sentences, report.words, report.copies, report.filtered);
  out += fmt::format("{} sentences with entities; {} of the entity files are in no treebank\n",
                     report.entity_sentences, report.entity_misfits);
  out += fmt::format("{}: {} bytes\n", output, report.model_bytes);
  for (const language::SectionSize& section : report.sections) {
    out += fmt::format("  {:<15} {:>10}\n", section.name, section.bytes);
  }
  return out;
}

Result<std::string> train_chain(const TrainOptions& options) {
  language::TrainingOptions training;
  training.treebanks.assign(options.treebanks.begin(), options.treebanks.end());
  training.entities.assign(options.entities.begin(), options.entities.end());
  training.output = options.output;
  training.irregular = options.irregular;
  training.silver = options.silver;
  training.free_genres_only = !options.all_genres;
  auto texts = read_texts(options.unlabelled);
  if (!texts) return tl::unexpected(texts.error());
  training.unlabelled = std::move(*texts);
  const auto report =
      language::train(training, [](std::string_view line) { write_error(fmt::format("{}\n", line)); });
  if (!report) return tl::unexpected(report.error());
  return report_text(*report, options.output);
}

// What a teacher is to give trees to (scripts/train-teacher.py).
Result<std::string> write_sample(const TrainOptions& options) {
  const auto texts = read_texts(options.unlabelled);
  if (!texts) return tl::unexpected(texts.error());
  const auto models = find_folder("models", options.folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  const auto chain = language::Chain::load(*models);
  if (!chain) return tl::unexpected(chain.error());
  const std::string sample = language::sample_sentences(*chain, *texts);
  if (auto written = write_file(options.output, sample); !written) return tl::unexpected(written.error());
  return fmt::format("{}: {} bytes\n", options.output, sample.size());
}

Result<std::string> evaluate(const TrainOptions& options) {
  const auto models = find_folder("models", options.folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  language::EvaluationOptions evaluation;
  evaluation.models = *models;
  evaluation.treebanks.assign(options.treebanks.begin(), options.treebanks.end());
  evaluation.entities.assign(options.entities.begin(), options.entities.end());
  const auto report = language::evaluate(evaluation);
  if (!report) return tl::unexpected(report.error());
  return language::to_text(*report);
}

}  // namespace

int run_train(const TrainOptions& options) {
  if (options.evaluate) return tell(evaluate(options));
  return tell(options.sample ? write_sample(options) : train_chain(options));
}

}  // namespace demarche::cli
