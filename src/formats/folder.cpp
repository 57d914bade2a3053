#include "folder.hpp"

#include <algorithm>
#include <demarche/formats/document_reader.hpp>
#include <filesystem>
#include <system_error>

namespace demarche {
namespace {

namespace fs = std::filesystem;

// One level; folders found are put on `open`. An error ends this level only.
void list_level(const std::string& folder, FolderListing& out, std::vector<std::string>& open) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    std::error_code status_error;
    const fs::file_status status = entry->symlink_status(status_error);
    std::string path = entry->path().string();
    if (fs::is_directory(status)) {
      open.push_back(std::move(path));
    } else if (fs::is_regular_file(status) && format_of_name(path)) {
      out.files.push_back(std::move(path));
    } else {
      out.ignored.push_back(std::move(path));
    }
  }
  if (error)
    out.errors.push_back({ErrorKind::Unreadable, folder, "the folder cannot be read; check its permissions"});
}

}  // namespace

FolderListing list_folder(const std::string& folder) {
  FolderListing out;
  std::vector<std::string> open = {folder};
  while (!open.empty()) {
    const std::string next = std::move(open.back());
    open.pop_back();
    list_level(next, out, open);
  }
  std::sort(out.files.begin(), out.files.end());
  std::sort(out.ignored.begin(), out.ignored.end());
  std::sort(out.errors.begin(), out.errors.end(),
            [](const Error& a, const Error& b) { return a.where < b.where; });
  return out;
}

}  // namespace demarche
