// What does the source do toward the target? One question of `demarche act`, and its known answer where there
// is one.
//
// Thread rule: plain values.
#pragma once

#include <optional>
#include <string>

namespace demarche {

struct ActQuestion {
  std::optional<std::string> id;
  std::string sentence;
  std::string source;  // words of the sentence; empty: whoever acts in it
  std::string target;
  std::string plover;  // the known root, for training; empty in a question. YIELD: either CONCEDE or RETREAT
  std::string cameo;   // the known code or root; roots that nobody tells apart are parted by "|"
};

}  // namespace demarche
