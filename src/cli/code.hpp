// `demarche code`: articles in, moves out.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// The exit code. Stops cleanly on SIGINT and SIGTERM: what was begun is finished and written.
[[nodiscard]] int run_code(const CodeOptions& options);

}  // namespace demarche::cli
