// Ctrl-C (SIGINT) and SIGTERM as a call on an ordinary thread, where everything is allowed.
//
//   BlockedInterrupts blocked;          // before any other thread is started: they inherit it
//   Workers workers(...);
//   Interrupt interrupt([&] { workers.stop(); });
//
// The first signal calls `on_first`; a second one ends the program at once.
// Thread rule: one of each in a process at a time.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace demarche::cli {

class BlockedInterrupts {
 public:
  BlockedInterrupts();
  ~BlockedInterrupts();  // restores what was
  BlockedInterrupts(const BlockedInterrupts&) = delete;
  BlockedInterrupts& operator=(const BlockedInterrupts&) = delete;

 private:
  sigset_t before_{};
};

class Interrupt {
 public:
  explicit Interrupt(std::function<void()> on_first);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] bool happened() const { return happened_; }

 private:
  void wait();

  std::function<void()> on_first_;
  std::atomic<bool> happened_ = false;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

}  // namespace demarche::cli
