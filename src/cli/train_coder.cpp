#include "train_coder.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/coding/train_coder.hpp>
#include <demarche/formats/gold.hpp>

#include "engine.hpp"
#include "run.hpp"

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
  auto report = coding::train_coder(annotated->documents, annotated->sets, (*ground)->knowledge, (*ground)->chain, std::move(*words),
                                    [](std::string_view line) { fmt::print(stderr, "{}\n", line); });
  if (!report) return tl::unexpected(report.error());
  const auto written = write_file(options.output, report->model_bytes);
  if (!written) return tl::unexpected(written.error());
  return fmt::format("{}\n{}: {} bytes\n", report->text, options.output, report->model_bytes.size());
}

}  // namespace

int run_train_coder(const TrainCoderOptions& options) {
  const auto report = train(options);
  if (!report) {
    complain(report.error());
    return kNothingDone;
  }
  fmt::print("{}", *report);
  return kAllRead;
}

}  // namespace demarche::cli
