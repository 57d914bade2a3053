#include "print_each.hpp"

#include <demarche/formats/document_stream.hpp>

#include "engine.hpp"
#include "output.hpp"
#include "run.hpp"

namespace demarche::cli {

int print_each(const std::vector<std::string>& inputs, const ReadOptions& reading,
               const std::function<std::string(const Document&)>& text_of) {
  auto output = Output::open("");
  auto stream =
      DocumentStream::open(inputs, reading, [](const Diagnostic& diagnostic) { complain(diagnostic.error); });
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
  if (stream->stats().skipped == 0) return kAllRead;
  return stream->stats().read == 0 ? kNothingDone : kSomeSkipped;
}

}  // namespace demarche::cli
