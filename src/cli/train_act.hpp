// demarche train --act: learns or measures models/act.model.
#pragma once

#include "options.hpp"

namespace demarche::cli {

// Returns the exit status (run.hpp).
[[nodiscard]] int run_train_act(const TrainActOptions& options);

}  // namespace demarche::cli
