// Case files: articles with the moves expected of them, written by people. README.md beside this file is the
// manual.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>
#include <demarche/base/party.hpp>
#include <demarche/base/result.hpp>

namespace demarche::cases {

// One line "reject USA > CHN | modality=planned ...". What is not stated is not compared.
struct ExpectedMove {
  std::string line;  // as written, for messages
  bool known_gap = false;
  Act act = Act::Meet;
  PartyCode actor;
  PartyCode target;  // empty for "-"
  std::optional<Modality> modality;
  std::optional<std::string> speaker;
  std::optional<std::string> trigger;
  std::optional<std::vector<std::string>> issues;
  // From and to; both nullopt inside for "none".
  struct Date {
    std::optional<Interval> days;
  };
  std::optional<Date> date;
};

struct Case {
  std::string where;  // "file:line" of its first line
  std::string name;
  std::string gap;  // not empty: the case is right, and the program is known to fail it
  Document document;
  std::vector<ExpectedMove> moves;
  bool more_allowed = false;
};

// Malformed, with file and line, for the first line that cannot be read.
[[nodiscard]] Result<std::vector<Case>> parse_cases(std::string_view text, const std::string& file);
[[nodiscard]] Result<ExpectedMove> parse_expected(std::string_view line, const std::string& where);

}  // namespace demarche::cases
