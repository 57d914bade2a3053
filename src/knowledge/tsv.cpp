#include "tsv.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <demarche/base/utf8.hpp>

namespace demarche::knowledge {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string quoted(std::string_view text) {
  return fmt::format("\"{}\"", text);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(trimmed(text.substr(begin, end == std::string_view::npos ? end : end - begin)));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words = split(text, ' ');
  std::erase_if(words, [](std::string_view w) { return w.empty(); });
  return words;
}

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::uint32_t Row::line() const {
  return table_->lines_[index_];
}

std::string_view Row::operator[](std::size_t column) const {
  return table_->cells_[index_ * table_->columns_.size() + column];
}

Result<std::string_view> Row::filled(std::size_t column) const {
  const std::string_view cell = (*this)[column];
  if (cell.empty()) return error(column, "is empty");
  return cell;
}

std::vector<std::string_view> Row::list(std::size_t column) const {
  std::vector<std::string_view> entries = split((*this)[column], ';');
  std::erase_if(entries, [](std::string_view e) { return e.empty(); });
  return entries;
}

tl::unexpected<Error> Row::error(std::size_t column, std::string_view what) const {
  return table_->error_at(line(), "column " + table_->columns_[column] + ": " + std::string(what));
}

std::vector<Row> Table::rows() const {
  std::vector<Row> rows;
  rows.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) rows.push_back(row(i));
  return rows;
}

tl::unexpected<Error> Table::error_at(std::uint32_t line, std::string what) const {
  return fail(ErrorKind::Malformed, where_ + ":" + std::to_string(line), std::move(what));
}

Result<void> Table::read_header(std::string_view line, std::uint32_t number,
                                std::span<const std::string_view> columns, FurtherColumns further) {
  columns_.assign(columns.begin(), columns.end());
  std::vector<bool> seen(columns.size(), false);
  for (const std::string_view name : split(line, '\t')) {
    const auto it = std::find(columns_.begin(), columns_.end(), name);
    const auto column = static_cast<std::size_t>(it - columns_.begin());
    if (it == columns_.end()) {
      if (further == FurtherColumns::Refuse || name.empty()) {
        return error_at(number, "unknown column " + quoted(name) + "; the columns are " + listed(columns));
      }
      columns_.emplace_back(name);
      seen.push_back(false);
    }
    if (seen[column]) return error_at(number, "column " + quoted(name) + " stands twice in the header");
    seen[column] = true;
    column_of_cell_.push_back(column);
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (missing == seen.end()) return {};
  return error_at(number, "column " + quoted(columns_[static_cast<std::size_t>(missing - seen.begin())]) +
                              " is missing; the columns are " + listed(columns));
}

Result<void> Table::read_row(std::string_view line, std::uint32_t number) {
  const std::vector<std::string_view> cells = split(line, '\t');
  if (cells.size() != columns_.size()) {
    return error_at(number, "has " + std::to_string(cells.size()) + " cells, the header has " +
                                std::to_string(columns_.size()) +
                                "; one tab between cells, also around empty ones");
  }
  const std::size_t base = cells_.size();
  cells_.resize(base + columns_.size());
  for (std::size_t i = 0; i < cells.size(); ++i) cells_[base + column_of_cell_[i]] = cells[i];
  lines_.push_back(number);
  return {};
}

Result<Table> Table::parse(std::string where, std::string_view text,
                           std::span<const std::string_view> columns, FurtherColumns further) {
  Table table;
  table.where_ = std::move(where);
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  std::uint32_t number = 0;
  bool header = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (!utf8::valid(line)) return table.error_at(number, "is not valid UTF-8; save the file as UTF-8");
    if (trimmed(line).empty() || line.front() == '#') continue;
    auto done = header ? table.read_row(line, number) : table.read_header(line, number, columns, further);
    if (!done) return tl::unexpected(std::move(done.error()));
    header = true;
  }
  if (!header)
    return fail(ErrorKind::Malformed, table.where_, "has no header row; the columns are " + listed(columns));
  return table;
}

}  // namespace demarche::knowledge
