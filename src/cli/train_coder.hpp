// `demarche train --coder`: the weights that decide which moves are believed, from annotated documents.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// The exit code.
[[nodiscard]] int run_train_coder(const TrainCoderOptions& options);

}  // namespace demarche::cli
