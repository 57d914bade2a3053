// The files below a folder. Private to the room.
#pragma once

#include <demarche/base/result.hpp>
#include <string>
#include <vector>

namespace demarche {

// Everything is sorted by the bytes of the paths, so the order does not depend on the file system.
struct FolderListing {
  std::vector<std::string> files;    // regular files with a known ending
  std::vector<std::string> ignored;  // other files, symbolic links, devices
  std::vector<Error> errors;         // folders that cannot be read; the rest is listed
};
// Symbolic links are not followed, so there are no cycles. Memory: the paths.
[[nodiscard]] FolderListing list_folder(const std::string& folder);

}  // namespace demarche
