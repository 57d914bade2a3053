#include "act.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

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

// One of the threads that answer, with the memory that it works in.
struct Answerer {
  language::Chain::WorkspaceHandle scratch;
  coding::ActReasons why;
};

// Lines for questions, the work dealt out in turn: the number of threads cannot be seen in them.
std::vector<std::string> answer_batch(const std::vector<ActQuestion>& batch, const ActOptions& options,
                                      const coding::ActFinder& finder, std::vector<Answerer>& answerers) {
  std::vector<std::string> lines(batch.size());
  const auto work = [&](std::size_t mine) {
    Answerer& a = answerers[mine];
    for (std::size_t i = mine; i < batch.size(); i += answerers.size()) {
      const coding::ActAnswer answer = finder.answer(batch[i], *a.scratch, options.why ? &a.why : nullptr);
      lines[i] = line_of(batch[i], answer, a.why, options);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < std::min(answerers.size(), batch.size()); ++t) threads.emplace_back(work, t);
  work(0);
  for (std::thread& t : threads) t.join();
  return lines;
}

// Questions that are answered together. A pipe is answered line by line: whoever asks waits for the answer.
std::size_t batch_size(const std::string& input, const ActOptions& options) {
  constexpr std::size_t kEach = 64;
  return input == "-" ? 1 : kEach * options.threads;
}

// Reads up to `size` questions, and says what could not be read. Empty: the end.
std::vector<ActQuestion> next_batch(ActQuestionReader& reader, std::size_t size, Counts& counts) {
  constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;
  std::vector<ActQuestion> out;
  std::size_t bytes = 0;
  while (out.size() < size && bytes < kMaxBytes) {
    auto question = reader.next();
    if (!question) break;
    if (!*question) {
      ++counts.skipped;
      complain(question->error());
      continue;
    }
    ++counts.read;
    bytes += (*question)->sentence.size();
    out.push_back(std::move(**question));
  }
  return out;
}

void answer_all(const std::string& input, const ActOptions& options, const coding::ActFinder& finder,
                std::vector<Answerer>& answerers, Output& output, Counts& counts) {
  auto reader = ActQuestionReader::open(input);
  if (!reader) {
    ++counts.skipped;
    complain(reader.error());
    return;
  }
  const std::size_t size = batch_size(input, options);
  for (;;) {
    const std::vector<ActQuestion> batch = next_batch(*reader, size, counts);
    if (batch.empty()) return;
    for (const std::string& line : answer_batch(batch, options, finder, answerers)) output.write(line);
    if (input == "-") output.flush();
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
  std::vector<Answerer> answerers(options.threads);
  for (Answerer& a : answerers) a.scratch = finder->scratch();
  Counts counts;
  for (const std::string& input : options.inputs) {
    answer_all(input, options, *finder, answerers, *output, counts);
    if (output->failed()) break;
  }
  return finish(*output, counts);
}

}  // namespace demarche::cli
