#include "train_act.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/coding/train_act.hpp>
#include <demarche/formats/act_questions.hpp>
#include <demarche/formats/gold.hpp>

#include "engine.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "say.hpp"

namespace demarche::cli {
namespace {

// A model must not depend on what was skipped: a broken line is an error here.
Result<std::vector<ActQuestion>> read_questions(const std::vector<std::string>& paths) {
  std::vector<ActQuestion> out;
  for (const std::string& path : paths) {
    auto reader = ActQuestionReader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    while (auto question = reader->next()) {
      if (!*question) return tl::unexpected(question->error());
      out.push_back(std::move(**question));
    }
  }
  return out;
}

Result<coding::ActTrainingInput> read_all(const TrainActOptions& options) {
  coding::ActTrainingInput out;
  auto questions = read_questions(options.questions);
  if (!questions) return tl::unexpected(questions.error());
  out.questions = std::move(*questions);
  auto lessons = read_questions(options.lessons);
  if (!lessons) return tl::unexpected(lessons.error());
  out.lessons = std::move(*lessons);
  for (std::size_t i = 0; i < options.sheets.size(); ++i) {
    auto part = read_gold(options.sheets[i], options.gold[i]);
    if (!part) return tl::unexpected(part.error());
    std::move(part->begin(), part->end(), std::back_inserter(out.moves));
  }
  out.only_measure = options.output.empty();
  return out;
}

Result<std::string> train(const TrainActOptions& options) {
  const auto input = read_all(options);
  if (!input) return tl::unexpected(input.error());
  const auto ground = load_ground(options.folders);
  if (!ground) return tl::unexpected(ground.error());
  const auto models = find_folder("models", options.folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  const auto report =
      coding::train_act(*input, (*ground)->knowledge, (*ground)->chain, *models,
                        [](std::string_view line) { write_error(fmt::format("{}\n", line)); });
  if (!report) return tl::unexpected(report.error());
  if (input->only_measure) return report->text;
  const auto written = write_file(options.output, report->model_bytes);
  if (!written) return tl::unexpected(written.error());
  return fmt::format("{}{}: {} bytes\n", report->text, options.output, report->model_bytes.size());
}

}  // namespace

int run_train_act(const TrainActOptions& options) {
  return tell(train(options));
}

}  // namespace demarche::cli
