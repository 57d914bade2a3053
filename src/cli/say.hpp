// What the program says beside its output.
//
// Nothing here fails where standard error is closed or full: nobody is left to be told, and the work goes on.
// Thread rule: free functions; lines of several threads may come in any order but are not torn.
#pragma once

#include <string>
#include <string_view>

#include <demarche/base/result.hpp>
#include <demarche/formats/read_options.hpp>

namespace demarche::cli {

// Writes `text` to standard error as it is.
void write_error(std::string_view text);
// One line on standard error, "demarche: text", made harmless for a terminal: file names come from outside.
void say(std::string_view text);
// "demarche: where: what".
void complain(const Error& error);
// "where: what", with "note: " in front where nothing was skipped.
[[nodiscard]] std::string message_of(const Diagnostic& diagnostic);

// Writes what a command has to tell to standard output, or complains; the exit code of the command.
[[nodiscard]] int tell(const Result<std::string>& report);

}  // namespace demarche::cli
