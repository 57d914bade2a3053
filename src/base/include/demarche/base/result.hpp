// Errors as values.
//
// Every expected failure (a file that is missing, a line that cannot be read, a model that is damaged) is
// returned as an Error inside a Result<T>. Exceptions are left to bugs and to memory that runs out.
// Thread rule: values; share them as you would share a std::string.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace demarche {

enum class ErrorKind {
  NotFound,    // a file or folder that should be there is not
  Unreadable,  // it is there but cannot be read or written
  Malformed,   // its content breaks the format
  TooLarge,    // it exceeds a stated limit
  Version,     // it was written for another version of the program
  Usage,       // the caller asked for something that makes no sense
};

// `where` names the file and line (or offset); `what` says what is wrong and what to do about it.
struct Error {
  ErrorKind kind = ErrorKind::Malformed;
  std::string where;
  std::string what;

  // "where: what", the form that reaches a person.
  [[nodiscard]] std::string message() const { return where.empty() ? what : where + ": " + what; }
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string where, std::string what) {
  return tl::unexpected<Error>(Error{kind, std::move(where), std::move(what)});
}

}  // namespace demarche
