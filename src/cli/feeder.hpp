// Reads documents on a thread of its own and puts them into the workers.
//
// A thread of its own, because a pipe may keep a reader waiting for hours while coded documents want to be
// written. Thread rule: one owner. The stream belongs to the feeder until it has ended.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include <demarche/formats/document_stream.hpp>

#include "workers.hpp"

namespace demarche::cli {

class Feeder {
 public:
  // Both must outlive the feeder. `wanted`, on the thread of the feeder: false leaves a document out.
  using Wanted = std::function<bool(const Document&)>;
  Feeder(DocumentStream& stream, Workers& workers, Wanted wanted = {});
  ~Feeder();  // waits for the end of the input or, after workers.stop(), of the read that is under way
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;

  // True when the thread has ended within that time.
  [[nodiscard]] bool ends_within(std::chrono::milliseconds time) const;

 private:
  std::promise<void> ended_;
  std::future<void> end_ = ended_.get_future();
  std::thread thread_;
};

}  // namespace demarche::cli
