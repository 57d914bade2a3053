#include "print_each.hpp"

#include <fmt/format.h>

#include <demarche/formats/document_stream.hpp>

#include "engine.hpp"
#include "output.hpp"
#include "run.hpp"
#include "say.hpp"

namespace demarche::cli {

int print_each(const std::vector<std::string>& inputs, const ReadOptions& reading,
               const std::function<std::string(const Document&)>& text_of) {
  auto output = Output::open("");
  auto stream = DocumentStream::open(inputs, reading,
                                     [](const Diagnostic& diagnostic) { say(message_of(diagnostic)); });
  if (!stream) {
    complain(stream.error());
    return kNothingDone;
  }
  while (const auto document = stream->next()) {
    output->write(text_of(*document));
    output->flush();
    if (output->failed()) break;
  }
  const auto written = output->commit();
  if (!written && !output->reader_gone()) {
    complain(written.error());
    return kNothingDone;
  }
  const ReadStats& stats = stream->stats();
  if (stats.skipped == 0) return kAllRead;
  say(fmt::format("{} skipped, {} read", stats.skipped, stats.read));
  return stats.read == 0 ? kNothingDone : kSomeSkipped;
}

}  // namespace demarche::cli
