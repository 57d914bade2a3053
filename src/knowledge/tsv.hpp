// One table: tab-separated UTF-8 text with a header row, `#` comment lines and blank lines.
//
// Columns are found by name, so their order is free; an unknown or a missing one is an error. Every row has
// as many cells as the header: a cell that slipped into the wrong column is worse than a message. There is no
// quoting. Thread rule: built once, then const. Cells point into the text, which must outlive the table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>

namespace demarche::knowledge {

class Table;

class Row {
 public:
  Row(const Table& table, std::size_t index) : table_(&table), index_(index) {}
  [[nodiscard]] std::uint32_t line() const;
  // The cell of a column, numbered as Table::parse was given them; without blanks at either end.
  [[nodiscard]] std::string_view operator[](std::size_t column) const;
  // The same, but an empty cell is an error.
  [[nodiscard]] Result<std::string_view> filled(std::size_t column) const;
  // The entries of a cell that holds a list, parted by ";"; empty entries are left out.
  [[nodiscard]] std::vector<std::string_view> list(std::size_t column) const;
  // "data/parties.tsv:12: column role: <what>"
  [[nodiscard]] tl::unexpected<Error> error(std::size_t column, std::string_view what) const;

 private:
  const Table* table_;
  std::size_t index_;
};

// Whether a table may have columns beyond the named ones; they follow those, in the order of the header.
enum class FurtherColumns { Refuse, Keep };

class Table {
 public:
  // `where` is the name of the file, as messages shall print it.
  [[nodiscard]] static Result<Table> parse(std::string where, std::string_view text,
                                           std::span<const std::string_view> columns,
                                           FurtherColumns further = FurtherColumns::Refuse);

  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] Row row(std::size_t i) const { return {*this, i}; }
  [[nodiscard]] std::vector<Row> rows() const;
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  friend class Row;
  Result<void> read_header(std::string_view line, std::uint32_t number,
                           std::span<const std::string_view> columns, FurtherColumns further);
  Result<void> read_row(std::string_view line, std::uint32_t number);
  [[nodiscard]] tl::unexpected<Error> error_at(std::uint32_t line, std::string what) const;

  std::string where_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> column_of_cell_;  // cell of a line -> column
  std::vector<std::string_view> cells_;      // row by row, in the order of columns_
  std::vector<std::uint32_t> lines_;
};

[[nodiscard]] std::string_view trimmed(std::string_view text);
// The parts between separators, trimmed; empty ones too.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
// The parts between blanks.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view text);
// "a, b, c"
[[nodiscard]] std::string listed(std::span<const std::string_view> words);

}  // namespace demarche::knowledge
