// What a fold found, as bytes: read again it is the same record, and bytes that were not written do no harm.
#include "fold_codec.hpp"

#include <gtest/gtest.h>

#include <demarche/record/fold.hpp>
#include <demarche/record/log.hpp>

#include "random_log.hpp"

namespace demarche::record {
namespace {

using testing::Folder;
using testing::Random;

constexpr std::int64_t kStart = 1'514'764'800;  // 2018-01-01
constexpr std::int64_t kHour = 3600;
const Instant kEnd(kStart + 100'000 * kHour);

const knowledge::Knowledge& tables() {
  static const knowledge::Knowledge loaded = knowledge::Knowledge::load(DEMARCHE_DATA_DIR).value();
  return loaded;
}

std::vector<Entry> random_entries(Random& random, std::uint32_t most) {
  std::vector<Entry> out;
  std::int64_t now = kStart;
  for (std::uint32_t n = random.below(most) + 1; n > 0; --n) {
    now += random.below(40 * kHour);
    const Document d{"doc/" + std::to_string(n),
                     random.pick(testing::kOutlets),
                     "2018-04-05",
                     "",
                     testing::random_words(random, 8),
                     ""};
    Entry e;
    e.seq = out.size() + 1;
    e.document = d.id;
    e.source = d.source;
    e.title = d.title;
    e.clocks = {Instant(now), Instant(now), Instant(now)};
    e.coder = "0.1.0+test";
    e.content = e.simhash = random.next();
    e.moves = testing::random_moves(random, d, e.coder, 4);
    out.push_back(std::move(e));
  }
  return out;
}

// What fold leaves of the entries, and nothing that it found.
State bare(const State& state) {
  State out;
  out.as_of = state.as_of;
  out.entries = state.entries;
  return out;
}

TEST(FoldCodec, WhatWasFoundReadsAsItWas) {
  Random random(31);
  for (int round = 0; round < 60; ++round) {
    const std::vector<Entry> entries = random_entries(random, 120);
    const State state = fold(entries, kEnd, tables());
    const std::string bytes = found(state);
    EXPECT_EQ(found(fold(entries, kEnd, tables())), bytes);
    State again = bare(state);
    const auto read = decode_fold(bytes, again);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(dump(again), dump(state));
    EXPECT_EQ(found(again), bytes);
    EXPECT_EQ(dump(recall(entries, kEnd, bytes, tables())), dump(state));
  }
}

TEST(FoldCodec, DamagedBytesAreRefusedOrCanBeShown) {
  Random random(32);
  const State state = fold(random_entries(random, 40), kEnd, tables());
  const std::string bytes = found(state);
  for (std::size_t cut = 0; cut < bytes.size(); cut += 1 + cut / 40) {
    State again = bare(state);
    EXPECT_FALSE(decode_fold(std::string_view(bytes).substr(0, cut), again)) << cut;
  }
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string broken = bytes;
    broken[random.below(static_cast<std::uint32_t>(bytes.size()))] ^=
        static_cast<char>(1U << random.below(8));
    State again = bare(state);
    if (decode_fold(broken, again)) {
      EXPECT_FALSE(dump(again).empty());
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 500);
  State again = bare(state);
  EXPECT_FALSE(decode_fold(bytes + "x", again));
}

TEST(FoldCodec, BytesOfOtherEntriesAreFoldedAnew) {
  Random random(33);
  const std::vector<Entry> entries = random_entries(random, 60);
  const std::string other = found(fold(random_entries(random, 90), kEnd, tables()));
  EXPECT_EQ(dump(recall(entries, kEnd, other, tables())), dump(fold(entries, kEnd, tables())));
}

class Kept : public ::testing::Test {
 protected:
  // One article a day, the last of them dated `ahead` hours after it was recorded.
  void record(int articles, int ahead) {
    for (int i = 0; i < articles; ++i) {
      const Document d{
          "doc/" + std::to_string(next_), "Daily Example", "2018-04-05", "", "A title", "A text."};
      const Instant now(kStart + next_++ * 24 * kHour);
      const Instant published(now.seconds() + (i + 1 == articles ? ahead * kHour : 0));
      ASSERT_TRUE(log_.append(d, testing::random_moves(random_, d, "0.1.0+test", 3), "0.1.0+test",
                              {published, now, now}));
    }
    ASSERT_TRUE(log_.commit());
  }
  void keep(std::string_view bytes) {
    ASSERT_TRUE(log_.keep(log_.size().value(), log_.last_recorded().value().value(), "folder", bytes));
    ASSERT_TRUE(log_.commit());
  }

  Folder folder_;
  Log log_ = Log::open(folder_ / "talks.db", Log::Mode::Write).value();
  Random random_{34};
  int next_ = 0;
};

TEST_F(Kept, IsGivenUntilTheLogGrows) {
  EXPECT_FALSE(log_.kept().value());
  record(3, 0);
  keep("first");
  keep("second");
  const auto kept = log_.kept().value();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->bytes, "second");
  EXPECT_EQ(kept->folder, "folder");
  EXPECT_EQ(kept->entries, 3U);
  EXPECT_EQ(kept->known, log_.last_recorded().value().value());
  record(1, 0);
  EXPECT_FALSE(log_.kept().value());
}

// Some 280,000 mentions: more bytes than a document may have.
TEST_F(Kept, MayBeLargerThanAnyDocument) {
  record(1, 0);
  const std::string large(std::size_t{17} << 20U, 'x');
  keep(large);
  const auto kept = log_.kept().value();
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->bytes == large);
  EXPECT_EQ(log_.verify().value(), 1U);
  keep("small again");
  EXPECT_EQ(log_.kept().value()->bytes, "small again");
}

TEST_F(Kept, IsNotMadeWhereSomethingIsNotKnownYet) {
  record(3, 0);
  keep("whole");
  record(1, 50);
  keep("without the last");
  EXPECT_FALSE(log_.kept().value());
}

}  // namespace
}  // namespace demarche::record
