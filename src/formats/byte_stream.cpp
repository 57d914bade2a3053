#include "byte_stream.hpp"

#include <algorithm>

namespace demarche {
namespace {
constexpr std::size_t kChunk = std::size_t{1} << 18U;
}

ByteStream::ByteStream(std::unique_ptr<ByteSource> source, std::string name)
    : source_(std::move(source)), name_(std::move(name)), buffer_(kChunk + kPadding) {}

Result<bool> ByteStream::more() {
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  // One long line must not hold its memory for the rest of the run.
  if (end_ == 0 && buffer_.size() > 16 * kChunk) buffer_ = std::vector<char>(kChunk + kPadding);
  if (end_ + kPadding + kChunk / 4 > buffer_.size()) buffer_.resize(2 * buffer_.size());
  const auto got = source_->read(buffer_.data() + end_, buffer_.size() - kPadding - end_);
  if (!got) return tl::unexpected(got.error());
  end_ += *got;
  return *got > 0;
}

}  // namespace demarche
