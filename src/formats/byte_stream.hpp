// A byte source with a window over what has been read and not yet used. Private to the room.
#pragma once

#include <demarche/formats/byte_source.hpp>
#include <vector>

namespace demarche {

// Bytes behind every view that a parser may touch (simdjson reads ahead).
inline constexpr std::size_t kPadding = 64;

class ByteStream {
 public:
  ByteStream(std::unique_ptr<ByteSource> source, std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }
  // Read and not yet consumed; kPadding more bytes behind it may be read (their content is not defined).
  [[nodiscard]] std::string_view pending() const { return {buffer_.data() + begin_, end_ - begin_}; }
  // Appends what the source has next to pending(), which may move; false at the end of the source.
  [[nodiscard]] Result<bool> more();
  void consume(std::size_t count) { begin_ += count; }
  void consume_all() { begin_ = end_ = 0; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace demarche
