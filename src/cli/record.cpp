#include "record.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include <demarche/formats/document_stream.hpp>
#include <demarche/formats/terminal.hpp>
#include <demarche/record/replay.hpp>

#include "engine.hpp"
#include "feeder.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "recorder.hpp"
#include "run.hpp"
#include "say.hpp"
#include "screen.hpp"
#include "verify.hpp"
#include "workers.hpp"

namespace demarche::cli {
namespace {

constexpr auto kPatience = std::chrono::milliseconds(200);

Tally tally_of(const RecordCounts& counts) {
  return {counts.taken() + counts.known, counts.moves};
}

// Takes what is coded, in order, until the end, a stop, or a log that takes no more. What is taken does not
// wait for the next document longer than the recorder likes.
Result<void> take_all(Workers& workers, Recorder& recorder, Progress& progress) {
  for (;;) {
    if (!workers.ready_within(recorder.patience())) {
      if (auto committed = recorder.commit(); !committed) return committed;
      continue;
    }
    const auto coded = workers.take();
    if (!coded) return recorder.commit();
    if (auto taken = recorder.take(*coded); !taken) return taken;
    progress.update(tally_of(recorder.counts()));
  }
}

// The record as it is now, folded and kept for `verify`.
Result<void> keep_checkpoint(Recorder& recorder, const knowledge::Knowledge& knowledge) {
  record::Log& log = recorder.log();
  const auto entries = log.size();
  if (!entries) return tl::unexpected(entries.error());
  const auto as_of = log.last_recorded();
  if (!as_of) return tl::unexpected(as_of.error());
  if (!*as_of) return {};
  const std::string folder = folder_of(knowledge);
  const auto last = log.last_checkpoint();
  if (!last) return tl::unexpected(last.error());
  if (*last && (*last)->entries == *entries && (*last)->folder == folder) return {};
  const auto again = record::replay(log, *entries, **as_of, knowledge);
  if (!again) return tl::unexpected(again.error());
  if (auto saved = log.save({*entries, **as_of, folder, again->hash}); !saved) return saved;
  if (auto kept = log.keep(*entries, **as_of, folder, again->found); !kept) return kept;
  return log.commit();
}

// False where it cannot be told, which is complained of.
[[nodiscard]] bool tell_summary(const std::string& database, const RecordCounts& counts,
                                std::uint64_t skipped) {
  return tell(
             fmt::format("{}: {} new, {} new versions, {} coded anew, {} known, {} skipped; {} moves taken\n",
                         terminal::clean(database), counts.fresh, counts.new_versions, counts.coded_anew,
                         counts.known, skipped, counts.moves)) == kAllRead;
}

std::string behind(Instant clock, Instant last) {
  return fmt::format(
      "the clock stands at {}, before the last entry, {}; what comes now is recorded as of then", clock.iso(),
      last.iso());
}

// The exit code where the log took no more.
int given_up(const Error& error, const Recorder& recorder, Progress& progress) {
  progress.message(error.message());
  if (recorder.committed() == 0) return kNothingDone;
  progress.message(fmt::format("{} documents of this run are committed", recorder.committed()));
  return kSomeSkipped;
}

int record_stream(const RecordOptions& options, const Engine& engine, Recorder& recorder, record::Log& known,
                  Progress& progress, DocumentStream& stream) {
  const std::string& coder = engine.coder.version();
  const BlockedInterrupts blocked;
  Workers workers(options.threads, [&] {
    return [&engine, scratch = std::shared_ptr<coding::Coder::Scratch>(engine.coder.scratch())](
               const Document& d) { return engine.coder.code(d, *scratch); };
  });
  const Interrupt interrupt([&] { workers.stop(); });
  const Feeder feeder(stream, workers, [&](const Document& document) {
    // An error here is met again, and told, where the document is taken.
    if (!known.knows(document, coder).value_or(false)) return true;
    recorder.count_known();
    return false;
  });
  const auto taken = take_all(workers, recorder, progress);
  workers.stop();
  const auto kept = taken ? keep_checkpoint(recorder, engine.ground->knowledge) : Result<void>();
  int code = kAllRead;
  if (!taken || !kept) code = given_up(taken ? kept.error() : taken.error(), recorder, progress);
  if (interrupt.happened()) {
    progress.message("interrupted; what was coded until then is committed");
    code = std::max(code, kSomeSkipped);
  }
  // A read that waits for a pipe cannot be called off, and everything is committed: leave without it.
  if (!feeder.ends_within(kPatience)) {
    const bool told = tell_summary(options.database, recorder.counts(), 0);
    ::_exit(told ? code : std::max(code, kSomeSkipped));
  }
  const ReadStats& stats = stream.stats();
  if (!tell_summary(options.database, recorder.counts(), stats.skipped)) code = std::max(code, kSomeSkipped);
  if (stats.skipped > 0) code = std::max(code, stats.read == 0 ? kNothingDone : kSomeSkipped);
  return code;
}

// The log to write to, with its clock; says where the clock of the machine is behind.
Result<std::unique_ptr<Recorder>> open_recorder(const RecordOptions& options, const std::string& coder) {
  const Instant clock = clock_of_the_machine();
  if (options.seen == Seen::At && options.seen_at > clock) {
    return fail(ErrorKind::Usage, "--seen", fmt::format("{} lies in the future", options.seen_at.iso()));
  }
  auto log = record::Log::open(options.database, record::Log::Mode::Write);
  if (!log) return tl::unexpected(log.error());
  const auto last = log->last_recorded();
  if (!last) return tl::unexpected(last.error());
  if (*last && **last > clock) complain({ErrorKind::Usage, options.database, behind(clock, **last)});
  return std::make_unique<Recorder>(std::move(*log), options, coder, last->value_or(Instant()));
}

}  // namespace

int run_record(const RecordOptions& options) {
  const auto engine = load_engine(options.folders);
  auto recorder = engine ? open_recorder(options, engine->coder.version()) : tl::unexpected(engine.error());
  // Known documents are looked up where they are read, beside the writer.
  auto known = recorder ? record::Log::open(options.database, record::Log::Mode::Read)
                        : tl::unexpected(recorder.error());
  if (!known) {
    complain(known.error());
    return kNothingDone;
  }
  Progress progress(is_terminal(STDERR_FILENO), options.inputs);
  auto stream = DocumentStream::open(options.inputs, options.reading, [&](const Diagnostic& diagnostic) {
    progress.message(message_of(diagnostic));
  });
  if (!stream) {
    complain(stream.error());
    return kNothingDone;
  }
  return record_stream(options, *engine, **recorder, *known, progress, *stream);
}

}  // namespace demarche::cli
