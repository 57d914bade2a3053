// SQLite as values: a connection, prepared statements, and its errors in words a person can act on.
//
// The only header of the room that knows SQLite. Values reach a query only through bind(). Text and blobs are
// bound without a copy: they must live until the statement is reset or bound anew. Thread rule: a connection
// and its statements belong to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <demarche/base/result.hpp>

namespace demarche::record {

class Statement {
 public:
  Statement() = default;

  void bind(int at, std::int64_t value);  // positions from 1
  void bind(int at, std::string_view text);
  void bind_blob(int at, std::string_view bytes);
  // True: there is a row. A failed bind is told here. The caller resets, or steps until false.
  [[nodiscard]] Result<bool> step();
  // A statement without rows: steps and resets.
  [[nodiscard]] Result<void> run();
  void reset();

  // Columns from 0; views live until the next step or reset. Null and other types read as 0 or empty.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  const std::string* path_ = nullptr;  // of the database, for messages
  int bind_error_ = SQLITE_OK;
};

// Resets a statement at the end of a scope, so that no read stays open.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
  ~ResetAtEnd() { statement_.reset(); }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  Statement& statement_;
};

// While it lives, texts and blobs of a connection may have so many bytes: what is kept of a fold grows with
// the log, a document does not.
class AllowLarge {
 public:
  AllowLarge(sqlite3* connection, int bytes)
      : connection_(connection), before_(sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, bytes)) {}
  ~AllowLarge() { sqlite3_limit(connection_, SQLITE_LIMIT_LENGTH, before_); }
  AllowLarge(const AllowLarge&) = delete;
  AllowLarge& operator=(const AllowLarge&) = delete;

 private:
  sqlite3* connection_;
  int before_;
};

class Database {
 public:
  enum class Access : std::uint8_t { Read, Write };
  // Write creates the file. A file in a folder that cannot be written is read all the same, where no run died
  // on it.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, Access access);

  [[nodiscard]] Result<void> run(const char* sql);  // constant SQL only
  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
  // The single integer that a constant query gives, e.g. "PRAGMA user_version".
  [[nodiscard]] Result<std::int64_t> integer(const char* sql) const;
  [[nodiscard]] Result<std::string> text(const char* sql) const;
  void wait_for_locks(int milliseconds);
  [[nodiscard]] AllowLarge allow_large(int bytes) const { return {connection_.get(), bytes}; }

  [[nodiscard]] const std::string& path() const { return *path_; }
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(connection_.get()); }
  [[nodiscard]] int changes() const { return sqlite3_changes(connection_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* c) const { sqlite3_close_v2(c); }
  };
  Database(sqlite3* connection, const std::string& path);

  std::unique_ptr<std::string> path_;  // stable: statements point to it
  std::unique_ptr<sqlite3, Close> connection_;
};

// What the last failure of the connection means and what to do about it.
[[nodiscard]] Error explain_failure(sqlite3* connection, const std::string& path);

}  // namespace demarche::record
