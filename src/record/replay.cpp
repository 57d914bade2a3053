#include <demarche/record/replay.hpp>

#include <utility>

#include <demarche/record/fold.hpp>

#include "sha256.hpp"

namespace demarche::record {

Result<std::string> replay(const Log& log, std::uint64_t entries, Instant as_of,
                           const knowledge::Knowledge& knowledge) {
  Log::Read what;
  what.as_of = as_of;
  what.last = entries;
  auto read = log.read(what);
  if (!read) return tl::unexpected(read.error());
  Sha256 hash;
  hash.add(dump(fold(std::move(*read), as_of, knowledge)));
  return hex_of(hash.finish());
}

}  // namespace demarche::record
