#include "sqlite.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace demarche::record {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxValueBytes = 16 << 20;  // of one text or blob: far above a document, far below a trap

// Settings for a file that may come from anyone, and for one that must not be broken by accident.
void harden(sqlite3* connection) {
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_extended_result_codes(connection, 1);
}

// The path as a URI, so that no character of it means anything.
std::string immutable_uri(const std::string& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/';
    if (plain) {
      uri += c;
    } else {
      uri += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
  }
  return uri + "?immutable=1";
}

// Without a write-ahead log beside it the file is whole by itself and can be read without any lock.
bool whole_by_itself(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path.string() + "-wal", error);
  return (error || size == 0) && fs::is_regular_file(path, error);
}

Error error_of_system(int number, const std::string& path) {
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) {
    return {ErrorKind::Unreadable, path,
            "the disk is full; what was committed before is safe: make room and run the same command again"};
  }
  return {ErrorKind::Unreadable, path, std::string("cannot be read or written: ") + std::strerror(number)};
}

}  // namespace

Error explain_failure(sqlite3* connection, const std::string& path) {
  const int code = sqlite3_errcode(connection) & 0xFF;
  const int system = sqlite3_system_errno(connection);
  switch (code) {
    case SQLITE_NOTADB:
      return {ErrorKind::Malformed, path,
              "is no database of this program; name another file, or move it away"};
    case SQLITE_CORRUPT:
      return {ErrorKind::Malformed, path,
              "is damaged or cut off; restore a copy, or record the articles into a new file"};
    case SQLITE_FULL:
      return error_of_system(ENOSPC, path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {
          ErrorKind::Unreadable, path,
          "another program is writing to it; nothing is lost: run the same command again when it has ended"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {ErrorKind::Unreadable, path, "cannot be written: it or its folder is read-only"};
    case SQLITE_CANTOPEN:
      return {ErrorKind::Unreadable, path,
              std::string("cannot be opened") +
                  (system != 0 ? std::string(": ") + std::strerror(system) : "") +
                  "; the file and its folder must be there and, to record, be writable"};
    case SQLITE_IOERR:
      if (system != 0) return error_of_system(system, path);
      break;
    default:
      break;
  }
  return {ErrorKind::Malformed, path, std::string("the database says: ") + sqlite3_errmsg(connection)};
}

void Statement::bind(int at, std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_.get(), at, value);
  if (code != SQLITE_OK) bind_error_ = code;
}

void Statement::bind(int at, std::string_view text) {
  // An empty view may point nowhere, which SQLite would take for NULL.
  const int code = sqlite3_bind_text64(statement_.get(), at, text.empty() ? "" : text.data(), text.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) bind_error_ = code;
}

void Statement::bind_blob(int at, std::string_view bytes) {
  const int code = sqlite3_bind_blob64(statement_.get(), at, bytes.empty() ? "" : bytes.data(), bytes.size(),
                                       SQLITE_STATIC);
  if (code != SQLITE_OK) bind_error_ = code;
}

Result<bool> Statement::step() {
  if (bind_error_ == SQLITE_TOOBIG)
    return fail(ErrorKind::TooLarge, *path_, "a document is too large for the record");
  if (bind_error_ != SQLITE_OK) return fail(ErrorKind::Usage, *path_, sqlite3_errstr(bind_error_));
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected(explain_failure(sqlite3_db_handle(statement_.get()), *path_));
}

Result<void> Statement::run() {
  const ResetAtEnd reset_at_end(*this);
  const auto stepped = step();
  if (!stepped) return tl::unexpected(stepped.error());
  return {};
}

void Statement::reset() {
  bind_error_ = SQLITE_OK;
  sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Database::Database(sqlite3* connection, const std::string& path)
    : path_(std::make_unique<std::string>(path)), connection_(connection) {
  if (connection != nullptr) harden(connection);
}

Result<Database> Database::open(const fs::path& path, Access access) {
  const std::string name = path.string();
  std::error_code ignored;
  if (access == Access::Read && !fs::exists(path, ignored)) {
    return fail(ErrorKind::NotFound, name, "there is no such record; `demarche record FILES --db` makes one");
  }
  const int flags =
      SQLITE_OPEN_NOMUTEX |
      (access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  // A plain path: a name that begins with "file:" is none of SQLite's URIs here, nor is ":memory:".
  const std::string plain = path.is_absolute() ? name : "./" + name;
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(plain.c_str(), &connection, flags, nullptr);
  Database database(connection, name);
  if (code != SQLITE_OK) return tl::unexpected(explain_failure(connection, name));
  if (access == Access::Write) return database;
  // The first read takes locks in the folder; where that is not allowed, a whole file needs none.
  sqlite3_busy_timeout(connection, 2000);
  if (database.integer("PRAGMA schema_version") || !whole_by_itself(path)) return database;
  sqlite3* alone = nullptr;
  const int again = sqlite3_open_v2(immutable_uri(plain).c_str(), &alone, flags | SQLITE_OPEN_URI, nullptr);
  Database unlocked(alone, name);
  if (again != SQLITE_OK) return tl::unexpected(explain_failure(alone, name));
  return unlocked;
}

Result<void> Database::run(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return tl::unexpected(explain_failure(connection_.get(), *path_));
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  Statement out;
  out.statement_.reset(raw);
  out.path_ = path_.get();
  if (code != SQLITE_OK) return tl::unexpected(explain_failure(connection_.get(), *path_));
  return out;
}

Result<std::int64_t> Database::integer(const char* sql) const {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

Result<std::string> Database::text(const char* sql) const {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return std::string(*row ? statement->text(0) : std::string_view());
}

void Database::wait_for_locks(int milliseconds) {
  sqlite3_busy_timeout(connection_.get(), milliseconds);
}

}  // namespace demarche::record
