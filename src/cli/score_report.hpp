// What `demarche score` prints: a table for a person, or JSON Lines. Thread rule: free functions without
// state.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <demarche/scoring/errors.hpp>
#include <demarche/scoring/score.hpp>

namespace demarche::cli {

struct ScoreReport {
  scoring::Score score;
  std::size_t outside = 0;
  std::size_t elsewhere = 0;
  std::string by;  // of the groups
  std::vector<scoring::Group> groups;
  std::optional<scoring::Confusions> confusions;
  std::vector<scoring::Miss> misses;  // as many as are wanted
  std::size_t all_misses = 0;
};

// Text of the documents is cleaned for a terminal.
[[nodiscard]] std::string score_table(const ScoreReport& report);
// One object a figure; docs/scoring.md lists the keys.
[[nodiscard]] std::string score_lines(const ScoreReport& report);

}  // namespace demarche::cli
