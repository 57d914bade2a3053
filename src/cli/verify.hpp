// `demarche verify`: is a record whole, unchanged, and does it still fold to what it folded to?
#pragma once

#include <string>

#include <demarche/knowledge/knowledge.hpp>

#include "options.hpp"

namespace demarche::cli {

// 0: all agrees; 1: something differs or could not be compared; 2: nothing could be checked.
[[nodiscard]] int run_verify(const VerifyOptions& options);

// Which program and knowledge folded: another one may fold the same log to another record, rightly.
[[nodiscard]] std::string folder_of(const knowledge::Knowledge& knowledge);

}  // namespace demarche::cli
