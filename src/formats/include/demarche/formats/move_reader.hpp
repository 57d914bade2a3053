// Coded moves back from JSON Lines, as `demarche code` and make_jsonl_writer print them.
//
// Every key is read; what is read and written again gives the same line. `document`, `sentence`, `trigger`,
// `act`, `actor` and `modality` must be there; of the others a missing key counts as null. Unknown keys are
// ignored. Memory: one line at a time. Thread rule: a reader belongs to one thread at a time; the free
// functions have no state.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/base/result.hpp>
#include <demarche/formats/byte_source.hpp>

namespace demarche {

class MoveReader {
 public:
  // Over `source`, inflated where it is gzip. `name` stands in messages.
  MoveReader(std::unique_ptr<ByteSource> source, std::string name);
  MoveReader(MoveReader&&) noexcept;
  MoveReader& operator=(MoveReader&&) noexcept;
  ~MoveReader();

  // The next move; or why a line was skipped (Malformed, TooLarge: reading goes on with the one behind it);
  // or nullopt at the end. Unreadable, a damaged gzip, UTF-16 and UTF-32 are followed by the end. Lines
  // without anything on them are passed over.
  [[nodiscard]] std::optional<Result<Move>> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// All moves of a file; "-" is standard input.
struct ReadMoves {
  std::vector<Move> moves;
  std::vector<Error> skipped;  // one a line, with file and line
};
// NotFound or Unreadable where the file cannot be opened.
[[nodiscard]] Result<ReadMoves> read_moves(const std::string& path);

}  // namespace demarche
