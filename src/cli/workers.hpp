// Coding on several threads, with the results in the order of the documents.
//
//   put --> [ window of documents: waiting | running | done ] --> take
//
// One thread puts, one takes. The window is bounded by count and by bytes, so memory stays flat however long
// the input; put() waits while it is full. Workers begin the oldest waiting document; take() gives the oldest
// one once it is done, whatever the others do. That is why the number of threads cannot be seen in the
// output. Thread rule: put and close from one thread, take, ready and ready_within from one (another or the
// same), stop from any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>

namespace demarche::cli {

struct Coded {
  Document document;
  std::vector<Move> moves;
};

class Workers {
 public:
  using Coding = std::function<std::vector<Move>(const Document&)>;
  // `make_coding` is called once for each worker, from the constructor: each brings its own scratch memory.
  Workers(unsigned threads, const std::function<Coding()>& make_coding);
  ~Workers();  // stops and waits for what is running
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False after stop(): the document is not wanted any more.
  bool put(Document document);
  // Nothing more will be put.
  void close();
  // The next in the order of putting; nullopt behind the last. After stop() what has begun is still given.
  [[nodiscard]] std::optional<Coded> take();
  // take() would not wait.
  [[nodiscard]] bool ready() const;
  // The same, waiting at most that long for it to become true.
  [[nodiscard]] bool ready_within(std::chrono::milliseconds time);
  // No document is begun from now on.
  void stop();

 private:
  enum class State { Waiting, Running, Done };
  struct Slot {
    Coded coded;
    std::size_t bytes = 0;
    State state = State::Waiting;
  };

  void work(const Coding& coding);
  [[nodiscard]] Slot* next_waiting();
  [[nodiscard]] bool has_room() const;
  [[nodiscard]] bool take_has_answer() const;

  mutable std::mutex mutex_;
  std::condition_variable room_, waiting_, done_;
  std::deque<Slot> window_;  // addresses of slots stay valid: only the ends change
  std::size_t begun_ = 0;    // slots of the window that are running or done: all in front of the waiting ones
  std::size_t bytes_ = 0;    // of the documents in the window
  std::size_t capacity_ = 0;  // documents
  bool closed_ = false;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace demarche::cli
