#include "paths.hpp"

#include <fmt/format.h>

#include <system_error>
#include <vector>

namespace demarche::cli {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

std::vector<fs::path> candidates(const std::string& kind, const fs::path& bin) {
  std::vector<fs::path> out;
  if (bin.empty()) return out;
  const fs::path root = bin.parent_path().parent_path().parent_path();
  // Only beside a CMake cache is this a build tree: an installed /usr/bin must not reach for /data.
  if (is_there(bin.parent_path() / "CMakeCache.txt")) out.push_back(root / kind);
  out.push_back(bin.parent_path() / "share" / "demarche" / kind);
  return out;
}

}  // namespace

Result<fs::path> find_folder(const std::string& kind, const std::string& given, const fs::path& bin) {
  if (!given.empty()) {
    if (is_folder(given)) return fs::path(given);
    return fail(ErrorKind::NotFound, given, fmt::format("no such folder (--{})", kind));
  }
  std::string tried;
  for (const fs::path& candidate : candidates(kind, bin)) {
    if (is_folder(candidate)) return candidate;
    tried += (tried.empty() ? "" : " nor ") + candidate.string();
  }
  return fail(ErrorKind::NotFound, "",
              fmt::format("the {} folder was not found{}; name it with --{} FOLDER", kind,
                          tried.empty() ? "" : ": neither " + tried + " is there", kind));
}

fs::path binary_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

}  // namespace demarche::cli
