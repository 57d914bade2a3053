// What a fold found, without the entries it found it in, as bytes: `record` keeps them so that a query need
// not fold again (docs/formats.md, "The record"). About 60 bytes a mention.
//
// Reading trusts nothing: every index, count and number is checked, so that a State read from hostile bytes
// can be shown; whether it is true is told by folding again (`demarche verify`). Thread rule: free functions
// without state.
#pragma once

#include <string>
#include <string_view>

#include <demarche/base/result.hpp>
#include <demarche/record/state.hpp>

namespace demarche::record {

// The same State gives the same bytes.
[[nodiscard]] std::string encode_fold(const State& state);

// Fills all of `state` but entries and as_of. Malformed where the bytes do not fit the entries; then the
// State must not be used.
[[nodiscard]] Result<void> decode_fold(std::string_view bytes, State& state);

}  // namespace demarche::record
