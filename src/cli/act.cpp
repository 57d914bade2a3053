#include "act.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <demarche/coding/act_finder.hpp>
#include <demarche/formats/act_questions.hpp>
#include <demarche/formats/json_writer.hpp>

#include "engine.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "say.hpp"

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

std::string line_of(const ActQuestion& question, const coding::ActAnswer& answer,
                    const coding::ActReasons& why, const ActOptions& options) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("id");
  if (question.id) {
    json.string(*question.id);
  } else {
    json.null();
  }
  json.key("act")
      .string(name_of(answer.act))
      .key("plover")
      .string(answer.plover)
      .key("cameo")
      .string(answer.cameo);
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

// Whether whoever writes the input may wait for an answer before the next question: at a pipe, a terminal, a
// socket.
bool may_wait(const std::string& input) {
  struct stat status {};
  const int failed = input == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(input.c_str(), &status);
  return failed != 0 || !S_ISREG(status.st_mode);
}

// Questions that are answered together.
std::size_t batch_size(bool line_by_line, const ActOptions& options) {
  constexpr std::size_t kEach = 64;
  return line_by_line ? 1 : kEach * options.threads;
}

// Where the run ends on Ctrl-C. A batch that is being answered is still written; a read that waits for a pipe
// cannot be called off, so that the thread of the signal ends the program in its place.
class Ending {
 public:
  explicit Ending(Output& output) : output_(output) {}

  // Around a read. While it lasts the output belongs to whoever ends the program. False: the end was asked
  // for.
  [[nodiscard]] bool begin_read() {
    const std::lock_guard lock(mutex_);
    reading_ = !asked_;
    return reading_;
  }
  void end_read() {
    const std::lock_guard lock(mutex_);
    reading_ = false;
  }
  [[nodiscard]] bool asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  // On the thread of the signal.
  void ask() {
    const std::lock_guard lock(mutex_);
    asked_ = true;
    if (reading_) ::_exit(close());
  }
  // Puts the output in its place; the exit code.
  int close() {
    const auto written = output_.commit();
    if (output_.reader_gone()) return kAllRead;  // the reader has what it wanted
    if (!written) {
      complain(written.error());
      return kNothingDone;
    }
    say("interrupted; what was answered until then is written");
    return kSomeSkipped;
  }

 private:
  Output& output_;
  std::mutex mutex_;
  bool reading_ = false;
  bool asked_ = false;
};

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
                std::vector<Answerer>& answerers, Output& output, Ending& ending, Counts& counts) {
  auto reader = ActQuestionReader::open(input);
  if (!reader) {
    ++counts.skipped;
    complain(reader.error());
    return;
  }
  const bool line_by_line = may_wait(input);
  const std::size_t size = batch_size(line_by_line, options);
  while (ending.begin_read()) {
    const std::vector<ActQuestion> batch = next_batch(*reader, size, counts);
    ending.end_read();
    if (batch.empty()) return;
    for (const std::string& line : answer_batch(batch, options, finder, answerers)) output.write(line);
    if (line_by_line) output.flush();
    if (output.failed()) return;
  }
}

Result<coding::ActFinder> load_finder(const Ground& ground, const Folders& folders) {
  const auto models = find_folder("models", folders.models, binary_folder());
  if (!models) return tl::unexpected(models.error());
  return coding::ActFinder::load(ground.knowledge, ground.chain, *models);
}

int finish(Output& output, const Counts& counts) {
  // Where nothing could be read, an output of an earlier run is worth more than an empty one.
  if (counts.read == 0 && counts.skipped > 0 && !output.failed()) output.give_up();
  const auto written = output.commit();
  if (output.reader_gone()) return kAllRead;  // the reader has what it wanted
  if (!written) {
    complain(written.error());
    return kNothingDone;
  }
  if (counts.skipped == 0) return kAllRead;
  say(fmt::format("{} skipped, {} read", counts.skipped, counts.read));
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
  const BlockedInterrupts blocked;
  auto output = finder ? Output::open(options.output) : tl::unexpected(finder.error());
  if (!output) {
    complain(output.error());
    return kNothingDone;
  }
  std::vector<Answerer> answerers(options.threads);
  for (Answerer& a : answerers) a.scratch = finder->scratch();
  Ending ending(*output);
  const Interrupt interrupt([&] { ending.ask(); });
  Counts counts;
  for (const std::string& input : options.inputs) {
    answer_all(input, options, *finder, answerers, *output, ending, counts);
    if (output->failed() || ending.asked()) break;
  }
  return ending.asked() ? ending.close() : finish(*output, counts);
}

}  // namespace demarche::cli
