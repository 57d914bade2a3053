// One entry of the log: a version of a document with the moves that one coder read in it.
//
// Entries are never changed. The same id with another text is a new version, the same text read by another
// coder version is a new entry of the same version; both stand beside the old. Thread rule: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <demarche/base/instant.hpp>
#include <demarche/base/move.hpp>

namespace demarche::record {

// The clocks of an entry; what a move tells of (the fifth) stands in Move::date.
struct Clocks {
  Instant published;   // of the document; equal to first_seen where it gives none
  Instant first_seen;  // when the document reached its reader
  Instant recorded;    // when the log took it; never before the entry that precedes it
  // From when on it may be known: evidence is never shown before.
  [[nodiscard]] Instant known_at() const { return published < first_seen ? first_seen : published; }
};

struct Entry {
  std::uint64_t seq = 0;      // 1, 2, ... in the order of recording
  std::string document;       // id as given
  std::uint32_t version = 1;  // of the text under this id
  std::string source;         // outlet as given
  std::string url;
  std::string title;
  std::string text;  // empty unless asked for (Log::Read::text)
  Clocks clocks;
  std::string coder;          // version of program and data that read it (Move::version)
  std::uint64_t content = 0;  // hash of title and text
  std::uint64_t simhash = 0;  // of the shingles of title and text: near copies differ in few bits
  std::vector<Move> moves;    // as coded, in text order
};

}  // namespace demarche::record
