// What a reader is told, and what it counts. Thread rule: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <demarche/base/document.hpp>
#include <demarche/base/result.hpp>

namespace demarche {

enum class InputFormat : std::uint8_t {
  Auto,       // by the ending of the name, else by content
  JsonLines,  // one object a line
  Json,       // one array of objects, or objects one after another, over any number of lines
  Csv,        // header and rows; comma, semicolon or tab
  Plain,      // one document: the first line is the title, the rest the text
};
[[nodiscard]] std::string_view name_of(InputFormat format);
// "auto", "jsonl", "json", "csv", "text".
[[nodiscard]] std::optional<InputFormat> parse_input_format(std::string_view name);

// The fields of a document, in the order of Document.
enum class Column : std::uint8_t { Id, Source, Published, Url, Title, Text };
inline constexpr std::size_t kColumnCount = 6;
inline constexpr std::array<std::string_view, kColumnCount> kColumnNames = {"id",  "source", "published",
                                                                            "url", "title",  "text"};

// The name under which each field stands in the input: JSON keys (exact) and CSV columns (an exact match wins
// over one that differs in ASCII case). An empty name matches nothing.
struct ColumnMap {
  std::array<std::string, kColumnCount> names = {"id", "source", "published", "url", "title", "text"};

  // Reads "title=Headline,text=Body": field=name pairs, comma-separated; fields not mentioned keep their
  // names. A default name that is given to another field is taken from its own: "text=title" leaves the title
  // empty. Usage: an unknown field, a field or name given twice, or an empty name.
  [[nodiscard]] static Result<ColumnMap> parse(std::string_view text);
  [[nodiscard]] const std::string& name(Column column) const {
    return names[static_cast<std::size_t>(column)];
  }
  [[nodiscard]] std::optional<Column> find(std::string_view name) const;
};

struct ReadOptions {
  InputFormat format = InputFormat::Auto;
  ColumnMap columns;
  std::string default_source;                  // for documents without a source
  std::string default_published;               // for documents without a date; must be readable by Day::parse
  std::size_t max_line_bytes = kMaxLineBytes;  // a line, a JSON object or a CSV row
  std::size_t max_document_bytes = kMaxDocumentBytes;  // all fields of a document together
};

struct ReadStats {
  std::uint64_t read = 0;      // documents delivered
  std::uint64_t skipped = 0;   // documents, lines or whole files that an error kept out
  std::uint64_t ignored = 0;   // files of a folder with an ending that is not known
  std::uint64_t repaired = 0;  // delivered documents in which invalid UTF-8 was replaced
  std::uint64_t replaced = 0;  // how many pieces of invalid UTF-8 that were
};

enum class Severity : std::uint8_t {
  Notice,  // said for information: a file was ignored, a document was repaired
  Error,   // something was skipped
};
struct Diagnostic {
  Severity severity = Severity::Error;
  // where: "file:line", or "file". May hold bytes of hostile names: print it through terminal::clean.
  Error error;
};
using DiagnosticSink = std::function<void(const Diagnostic&)>;

}  // namespace demarche
