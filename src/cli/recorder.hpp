// Takes coded documents into a log, in batches, and counts what they were.
//
// Thread rule: one thread; count_known() from any.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include <demarche/record/log.hpp>

#include "options.hpp"
#include "workers.hpp"

namespace demarche::cli {

struct RecordCounts {
  std::uint64_t fresh = 0;  // documents
  std::uint64_t new_versions = 0;
  std::uint64_t coded_anew = 0;
  std::uint64_t known = 0;
  std::uint64_t moves = 0;
  [[nodiscard]] std::uint64_t taken() const { return fresh + new_versions + coded_anew; }
};

[[nodiscard]] Instant clock_of_the_machine();

// The clocks of a document that arrives at `now`.
[[nodiscard]] record::Clocks clocks_of(const Document& document, Seen seen, Instant seen_at, Instant now);

class Recorder {
 public:
  // `last`: when the log took its last entry; time goes on from there even where the clock is behind.
  Recorder(record::Log log, const RecordOptions& options, std::string coder, Instant last);

  // Commits now and then by itself.
  [[nodiscard]] Result<void> take(const Coded& coded);
  [[nodiscard]] Result<void> commit();
  // How long what was taken may still wait for more.
  [[nodiscard]] std::chrono::milliseconds patience() const;
  // A document that was passed over before it was coded.
  void count_known() { ++known_before_; }

  [[nodiscard]] RecordCounts counts() const;
  [[nodiscard]] std::uint64_t committed() const { return committed_; }
  [[nodiscard]] record::Log& log() { return log_; }
  [[nodiscard]] Instant now();

 private:
  using Clock = std::chrono::steady_clock;

  record::Log log_;
  Seen seen_;
  Instant seen_at_;
  std::string coder_;
  Instant now_;
  RecordCounts counts_;
  std::atomic<std::uint64_t> known_before_ = 0;
  std::uint64_t committed_ = 0;  // documents
  Clock::time_point last_commit_ = Clock::now();
};

}  // namespace demarche::cli
