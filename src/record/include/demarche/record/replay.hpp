// The log folded anew, as a hash: what `record` keeps in a checkpoint and `verify` compares.
// Thread rule: as for the Log.
#pragma once

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/log.hpp>

namespace demarche::record {

// SHA-256, in hex, of the dump of the record that the first `entries` entries give as of a moment. Errors: of
// reading.
[[nodiscard]] Result<std::string> replay(const Log& log, std::uint64_t entries, Instant as_of,
                                         const knowledge::Knowledge& knowledge);

}  // namespace demarche::record
