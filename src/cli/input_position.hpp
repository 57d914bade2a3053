// How far the readers have come in the files of a run, for the time that is left.
//
// Readers open their files themselves and inflate them on the way, so the honest measure is the position of
// their descriptors, which Linux shows under /proc/self/fd. Elsewhere, and for pipes, there is no answer.
// Thread rule: one thread at a time; the readers need not know.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace demarche::cli {

class InputPosition {
 public:
  // The inputs in the order in which they will be read; folders are walked once, here.
  explicit InputPosition(const std::vector<std::string>& inputs);
  // 0 to 1, never less than before; nullopt where the total is not known.
  [[nodiscard]] std::optional<double> fraction();

 private:
  void add_file(const std::string& path);
  void add_folder(const std::string& folder);

  std::unordered_map<std::string, std::uint64_t> before_;  // bytes of the files in front, by canonical path
  std::uint64_t total_ = 0;
  std::uint64_t reached_ = 0;
  bool known_ = true;
};

}  // namespace demarche::cli
