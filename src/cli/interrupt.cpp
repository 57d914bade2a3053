#include "interrupt.hpp"

#include <unistd.h>

#include <utility>

namespace demarche::cli {
namespace {

constexpr int kExitOfShells = 128;  // plus the number of the signal

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// SIGINT is left alone where whoever started the program had it ignored: a job in the background of a script.
sigset_t interrupts() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGTERM);
  if (!is_ignored(SIGINT)) sigaddset(&out, SIGINT);
  return out;
}

}  // namespace

BlockedInterrupts::BlockedInterrupts() {
  const sigset_t signals = interrupts();
  pthread_sigmask(SIG_BLOCK, &signals, &before_);
}

BlockedInterrupts::~BlockedInterrupts() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Interrupt::Interrupt(std::function<void()> on_first) : on_first_(std::move(on_first)) {
  thread_ = std::thread([this] { wait(); });
}

Interrupt::~Interrupt() {
  over_ = true;
  // Sent to that thread alone, where it is blocked and so only wakes sigwait.
  // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

void Interrupt::wait() {
  const sigset_t signals = interrupts();
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0 || over_) return;
    if (happened_.exchange(true)) ::_exit(kExitOfShells + signal);
    on_first_();
  }
}

}  // namespace demarche::cli
