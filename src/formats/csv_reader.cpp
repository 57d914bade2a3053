#include <fmt/format.h>

#include <algorithm>
#include <demarche/base/utf8.hpp>

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

 private:
  Result<void> read_header() {
    auto beginning = peek_line(*stream_);
    if (!beginning) return tl::unexpected(std::move(beginning.error()));
    const char separator = detect_separator(*beginning);
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
    if (index_[static_cast<std::size_t>(Column::Title)] || index_[static_cast<std::size_t>(Column::Text)])
      return {};
    std::string names;
    for (const std::string_view cell :
         header.size() > 12 ? std::vector(header.begin(), header.begin() + 12) : header) {
      names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", utf8::repair(cell.substr(0, 40)).text);
    }
    return fail(
        ErrorKind::Malformed, place(parser_->name(), line),
        fmt::format("the header has neither \"{}\" nor \"{}\" but {}; name the columns with a column map",
                    options_.columns.name(Column::Title), options_.columns.name(Column::Text), names));
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
  bool done_ = false;
};

}  // namespace

std::unique_ptr<DocumentReader> make_csv_reader(std::unique_ptr<ByteStream> stream,
                                                const ReadOptions& options) {
  return std::make_unique<CsvReader>(std::move(stream), options);
}

}  // namespace demarche
