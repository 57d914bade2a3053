#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "builder.hpp"

namespace demarche::record::testing {
namespace {

using M = MoveBuilder;

TEST(Events, OneTariffToldTwiceIsOneEventWithAReason) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-07-06", "U.S. tariffs on $34 billion of Chinese goods start",
                           {M(Act::Impose, "USA", "CHN").money(34e9).rate(25)})
                      .add("b", "CNBC", "2018-07-08", "What the new duties on $34 billion of goods mean",
                           {M(Act::Impose, "USA", "CHN").money(34.2e9)})
                      .fold();
  ASSERT_EQ(s.events.size(), 1U);
  EXPECT_EQ(s.events[0].origins, 2U);
  EXPECT_EQ(s.events[0].outlets, 2U);
  EXPECT_EQ(s.mentions[1].relation, Relation::Repeats);
  EXPECT_EQ(s.mentions[1].of, 0U);
  EXPECT_NE(s.mentions[1].reason.find("same act, same parties, amount"), std::string::npos)
      << s.mentions[1].reason;
}

TEST(Events, AnotherAmountFarOffIsAnotherMeasure) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-07-06", "Tariffs on $34 billion start",
                           {M(Act::Impose, "USA", "CHN").money(34e9)})
                      .add("b", "Reuters", "2018-07-10", "Tariffs on $200 billion listed",
                           {M(Act::Impose, "USA", "CHN").money(200e9)})
                      .fold();
  EXPECT_EQ(s.events.size(), 2U);
}

TEST(Events, AThreatIsNotTheTariff) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-07-06", "Tariffs on autos", {M(Act::Threaten, "USA", "EUU")})
                      .add("b", "Reuters", "2018-07-06", "Tariffs on autos", {M(Act::Impose, "USA", "EUU")})
                      .fold();
  EXPECT_EQ(s.events.size(), 2U);
}

TEST(Events, MutualActsEitherWayRoundAndOpenTargets) {
  const State s =
      RecordBuilder()
          .add("a", "Reuters", "2019-01-30", "Trade talks open in Washington", {M(Act::Meet, "USA", "CHN")})
          .add("b", "CNBC", "2019-01-30", "Trade talks in Washington, day one", {M(Act::Meet, "CHN", "USA")})
          .add("c", "Guardian", "2019-01-31", "Trade talks in Washington go on", {M(Act::Meet, "CHN")})
          .fold();
  ASSERT_EQ(s.events.size(), 1U);
  EXPECT_EQ(s.events[0].mentions.size(), 3U);
}

TEST(Relations, AmendsSaysWhatChanged) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-07-10", "Duties on $200 billion of goods",
                           {M(Act::Impose, "USA", "CHN").money(200e9).rate(10).modality(Modality::Planned)})
                      .add("b", "Reuters", "2018-07-20", "Duties on $200 billion of goods raised",
                           {M(Act::Impose, "USA", "CHN").money(200e9).rate(25).modality(Modality::Planned)})
                      .fold();
  EXPECT_EQ(s.events.size(), 1U);
  EXPECT_EQ(s.mentions[1].relation, Relation::Amends);
  EXPECT_EQ(s.mentions[1].changed, "rate 10 % -> 25 %");
}

TEST(Relations, APledgeSaidAgainMonthsLaterIsARepeatAndTheBreakDownIsNew) {
  const State s = RecordBuilder()
                      .add("davos", "Reuters", "2018-01-24", "Beijing envoy vows wider opening at Davos",
                           {M(Act::Promise, "CHN").issue("market-access")})
                      .add("boao", "Bloomberg", "2018-04-10", "Talks collapse as leader speaks at Boao",
                           {M(Act::BreakDown, "CHN", "USA"), M(Act::Promise, "CHN").issue("market-access")})
                      .fold();
  ASSERT_EQ(s.mentions.size(), 3U);
  EXPECT_EQ(s.mentions[1].relation, Relation::New);
  EXPECT_EQ(s.mentions[2].relation, Relation::Repeats);
  EXPECT_EQ(s.mentions[2].of, 0U);
}

TEST(Relations, ACancelledVisitDeniedHoursLaterAndConfirmedInTheEnd) {
  RecordBuilder r;
  r.add("ft", "Financial Times", "2019-01-22T17:00", "Washington cancels preparatory round",
        {M(Act::Cancel, "USA", "CHN").says("people", "", SpeakerKind::Unnamed)})
      .add("cnbc", "CNBC", "2019-01-22T20:30", "Adviser rejects the report of a cancelled round",
           {M(Act::Deny, "USA", "CHN").says("Larry Kudlow", "USA")});
  State s = r.fold();
  EXPECT_EQ(s.mentions[1].relation, Relation::Denies);
  EXPECT_EQ(s.mentions[1].of, 0U);
  EXPECT_TRUE(s.events[0].denied);
  ASSERT_EQ(s.contests.size(), 1U);
  EXPECT_EQ(s.contests[0].kind, ContestKind::DoneDenied);
  EXPECT_FALSE(s.contests[0].resolved);
  r.add("later", "Reuters", "2019-01-24", "Washington cancels preparatory round, adviser says",
        {M(Act::Cancel, "USA", "CHN").says("Larry Kudlow", "USA")});
  s = r.fold();
  ASSERT_EQ(s.contests.size(), 1U);
  EXPECT_TRUE(s.contests[0].resolved);
  EXPECT_EQ(s.contests[0].how, "confirmed by the party that had denied it");
}

TEST(Relations, ABrokenPromiseIsWithdrawn) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-12-02", "Farm purchases promised",
                           {M(Act::Promise, "CHN", "USA").issue("agriculture")})
                      .add("b", "Reuters", "2019-05-08", "Beijing backtracks",
                           {M(Act::Renege, "CHN", "USA").issue("agriculture")})
                      .fold();
  EXPECT_EQ(s.mentions[1].relation, Relation::Withdraws);
  EXPECT_EQ(s.mentions[1].of, 0U);
  EXPECT_TRUE(s.events[0].withdrawn);
}

TEST(Versions, WhatTheNewVersionNoLongerTellsIsWithdrawn) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2019-05-01", "Deal close",
                           {M(Act::Agree, "USA", "CHN"), M(Act::Meet, "USA", "CHN")})
                      .add("a", "Reuters", "2019-05-02", "Talks go on", {M(Act::Meet, "USA", "CHN")}, 2)
                      .fold();
  ASSERT_EQ(s.mentions.size(), 2U);
  EXPECT_EQ(s.mentions[0].relation, Relation::Withdraws);
  EXPECT_TRUE(s.events[0].withdrawn);
  EXPECT_FALSE(s.events[1].withdrawn);
}

TEST(Contests, OneSideFailedTheOtherMadeProgress) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2017-07-19", "Dialogue ends without result",
                           {M(Act::BreakDown, "USA", "CHN")
                                .issue("trade-balance")
                                .says("an official", "USA", SpeakerKind::Unnamed),
                            M(Act::Reassure, "CHN", "USA").issue("trade-balance").says("the embassy", "CHN")})
                      .fold();
  ASSERT_EQ(s.contests.size(), 1U);
  EXPECT_EQ(s.contests[0].kind, ContestKind::AgreedFailed);
}

TEST(Contests, TwoAmountsAtOnce) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-03-22", "Tariffs on Chinese goods signed",
                           {M(Act::Impose, "USA", "CHN").money(50e9)})
                      .add("b", "Guardian", "2018-03-22", "President signs tariffs on goods from China",
                           {M(Act::Impose, "USA", "CHN").money(60e9)})
                      .fold();
  ASSERT_EQ(s.contests.size(), 1U);
  EXPECT_EQ(s.contests[0].kind, ContestKind::Amounts);
}

TEST(Origins, CopiesCitationsAndStateMedia) {
  const State s =
      RecordBuilder()
          .add("a", "Reuters", "2019-05-08", "Exclusive: Beijing backtracked on almost all points",
               {M(Act::Renege, "CHN", "USA")})
          .add("b", "CNBC", "2019-05-08", "Exclusive: Beijing backtracked on almost all points - sources",
               {M(Act::Renege, "CHN", "USA")})
          .add("c", "Guardian", "2019-05-09", "China went back on its word, report says",
               {M(Act::Renege, "CHN", "USA").says("Reuters", "", SpeakerKind::Media)})
          .add("d", "Xinhua", "2019-05-10", "Spokesman: no promise was broken",
               {M(Act::Accuse, "CHN", "USA")})
          .add("e", "People's Daily", "2019-05-10", "Commentary: pressure will not work",
               {M(Act::Accuse, "CHN", "USA")})
          .fold();
  EXPECT_EQ(s.mentions[0].origin, s.mentions[1].origin);
  EXPECT_EQ(s.mentions[0].origin, s.mentions[2].origin);
  EXPECT_NE(s.mentions[0].origin, s.mentions[3].origin);
  EXPECT_EQ(s.mentions[3].origin, s.mentions[4].origin);
}

// Random entries of a small world, many of them about the same things.
RecordBuilder random_record(std::uint32_t seed, std::size_t size) {
  std::mt19937 random(seed);
  const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
  constexpr std::array kParties = {"USA", "CHN", "EUU", "MEX"};
  constexpr std::array kOutlets = {"Reuters", "CNBC", "Xinhua", "Guardian"};
  constexpr std::array kIssues = {"tariffs", "agriculture", "market-access", "metals"};
  constexpr std::array kWords = {"talks", "tariffs", "deal", "steel", "soy", "pledge", "report", "summit"};
  RecordBuilder r;
  for (std::size_t i = 0; i < size; ++i) {
    std::vector<MoveBuilder> moves;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      M move(static_cast<Act>(random() % kActCount), pick(kParties), random() % 4 == 0 ? "" : pick(kParties));
      if (random() % 2 == 0) move.issue(pick(kIssues));
      if (random() % 3 == 0) move.money(static_cast<double>(random() % 5 + 1) * 1e10);
      if (random() % 5 == 0) move.modality(Modality::Denied);
      if (random() % 3 == 0) move.says(pick(kOutlets), "", SpeakerKind::Media);
      moves.push_back(move);
    }
    std::string title =
        std::string(pick(kWords)) + " " + pick(kWords) + " " + pick(kWords) + " " + pick(kWords);
    const std::string day = Day(17600 + static_cast<std::int32_t>(random() % 40)).iso();
    r.add("doc" + std::to_string(i), pick(kOutlets), day, title, moves);
  }
  return r;
}

TEST(Fold, OrderOfTheListDoesNotChangeTheDump) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    RecordBuilder r = random_record(seed, 60);
    const std::string before = dump(r.fold());
    std::shuffle(r.entries().begin(), r.entries().end(), std::mt19937(seed));
    EXPECT_EQ(dump(r.fold()), before) << seed;
  }
}

// What is known at a moment is made of what was known by then: later entries leave events and relations as
// they were.
TEST(Fold, EarlierMentionsDoNotChangeWithLaterEntries) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    RecordBuilder r = random_record(seed, 60);
    const State all = r.fold();
    const std::string moment = Day(17600 + static_cast<std::int32_t>(seed * 2)).iso();
    const State then = r.fold(moment);
    RecordBuilder known;
    for (const Entry& e : r.entries()) {
      if (e.clocks.known_at() <= *Instant::parse(moment, true)) known.entries().push_back(e);
    }
    EXPECT_EQ(dump(then), dump(known.fold(moment)));
    ASSERT_LE(then.mentions.size(), all.mentions.size());
    for (std::size_t i = 0; i < then.mentions.size(); ++i) {
      EXPECT_EQ(then.mentions[i].event, all.mentions[i].event) << seed << ' ' << i;
      EXPECT_EQ(then.mentions[i].relation, all.mentions[i].relation) << seed << ' ' << i;
      EXPECT_EQ(then.mentions[i].origin, all.mentions[i].origin) << seed << ' ' << i;
    }
  }
}

}  // namespace
}  // namespace demarche::record::testing
