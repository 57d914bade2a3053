// The whole program behind main(): reads the command line and hands over to one command.
#pragma once

namespace demarche::cli {

// The exit codes of every command (design.md, "What bad input gets").
inline constexpr int kAllRead = 0;
inline constexpr int kSomeSkipped = 1;
inline constexpr int kNothingDone = 2;

[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace demarche::cli
