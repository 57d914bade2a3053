// A document as its format gave it, and the step that all formats share: limits, date, defaults, id.
// Private to the room.
#pragma once

#include <array>
#include <demarche/formats/document_reader.hpp>
#include <optional>
#include <string>

#include "byte_stream.hpp"

namespace demarche {

struct RawDocument {
  std::array<std::optional<std::string>, kColumnCount> values;  // nullopt: missing or null
  std::size_t replaced = 0;                                     // pieces of invalid UTF-8 replaced so far

  [[nodiscard]] std::optional<std::string>& operator[](Column c) {
    return values[static_cast<std::size_t>(c)];
  }
  [[nodiscard]] const std::optional<std::string>& operator[](Column c) const {
    return values[static_cast<std::size_t>(c)];
  }
};

// Fields may still hold invalid UTF-8. TooLarge over the document limit, Malformed for a date that cannot be
// read.
[[nodiscard]] Result<ReadDocument> complete(RawDocument raw, std::string where, const ReadOptions& options);

// Readers of the formats; each owns its stream, which stands behind a byte-order mark, if there was one.
[[nodiscard]] std::unique_ptr<DocumentReader> make_json_reader(std::unique_ptr<ByteStream> stream,
                                                               const ReadOptions& options, bool lines);
[[nodiscard]] std::unique_ptr<DocumentReader> make_csv_reader(std::unique_ptr<ByteStream> stream,
                                                              const ReadOptions& options);
// `guessed`: the format was not asked for; a text that looks like a table is then worth a remark.
[[nodiscard]] std::unique_ptr<DocumentReader> make_plain_reader(std::unique_ptr<ByteStream> stream,
                                                                const ReadOptions& options, bool guessed);

}  // namespace demarche
