// Pieces of an input that each hold one document: lines, or JSON values that span lines. Private to the room.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "byte_stream.hpp"

namespace demarche {

struct Record {
  std::string_view text;   // valid until the next call; kPadding bytes behind it may be read
  std::uint64_t line = 0;  // of its first byte, from 1
};

class Records {
 public:
  virtual ~Records() = default;
  // As DocumentReader::next.
  [[nodiscard]] virtual std::optional<Result<Record>> next() = 0;
};

[[nodiscard]] std::string place(const std::string& name, std::uint64_t line);

// Lines without their line feed. TooLarge for a line of more than `limit` bytes, which is skipped.
[[nodiscard]] std::unique_ptr<Records> make_lines(std::unique_ptr<ByteStream> stream, std::size_t limit);
// The objects of one array, or objects that follow one another. Malformed for what stands between them and is
// neither a comma nor a bracket of the array; TooLarge for an object of more than `limit` bytes.
[[nodiscard]] std::unique_ptr<Records> make_json_values(std::unique_ptr<ByteStream> stream,
                                                        std::size_t limit);

}  // namespace demarche
