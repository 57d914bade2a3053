#include "act.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include <demarche/coding/act_finder.hpp>
#include <demarche/formats/act_questions.hpp>
#include <demarche/formats/json_writer.hpp>

#include "engine.hpp"
#include "output.hpp"
#include "paths.hpp"
#include "run.hpp"

namespace demarche::cli {
namespace {

struct Counts {
  std::size_t read = 0;
  std::size_t skipped = 0;
};

void write_reasons(JsonWriter& json, const coding::ActReasons& why) {
  json.key("source").string_or_null(why.source).key("target").string_or_null(why.target);
  json.key("runner_up").string(why.runner_up).key("why").begin_array();
  for (const std::string& feature : why.features) json.string(feature);
  json.end_array();
}

std::string line_of(const ActQuestion& question, const coding::ActAnswer& answer, const coding::ActReasons& why, const ActOptions& options) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("id");
  if (question.id) {
    json.string(*question.id);
  } else {
    json.null();
  }
  json.key("act").string(name_of(answer.act)).key("plover").string(answer.plover).key("cameo").string(answer.cameo);
  json.key("confidence").number(answer.confidence);
  if (options.roots) {
    json.key("roots").begin_array();
    for (const std::string& root : answer.roots) json.string(root);
    json.end_array();
  }
  if (options.why) write_reasons(json, why);
  json.end_object();
  return out + '\n';
}

void answer_all(const std::string& input, const ActOptions& options, const coding::ActFinder& finder,
                coding::ActFinder::Scratch& scratch, Output& output, Counts& counts) {
  auto reader = ActQuestionReader::open(input);
  if (!reader) {
    ++counts.skipped;
    complain(reader.error());
    return;
  }
  coding::ActReasons why;
  while (auto question = reader->next()) {
    if (!*question) {
      ++counts.skipped;
      complain(question->error());
      continue;
    }
    ++counts.read;
    const coding::ActAnswer answer = finder.answer(**question, scratch, options.why ? &why : nullptr);
    output.write(line_of(**question, answer, why, options));
    if (input == "-") output.flush();  // whoever asks over a pipe waits for the answer
    if (output.failed()) return;
  }
}

Result<coding::ActFinder> load_finder(const Ground& ground, const Folders& folders) {
  const auto models = find_folder("models", folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  return coding::ActFinder::load(ground.knowledge, ground.chain, *models);
}

int finish(Output& output, const Counts& counts) {
  const auto written = output.commit();
  if (output.reader_gone()) return kAllRead;  // the reader has what it wanted
  if (!written) {
    complain(written.error());
    return kNothingDone;
  }
  if (counts.skipped == 0) return kAllRead;
  fmt::print(stderr, "demarche: {} skipped, {} read\n", counts.skipped, counts.read);
  return counts.read == 0 ? kNothingDone : kSomeSkipped;
}

}  // namespace

int run_act(const ActOptions& options) {
  const auto ground = load_ground(options.folders);
  if (!ground) {
    complain(ground.error());
    return kNothingDone;
  }
  const auto finder = load_finder(**ground, options.folders);
  auto output = finder ? Output::open(options.output) : tl::unexpected(finder.error());
  if (!output) {
    complain(output.error());
    return kNothingDone;
  }
  const auto scratch = finder->scratch();
  Counts counts;
  for (const std::string& input : options.inputs) {
    answer_all(input, options, *finder, *scratch, *output, counts);
    if (output->failed()) break;
  }
  return finish(*output, counts);
}

}  // namespace demarche::cli
