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

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path partial = path;
  partial += ".partial";
  {
    File file(std::fopen(partial.c_str(), "wb"));
    if (!file) return fail(ErrorKind::Unreadable, partial.string(), "cannot be created; check the folder");
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    const bool closed = std::fclose(file.release()) == 0;
    if (!written || !closed)
      return fail(ErrorKind::Unreadable, partial.string(), "writing failed; is the disk full?");
  }
  std::error_code error;
  std::filesystem::rename(partial, path, error);
  if (error) return fail(ErrorKind::Unreadable, path.string(), "cannot be replaced: " + error.message());
  return {};
}

}  // namespace demarche
