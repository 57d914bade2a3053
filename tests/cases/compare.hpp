// Expected moves against those that were coded. Thread rule: pure functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "case_file.hpp"

namespace demarche::cases {

struct Verdict {
  std::vector<std::string> problems;  // empty: the case passes
  std::size_t known_gaps = 0;
  std::vector<std::string> closed_gaps;  // lines marked ~ that are met now
};

// Each coded move meets at most one line. A line that only differs in an attribute is a problem of that
// attribute.
[[nodiscard]] Verdict compare(const Case& expected, std::span<const Move> coded);

}  // namespace demarche::cases
