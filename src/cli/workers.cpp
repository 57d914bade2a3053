#include "workers.hpp"

#include <algorithm>
#include <utility>

namespace demarche::cli {
namespace {

// Enough that a long document does not leave the other workers idle.
constexpr std::size_t kDocumentsPerThread = 32;
constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;

}  // namespace

Workers::Workers(unsigned threads, const std::function<Coding()>& make_coding)
    : capacity_(std::max(threads, 1U) * kDocumentsPerThread) {
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    threads_.emplace_back([this, coding = make_coding()] { work(coding); });
  }
}

Workers::~Workers() {
  stop();
  for (std::thread& thread : threads_) thread.join();
}

bool Workers::put(Document document) {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] { return stopped_ || has_room(); });
  if (stopped_) return false;
  Slot& slot = window_.emplace_back();
  slot.bytes = document.title.size() + document.text.size();
  slot.coded.document = std::move(document);
  bytes_ += slot.bytes;
  waiting_.notify_one();
  return true;
}

void Workers::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  waiting_.notify_all();
  done_.notify_all();
}

void Workers::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  room_.notify_all();
  waiting_.notify_all();
  done_.notify_all();
}

std::optional<Coded> Workers::take() {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return take_has_answer(); });
  if (window_.empty() || window_.front().state != State::Done) return std::nullopt;
  Coded out = std::move(window_.front().coded);
  bytes_ -= window_.front().bytes;
  window_.pop_front();
  --begun_;
  room_.notify_one();
  return out;
}

bool Workers::ready() const {
  const std::lock_guard lock(mutex_);
  return take_has_answer();
}

bool Workers::ready_within(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return done_.wait_for(lock, time, [&] { return take_has_answer(); });
}

void Workers::work(const Coding& coding) {
  std::unique_lock lock(mutex_);
  for (;;) {
    waiting_.wait(lock, [&] { return stopped_ || closed_ || begun_ < window_.size(); });
    Slot* const slot = next_waiting();
    if (slot == nullptr) return;
    slot->state = State::Running;
    lock.unlock();
    std::vector<Move> moves = coding(slot->coded.document);
    lock.lock();
    slot->coded.moves = std::move(moves);
    slot->state = State::Done;
    if (slot == &window_.front()) done_.notify_one();
  }
}

// Null where there is nothing to begin.
Workers::Slot* Workers::next_waiting() {
  if (stopped_ || begun_ == window_.size()) return nullptr;
  return &window_[begun_++];
}

// A document alone always fits, however long it is.
bool Workers::has_room() const {
  return window_.empty() || (window_.size() < capacity_ && bytes_ < kMaxBytes);
}

bool Workers::take_has_answer() const {
  if (window_.empty()) return closed_ || stopped_;
  const State front = window_.front().state;
  return front == State::Done || (stopped_ && front == State::Waiting);
}

}  // namespace demarche::cli
