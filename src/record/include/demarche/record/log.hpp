// The append-only log, behind one interface; kept in one SQLite file (write-ahead log).
//
// Crash-safe: an entry is in the file whole or not at all, and an interrupted run can be repeated: what is
// there is not taken twice. Entries are chained by hash, so that `verify` finds what was changed by hand.
// Thread rule: one Log, one thread; several readers of one file may run beside one writer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/base/result.hpp>
#include <demarche/record/entry.hpp>

namespace demarche::record {

enum class Taken : std::uint8_t { New, NewVersion, NewCoding, Known };

class Log {
 public:
  enum class Mode : std::uint8_t { Read, Write };
  // Write creates the file. Errors: a folder that cannot be written, a file that is no record, a newer
  // format, a damaged file, another writer; each says what to do.
  [[nodiscard]] static Result<Log> open(const std::filesystem::path& path, Mode mode);
  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;
  ~Log();

  // Takes a document and what was read in it. Known: the same content and coder version is there; nothing
  // changes. `coder`: version of program and data (Move::version); given also where there are no moves.
  // `clocks.recorded` is put forward to the entry before where it lies behind: it never runs backwards.
  [[nodiscard]] Result<Taken> append(const Document& document, const std::vector<Move>& moves,
                                     const std::string& coder, Clocks clocks);
  // Makes what was appended last; entries since the last commit are lost by a crash, and taken anew by the
  // next run.
  [[nodiscard]] Result<void> commit();

  // Is there an entry of the document with this content and coder? Saves the coding of known documents.
  [[nodiscard]] Result<bool> knows(const Document& document, const std::string& coder) const;

  struct Read {
    std::optional<Instant> as_of;  // only entries with known_at <= this
    bool text = false;             // fill Entry::text
    bool moves_only = true;        // leave out entries without moves, but for those that replace an older one
    bool whole = true;  // false: moves leave out what the entry says (document, source, dates, coder) and
                        // their codes in other schemes; a fold needs none of these
    std::optional<std::uint64_t> last;  // only entries up to this number
  };
  // In the order of recording.
  [[nodiscard]] Result<std::vector<Entry>> read(const Read& what) const;
  [[nodiscard]] Result<std::uint64_t> size() const;  // entries
  // When the log took its last entry; nullopt while it is empty.
  [[nodiscard]] Result<std::optional<Instant>> last_recorded() const;

  // What a fold of the first `entries` entries gave, as of `as_of`: kept by `record`, compared by `verify`.
  struct Checkpoint {
    std::uint64_t entries = 0;
    Instant as_of;
    std::string folder;  // version of the program and data that folded
    std::string hash;    // of the dump
  };
  // Part of what commit() makes last. The same entries and folder again change nothing.
  [[nodiscard]] Result<void> save(const Checkpoint& checkpoint);
  [[nodiscard]] Result<std::optional<Checkpoint>> last_checkpoint() const;

  // What the last fold found (fold.hpp), so that a query of the whole log need not fold again. A cache: it
  // can be thrown away.
  struct Found {
    std::uint64_t entries = 0;  // of which: all that there were
    Instant known;              // the last moment from which one of them may be known
    std::string folder;
    std::string bytes;
  };
  // Takes the place of the one before, where all entries are known by `as_of`; else there is none. Part of
  // what commit() makes last.
  [[nodiscard]] Result<void> keep(std::uint64_t entries, Instant as_of, const std::string& folder,
                                  std::string_view found);
  // Nothing where none is kept, the log has grown since, or the bytes are not those that were kept.
  [[nodiscard]] Result<std::optional<Found>> kept() const;

  // Reads the whole file and checks every hash of the chain; the error names the entry.
  [[nodiscard]] Result<std::uint64_t> verify() const;

 private:
  struct Parts;
  explicit Log(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace demarche::record
