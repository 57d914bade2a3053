// Files that are not what they should be: each gets a message a person can act on, and none is changed.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include <demarche/base/io.hpp>
#include <demarche/record/log.hpp>

#include "random_log.hpp"
#include "schema.hpp"

namespace demarche::record {
namespace {

using testing::Folder;
using testing::Random;

const std::string kCoder = "0.1.0+test";

// A log of 200 documents with moves.
void make_log(const std::filesystem::path& path) {
  Log log = Log::open(path, Log::Mode::Write).value();
  Random random(11);
  for (int i = 0; i < 200; ++i) {
    const Document d{
        "doc/" + std::to_string(i),       "Daily Example", "2018-04-05", "", testing::random_words(random, 8),
        testing::random_words(random, 60)};
    const Instant now(1'000'000 + i);
    ASSERT_TRUE(log.append(d, testing::random_moves(random, d, kCoder, 3), kCoder, {now, now, now}));
  }
  ASSERT_TRUE(log.commit());
}

// A hand on the file that knows SQL.
void meddle(const std::filesystem::path& path, const std::string& sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &connection), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_close(connection);
}

constexpr const char* kUnlock =
    "DROP TRIGGER entry_is_fixed; DROP TRIGGER entry_is_kept; DROP TRIGGER text_is_fixed;";

std::string bytes_of(const std::filesystem::path& path) {
  return read_file(path).value();
}

void put(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// What opening, reading and verifying says; "" where all is well.
std::string complaint(const std::filesystem::path& path, Log::Mode mode) {
  const auto log = Log::open(path, mode);
  if (!log) return log.error().message();
  const auto entries = log->read(testing::all_of_it());
  if (!entries) return entries.error().message();
  const auto verified = log->verify();
  return verified ? "" : verified.error().message();
}

void expect_complaint(const std::filesystem::path& path, const std::string& part) {
  const std::string before = bytes_of(path);
  for (const Log::Mode mode : {Log::Mode::Read, Log::Mode::Write}) {
    const std::string said = complaint(path, mode);
    EXPECT_NE(said.find(part), std::string::npos) << "said: " << said;
    EXPECT_NE(said.find(path.string()), std::string::npos) << said;
  }
  EXPECT_EQ(bytes_of(path), before) << "the file was changed";
}

TEST(Damage, AMissingFileIsReadByNobodyAndMadeByAWriter) {
  const Folder folder;
  const auto log = Log::open(folder / "none.db", Log::Mode::Read);
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(std::filesystem::exists(folder / "none.db"));
  EXPECT_FALSE(Log::open(folder / "no such folder/talks.db", Log::Mode::Write));
  EXPECT_FALSE(Log::open(folder.path(), Log::Mode::Write));
  EXPECT_FALSE(Log::open(folder.path(), Log::Mode::Read));
}

TEST(Damage, ANameIsANameAndNothingElse) {
  const Folder folder;
  for (const char* name : {":memory:", "file:x?mode=memory", "a b%41?c#d.db"}) {
    make_log(folder / name);
    EXPECT_TRUE(std::filesystem::is_regular_file(folder / name)) << name;
    EXPECT_EQ(complaint(folder / name, Log::Mode::Read), "") << name;
  }
}

TEST(Damage, ANewerFormat) {
  const Folder folder;
  make_log(folder / "talks.db");
  meddle(folder / "talks.db", "PRAGMA user_version = 2");
  expect_complaint(folder / "talks.db", "was written by a newer demarche (format 2, this one reads up to 1)");
  EXPECT_EQ(Log::open(folder / "talks.db", Log::Mode::Read).error().kind, ErrorKind::Version);
}

TEST(Damage, NotADatabase) {
  const Folder folder;
  put(folder / "text", "China rejects U.S. demands.\n" + std::string(2000, 'x'));
  expect_complaint(folder / "text", "is no database");
  put(folder / "short", "hello");
  expect_complaint(folder / "short", "is no database");
}

TEST(Damage, ADatabaseOfAnotherProgram) {
  const Folder folder;
  meddle(folder / "other.db", "CREATE TABLE notes(text)");
  expect_complaint(folder / "other.db", "another program");
  meddle(folder / "named.db", "PRAGMA application_id = 7");
  expect_complaint(folder / "named.db", "another program");
}

TEST(Damage, AnEmptyFileIsANewRecordToAWriterOnly) {
  const Folder folder;
  put(folder / "talks.db", "");
  const auto read = Log::open(folder / "talks.db", Log::Mode::Read);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("is empty"), std::string::npos);
  EXPECT_TRUE(Log::open(folder / "talks.db", Log::Mode::Write));
}

TEST(Damage, ATruncatedFileAtEveryLength) {
  const Folder folder;
  make_log(folder / "talks.db");
  const std::string whole = bytes_of(folder / "talks.db");
  ASSERT_GT(whole.size(), 40'000U);
  for (std::size_t length = 1; length < whole.size(); length += length < 5000 ? 97 : 4001) {
    put(folder / "cut.db", std::string_view(whole).substr(0, length));
    for (const Log::Mode mode : {Log::Mode::Read, Log::Mode::Write}) {
      EXPECT_NE(complaint(folder / "cut.db", mode), "") << length;
    }
    EXPECT_EQ(bytes_of(folder / "cut.db").size(), length) << "the file was changed";
  }
  put(folder / "cut.db", std::string_view(whole).substr(0, whole.size() / 2));
  expect_complaint(folder / "cut.db", "is damaged or cut off");
}

TEST(Damage, NoChangedByteGoesUnnoticedWhereItMatters) {
  const Folder folder;
  make_log(folder / "talks.db");
  const std::string whole = bytes_of(folder / "talks.db");
  const auto original = Log::open(folder / "talks.db", Log::Mode::Read)->read(testing::all_of_it()).value();
  Random random(12);
  int unnoticed = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bytes = whole;
    const std::size_t at = 100 + random.next() % (bytes.size() - 100);
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
    put(folder / "changed.db", bytes);
    if (!complaint(folder / "changed.db", Log::Mode::Read).empty()) continue;
    ++unnoticed;  // unused space: what is read must be what was written
    const auto entries =
        Log::open(folder / "changed.db", Log::Mode::Read)->read(testing::all_of_it()).value();
    ASSERT_EQ(entries.size(), original.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
      ASSERT_EQ(testing::show(entries[i]), testing::show(original[i])) << at;
  }
  EXPECT_LT(unnoticed, 200);
}

TEST(Damage, TheLogCannotBeChangedBySlip) {
  const Folder folder;
  make_log(folder / "talks.db");
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "talks.db").c_str(), &connection), SQLITE_OK);
  for (const char* sql : {"DELETE FROM entry", "UPDATE entry SET title = ''", "DELETE FROM text",
                          "UPDATE text SET text = ''"}) {
    EXPECT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << sql;
  }
  sqlite3_close(connection);
  EXPECT_EQ(complaint(folder / "talks.db", Log::Mode::Read), "");
}

TEST(Damage, WhatIsChangedOnPurposeIsFound) {
  const std::vector<std::pair<const char*, const char*>> changes = {
      {"UPDATE entry SET title = 'Another' WHERE seq = 50", "entry 50 is damaged: its hash is another"},
      {"UPDATE text SET text = 'Another' WHERE id = (SELECT text FROM entry WHERE seq = 51)", "entry 51"},
      {"UPDATE entry SET source = 'Another' WHERE seq = 52", "entry 52"},
      {"UPDATE entry SET published = '2018-04-06' WHERE seq = 53", "entry 53"},
      {"UPDATE entry SET first_seen = first_seen - 1 WHERE seq = 54", "entry 54"},
      {"UPDATE entry SET recorded = recorded - 50 WHERE seq = 55", "entry 55"},
      {"UPDATE entry SET moves = x'' WHERE seq = (SELECT min(seq) FROM entry WHERE moves <> x'' AND seq > "
       "56)",
       "its hash"},
      {"UPDATE entry SET moves = x'0101ff' WHERE seq = 57", "entry 57 is damaged: moves are damaged at byte"},
      {"UPDATE entry SET moves = x'09' WHERE seq = 58", "moves in format 9"},
      {"UPDATE entry SET coder = 77 WHERE seq = 59", "entry 59 is damaged: its coder is missing"},
      {"UPDATE coder SET name = 'Another'", "entry 1 "},
      {"UPDATE entry SET version = 0 WHERE seq = 60", "entry 60"},
      {"UPDATE entry SET document = CAST(x'ff' AS TEXT) WHERE seq = 61",
       "entry 61 is damaged: its text is no UTF-8"},
      {"UPDATE entry SET published_at = 9223372036854775807 WHERE seq = 62", "entry 62 is damaged: a date"},
      {"DELETE FROM entry WHERE seq = 63", "entry 63 is damaged: it is missing"},
      {"DROP TABLE checkpoint; DROP TABLE text", "no such table"},
  };
  const Folder folder;
  make_log(folder / "talks.db");
  const std::string whole = bytes_of(folder / "talks.db");
  for (const auto& [sql, part] : changes) {
    put(folder / "changed.db", whole);
    meddle(folder / "changed.db", std::string("PRAGMA foreign_keys = OFF;") + kUnlock + sql);
    const std::string said = complaint(folder / "changed.db", Log::Mode::Read);
    EXPECT_NE(said.find(part), std::string::npos) << sql << "\n" << said;
  }
}

// A limit on pages stands in for the end of a disk: SQLite tells the same error.
TEST(Damage, AFullDiskLosesNothingThatWasCommitted) {
  const Folder folder;
  make_log(folder / "talks.db");
  {
    Database database = open_to_write(folder / "talks.db").value();
    ASSERT_TRUE(database.integer("PRAGMA max_page_count = 1"));  // as many as there are
    Statement statement = database.prepare("INSERT INTO text(text) VALUES(?1)").value();
    std::optional<Error> error;
    const std::string text(10'000, 'x');
    for (int i = 0; i < 100 && !error; ++i) {
      statement.bind(1, std::string_view(text));
      if (const auto inserted = statement.run(); !inserted) error = inserted.error();
    }
    ASSERT_TRUE(error);
    EXPECT_NE(error->what.find("the disk is full; what was committed before is safe"), std::string::npos)
        << error->what;
  }
  EXPECT_EQ(complaint(folder / "talks.db", Log::Mode::Write), "");
  EXPECT_EQ(Log::open(folder / "talks.db", Log::Mode::Read)->size().value(), 200U);
}

}  // namespace
}  // namespace demarche::record
