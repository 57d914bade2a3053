// `demarche record`: articles and their moves into the log.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// The exit code. Stops cleanly on SIGINT and SIGTERM: what was begun is finished and committed.
[[nodiscard]] int run_record(const RecordOptions& options);

}  // namespace demarche::cli
