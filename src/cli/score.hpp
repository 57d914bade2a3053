// `demarche score`: coded moves, or a second annotation, measured against annotated moves.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// The exit code: 1 where lines of the coded moves were skipped.
[[nodiscard]] int run_score(const ScoreOptions& options);

}  // namespace demarche::cli
