#include "sheet.hpp"

#include <algorithm>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/terminal.hpp>
#include <future>

namespace demarche::cli {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kWorthTwoThreads = 1000;  // rows
constexpr std::size_t kNarrowest = 12;          // of the column that takes what is left

std::string capitals(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

void put_csv(std::string& out, std::string_view value) {
  std::string cell = utf8::repair(value).text;
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
    cell.insert(cell.begin(), '\'');
  }
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    out += cell;
    return;
  }
  out.push_back('"');
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

void trim_end(std::string& line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
}

}  // namespace

void Sheet::add(std::vector<std::string> cells, std::string json) {
  rows_.push_back({[cells = std::move(cells)] { return cells; }, [json = std::move(json)] { return json; }});
}

void Sheet::add_later(std::function<std::vector<std::string>()> cells, std::function<std::string()> json) {
  rows_.push_back({std::move(cells), std::move(json)});
}

std::string Sheet::text(OutputFormat format, std::size_t width, bool color) const {
  if (format == OutputFormat::Table) return table(width, color);
  if (format == OutputFormat::Csv) return csv();
  // Long answers in two halves: writing the rows of 20,000 events takes as long as folding them.
  if (rows_.size() < kWorthTwoThreads) return json_lines(0, rows_.size());
  const std::size_t middle = rows_.size() / 2;
  auto rest = std::async(std::launch::async, [&] { return json_lines(middle, rows_.size()); });
  std::string out = json_lines(0, middle);
  return out += rest.get();
}

std::string Sheet::json_lines(std::size_t from, std::size_t to) const {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    out += rows_[i].json();
    out.push_back('\n');
  }
  return out;
}

std::vector<std::size_t> Sheet::widths(const std::vector<Cells>& rows, std::size_t width) const {
  std::vector<std::size_t> out(columns_.size());
  std::size_t used = 0;
  std::size_t open = columns_.size();
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t widest = columns_[c].key.size();
    for (const Cells& row : rows) widest = std::max(widest, terminal::width(row[c]));
    if (columns_[c].width == 0) open = c;
    out[c] = columns_[c].width == 0 ? widest : std::min(widest, columns_[c].width);
    used += out[c] + (c == 0 ? 0 : kGap);
  }
  if (open < columns_.size() && used > width) {
    const std::size_t too_much = used - width;
    out[open] = std::max(kNarrowest, out[open] > too_much ? out[open] - too_much : 0);
  }
  return out;
}

std::string Sheet::table(std::size_t width, bool color) const {
  if (rows_.empty()) return "nothing in the record fits\n";
  std::vector<Cells> rows;
  rows.reserve(rows_.size());
  for (const SheetRow& row : rows_) {
    rows.push_back(row.cells());
    for (std::string& cell : rows.back()) cell = terminal::clean(cell);
  }
  const std::vector<std::size_t> wide = widths(rows, width);
  std::string out;
  const auto put = [&](std::string& line, std::size_t c, std::string_view cell) {
    if (c > 0) line.append(kGap, ' ');
    line += terminal::pad(terminal::fit(cell, wide[c]), wide[c]);
  };
  std::string head;
  for (std::size_t c = 0; c < columns_.size(); ++c) put(head, c, capitals(columns_[c].key));
  trim_end(head);
  out += color ? "\x1b[1m" + head + "\x1b[0m\n" : head + "\n";
  for (const Cells& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < columns_.size(); ++c) put(line, c, row[c]);
    trim_end(line);
    out += line + "\n";
  }
  return out;
}

std::string Sheet::csv() const {
  std::string out;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (c > 0) out.push_back(',');
    out += columns_[c].key;
  }
  out += "\r\n";
  for (const SheetRow& row : rows_) {
    const Cells cells = row.cells();
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) out.push_back(',');
      put_csv(out, cells[c]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace demarche::cli
