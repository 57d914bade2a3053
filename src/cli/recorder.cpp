#include "recorder.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace demarche::cli {
namespace {

// A crash costs at most this much coding; a commit waits for the disk.
constexpr std::uint64_t kDocumentsPerCommit = 500;
constexpr auto kTimePerCommit = std::chrono::milliseconds(1000);
constexpr auto kLongTime = std::chrono::milliseconds(60'000);

}  // namespace

Instant clock_of_the_machine() {
  return Instant(static_cast<std::int64_t>(std::time(nullptr)));
}

record::Clocks clocks_of(const Document& document, Seen seen, Instant seen_at, Instant now) {
  record::Clocks out;
  out.recorded = now;
  out.first_seen = seen == Seen::At ? seen_at : now;
  const auto published = Instant::parse(document.published);
  out.published = published.value_or(out.first_seen);
  if (seen == Seen::Published && published) {
    // A bare date: it may have come at any time of that day, so it counts from the end; but it is here now.
    out.first_seen = std::min(*Instant::parse(document.published, true), now);
  }
  return out;
}

Recorder::Recorder(record::Log log, const RecordOptions& options, std::string coder, Instant last)
    : log_(std::move(log)),
      seen_(options.seen),
      seen_at_(options.seen_at),
      coder_(std::move(coder)),
      now_(last) {}

Instant Recorder::now() {
  now_ = std::max(now_, clock_of_the_machine());
  return now_;
}

Result<void> Recorder::take(const Coded& coded) {
  const auto taken =
      log_.append(coded.document, coded.moves, coder_, clocks_of(coded.document, seen_, seen_at_, now()));
  if (!taken) return tl::unexpected(taken.error());
  switch (*taken) {
    case record::Taken::New:
      ++counts_.fresh;
      break;
    case record::Taken::NewVersion:
      ++counts_.new_versions;
      break;
    case record::Taken::NewCoding:
      ++counts_.coded_anew;
      break;
    case record::Taken::Known:
      ++counts_.known;
      return {};
  }
  counts_.moves += coded.moves.size();
  const bool many = counts_.taken() - committed_ >= kDocumentsPerCommit;
  return many || patience().count() == 0 ? commit() : Result<void>();
}

Result<void> Recorder::commit() {
  if (auto committed = log_.commit(); !committed) return committed;
  committed_ = counts_.taken();
  last_commit_ = Clock::now();
  return {};
}

std::chrono::milliseconds Recorder::patience() const {
  if (counts_.taken() == committed_) return kLongTime;
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(last_commit_ + kTimePerCommit - Clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

RecordCounts Recorder::counts() const {
  RecordCounts out = counts_;
  out.known += known_before_;
  return out;
}

}  // namespace demarche::cli
