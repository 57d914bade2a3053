// Cuts `[{...}, {...}]` and `{...} {...}` into objects without parsing them: strings and the depth of
// brackets are all that is tracked. The JSON parser judges each piece afterwards.
#include <fmt/format.h>

#include <algorithm>

#include "records.hpp"

namespace demarche {
namespace {

class JsonValues final : public Records {
 public:
  JsonValues(std::unique_ptr<ByteStream> stream, std::size_t limit)
      : stream_(std::move(stream)), limit_(limit) {}

  std::optional<Result<Record>> next() override {
    if (done_) return std::nullopt;
    drop(used_);
    used_ = 0;
    if (auto error = find_object()) return error;
    if (done_) return std::nullopt;
    return cut_object();
  }

 private:
  // Moves to the next '{'; at most one complaint about what stands before it.
  std::optional<Result<Record>> find_object() {
    std::uint64_t bad_line = 0;
    for (;;) {
      const std::string_view bytes = stream_->pending();
      const std::size_t open = std::min(bytes.find('{'), bytes.size());
      const std::string_view gap = bytes.substr(0, open);
      const std::size_t bad = gap.find_first_not_of("[], \t\r\n");
      if (bad != std::string_view::npos && bad_line == 0) bad_line = line_ + lines_in(gap.substr(0, bad));
      const bool found = open < bytes.size();
      drop(open);
      if (found) break;
      const auto more = stream_->more();
      if (!more) return stop(more.error());
      if (*more) continue;
      done_ = true;
      break;
    }
    if (bad_line == 0) return std::nullopt;
    return fail(ErrorKind::Malformed, place(stream_->name(), bad_line),
                "not valid JSON: an object was expected");
  }

  std::optional<Result<Record>> cut_object() {
    Scan scan;
    for (;;) {
      const std::string_view bytes = stream_->pending();
      if (scan.run(bytes)) {
        used_ = scan.position;
        if (used_ > limit_) return too_large(line_);
        return Record{bytes.substr(0, used_), line_};
      }
      if (bytes.size() > limit_) return skip_object(scan);
      const auto more = stream_->more();
      if (!more) return stop(more.error());
      if (*more) continue;
      done_ = true;
      return fail(ErrorKind::Malformed, place(stream_->name(), line_),
                  "not valid JSON: the object that begins here is never closed");
    }
  }

  struct Scan {
    std::size_t position = 0;
    std::size_t depth = 0;
    bool in_string = false;
    bool escaped = false;

    // Goes on to the end of the bytes; true when the object is complete, with position behind its last brace.
    bool run(std::string_view bytes) {
      while (position < bytes.size()) {
        const char c = bytes[position++];
        if (in_string) {
          if (escaped) {
            escaped = false;
          } else if (c == '\\') {
            escaped = true;
          } else if (c == '"') {
            in_string = false;
          }
        } else if (c == '"') {
          in_string = true;
        } else if (c == '{' || c == '[') {
          ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
          return true;
        }
      }
      return false;
    }
  };

  std::optional<Result<Record>> skip_object(Scan scan) {
    const std::uint64_t first = line_;
    for (;;) {
      drop(stream_->pending().size());
      scan.position = 0;
      const auto more = stream_->more();
      if (!more) return stop(more.error());
      if (!*more) {
        done_ = true;
        return too_large(first);
      }
      if (scan.run(stream_->pending())) {
        drop(scan.position);
        return too_large(first);
      }
    }
  }

  static std::uint64_t lines_in(std::string_view bytes) {
    return static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  }

  void drop(std::size_t count) {
    line_ += lines_in(stream_->pending().substr(0, count));
    stream_->consume(count);
  }

  std::optional<Result<Record>> too_large(std::uint64_t line) {
    return fail(ErrorKind::TooLarge, place(stream_->name(), line),
                fmt::format("the object is longer than {} bytes; it was skipped", limit_));
  }

  std::optional<Result<Record>> stop(Error error) {
    done_ = true;
    return tl::unexpected(std::move(error));
  }

  std::unique_ptr<ByteStream> stream_;
  std::size_t limit_;
  std::size_t used_ = 0;
  std::uint64_t line_ = 1;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Records> make_json_values(std::unique_ptr<ByteStream> stream, std::size_t limit) {
  return std::make_unique<JsonValues>(std::move(stream), limit);
}

}  // namespace demarche
