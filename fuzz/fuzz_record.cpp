// The moves of an entry from hostile bytes: they are refused, or what they say can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "codec.hpp"
#include "simhash.hpp"

namespace {

using namespace demarche;

void check(bool holds) {
  if (!holds) std::abort();
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
  const auto shingles = record::shingles(bytes.substr(0, size / 2), bytes.substr(size / 2));
  check(!shingles.empty() || record::simhash(shingles) == 0);
  return 0;
}
