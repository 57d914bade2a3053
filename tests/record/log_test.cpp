// The log: what is taken, what is known, what is read back, and a twin in memory that does the same the slow
// way.
#include <demarche/record/log.hpp>

#include <gtest/gtest.h>

#include <map>

#include "random_log.hpp"

namespace demarche::record {
namespace {

using testing::Folder;
using testing::Random;
using testing::show;

const std::string kCoder = "0.1.0+one";
const std::string kNextCoder = "0.1.0+two";

Clocks at(std::int64_t seconds) {
  return {Instant(seconds), Instant(seconds), Instant(seconds)};
}

Document document(const std::string& id, const std::string& text) {
  return {id, "Daily Example", "2018-04-05", "https://example.org/" + id, "Title of " + id, text};
}

Log open(const std::filesystem::path& path, Log::Mode mode) {
  auto log = Log::open(path, mode);
  if (!log) throw std::runtime_error(log.error().message());
  return std::move(*log);
}

std::vector<Entry> everything(const Log& log) {
  auto read = log.read(testing::all_of_it());
  if (!read) throw std::runtime_error(read.error().message());
  return std::move(*read);
}

TEST(Log, TakesADocumentOnceAndItsChangesBesideIt) {
  const Folder folder;
  Log log = open(folder / "talks.db", Log::Mode::Write);
  const Document first = document("a", "One text.");
  const Document second = document("a", "Another text.");
  EXPECT_FALSE(log.knows(first, kCoder).value());
  EXPECT_EQ(log.append(first, {}, kCoder, at(100)).value(), Taken::New);
  EXPECT_EQ(log.append(first, {}, kCoder, at(200)).value(), Taken::Known);
  EXPECT_EQ(log.append(second, {}, kCoder, at(300)).value(), Taken::NewVersion);
  EXPECT_EQ(log.append(first, {}, kCoder, at(400)).value(), Taken::Known);  // the same archive again
  EXPECT_EQ(log.append(first, {}, kNextCoder, at(500)).value(), Taken::NewCoding);
  EXPECT_EQ(log.append(second, {}, kNextCoder, at(600)).value(), Taken::NewCoding);
  EXPECT_TRUE(log.knows(second, kNextCoder).value());
  ASSERT_TRUE(log.commit());
  const auto entries = everything(log);
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].version, 1U);
  EXPECT_EQ(entries[1].version, 2U);
  EXPECT_EQ(entries[2].version, 1U);
  EXPECT_EQ(entries[2].coder, kNextCoder);
  EXPECT_EQ(entries[2].text, "One text.");
  EXPECT_EQ(entries[3].version, 2U);
  EXPECT_EQ(log.verify().value(), 4U);
}

TEST(Log, ACorrectedDateOrOutletIsANewVersionAnAddressIsNot) {
  const Folder folder;
  Log log = open(folder / "talks.db", Log::Mode::Write);
  Document d = document("a", "One text.");
  EXPECT_EQ(log.append(d, {}, kCoder, at(1)).value(), Taken::New);
  d.url += "?from=feed";
  EXPECT_EQ(log.append(d, {}, kCoder, at(1)).value(), Taken::Known);
  d.published = "2018-04-06";
  EXPECT_EQ(log.append(d, {}, kCoder, at(1)).value(), Taken::NewVersion);
  d.source = "Sample Wire";
  EXPECT_EQ(log.append(d, {}, kCoder, at(1)).value(), Taken::NewVersion);
  EXPECT_EQ(log.append(document("b", d.text), {}, kCoder, at(1)).value(), Taken::New);
}

TEST(Log, TextIsDataWhateverIsInIt) {
  const Folder folder;
  const Document d{"'; DROP TABLE entry; --",      "\"x\"",   "2018-04-05", "",
                   std::string("nul\0inside", 10), "%s ?1 :a"};
  {
    Log log = open(folder / "talks.db", Log::Mode::Write);
    EXPECT_EQ(log.append(d, {}, kCoder, at(1)).value(), Taken::New);
    ASSERT_TRUE(log.commit());
  }
  const Log log = open(folder / "talks.db", Log::Mode::Read);
  const auto entries = everything(log);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].document, d.id);
  EXPECT_EQ(entries[0].title, d.title);
  EXPECT_EQ(entries[0].text, d.text);
  EXPECT_TRUE(log.knows(d, kCoder).value());
}

TEST(Log, WhatIsNotCommittedIsNotThere) {
  const Folder folder;
  {
    Log log = open(folder / "talks.db", Log::Mode::Write);
    ASSERT_TRUE(log.append(document("a", "x"), {}, kCoder, at(1)));
    ASSERT_TRUE(log.commit());
    ASSERT_TRUE(log.append(document("b", "x"), {}, kCoder, at(1)));
    EXPECT_EQ(open(folder / "talks.db", Log::Mode::Read).size().value(), 1U);  // a reader beside the writer
  }
  Log log = open(folder / "talks.db", Log::Mode::Write);
  EXPECT_EQ(log.size().value(), 1U);
  EXPECT_EQ(log.append(document("b", "x"), {}, kCoder, at(1)).value(), Taken::New);
  ASSERT_TRUE(log.commit());
  EXPECT_EQ(log.verify().value(), 2U);
}

TEST(Log, ASecondWriterIsTurnedAwayAndNothingIsLost) {
  const Folder folder;
  Log log = open(folder / "talks.db", Log::Mode::Write);
  ASSERT_TRUE(log.append(document("a", "x"), {}, kCoder, at(1)));
  const auto second = Log::open(folder / "talks.db", Log::Mode::Write);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message().find("another program is writing"), std::string::npos)
      << second.error().message();
  ASSERT_TRUE(log.commit());
  EXPECT_FALSE(Log::open(folder / "talks.db", Log::Mode::Write));  // also between two batches
  ASSERT_TRUE(log.append(document("b", "x"), {}, kCoder, at(1)));
  ASSERT_TRUE(log.commit());
  EXPECT_EQ(log.verify().value(), 2U);
}

TEST(Log, RecordedNeverRunsBackwards) {
  const Folder folder;
  {
    Log log = open(folder / "talks.db", Log::Mode::Write);
    ASSERT_TRUE(log.append(document("a", "x"), {}, kCoder, at(1000)));
    ASSERT_TRUE(log.append(document("b", "x"), {}, kCoder, at(400)));
    ASSERT_TRUE(log.commit());
  }
  Log log = open(folder / "talks.db", Log::Mode::Write);
  EXPECT_EQ(log.last_recorded().value(), Instant(1000));
  ASSERT_TRUE(log.append(document("c", "x"), {}, kCoder, at(500)));
  ASSERT_TRUE(log.commit());
  const auto entries = everything(log);
  EXPECT_EQ(entries[1].clocks.recorded, Instant(1000));
  EXPECT_EQ(entries[1].clocks.first_seen, Instant(400));
  EXPECT_EQ(entries[2].clocks.recorded, Instant(1000));
  EXPECT_TRUE(log.verify());
}

TEST(Log, ReadsWhatWasKnownByThen) {
  const Folder folder;
  Log log = open(folder / "talks.db", Log::Mode::Write);
  Random random(3);
  const auto take = [&](const Document& d, Clocks clocks, bool moves) {
    const std::vector<Move> some =
        moves ? std::vector<Move>{testing::random_move(random, d, kCoder)} : std::vector<Move>();
    ASSERT_TRUE(log.append(d, some, kCoder, clocks));
  };
  take(document("published late", "x"), {Instant(900), Instant(100), Instant(1000)}, true);
  take(document("seen late", "x"), {Instant(100), Instant(900), Instant(1000)}, true);
  take(document("early", "x"), {Instant(100), Instant(200), Instant(1000)}, true);
  take(document("quiet", "x"), {Instant(100), Instant(200), Instant(1000)}, false);
  take(document("early", "y"), {Instant(100), Instant(300), Instant(1000)},
       false);  // takes back what it said
  ASSERT_TRUE(log.commit());
  const auto seqs = [&](const Log::Read& what) {
    std::string out;
    const auto entries = log.read(what);
    for (const Entry& e : *entries) out += std::to_string(e.seq);
    return out;
  };
  Log::Read what;
  what.as_of = Instant(899);
  EXPECT_EQ(seqs(what), "35");
  what.as_of = Instant(900);
  EXPECT_EQ(seqs(what), "1235");
  what.as_of = Instant(199);
  EXPECT_EQ(seqs(what), "");
  EXPECT_EQ(seqs(testing::all_of_it()), "12345");
  what = {};
  what.last = 2;
  EXPECT_EQ(seqs(what), "12");
  EXPECT_TRUE(log.read({}).value()[0].text.empty());
}

TEST(Log, KeepsCheckpoints) {
  const Folder folder;
  Log log = open(folder / "talks.db", Log::Mode::Write);
  EXPECT_FALSE(log.last_checkpoint().value().has_value());
  ASSERT_TRUE(log.save({3, Instant(50), "one", "aa"}));
  ASSERT_TRUE(log.save({3, Instant(60), "one", "bb"}));
  EXPECT_EQ(log.last_checkpoint().value()->hash, "aa");
  ASSERT_TRUE(log.save({3, Instant(60), "two", "cc"}));
  EXPECT_EQ(log.last_checkpoint().value()->hash, "cc");
  ASSERT_TRUE(log.commit());
}

TEST(Log, DatesNobodyCanWriteAreHeldAtTheEdge) {
  const Folder folder;
  Log log = open(folder / "talks.db", Log::Mode::Write);
  ASSERT_TRUE(log.append(document("a", "x"), {}, kCoder, at(-99'999'999'999'999)));
  ASSERT_TRUE(log.commit());
  EXPECT_EQ(everything(log)[0].clocks.published.iso(), "0001-01-01T00:00:00Z");
}

// --- a twin that keeps every entry in a vector and looks through all of them

struct Twin {
  std::vector<std::string> shown;
  struct Known {
    std::string id, content, coder;
    std::uint32_t version;
  };
  std::vector<Known> known;
  Instant recorded;

  Taken append(const Document& d, const std::vector<Move>& moves, const std::string& coder, Clocks clocks) {
    const std::string content = d.title + "\n" + d.text + "\n" + d.source + "\n" + d.published;
    std::uint32_t newest = 0;
    std::uint32_t same = 0;
    for (const Known& k : known) {
      if (k.id != d.id) continue;
      newest = std::max(newest, k.version);
      if (k.content != content) continue;
      same = k.version;
      if (k.coder == coder) return Taken::Known;
    }
    const std::uint32_t version = same != 0 ? same : newest + 1;
    known.push_back({d.id, content, coder, version});
    recorded = clocks.recorded = std::max(recorded, clocks.recorded);
    Entry e{shown.size() + 1, d.id, version, d.source, d.url, d.title, d.text, clocks, coder, 0, 0, moves};
    shown.push_back(show(e));
    if (same != 0) return Taken::NewCoding;
    return newest == 0 ? Taken::New : Taken::NewVersion;
  }
};

TEST(Log, AgreesWithItsSlowTwin) {
  const Folder folder;
  auto log = std::make_unique<Log>(open(folder / "talks.db", Log::Mode::Write));
  Twin twin;
  Random random(9);
  for (int round = 0; round < 1500; ++round) {
    const std::string coder = random.one_in(4) ? kNextCoder : kCoder;
    Document d =
        document("doc/" + std::to_string(random.below(300)), "text " + std::to_string(random.below(3)));
    if (random.one_in(10)) d.source = "Sample Wire";
    const std::vector<Move> moves = testing::random_moves(random, d, coder, 3);
    const Clocks clocks{Instant(random.below(1'000'000)), Instant(random.below(1'000'000)),
                        Instant(random.below(1'000'000))};
    ASSERT_EQ(log->append(d, moves, coder, clocks).value(), twin.append(d, moves, coder, clocks)) << round;
    if (random.one_in(50)) {
      ASSERT_TRUE(log->commit());
    }
    if (random.one_in(300)) {
      ASSERT_TRUE(log->commit());
      log.reset();
      log = std::make_unique<Log>(open(folder / "talks.db", Log::Mode::Write));
    }
  }
  ASSERT_TRUE(log->commit());
  auto entries = everything(*log);
  ASSERT_EQ(entries.size(), twin.shown.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i].content = entries[i].simhash = 0;
    EXPECT_EQ(show(entries[i]), twin.shown[i]);
  }
  EXPECT_EQ(log->verify().value(), twin.shown.size());
}

}  // namespace
}  // namespace demarche::record
