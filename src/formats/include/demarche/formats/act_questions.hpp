// Reads the questions of `demarche act`: JSON Lines, one question an object.
//
// {"id","sentence","source_text","target_text"}, or the two phrases inside the first element of "events",
// where "plover" and "cameo" (or "cameo_root") may stand beside them. Other keys are ignored. "sentence" is
// needed, the rest may be missing or null. Works in memory that does not grow with the input. Thread rule:
// one thread a reader.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <demarche/base/act_question.hpp>
#include <demarche/base/result.hpp>
#include <demarche/formats/byte_source.hpp>

namespace demarche {

class ActQuestionReader {
 public:
  // `name` stands in messages. gzip is recognised.
  ActQuestionReader(std::unique_ptr<ByteSource> source, std::string name);
  // A path, or "-" for standard input.
  [[nodiscard]] static Result<ActQuestionReader> open(const std::string& input);
  ActQuestionReader(ActQuestionReader&&) noexcept;
  ActQuestionReader& operator=(ActQuestionReader&&) noexcept;
  ~ActQuestionReader();

  // nullopt at the end. Malformed, with file and line: not a JSON object, no sentence, a value of another
  // type. TooLarge: a line over 64 MiB, a sentence over 4 MiB. Reading goes on behind a broken line.
  [[nodiscard]] std::optional<Result<ActQuestion>> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
