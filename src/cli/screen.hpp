// What is known about the terminal behind a descriptor. Thread rule: free functions without state.
#pragma once

#include "options.hpp"

namespace demarche::cli {

[[nodiscard]] bool is_terminal(int descriptor);
// Columns of the terminal; `otherwise` where there is none or it does not tell.
[[nodiscard]] int columns(int descriptor, int otherwise);
// Auto: on a terminal that is not dumb, unless NO_COLOR is set (https://no-color.org).
[[nodiscard]] bool wants_color(ColorChoice choice, int descriptor);

}  // namespace demarche::cli
