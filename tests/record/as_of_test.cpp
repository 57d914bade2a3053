// As of: what the log gives for a moment in the past is what was there at that moment, and nothing later is
// in it.
//
// A made-up feed of two years: documents come late, early (dated ahead), again with another text, or are read
// again by a newer coder. They are recorded as they come; what was folded live is compared with what the log
// gives afterwards.
#include <gtest/gtest.h>

#include <algorithm>

#include <demarche/record/fold.hpp>
#include <demarche/record/log.hpp>
#include <demarche/record/replay.hpp>

#include "random_log.hpp"
#include "sha256.hpp"
#include "simhash.hpp"

namespace demarche::record {
namespace {

using testing::Folder;
using testing::Random;

constexpr int kEntries = 700;
constexpr int kMoments = 1000;
constexpr std::int64_t kStart = 1'514'764'800;  // 2018-01-01
constexpr std::int64_t kHour = 3600;

struct Arrival {
  Document document;
  std::vector<Move> moves;
  std::string coder;
  Clocks clocks;
};

std::vector<Arrival> made_up_feed(std::uint64_t seed) {
  Random random(seed);
  std::vector<Arrival> out;
  std::int64_t now = kStart;
  for (int i = 0; i < kEntries; ++i) {
    now += random.one_in(5) ? 0 : random.below(24 * kHour);  // several in one second, too
    Arrival a;
    a.coder = random.one_in(15) || i > kEntries * 2 / 3 ? "0.1.0+new" : "0.1.0+old";
    if (random.one_in(8) && !out.empty()) {
      a.document =
          out[random.below(static_cast<std::uint32_t>(out.size()))].document;  // again, changed or not
      if (random.one_in(2)) a.document.text += " Corrected.";
    } else {
      a.document = {"doc/" + std::to_string(i),       random.pick(testing::kOutlets),   "", "",
                    testing::random_words(random, 8), testing::random_words(random, 80)};
      const std::int64_t published = now - random.below(72 * kHour) + (random.one_in(10) ? 90 * kHour : 0);
      a.document.published = Instant(published).iso();
    }
    a.moves = testing::random_moves(random, a.document, a.coder, 3);
    a.clocks = {*Instant::parse(a.document.published), Instant(now), Instant(now)};
    out.push_back(std::move(a));
  }
  return out;
}

std::string hash_of(const State& state) {
  Sha256 hash;
  hash.add(dump(state));
  return hash.finish();
}

// The entry that the log should make of it, worked out without the log.
Entry entry_of(const Arrival& a, const std::vector<Entry>& before) {
  Entry e{before.size() + 1,
          a.document.id,
          1,
          a.document.source,
          "",
          a.document.title,
          "",
          a.clocks,
          a.coder,
          0,
          0,
          a.moves};
  e.content = Fnv1a().field(a.document.title).field(a.document.text).value();
  e.simhash = simhash(shingles(a.document.title, a.document.text));
  std::uint32_t newest = 0;
  for (const Entry& other : before) {
    if (other.document != e.document) continue;
    newest = std::max(newest, other.version);
    if (other.content == e.content) e.version = other.version;
  }
  const bool again = std::any_of(before.begin(), before.end(), [&](const Entry& other) {
    return other.document == e.document && other.content == e.content;
  });
  if (!again) e.version = newest + 1;
  return e;
}

class AsOf : public ::testing::Test {
 protected:
  static const knowledge::Knowledge& knowledge() {
    static const knowledge::Knowledge loaded = knowledge::Knowledge::load(DEMARCHE_DATA_DIR).value();
    return loaded;
  }
};

TEST_F(AsOf, TheLogGivesWhatWasKnownLive) {
  const Folder folder;
  Log log = Log::open(folder / "talks.db", Log::Mode::Write).value();
  const std::vector<Arrival> feed = made_up_feed(21);
  Random random(22);
  const std::int64_t end = feed.back().clocks.recorded.seconds() + 200 * kHour;
  std::vector<Instant> moments;
  for (int i = 0; i < kMoments; ++i) {
    moments.emplace_back(kStart +
                         static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(end - kStart)));
  }
  std::sort(moments.begin(), moments.end());

  // Live: entries held in memory as they come; at each moment they are folded with nothing but themselves.
  std::vector<Entry> live;
  std::vector<std::string> live_hashes;
  auto moment = moments.begin();
  const auto fold_until = [&](Instant next) {
    for (; moment != moments.end() && *moment < next; ++moment) {
      live_hashes.push_back(hash_of(fold(live, *moment, knowledge())));
    }
  };
  for (const Arrival& a : feed) {
    fold_until(a.clocks.recorded);
    const auto taken = log.append(a.document, a.moves, a.coder, a.clocks);
    ASSERT_TRUE(taken) << taken.error().message();
    if (*taken == Taken::Known) continue;
    live.push_back(entry_of(a, live));
    if (live.size() % 100 == 0) {
      ASSERT_TRUE(log.commit());
    }
  }
  fold_until(Instant(end));
  ASSERT_TRUE(log.commit());
  const auto recorded = log.read(testing::all_of_it());
  ASSERT_TRUE(recorded);
  ASSERT_EQ(recorded->size(), live.size());

  for (std::size_t i = 0; i < moments.size(); ++i) {
    Log::Read what;
    what.as_of = moments[i];
    auto entries = log.read(what);
    ASSERT_TRUE(entries);
    const State state = fold(std::move(*entries), moments[i], knowledge());
    for (const Entry& e : state.entries) {
      ASSERT_LE(e.clocks.known_at(), moments[i]);
      ASSERT_LE(e.clocks.recorded, moments[i]) << "recorded later, yet shown";
    }
    ASSERT_EQ(hash_of(state), live_hashes[i]) << moments[i].iso();
  }
}

}  // namespace
}  // namespace demarche::record
