#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "csv_parser.hpp"
#include "detect.hpp"
#include "raw_document.hpp"
#include "records.hpp"

namespace demarche {
namespace {

class CsvReader final : public DocumentReader {
 public:
  CsvReader(std::unique_ptr<ByteStream> stream, const ReadOptions& options)
      : stream_(std::move(stream)), options_(options) {}

  std::optional<Result<ReadDocument>> next() override {
    if (!parser_) {
      if (done_) return std::nullopt;
      auto header = read_header();
      if (!header) {
        done_ = true;
        parser_.reset();
        return tl::unexpected(std::move(header.error()));
      }
    }
    if (done_) return std::nullopt;
    auto row = parser_->next();
    if (!row) return std::nullopt;
    if (!*row) return tl::unexpected(std::move(row->error()));
    return read_row(**row);
  }

  std::optional<Error> take_remark() override { return std::exchange(remark_, std::nullopt); }

 private:
  Result<void> read_header() {
    auto beginning = peek_line(*stream_);
    if (!beginning) return tl::unexpected(std::move(beginning.error()));
    const char separator = separator_of(*beginning, options_.columns);
    parser_.emplace(std::move(stream_), separator, options_.max_line_bytes);
    const auto row = parser_->next();
    if (!row) {  // an empty file holds no documents, which is no error
      done_ = true;
      return {};
    }
    if (!*row) return tl::unexpected(row->error());
    return bind((*row)->cells, (*row)->line);
  }

  // Notes for each field in which column it stands.
  Result<void> bind(const std::vector<std::string_view>& header, std::uint64_t line) {
    width_ = header.size();
    for (std::size_t i = 0; i < kColumnCount; ++i) {
      index_[i] = find_column(header, options_.columns.names[i]);
    }
    const std::string where = place(parser_->name(), line);
    if (!has(Column::Title) && !has(Column::Text)) {
      return fail(
          ErrorKind::Malformed, where,
          fmt::format("the header has {} but {}; name the columns with a map (--map title=...,text=...){}",
                      no_content(options_.columns), quoted(header),
                      width_ == 1 ? "; a comma, a semicolon or a tab must separate them" : ""));
    }
    remark_ = unmapped(header, where);
    return {};
  }

  [[nodiscard]] bool has(Column column) const { return index_[static_cast<std::size_t>(column)].has_value(); }

  // Where a field that matters has no column, and one of the others may be it.
  [[nodiscard]] std::optional<Error> unmapped(const std::vector<std::string_view>& header,
                                              const std::string& where) const {
    std::vector<std::string_view> missing;
    for (const Column column : {Column::Title, Column::Text, Column::Published}) {
      const bool given = column == Column::Published && !options_.default_published.empty();
      const std::string& name = options_.columns.name(column);
      if (!has(column) && !given && !name.empty()) missing.push_back(name);
    }
    std::vector<std::string_view> unused;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (std::find(index_.begin(), index_.end(), i) == index_.end()) unused.push_back(header[i]);
    }
    if (missing.empty() || unused.empty()) return std::nullopt;
    return Error{ErrorKind::Malformed, where,
                 fmt::format("the header has no {}; not read: {}; if one is the other, say so with a map "
                             "(--map title=Headline,...)",
                             quoted(missing), quoted(unused))};
  }

  Result<ReadDocument> read_row(const CsvRow& row) {
    std::string where = place(parser_->name(), row.line);
    if (row.cells.size() != width_) {
      return fail(ErrorKind::Malformed, std::move(where),
                  fmt::format("the row has {} cells, the header {}", row.cells.size(), width_));
    }
    RawDocument raw;
    for (std::size_t i = 0; i < kColumnCount; ++i) {
      if (index_[i]) raw.values[i].emplace(row.cells[*index_[i]]);
    }
    return complete(std::move(raw), std::move(where), options_);
  }

  std::unique_ptr<ByteStream> stream_;  // until the header is read
  ReadOptions options_;
  std::optional<CsvParser> parser_;
  std::array<std::optional<std::size_t>, kColumnCount> index_{};
  std::size_t width_ = 0;
  std::optional<Error> remark_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<DocumentReader> make_csv_reader(std::unique_ptr<ByteStream> stream,
                                                const ReadOptions& options) {
  return std::make_unique<CsvReader>(std::move(stream), options);
}

}  // namespace demarche
