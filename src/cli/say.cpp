#include "say.hpp"

#include <fmt/format.h>

#include <cstdio>

#include <demarche/formats/terminal.hpp>

#include "output.hpp"
#include "run.hpp"

namespace demarche::cli {

void write_error(std::string_view text) {
  // Not fmt::print: it throws where standard error takes no more. There is nobody to tell.
  const std::size_t written = std::fwrite(text.data(), 1, text.size(), stderr);
  static_cast<void>(written);
}

void say(std::string_view text) {
  write_error(fmt::format("demarche: {}\n", terminal::clean(text)));
}

void complain(const Error& error) {
  say(error.message());
}

std::string message_of(const Diagnostic& diagnostic) {
  return (diagnostic.severity == Severity::Notice ? "note: " : "") + diagnostic.error.message();
}

int tell(const Result<std::string>& report) {
  auto output = report ? Output::open("") : tl::unexpected(report.error());
  if (!output) {
    complain(output.error());
    return kNothingDone;
  }
  output->write(*report);
  const auto written = output->commit();
  if (written || output->reader_gone()) return kAllRead;
  complain(written.error());
  return kNothingDone;
}

}  // namespace demarche::cli
