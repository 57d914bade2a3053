// One input as a sequence of documents, in constant memory (at most one line, object or row at a time).
//
// Thread rule: a reader belongs to one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <demarche/base/document.hpp>
#include <demarche/formats/byte_source.hpp>
#include <demarche/formats/read_options.hpp>

namespace demarche {

struct ReadDocument {
  Document document;         // fields are valid UTF-8, id is never empty
  std::size_t replaced = 0;  // pieces of invalid UTF-8 that became U+FFFD
  std::string where;         // "file:line"
};

class DocumentReader {
 public:
  virtual ~DocumentReader() = default;
  // The next document, or why it was skipped (Malformed, TooLarge: reading goes on with the one behind it),
  // or nullopt at the end. Unreadable, and a damaged gzip, are followed by the end.
  [[nodiscard]] virtual std::optional<Result<ReadDocument>> next() = 0;
  // What should be known of the input as a whole though it keeps no document out: a table without a column
  // for a field, a text that looks like a table. Told once: nullopt after that, and where there is nothing to
  // say. Ask after next().
  [[nodiscard]] virtual std::optional<Error> take_remark() { return std::nullopt; }
};

// A reader over `source`, inflated where it is gzip. `name` tells the format by its ending (see
// format_of_name) where options.format is Auto, and stands in messages. Looks at the first bytes, so it may
// wait for input.
[[nodiscard]] Result<std::unique_ptr<DocumentReader>> make_reader(std::unique_ptr<ByteSource> source,
                                                                  std::string name,
                                                                  const ReadOptions& options);

// .jsonl .ndjson .json .csv .tsv .txt, each also with .gz behind it, in any ASCII case; nullopt for others.
[[nodiscard]] std::optional<InputFormat> format_of_name(std::string_view name);

}  // namespace demarche
