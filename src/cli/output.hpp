// Where moves are written: standard output, or a file that appears whole.
//
// A regular file is written beside its place under NAME.part and renamed by commit(), so that a reader never
// sees half of it and an input can be its own output. Devices and pipes are written directly. Thread rule:
// one thread at a time.
#pragma once

#include <string>
#include <string_view>

#include <demarche/base/result.hpp>

namespace demarche::cli {

class Output {
 public:
  // `path` empty: standard output. Unreadable where the file cannot be made.
  [[nodiscard]] static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();  // without commit() a file that was begun is removed

  void write(std::string_view text);  // buffered
  void flush();
  // True after a failed write: whatever is written from then on is dropped.
  [[nodiscard]] bool failed() const { return errno_ != 0; }
  // The other end has closed the pipe: it has seen enough.
  [[nodiscard]] bool reader_gone() const;
  // Leaves the file that was there before as it was; standard output and devices keep what they have got.
  void give_up();
  // Writes what is left and puts the file in its place.
  [[nodiscard]] Result<void> commit();

 private:
  Output(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

  int descriptor_ = -1;
  std::string name_;       // for messages
  std::string temporary_;  // where the file grows; empty where it is written directly
  std::string target_;
  std::string buffer_;
  int errno_ = 0;
};

}  // namespace demarche::cli
