// One line on standard error that says how far the work is, and messages that do not tear it.
//
// Silent where it is made invisible (standard error is no terminal, or the moves themselves scroll by on
// one). Thread rule: any member from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input_position.hpp"

namespace demarche::cli {

struct Tally {
  std::uint64_t documents = 0;
  std::uint64_t moves = 0;
};

// "1,204 articles, 8,113 moves, 712 articles/s, 43 %, 2 s left"
[[nodiscard]] std::string progress_line(const Tally& tally, double seconds, std::optional<double> fraction);

class Progress {
 public:
  Progress(bool visible, const std::vector<std::string>& inputs);
  ~Progress();  // takes the line away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A whole message, without a line end; made harmless for the terminal. Also shown where progress is not.
  void message(std::string_view text);
  // Redraws at most a few times a second.
  void update(const Tally& tally);

 private:
  using Clock = std::chrono::steady_clock;
  void clear();

  std::mutex mutex_;
  bool visible_;
  bool drawn_ = false;
  std::optional<InputPosition> position_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace demarche::cli
