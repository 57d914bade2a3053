#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace demarche::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = std::size_t{64} << 10U;
constexpr mode_t kMode = 0666;  // narrowed by the umask

std::string reason(int number) {
  return std::generic_category().message(number);
}

// What a rename may replace: a file that is there, or a name that is free.
bool is_replaceable(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

}  // namespace

Result<Output> Output::open(const std::string& path) {
  if (path.empty()) return Output(STDOUT_FILENO, "standard output");
  std::error_code error;
  // A symbolic link keeps pointing to the file; the file behind it is what changes.
  const fs::path target = fs::weakly_canonical(path, error);
  const bool replace = is_replaceable(path);
  const std::string place = replace ? (error ? path : target.string()) + ".part" : path;
  const int descriptor =
      ::open(place.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | (replace ? O_CREAT | O_TRUNC : 0), kMode);
  if (descriptor < 0) {
    return fail(ErrorKind::Unreadable, path, fmt::format("cannot be written: {}", reason(errno)));
  }
  Output out(descriptor, path);
  if (replace) {
    out.temporary_ = place;
    out.target_ = error ? path : target.string();
  }
  return out;
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      temporary_(std::exchange(other.temporary_, {})),
      target_(std::move(other.target_)),
      buffer_(std::exchange(other.buffer_, {})),
      errno_(other.errno_) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBuffer) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && errno_ == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      errno_ = errno;
    }
  }
  buffer_.clear();
}

bool Output::reader_gone() const {
  return errno_ == EPIPE;
}

void Output::give_up() {
  if (temporary_.empty()) return;
  buffer_.clear();
  ::unlink(temporary_.c_str());
  temporary_.clear();
}

Result<void> Output::commit() {
  flush();
  if (errno_ == 0 && !temporary_.empty()) {
    const int closed = ::close(std::exchange(descriptor_, -1));
    if (closed != 0 || std::rename(temporary_.c_str(), target_.c_str()) != 0) errno_ = errno;
    if (errno_ == 0) temporary_.clear();
  }
  if (errno_ == 0) return {};
  return fail(ErrorKind::Unreadable, name_, fmt::format("cannot be written: {}", reason(errno_)));
}

}  // namespace demarche::cli
