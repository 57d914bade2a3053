// From the log to the record.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

namespace demarche::record {

// The record as of a moment: only entries with known_at <= as_of count, of each document the entries of its
// newest version and coder known by then (older versions stay as evidence of what was withdrawn). Sorts by
// (known_at, seq).
[[nodiscard]] State fold(std::vector<Entry> entries, Instant as_of, const knowledge::Knowledge& knowledge);

// What a fold found, without the entries, as bytes.
[[nodiscard]] std::string found(const State& state);
// The same State as `fold`, put together from what an earlier fold of the same entries found; folded where
// the bytes do not fit the entries. Bytes that somebody made up can give a State that is not true, but none
// that cannot be shown.
[[nodiscard]] State recall(std::vector<Entry> entries, Instant as_of, std::string_view found,
                           const knowledge::Knowledge& knowledge);

// The State as text, one JSON object a line, in a fixed order: what `verify` and the tests compare.
[[nodiscard]] std::string dump(const State& state);

// The stages of `fold`, in this order; each reads what the ones before it made. One file each.
void find_origins(State& state,
                  const knowledge::Knowledge& knowledge);  // origins, Mention::origin; makes mentions
void link_events(State& state, const knowledge::Knowledge& knowledge);  // events, Mention::event and reason
void relate(State& state, const knowledge::Knowledge& knowledge);       // Mention::relation, of, changed
void find_contests(State& state, const knowledge::Knowledge& knowledge);
void follow_measures(State& state, const knowledge::Knowledge& knowledge);
void follow_meetings(State& state, const knowledge::Knowledge& knowledge);
void take_positions(State& state, const knowledge::Knowledge& knowledge);

}  // namespace demarche::record
