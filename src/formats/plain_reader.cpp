#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "detect.hpp"
#include "raw_document.hpp"
#include "records.hpp"

namespace demarche {
namespace {

// Without the line ends and blank lines in front, and without blanks behind.
std::string_view body_of(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  const std::size_t line = text.find_last_of("\r\n", first);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

class PlainReader final : public DocumentReader {
 public:
  PlainReader(std::unique_ptr<ByteStream> stream, const ReadOptions& options, bool guessed)
      : stream_(std::move(stream)), options_(options), guessed_(guessed) {}

  std::optional<Result<ReadDocument>> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    for (;;) {
      if (stream_->pending().size() > options_.max_document_bytes) {
        return fail(ErrorKind::TooLarge, stream_->name(),
                    fmt::format("the document has more than {} bytes", options_.max_document_bytes));
      }
      const auto more = stream_->more();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
    }
    const std::string_view text = body_of(stream_->pending());
    if (text.empty()) return std::nullopt;
    if (text.find('\0') != std::string_view::npos) {
      return fail(ErrorKind::Malformed, stream_->name(), "holds NUL bytes: it is not a text");
    }
    if (guessed_) remark_ = remark_on(text);
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    RawDocument raw;
    raw[Column::Title].emplace(body_of(text.substr(0, end)));
    raw[Column::Text].emplace(body_of(text.substr(end)));
    return complete(std::move(raw), place(stream_->name(), 1), options_);
  }

  std::optional<Error> take_remark() override { return std::exchange(remark_, std::nullopt); }

 private:
  [[nodiscard]] std::optional<Error> remark_on(std::string_view text) const {
    const std::vector<std::string> header = header_of_unknown_table(text);
    if (header.empty()) return std::nullopt;
    return Error{ErrorKind::Malformed, place(stream_->name(), 1),
                 fmt::format("read as one plain text; if it is a table with the columns {}, say so with "
                             "--input-format csv and --map title=...,text=...",
                             quoted({header.begin(), header.end()}))};
  }

  std::unique_ptr<ByteStream> stream_;
  ReadOptions options_;
  bool guessed_;
  std::optional<Error> remark_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<DocumentReader> make_plain_reader(std::unique_ptr<ByteStream> stream,
                                                  const ReadOptions& options, bool guessed) {
  return std::make_unique<PlainReader>(std::move(stream), options, guessed);
}

}  // namespace demarche
