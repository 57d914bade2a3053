// `demarche train`: the English chain from treebanks, entities and plain text; and how good it is.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// The exit code.
[[nodiscard]] int run_train(const TrainOptions& options);

}  // namespace demarche::cli
