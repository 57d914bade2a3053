#include "input_position.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <demarche/formats/document_reader.hpp>

namespace demarche::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStandardInput = "/proc/self/fd/0";

// The first line of fdinfo is "pos:" and a number.
std::uint64_t position_of(const std::string& descriptor) {
  std::ifstream info("/proc/self/fdinfo/" + descriptor);
  std::string label;
  std::uint64_t position = 0;
  return info >> label >> position ? position : 0;
}

}  // namespace

InputPosition::InputPosition(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    std::error_code ignored;
    const std::string path = input == "-" ? kStandardInput : input;
    if (fs::is_directory(path, ignored)) {
      add_folder(path);
    } else if (fs::is_regular_file(path, ignored)) {
      add_file(path);
    } else if (fs::exists(path, ignored)) {
      known_ = false;
    }
  }
}

void InputPosition::add_file(const std::string& path) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  const std::uint64_t size = error ? 0 : fs::file_size(canonical, error);
  if (error) return;
  before_.emplace(canonical.string(), total_);
  total_ += size;
}

void InputPosition::add_folder(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && format_of_name(entry->path().string())) {
      files.push_back(entry->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) add_file(file);
}

std::optional<double> InputPosition::fraction() {
  if (!known_ || total_ == 0) return std::nullopt;
  std::error_code error;
  for (fs::directory_iterator entry("/proc/self/fd", error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    std::error_code ignored;
    const auto found = before_.find(fs::read_symlink(entry->path(), ignored).string());
    if (found == before_.end()) continue;
    reached_ = std::max(reached_, found->second + position_of(entry->path().filename().string()));
  }
  return std::min(1.0, static_cast<double>(reached_) / static_cast<double>(total_));
}

}  // namespace demarche::cli
