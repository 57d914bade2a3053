#include <demarche/record/replay.hpp>

#include <utility>

#include <demarche/record/fold.hpp>

#include "sha256.hpp"

namespace demarche::record {

Result<Replayed> replay(const Log& log, std::uint64_t entries, Instant as_of,
                        const knowledge::Knowledge& knowledge) {
  Log::Read what;
  what.as_of = as_of;
  what.last = entries;
  auto read = log.read(what);
  if (!read) return tl::unexpected(read.error());
  Replayed out;
  const State state = fold(std::move(*read), as_of, knowledge);
  out.dump = dump(state);
  out.found = found(state);
  Sha256 hash;
  hash.add(out.dump);
  out.hash = hex_of(hash.finish());
  return out;
}

}  // namespace demarche::record
