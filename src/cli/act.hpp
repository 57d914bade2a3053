// demarche act: the best act between two phrases of a sentence, for each question of a file.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// Returns the exit status (run.hpp).
[[nodiscard]] int run_act(const ActOptions& options);

}  // namespace demarche::cli
