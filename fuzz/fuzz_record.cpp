// The moves of an entry, and what a fold found, from hostile bytes: they are refused, or what they say can be
// written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <demarche/record/fold.hpp>

#include "codec.hpp"
#include "fold_codec.hpp"
#include "simhash.hpp"

namespace {

using namespace demarche;

void check(bool holds) {
  if (!holds) std::abort();
}

// Entries for a fold to point into.
record::State three_entries() {
  record::State state;
  state.entries.resize(3);
  for (record::Entry& e : state.entries) e.moves.resize(2);
  return state;
}

void read_fold(std::string_view bytes) {
  record::State state = three_entries();
  if (!record::decode_fold(bytes, state)) return;
  const std::string again = record::encode_fold(state);
  record::State twice = three_entries();
  check(record::decode_fold(again, twice).has_value() && record::dump(twice) == record::dump(state));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const record::MoveContext context{"document", "2018-04-05", "source", "coder"};
  const auto moves = record::decode_moves(bytes, context);
  if (moves) {
    const auto again = record::encode_moves(*moves, context);
    check(again.has_value() && again->size() <= size);  // the shortest form of the same
    const auto twice = record::decode_moves(*again, context);
    check(twice.has_value() && record::encode_moves(*twice, context).value() == *again);
  }
  read_fold(bytes);
  const auto shingles = record::shingles(bytes.substr(0, size / 2), bytes.substr(size / 2));
  check(!shingles.empty() || record::simhash(shingles) == 0);
  return 0;
}
