#include "code.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <utility>

#include <demarche/formats/document_stream.hpp>
#include <demarche/formats/move_writer.hpp>

#include "engine.hpp"
#include "feeder.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "run.hpp"
#include "say.hpp"
#include "screen.hpp"
#include "workers.hpp"

namespace demarche::cli {
namespace {

constexpr int kColumnsWithoutTerminal = 100;
constexpr auto kPatience = std::chrono::milliseconds(200);

OutputFormat settled_format(const CodeOptions& options) {
  if (options.format != OutputFormat::Auto) return options.format;
  if (options.output.empty() && is_terminal(STDOUT_FILENO)) return OutputFormat::Table;
  return std::string_view(options.output).ends_with(".csv") ? OutputFormat::Csv : OutputFormat::JsonLines;
}

// A numeric scale of data/acts.tsv.
struct Scale {
  std::string name;
  std::size_t column = 0;
};

Result<Scale> find_scale(const knowledge::Knowledge& knowledge, const std::string& name) {
  const auto scales = knowledge.scales();
  if (name.empty()) return Scale{scales.front(), 0};
  const auto it = std::find(scales.begin(), scales.end(), name);
  if (it == scales.end()) {
    return fail(ErrorKind::NotFound, "--scale",
                fmt::format("there is no scale {}; one of {}", name, fmt::join(scales, ", ")));
  }
  return Scale{name, static_cast<std::size_t>(it - scales.begin())};
}

std::unique_ptr<MoveWriter> make_writer(const CodeOptions& options, const Scale& scale, TextSink sink) {
  switch (settled_format(options)) {
    case OutputFormat::Csv:
      return make_csv_writer(std::move(sink), scale.name);
    case OutputFormat::Table: {
      const int descriptor = options.output.empty() ? STDOUT_FILENO : -1;
      return make_table_writer(std::move(sink), {columns(descriptor, kColumnsWithoutTerminal),
                                                 wants_color(options.color, descriptor)});
    }
    default:
      return make_jsonl_writer(std::move(sink), scale.name);
  }
}

Workers::Coding coding_of(const Engine& engine, std::size_t scale) {
  const std::shared_ptr<coding::Coder::Scratch> scratch = engine.coder.scratch();
  return [&engine, scratch, scale](const Document& document) {
    std::vector<Move> moves = engine.coder.code(document, *scratch);
    for (Move& move : moves) move.goldstein = engine.ground->knowledge.codes(move.act).scales[scale];
    return moves;
  };
}

// Writes what is coded, in order, until the end, a stop, or an output that takes no more.
void write_all(Workers& workers, MoveWriter& writer, Output& output, Progress& progress) {
  Tally tally;
  while (auto coded = workers.take()) {
    writer.document(coded->document, coded->moves);
    ++tally.documents;
    tally.moves += coded->moves.size();
    // What is known is shown before the program waits; a slow pipe is read as it fills.
    if (!workers.ready()) output.flush();
    if (output.failed()) {
      workers.stop();
      return;
    }
    progress.update(tally);
  }
  writer.finish();
}

// Only known once the input has ended.
bool nothing_done(const ReadStats& stats) {
  return stats.skipped > 0 && stats.read == 0;
}

int exit_code(const ReadStats& stats, Progress& progress) {
  if (stats.skipped == 0) return kAllRead;
  progress.message(fmt::format("{} skipped, {} read", stats.skipped, stats.read));
  return nothing_done(stats) ? kNothingDone : kSomeSkipped;
}

// Puts the output in its place. The exit code where the run ends early, whether by a signal or by the output.
std::optional<int> early_end(Output& output, bool interrupted, Progress& progress) {
  const bool reader_gone = output.reader_gone();
  const auto written = output.commit();
  if (reader_gone || output.reader_gone()) return kAllRead;  // the reader has what it wanted
  if (!written) {
    progress.message(written.error().message());
    return kNothingDone;
  }
  if (!interrupted) return std::nullopt;
  progress.message("interrupted; what was coded until then is written");
  return kSomeSkipped;
}

int code_stream(const CodeOptions& options, const Engine& engine, const Scale& scale, Output& output,
                Progress& progress, DocumentStream& stream) {
  const auto writer = make_writer(options, scale, [&](std::string_view text) { output.write(text); });
  const BlockedInterrupts blocked;
  Workers workers(options.threads, [&] { return coding_of(engine, scale.column); });
  const Interrupt interrupt([&] { workers.stop(); });
  const Feeder feeder(stream, workers);
  write_all(workers, *writer, output, progress);
  const bool interrupted = interrupt.happened();
  // Where nothing could be read, an output of an earlier run is worth more than an empty one.
  if (!interrupted && !output.failed() && nothing_done(stream.stats())) output.give_up();
  const auto early = early_end(output, interrupted, progress);
  if (!early) return exit_code(stream.stats(), progress);
  // A read that waits for a pipe cannot be called off, and everything is written: leave without it.
  if (!feeder.ends_within(kPatience)) ::_exit(*early);
  return *early;
}

}  // namespace

int run_code(const CodeOptions& options) {
  const auto engine = load_engine(options.folders, {options.min_confidence});
  const auto scale =
      engine ? find_scale(engine->ground->knowledge, options.scale) : tl::unexpected(engine.error());
  auto output = scale ? Output::open(options.output) : tl::unexpected(scale.error());
  if (!output) {
    complain(output.error());
    return kNothingDone;
  }
  const bool scrolls = options.output.empty() && is_terminal(STDOUT_FILENO);
  Progress progress(is_terminal(STDERR_FILENO) && !scrolls, options.inputs);
  auto stream = DocumentStream::open(options.inputs, options.reading, [&](const Diagnostic& diagnostic) {
    progress.message(message_of(diagnostic));
  });
  if (!stream) {
    complain(stream.error());
    return kNothingDone;
  }
  return code_stream(options, *engine, *scale, *output, progress, *stream);
}

}  // namespace demarche::cli
