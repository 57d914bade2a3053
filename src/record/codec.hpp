// The moves of an entry as bytes (docs/formats.md, "The record"): about 90 bytes a move.
//
// What the entry knows already (document, published, source, coder) is not written again. Reading trusts
// nothing: every length, count, code and number is checked before it is used. Thread rule: free functions
// without state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/base/result.hpp>

namespace demarche::record {

// What all moves of an entry share.
struct MoveContext {
  std::string_view document;
  std::string_view published;
  std::string_view source;
  std::string_view coder;
  // false: decoded moves leave these four and their codes in other schemes empty; the entry has them.
  bool whole = true;
};

// Empty for no moves. Usage: a move that belongs to another document or coder, or that no reader would take
// (a number that is not finite, offsets out of order).
[[nodiscard]] Result<std::string> encode_moves(const std::vector<Move>& moves, const MoveContext& context);

// Malformed where the bytes are not what encode_moves() writes; `where` is left empty.
[[nodiscard]] Result<std::vector<Move>> decode_moves(std::string_view bytes, const MoveContext& context);

}  // namespace demarche::record
