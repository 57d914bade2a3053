#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <demarche/formats/byte_source.hpp>

namespace demarche {
namespace {

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}

  Result<std::size_t> read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, rest_.size());
    std::memcpy(into, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

// POSIX reads, not stdio: a read from a pipe returns what is there instead of waiting for a full buffer.
class DescriptorSource final : public ByteSource {
 public:
  DescriptorSource(int descriptor, std::string name, bool owned)
      : descriptor_(descriptor), name_(std::move(name)), owned_(owned) {}
  ~DescriptorSource() override {
    if (owned_) ::close(descriptor_);
  }
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;

  Result<std::size_t> read(char* into, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) return fail(ErrorKind::Unreadable, name_, "reading failed");
    }
  }

 private:
  int descriptor_;
  std::string name_;
  bool owned_;
};

}  // namespace

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

std::unique_ptr<ByteSource> descriptor_source(int descriptor, std::string name) {
  return std::make_unique<DescriptorSource>(descriptor, std::move(name), false);
}

Result<std::unique_ptr<ByteSource>> file_source(const std::string& path) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return fail(ErrorKind::NotFound, path, "no such file");
    if (errno == EMFILE || errno == ENFILE) {
      return fail(ErrorKind::Unreadable, path, "cannot be opened: too many files are open");
    }
    return fail(ErrorKind::Unreadable, path, "cannot be opened; check its permissions");
  }
  std::unique_ptr<ByteSource> source = std::make_unique<DescriptorSource>(descriptor, path, true);
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    return fail(ErrorKind::Unreadable, path, "is a folder; a file was expected");
  }
  return source;
}

}  // namespace demarche
