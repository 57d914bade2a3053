// Where bytes come from: memory, a file, a descriptor, and any of them through gzip.
//
// Thread rule: a source belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <demarche/base/result.hpp>

namespace demarche {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Writes at most `size` bytes (size > 0) to `into` and says how many; 0 only at the end. Returns as soon as
  // there is something, so a pipe that is fed slowly is read without waiting. After an error the source is
  // spent.
  [[nodiscard]] virtual Result<std::size_t> read(char* into, std::size_t size) = 0;
};

// `bytes` must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> memory_source(std::string_view bytes);
// Opens a file, pipe or device. NotFound, or Unreadable for a folder and for missing permission.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> file_source(const std::string& path);
// Reads an open descriptor (0 is standard input) and leaves it open. `name` stands in error messages.
[[nodiscard]] std::unique_ptr<ByteSource> descriptor_source(int descriptor, std::string name);

// Inflates where the bytes begin with the gzip magic and passes everything else through. Members that follow
// one another are joined, zeros behind the last are ignored. Malformed: damaged, cut off, or other bytes
// behind it. TooLarge: more than 64 MiB that are also more than 250 times their compressed size, which no
// text is.
[[nodiscard]] std::unique_ptr<ByteSource> inflating_source(std::unique_ptr<ByteSource> inner,
                                                           std::string name);

}  // namespace demarche
