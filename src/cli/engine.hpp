// Everything that is loaded once before documents can be coded.
//
// Thread rule: const after loading; share it between any number of threads.
#pragma once

#include <memory>

#include <demarche/base/result.hpp>
#include <demarche/coding/coder.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

#include "options.hpp"

namespace demarche::cli {

// What the trainer of the coder needs, and all that lies below a coder.
struct Ground {
  knowledge::Knowledge knowledge;
  language::Chain chain;
};
[[nodiscard]] Result<std::unique_ptr<Ground>> load_ground(const Folders& folders);

struct Engine {
  std::unique_ptr<Ground> ground;  // the coder keeps pointers into it
  coding::Coder coder;
};
[[nodiscard]] Result<Engine> load_engine(const Folders& folders, coding::CoderOptions options = {});

}  // namespace demarche::cli
