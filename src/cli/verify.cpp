#include "verify.hpp"

#include <fmt/format.h>

#include <demarche/base/io.hpp>
#include <demarche/formats/terminal.hpp>
#include <demarche/record/log.hpp>
#include <demarche/record/replay.hpp>

#include "engine.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "say.hpp"

namespace demarche::cli {
namespace {

// The record again, or the error of a log that is not what it was.
Result<record::Replayed> compare(const record::Log& log, std::uint64_t entries,
                                 const knowledge::Knowledge& knowledge, const std::string& path) {
  const auto checkpoint = log.last_checkpoint();
  if (!checkpoint) return tl::unexpected(checkpoint.error());
  if (!*checkpoint)
    return fail(ErrorKind::NotFound, path, "no run has ended on it yet: there is nothing to compare with");
  const record::Log::Checkpoint& saved = **checkpoint;
  if (saved.entries > entries) {
    return fail(ErrorKind::Malformed, path,
                fmt::format("held {} entries once and holds {} now; restore a copy", saved.entries, entries));
  }
  if (saved.folder != folder_of(knowledge)) {
    return fail(
        ErrorKind::Version, path,
        fmt::format("was last folded by {}, this is {}: not compared; `demarche record` folds it anew",
                    saved.folder, folder_of(knowledge)));
  }
  auto again = record::replay(log, saved.entries, saved.as_of, knowledge);
  if (!again) return again;
  if (again->hash != saved.hash) {
    return fail(ErrorKind::Malformed, path,
                fmt::format("folds to another record than on {}: {} was {}", saved.as_of.iso(), again->hash,
                            saved.hash));
  }
  const auto kept = log.kept();
  if (!kept) return tl::unexpected(kept.error());
  if (*kept && (*kept)->folder == saved.folder && (*kept)->entries == saved.entries &&
      (*kept)->bytes != again->found) {
    return fail(
        ErrorKind::Malformed, path,
        "answers queries from a kept fold that is not that of its log; `demarche record` into a new file");
  }
  return again;
}

}  // namespace

std::string folder_of(const knowledge::Knowledge& knowledge) {
  return fmt::format("{}+{}", DEMARCHE_VERSION, knowledge.whole_fingerprint().substr(0, 8));
}

int run_verify(const VerifyOptions& options) {
  const std::string path = terminal::clean(options.database);
  const auto log = record::Log::open(options.database, record::Log::Mode::Read);
  if (!log) {
    complain(log.error());
    return kNothingDone;
  }
  const auto data = find_folder("data", options.folders.data, binary_folder());
  const auto knowledge = data ? knowledge::Knowledge::load(*data) : tl::unexpected(data.error());
  if (!knowledge) {
    complain(knowledge.error());
    return kNothingDone;
  }
  const auto entries = log->verify();
  if (!entries) {
    complain(entries.error());
    return kSomeSkipped;
  }
  if (const int told = tell(fmt::format("{}: {} entries, the chain holds\n", path, *entries))) return told;
  const auto again = compare(*log, *entries, *knowledge, options.database);
  if (!again) {
    complain(again.error());
    return kSomeSkipped;
  }
  const std::string found = again->hash.substr(0, 16);
  if (const int told = tell(fmt::format("{}: folds to the same record, {}\n", path, found))) return told;
  if (options.dump.empty()) return kAllRead;
  if (const auto written = write_file(options.dump, again->dump); !written) {
    complain(written.error());
    return kNothingDone;
  }
  return kAllRead;
}

}  // namespace demarche::cli
