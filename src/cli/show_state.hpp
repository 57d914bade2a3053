// Measures, meetings and positions as sheets, filtered as asked. Thread rule: pure functions.
#pragma once

#include <demarche/formats/json_writer.hpp>
#include <demarche/record/state.hpp>
#include <optional>
#include <string>

#include "query_options.hpp"
#include "sheet.hpp"

namespace demarche::cli {

[[nodiscard]] Sheet measures_sheet(const record::State& state, const QueryOptions& options);
// One row a party: how often it did what it threatened.
[[nodiscard]] Sheet follow_through_sheet(const record::State& state, const QueryOptions& options);
[[nodiscard]] Sheet meetings_sheet(const record::State& state, const QueryOptions& options);
[[nodiscard]] Sheet positions_sheet(const record::State& state, const QueryOptions& options);

// One JSON object each.
[[nodiscard]] std::string measure_json(const record::State& state, const record::Measure& measure);
[[nodiscard]] std::string meeting_json(const record::State& state, const record::Meeting& meeting);
[[nodiscard]] std::string position_json(const record::State& state, const record::Position& position);

// What several sheets print.
// "2018-07-06", "2018-W27", "2018-07", "2018-Q3", "2018"; "" for none.
[[nodiscard]] std::string when_text(const std::optional<Interval>& when);
// "USD 50 bn"; "" for none.
[[nodiscard]] std::string amount_text(std::optional<double> amount, const std::string& currency);
// {"document","source","published","field","start","end","trigger","speaker"}: where a mention stands.
void write_evidence(JsonWriter& json, const record::State& state, record::Index mention);
// {"from","to","precision"} or null.
void write_when(JsonWriter& json, const std::optional<Interval>& when);

}  // namespace demarche::cli
