// An answer as rows: a table for a person, JSON Lines or CSV for a program. Text in cells may come from
// outside; the table cleans it, CSV guards it against being run as a formula. Thread rule: one thread a
// sheet.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common_options.hpp"

namespace demarche::cli {

struct SheetColumn {
  std::string key;        // header of CSV; shown in capitals above the table
  std::size_t width = 0;  // at most, in the table; 0: takes what is left (one column at most)
};

class Sheet {
 public:
  explicit Sheet(std::vector<SheetColumn> columns) : columns_(std::move(columns)) {}
  // As many cells as columns; `json`: the same thing whole, as one JSON object.
  void add(std::vector<std::string> cells, std::string json);
  // The same, made when it is known which of the two is asked for; `json` perhaps by another thread.
  void add_later(std::function<std::vector<std::string>()> cells, std::function<std::string()> json);
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  // `format` must be settled (not Auto). `width`: columns of the terminal.
  [[nodiscard]] std::string text(OutputFormat format, std::size_t width, bool color) const;

 private:
  using Cells = std::vector<std::string>;
  struct SheetRow {
    std::function<Cells()> cells;
    std::function<std::string()> json;
  };
  [[nodiscard]] std::string json_lines(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::string table(std::size_t width, bool color) const;
  [[nodiscard]] std::string csv() const;
  [[nodiscard]] std::vector<std::size_t> widths(const std::vector<Cells>& rows, std::size_t width) const;

  std::vector<SheetColumn> columns_;
  std::vector<SheetRow> rows_;
};

}  // namespace demarche::cli
