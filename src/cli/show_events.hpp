// Events, contests and outlets as sheets, filtered as asked. Thread rule: pure functions.
#pragma once

#include <demarche/record/state.hpp>

#include "query_options.hpp"
#include "sheet.hpp"

namespace demarche::cli {

// By the day it happened, where that is told; else by the day it became known.
[[nodiscard]] Sheet timeline_sheet(const record::State& state, const QueryOptions& options);
// In the order of becoming known, with what the mentions add up to.
[[nodiscard]] Sheet events_sheet(const record::State& state, const QueryOptions& options);
[[nodiscard]] Sheet contests_sheet(const record::State& state, const QueryOptions& options);
// One row an outlet.
[[nodiscard]] Sheet sources_sheet(const record::State& state, const QueryOptions& options);

// One JSON object each.
[[nodiscard]] std::string event_json(const record::State& state, const record::Event& event);
[[nodiscard]] std::string contest_json(const record::State& state, const record::Contest& contest);

}  // namespace demarche::cli
