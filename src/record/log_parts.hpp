// What lies behind a Log: the connection, its statements, and where the chain stands. Private to log*.cpp.
#pragma once

#include <demarche/record/log.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "sqlite.hpp"

namespace demarche::record {

// Columns of `entry`, in the order in which rows are written and read; kText comes where it is asked for.
enum Column : int {
  kSeq,
  kDocument,
  kVersion,
  kCoder,
  kReplaces,
  kSource,
  kPublished,
  kUrl,
  kTitle,
  kTextId,
  kPublishedAt,
  kFirstSeen,
  kRecorded,
  kContent,
  kSimhash,
  kMoves,
  kChain,
  kText
};

// SQLite has signed integers only; the bits are kept.
inline std::int64_t as_column(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}
inline std::uint64_t from_column(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}

// What can be written as a date.
inline constexpr Instant kFirstInstant(-62'135'596'800);  // 0001-01-01T00:00:00Z
inline constexpr Instant kLastInstant(253'402'300'799);   // 9999-12-31T23:59:59Z

// The last entry of the log, and the hash that the next one builds on.
struct Head {
  std::uint64_t seq = 0;
  Instant recorded;
  std::string chain = "demarche record";
};

// The hash of all that an entry says, behind that of the entry before. `e.text` must be filled.
[[nodiscard]] std::string chain_of(std::string_view before, const Entry& e, std::string_view published,
                                   std::string_view moves);

struct Log::Parts {
  explicit Parts(Database opened) : database(std::move(opened)) {}

  Database database;
  bool writes = false;
  bool stale = true;        // `head` must be read again: another writer may have come in between
  std::uint64_t since = 0;  // entries since the last commit
  Head head;
  std::map<std::string, std::int64_t> coders;  // ids by name
  Statement select_known, select_last, insert_text, insert_entry, insert_coder;

  [[nodiscard]] Result<void> prepare();
  [[nodiscard]] Result<void> read_head();
  [[nodiscard]] Result<std::int64_t> coder_id(const std::string& name);
  [[nodiscard]] Error damaged(std::uint64_t seq, std::string_view why) const;

  // What the log has of a document.
  struct Earlier {
    std::uint64_t last = 0;      // newest entry of the document
    std::uint32_t versions = 0;  // highest
    std::uint32_t version = 0;   // of this content; 0: not there
    std::int64_t text = 0;       // row of its text
    bool coded = false;          // by this coder
  };
  [[nodiscard]] Result<Earlier> find(const Document& document, std::string_view coder);
  [[nodiscard]] Result<Entry> entry_of(const Statement& row, const std::map<std::int64_t, std::string>& names,
                                       bool with_text, bool whole) const;
  [[nodiscard]] Result<std::map<std::int64_t, std::string>> coder_names() const;
  [[nodiscard]] Result<void> insert(const Entry& entry, const Document& document, std::int64_t text,
                                    std::uint64_t replaces, std::string_view moves);
};

}  // namespace demarche::record
