// Rows of CSV (RFC 4180) from a stream, one at a time. Private to the room.
//
// Rows end with LF, CRLF or CR; quoted cells may hold separators, line ends and doubled quotes. More lenient
// than the RFC in one point: a quote within an unquoted cell is a character like any other. Blank lines are
// passed over.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "byte_stream.hpp"

namespace demarche {

inline constexpr std::size_t kMaxCsvColumns = 4096;

struct CsvRow {
  std::uint64_t line = 0;               // of its first byte, from 1
  std::vector<std::string_view> cells;  // valid until the next call
};

class CsvParser {
 public:
  CsvParser(std::unique_ptr<ByteStream> stream, char separator, std::size_t row_limit);

  [[nodiscard]] const std::string& name() const { return stream_->name(); }
  // Malformed: bytes behind a closing quote, a quote that is never closed, more than 4096 columns; TooLarge:
  // a row over the limit. The row is skipped; after TooLarge reading resumes at the next line end.
  [[nodiscard]] std::optional<Result<CsvRow>> next();

 private:
  enum class State { CellStart, Bare, Quoted, QuoteSeen, Skipping };

  void begin_row();
  bool scan(std::string_view bytes);
  bool scan_quoted(std::string_view bytes);
  bool step(char c);
  bool end_row(char c);
  void end_cell();
  std::optional<Result<CsvRow>> finish(bool at_end);
  std::optional<Result<CsvRow>> reject(ErrorKind kind, std::string what);

  std::unique_ptr<ByteStream> stream_;
  char separator_;
  std::size_t limit_;
  State state_ = State::CellStart;
  std::size_t position_ = 0;  // within the pending bytes
  std::uint64_t line_ = 1;    // of the byte at position_
  std::uint64_t row_line_ = 1;
  std::uint64_t quote_line_ = 1;   // where the open quote stands
  std::string text_;               // all cells of the row, one behind the other
  std::vector<std::size_t> ends_;  // of each cell in text_
  bool after_return_ = false;      // the last row ended with CR: an LF belongs to it
  bool junk_ = false;              // bytes behind a closing quote
  bool done_ = false;
};

inline constexpr std::array<char, 3> kSeparators = {',', ';', '\t'};
// The one that stands most often in the first row, outside quotes; a comma where none does.
[[nodiscard]] char commonest_separator(std::string_view beginning);
// The cells of the first row of `beginning`, which may be cut off.
[[nodiscard]] std::vector<std::string> first_row(std::string_view beginning, char separator);

}  // namespace demarche
