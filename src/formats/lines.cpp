#include <fmt/format.h>

#include "records.hpp"

namespace demarche {
namespace {

class Lines final : public Records {
 public:
  Lines(std::unique_ptr<ByteStream> stream, std::size_t limit) : stream_(std::move(stream)), limit_(limit) {}

  std::optional<Result<Record>> next() override {
    if (done_) return std::nullopt;
    stream_->consume(used_);
    used_ = 0;
    std::size_t scanned = 0;
    for (;;) {
      const std::string_view bytes = stream_->pending();
      const std::size_t end = bytes.find('\n', scanned);
      if (end != std::string_view::npos) return take(bytes.substr(0, end), end + 1);
      scanned = bytes.size();
      if (scanned > limit_) return skip_rest();
      const auto more = stream_->more();
      if (!more) return stop(more.error());
      if (*more) continue;
      done_ = true;
      if (scanned == 0) return std::nullopt;
      return take(stream_->pending(), scanned);
    }
  }

 private:
  std::optional<Result<Record>> take(std::string_view text, std::size_t used) {
    used_ = used;
    ++line_;
    if (text.size() > limit_) return too_long();
    return Record{text, line_};
  }

  // A line that is over the limit before its end is known: drop the bytes up to the next line feed.
  std::optional<Result<Record>> skip_rest() {
    ++line_;
    for (;;) {
      const std::size_t end = stream_->pending().find('\n');
      if (end != std::string_view::npos) {
        stream_->consume(end + 1);
        return too_long();
      }
      stream_->consume_all();
      const auto more = stream_->more();
      if (!more) return stop(more.error());
      if (!*more) {
        done_ = true;
        return too_long();
      }
    }
  }

  std::optional<Result<Record>> too_long() {
    return fail(ErrorKind::TooLarge, place(stream_->name(), line_),
                fmt::format("the line is longer than {} bytes; it was skipped", limit_));
  }

  std::optional<Result<Record>> stop(Error error) {
    done_ = true;
    return tl::unexpected(std::move(error));
  }

  std::unique_ptr<ByteStream> stream_;
  std::size_t limit_;
  std::size_t used_ = 0;  // bytes of the record given last
  std::uint64_t line_ = 0;
  bool done_ = false;
};

}  // namespace

std::string place(const std::string& name, std::uint64_t line) {
  return fmt::format("{}:{}", name, line);
}

std::unique_ptr<Records> make_lines(std::unique_ptr<ByteStream> stream, std::size_t limit) {
  return std::make_unique<Lines>(std::move(stream), limit);
}

}  // namespace demarche
