// The timeline as a picture: one lane an issue, one mark an event. It stands alone (no fonts, scripts or
// links), takes the colours of a dark screen where that is asked for, and tells acts apart by shape too, for
// print without colour. Thread rule: a pure function.
#pragma once

#include <string>

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

#include "query_options.hpp"

namespace demarche::cli {

// Valid XML whatever the text of the record holds.
[[nodiscard]] std::string timeline_svg(const record::State& state, const QueryOptions& options,
                                       const knowledge::Knowledge& knowledge);

}  // namespace demarche::cli
