#include "schema.hpp"

#include <fmt/format.h>

#include <string>
#include <system_error>

namespace demarche::record {
namespace {

constexpr std::uintmax_t kHeaderBytes = 100;  // of any SQLite file
constexpr int kPatienceOfSetUp = 2000;        // milliseconds: another program may be closing the file
constexpr int kPatienceWithWriter =
    300;  // a reader that cleans up after a crash is done by then; a writer is not
constexpr int kPatienceBetweenBatches = 30'000;

// Texts stand apart from entries, so that a fold reads past none of them and a new coding shares the old
// text. The triggers keep a slip of the hand from changing history; `verify` finds what is done on purpose.
constexpr const char* kTables = R"(
CREATE TABLE coder(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE text(
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE entry(
  seq INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  version INTEGER NOT NULL,
  coder INTEGER NOT NULL REFERENCES coder(id),
  replaces INTEGER NOT NULL,
  source TEXT NOT NULL,
  published TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  text INTEGER NOT NULL REFERENCES text(id),
  published_at INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  content INTEGER NOT NULL,
  simhash INTEGER NOT NULL,
  moves BLOB NOT NULL,
  chain BLOB NOT NULL
) STRICT;
CREATE INDEX entry_document ON entry(document);
CREATE TABLE checkpoint(
  entries INTEGER NOT NULL,
  folder TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE(entries, folder)
) STRICT;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entry_is_fixed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER text_is_kept BEFORE DELETE ON text BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER text_is_fixed BEFORE UPDATE ON text BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
)";

// In every file that was written since there are kept folds; those before it had the rest.
constexpr const char* kCache = R"(
CREATE TABLE IF NOT EXISTS found(
  entries INTEGER NOT NULL,
  known INTEGER NOT NULL,
  folder TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT
)";

enum class Kind : std::uint8_t { Empty, Ours };

// What lies in the file; an error where it is not for us.
Result<Kind> recognise(const Database& database) {
  const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tl::unexpected(tables.error());
  const auto application = database.integer("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  const auto format = database.integer("PRAGMA user_version");
  if (!format) return tl::unexpected(format.error());
  if (*tables == 0 && *application == 0 && *format == 0) {
    // SQLite takes a file of one byte for an empty one; what lies there is somebody's all the same.
    std::error_code error;
    const auto size = std::filesystem::file_size(database.path(), error);
    if (error || size == 0 || size >= kHeaderBytes) return Kind::Empty;
    return fail(ErrorKind::Malformed, database.path(),
                "is no database of this program; name another file, or move it away");
  }
  if (*application != kApplicationId) {
    return fail(ErrorKind::Malformed, database.path(), "is a database of another program; name another file");
  }
  if (*format > kFormatVersion) {
    return fail(
        ErrorKind::Version, database.path(),
        fmt::format("was written by a newer demarche (format {}, this one reads up to {}); nothing was "
                    "changed: use that version, or record into a new file",
                    *format, kFormatVersion));
  }
  if (*format < 1 || *tables == 0) {
    return fail(ErrorKind::Malformed, database.path(), "is damaged: a record without its tables");
  }
  return Kind::Ours;
}

Result<void> make_tables(Database& database) {
  const std::string header =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, kFormatVersion);
  if (auto made = database.run(kTables); !made) return made;
  if (auto made = database.run(header.c_str()); !made) return made;
  return database.run("COMMIT; BEGIN IMMEDIATE");
}

}  // namespace

Result<Database> open_to_read(const std::filesystem::path& path) {
  auto database = Database::open(path, Database::Access::Read);
  if (!database) return database;
  database->wait_for_locks(kPatienceOfSetUp);
  const auto kind = recognise(*database);
  if (!kind) return tl::unexpected(kind.error());
  if (*kind == Kind::Empty) {
    return fail(ErrorKind::Malformed, database->path(), "is empty; `demarche record FILES --db` fills it");
  }
  return database;
}

Result<Database> open_to_write(const std::filesystem::path& path) {
  auto database = Database::open(path, Database::Access::Write);
  if (!database) return database;
  database->wait_for_locks(kPatienceOfSetUp);
  // Before anything is changed: the file may be somebody else's.
  if (const auto kind = recognise(*database); !kind) return tl::unexpected(kind.error());
  const auto mode = database->text("PRAGMA journal_mode = WAL");
  if (!mode) return tl::unexpected(mode.error());
  if (*mode != "wal") {
    return fail(ErrorKind::Unreadable, database->path(),
                "its file system cannot hold a database; use a local disk");
  }
  // FULL: what is committed outlives a power cut, too.
  if (auto set = database->run("PRAGMA synchronous = FULL"); !set) return tl::unexpected(set.error());
  database->wait_for_locks(kPatienceWithWriter);
  if (auto locked = database->run("BEGIN IMMEDIATE"); !locked) return tl::unexpected(locked.error());
  const auto kind = recognise(*database);
  if (!kind) return tl::unexpected(kind.error());
  if (*kind == Kind::Empty) {
    if (auto made = make_tables(*database); !made) return tl::unexpected(made.error());
  }
  if (auto made = database->run(kCache); !made) return tl::unexpected(made.error());
  database->wait_for_locks(kPatienceBetweenBatches);
  return database;
}

}  // namespace demarche::record
