#include "explain.hpp"

#include <unistd.h>

#include <algorithm>

#include <demarche/formats/document_stream.hpp>

#include "engine.hpp"
#include "output.hpp"
#include "run.hpp"
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

int finish(Output& output, const ReadStats& stats) {
  const auto written = output.commit();
  if (!written && !output.reader_gone()) {
    complain(written.error());
    return kNothingDone;
  }
  if (stats.skipped == 0) return kAllRead;
  return stats.read == 0 ? kNothingDone : kSomeSkipped;
}

}  // namespace

int run_explain(const ExplainOptions& options) {
  const auto engine = load_engine(options.folders);
  if (!engine) {
    complain(engine.error());
    return kNothingDone;
  }
  auto output = Output::open("");
  auto stream = DocumentStream::open(options.inputs, options.reading,
                                     [](const Diagnostic& diagnostic) { complain(diagnostic.error); });
  if (!stream) {
    complain(stream.error());
    return kNothingDone;
  }
  const ReportOptions reporting = report_options(options);
  const auto scratch = engine->coder.scratch();
  while (const auto document = stream->next()) {
    output->write(explain_report(*document, engine->coder.explain(*document, *scratch), reporting));
    output->flush();
    if (output->failed()) break;
  }
  return finish(*output, stream->stats());
}

}  // namespace demarche::cli
