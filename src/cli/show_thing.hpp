// One thing of the record with all that bears on it, and the history of what was said. Thread rule: pure
// functions.
#pragma once

#include <string>

#include <demarche/base/result.hpp>
#include <demarche/record/state.hpp>

#include "query_options.hpp"

namespace demarche::cli {

struct Paper {
  OutputFormat format = OutputFormat::Table;  // settled
  std::size_t width = 120;
  bool color = false;
};

// The event, measure, meeting, position, contest or move whose id begins with `options.id`. Errors: NotFound;
// Usage where it begins several.
[[nodiscard]] Result<std::string> show_text(const record::State& state, const std::string& id,
                                            const Paper& paper);
// The thing that `mention` tells, from its first telling: each telling since, and what it changed.
[[nodiscard]] std::string history_text(const record::State& state, record::Index mention, const Paper& paper);
// The mention of a move by its id or the beginning of one. Errors: NotFound.
[[nodiscard]] Result<record::Index> mention_of_move(const record::State& state, const std::string& id);

}  // namespace demarche::cli
