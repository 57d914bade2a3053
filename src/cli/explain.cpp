#include "explain.hpp"

#include <unistd.h>

#include <algorithm>

#include "engine.hpp"
#include "print_each.hpp"
#include "run.hpp"
#include "say.hpp"
#include "screen.hpp"

namespace demarche::cli {
namespace {

constexpr int kColumnsWithoutTerminal = 100;

ReportOptions report_options(const ExplainOptions& options) {
  ReportOptions out;
  out.all = options.all;
  out.color = wants_color(options.color, STDOUT_FILENO);
  out.width = static_cast<std::size_t>(std::max(columns(STDOUT_FILENO, kColumnsWithoutTerminal), 40));
  return out;
}

}  // namespace

int run_explain(const ExplainOptions& options) {
  const auto engine = load_engine(options.folders);
  if (!engine) {
    complain(engine.error());
    return kNothingDone;
  }
  const ReportOptions reporting = report_options(options);
  const auto scratch = engine->coder.scratch();
  return print_each(options.inputs, options.reading, [&](const Document& document) {
    return explain_report(document, engine->coder.explain(document, *scratch), reporting);
  });
}

}  // namespace demarche::cli
