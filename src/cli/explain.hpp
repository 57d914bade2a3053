// `demarche explain`: why the moves of a document came out as they did, for a person to read.
#pragma once

#include <string>

#include <demarche/base/document.hpp>
#include <demarche/coding/coder.hpp>

#include "options.hpp"

namespace demarche::cli {

struct ReportOptions {
  bool all = false;  // also what was not believed
  bool color = false;
  std::size_t width = 100;
};

// The report on one document. Text of the document is made harmless for a terminal.
[[nodiscard]] std::string explain_report(const Document& document, const coding::Explained& explained,
                                         const ReportOptions& options);

// The exit code.
[[nodiscard]] int run_explain(const ExplainOptions& options);

}  // namespace demarche::cli
