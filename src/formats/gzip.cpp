// Streaming inflate. Memory: one input chunk and zlib's window, whatever the file unpacks to.
#include <zlib.h>

#include <algorithm>
#include <array>
#include <demarche/formats/byte_source.hpp>

namespace demarche {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16U;
// Deflate reaches 1032:1 on zeros; news text stays below 10:1, repetitive logs below 100:1.
constexpr std::uint64_t kMaxRatio = 250;
constexpr std::uint64_t kRatioFreeBytes = std::uint64_t{64} << 20U;

class InflatingSource final : public ByteSource {
 public:
  InflatingSource(std::unique_ptr<ByteSource> inner, std::string name)
      : inner_(std::move(inner)), name_(std::move(name)) {}
  ~InflatingSource() override {
    if (initialised_) inflateEnd(&zlib_);
  }
  InflatingSource(const InflatingSource&) = delete;
  InflatingSource& operator=(const InflatingSource&) = delete;

  Result<std::size_t> read(char* into, std::size_t size) override {
    if (mode_ == Mode::Unknown) {
      if (auto known = recognise(); !known) return tl::unexpected(known.error());
    }
    switch (mode_) {
      case Mode::Plain:
        return read_plain(into, size);
      case Mode::Gzip:
        return read_gzip(into, size);
      default:
        return std::size_t{0};
    }
  }

 private:
  enum class Mode { Unknown, Plain, Gzip, Done };

  // Reads more behind what is left; false at the end of the inner source.
  Result<bool> refill() {
    if (begin_ == end_) begin_ = end_ = 0;
    const auto got = inner_->read(buffer_.data() + end_, buffer_.size() - end_);
    if (!got) return tl::unexpected(got.error());
    end_ += *got;
    return *got > 0;
  }

  Result<void> recognise() {
    while (end_ - begin_ < 2) {
      const auto more = refill();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
    }
    mode_ = has_magic() ? Mode::Gzip : Mode::Plain;
    if (mode_ == Mode::Gzip) {
      // 16: expect the gzip wrapper and check its sum.
      if (inflateInit2(&zlib_, MAX_WBITS + 16) != Z_OK) return broken("cannot be inflated: out of memory");
      initialised_ = true;
    }
    return {};
  }

  [[nodiscard]] bool has_magic() const {
    return end_ - begin_ >= 2 && buffer_[begin_] == '\x1f' && buffer_[begin_ + 1] == '\x8b';
  }

  Result<std::size_t> read_plain(char* into, std::size_t size) {
    if (begin_ == end_) return inner_->read(into, size);
    const std::size_t count = std::min(size, end_ - begin_);
    std::copy_n(buffer_.data() + begin_, count, into);
    begin_ += count;
    return count;
  }

  Result<std::size_t> read_gzip(char* into, std::size_t size) {
    const std::size_t room = std::min(size, std::size_t{1} << 30U);
    for (;;) {
      if (begin_ == end_) {
        const auto more = refill();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return ended();
      }
      if (between_members_ && !begin_member()) {
        if (mode_ == Mode::Done) return std::size_t{0};
        return broken("has bytes behind the compressed data that are not gzip");
      }
      const auto produced = inflate_some(into, room);
      if (!produced || *produced > 0) return produced;
    }
  }

  // The end of the inner source: fine between members, an error within one.
  Result<std::size_t> ended() {
    if (between_members_) {
      mode_ = Mode::Done;
      return std::size_t{0};
    }
    return broken("the compressed data is cut off; what came before it was read");
  }

  // At the first byte behind a member: true when another begins. Zeros are padding (tape blocks) up to the
  // end.
  bool begin_member() {
    if (buffer_[begin_] == '\0') {
      mode_ = Mode::Done;
      return false;
    }
    if (buffer_[begin_] != '\x1f') return false;
    inflateReset(&zlib_);
    between_members_ = false;
    return true;
  }

  Result<std::size_t> inflate_some(char* into, std::size_t room) {
    zlib_.next_in = reinterpret_cast<Bytef*>(buffer_.data() + begin_);
    zlib_.avail_in = static_cast<uInt>(end_ - begin_);
    zlib_.next_out = reinterpret_cast<Bytef*>(into);
    zlib_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&zlib_, Z_NO_FLUSH);
    const std::size_t produced = room - zlib_.avail_out;
    packed_ += end_ - begin_ - zlib_.avail_in;
    unpacked_ += produced;
    begin_ = end_ - zlib_.avail_in;
    if (code == Z_STREAM_END) {
      between_members_ = true;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      return broken("the compressed data is damaged");
    }
    if (unpacked_ > kRatioFreeBytes && unpacked_ / kMaxRatio > packed_) {
      mode_ = Mode::Done;
      return fail(ErrorKind::TooLarge, name_,
                  "unpacks to more than 250 times its size, as no text does; reading stopped");
    }
    return produced;
  }

  tl::unexpected<Error> broken(std::string what) {
    mode_ = Mode::Done;
    return fail(ErrorKind::Malformed, name_, std::move(what));
  }

  std::unique_ptr<ByteSource> inner_;
  std::string name_;
  Mode mode_ = Mode::Unknown;
  bool initialised_ = false;
  bool between_members_ = false;
  z_stream zlib_{};
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::array<char, kChunk> buffer_{};
};

}  // namespace

std::unique_ptr<ByteSource> inflating_source(std::unique_ptr<ByteSource> inner, std::string name) {
  return std::make_unique<InflatingSource>(std::move(inner), std::move(name));
}

}  // namespace demarche
