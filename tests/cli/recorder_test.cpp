// The clocks of a document that is recorded, and the recorder between workers and log.
#include "recorder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

namespace demarche::cli {
namespace {

const Instant kNow = *Instant::parse("2020-03-01T12:00:00Z");
const Instant kThen = *Instant::parse("2019-05-10T08:00:00Z");

record::Clocks clocks(const std::string& published, Seen seen) {
  return clocks_of({"a", "", published, "", "t", ""}, seen, kThen, kNow);
}

TEST(Clocks, AnArchiveIsKnownFromItsOwnDates) {
  const record::Clocks timed = clocks("2018-04-05T10:00:00Z", Seen::Published);
  EXPECT_EQ(timed.known_at().iso(), "2018-04-05T10:00:00Z");
  EXPECT_EQ(timed.recorded, kNow);
  const record::Clocks bare = clocks("2018-04-05", Seen::Published);
  EXPECT_EQ(bare.published.iso(), "2018-04-05T00:00:00Z");
  EXPECT_EQ(bare.known_at().iso(), "2018-04-05T23:59:59Z");           // never before it can have been out
  EXPECT_EQ(clocks("2020-03-01", Seen::Published).known_at(), kNow);  // but it is here, so it is known
  EXPECT_EQ(clocks("2020-04-01", Seen::Published).known_at().iso(),
            "2020-04-01T00:00:00Z");  // held back until then
  EXPECT_EQ(clocks("", Seen::Published).known_at(), kNow);
  EXPECT_EQ(clocks("", Seen::Published).published, kNow);
}

TEST(Clocks, AFeedIsKnownFromWhenItCame) {
  EXPECT_EQ(clocks("2018-04-05", Seen::Now).known_at(), kNow);
  EXPECT_EQ(clocks("2018-04-05", Seen::Now).published.iso(), "2018-04-05T00:00:00Z");
  EXPECT_EQ(clocks("2020-03-01", Seen::Now).known_at(), kNow);
  EXPECT_EQ(clocks("2018-04-05", Seen::At).known_at(), kThen);
  EXPECT_EQ(clocks("2019-06-01", Seen::At).known_at().iso(), "2019-06-01T00:00:00Z");
  EXPECT_EQ(clocks("", Seen::At).known_at(), kThen);
}

class RecorderTest : public ::testing::Test {
 protected:
  RecorderTest()
      : path_(std::filesystem::temp_directory_path() / ("demarche-recorder-" + std::to_string(::getpid()))) {
    clean();
  }
  ~RecorderTest() override { clean(); }
  void clean() {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + ending);
  }
  std::unique_ptr<Recorder> recorder(Instant last) {
    RecordOptions options;
    options.seen = Seen::Now;
    return std::make_unique<Recorder>(record::Log::open(path_, record::Log::Mode::Write).value(), options,
                                      "coder", last);
  }
  std::filesystem::path path_;
};

Coded coded(int number) {
  return {{"doc/" + std::to_string(number), "", "2018-04-05", "", "A title", ""}, {}};
}

TEST_F(RecorderTest, CommitsByCountAndCounts) {
  auto r = recorder(Instant());
  EXPECT_GT(r->patience(), std::chrono::seconds(10));  // nothing waits
  for (int i = 0; i < 1200; ++i) ASSERT_TRUE(r->take(coded(i)));
  EXPECT_GE(r->committed(), 1000U);
  ASSERT_TRUE(r->take(coded(7)));
  r->count_known();
  ASSERT_TRUE(r->commit());
  EXPECT_EQ(r->counts().fresh, 1200U);
  EXPECT_EQ(r->counts().known, 2U);
  EXPECT_EQ(r->committed(), 1200U);
}

TEST_F(RecorderTest, TimeGoesOnFromTheLastEntryWhereTheClockIsBehind) {
  const Instant ahead = *Instant::parse("2999-01-01T00:00:00Z");
  auto r = recorder(ahead);
  ASSERT_TRUE(r->take(coded(1)));
  ASSERT_TRUE(r->commit());
  record::Log::Read what;
  what.moves_only = false;
  const auto entries = r->log().read(what).value();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].clocks.recorded, ahead);
  EXPECT_EQ(entries[0].clocks.known_at(), ahead);
}

}  // namespace
}  // namespace demarche::cli
