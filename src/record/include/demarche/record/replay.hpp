// The log folded anew: what `record` keeps the hash of in a checkpoint and `verify` compares.
// Thread rule: as for the Log.
#pragma once

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/log.hpp>

namespace demarche::record {

struct Replayed {
  std::string dump;   // of the record (fold.hpp), one JSON object a line
  std::string hash;   // SHA-256 of it, in hex
  std::string found;  // what the fold found, for `recall` (fold.hpp)
};

// The record that the first `entries` entries give as of a moment. Errors: of reading.
[[nodiscard]] Result<Replayed> replay(const Log& log, std::uint64_t entries, Instant as_of,
                                      const knowledge::Knowledge& knowledge);

}  // namespace demarche::record
