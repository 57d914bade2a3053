// `demarche attributions`: who is said to say what, as JSON Lines.
#pragma once

#include "options.hpp"

namespace demarche::cli {

[[nodiscard]] int run_attributions(const AttributionsOptions& options);

}  // namespace demarche::cli
