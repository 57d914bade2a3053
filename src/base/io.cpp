#include <demarche/base/io.hpp>

#include <cstdio>
#include <memory>
#include <system_error>

namespace demarche {
namespace {

struct Closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Closer>;

namespace fs = std::filesystem;

Result<void> write_bytes(const fs::path& path, std::string_view bytes) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return fail(ErrorKind::Unreadable, path.string(), "cannot be written; check the folder");
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  const bool closed = std::fclose(file.release()) == 0;
  if (!written || !closed)
    return fail(ErrorKind::Unreadable, path.string(), "writing failed; is the disk full?");
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return fail(ErrorKind::NotFound, path.string(), "no such file");
  if (std::filesystem::is_directory(path, error)) {
    return fail(ErrorKind::Unreadable, path.string(), "is a folder; a file was expected");
  }
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return fail(ErrorKind::Unreadable, path.string(), "cannot be opened; check its permissions");
  std::string bytes;
  constexpr std::size_t kChunk = std::size_t{1} << 16U;
  for (;;) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kChunk);
    const std::size_t got = std::fread(bytes.data() + before, 1, kChunk, file.get());
    bytes.resize(before + got);
    if (bytes.size() > limit) {
      return fail(ErrorKind::TooLarge, path.string(), "is larger than " + std::to_string(limit) + " bytes");
    }
    if (got < kChunk) break;
  }
  if (std::ferror(file.get()) != 0) return fail(ErrorKind::Unreadable, path.string(), "reading failed");
  return bytes;
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  // A device or a pipe takes the bytes itself: a rename would put a file in its place.
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_bytes(path, bytes);
  // A symbolic link keeps pointing to the file; the file behind it is what changes.
  fs::path target = fs::weakly_canonical(path, error);
  if (error) target = path;
  fs::path partial = target;
  partial += ".partial";
  if (auto written = write_bytes(partial, bytes); !written) {
    fs::remove(partial, error);
    return written;
  }
  fs::rename(partial, target, error);
  if (!error) return {};
  auto failed = fail(ErrorKind::Unreadable, path.string(), "cannot be replaced: " + error.message());
  fs::remove(partial, error);
  return failed;
}

}  // namespace demarche
