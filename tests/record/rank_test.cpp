#include <gtest/gtest.h>

#include <demarche/record/rank.hpp>

#include "builder.hpp"

namespace demarche::record::testing {
namespace {

using M = MoveBuilder;

Instant at(std::string_view day) {
  return *Instant::parse(day);
}

TEST(Rank, TheBreakDownComesBeforeThePledgeThatWasMadeBefore) {
  const State s = RecordBuilder()
                      .add("davos", "Reuters", "2018-01-24", "Envoy vows wider opening at Davos",
                           {M(Act::Promise, "CHN").issue("market-access")})
                      .add("boao", "Bloomberg", "2018-04-10", "Talks collapse as leader speaks at Boao",
                           {M(Act::Promise, "CHN").issue("market-access"), M(Act::BreakDown, "CHN", "USA")})
                      .fold();
  const auto news = rank_news(s, at("2018-04-01"), shipped());
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(s.events[news[0].event].act, Act::BreakDown);
  EXPECT_DOUBLE_EQ(news[0].rank.consequence, 0.8);  // its row in brief_weights.tsv, not its Goldstein weight
  EXPECT_DOUBLE_EQ(news[0].rank.novelty, 1.0);
  EXPECT_DOUBLE_EQ(news[0].rank.sourcing, 0.5);
  EXPECT_DOUBLE_EQ(news[0].rank.score(), 0.4);
  const auto repeats = find_repeats(s, at("2018-04-01"));
  ASSERT_EQ(repeats.size(), 1U);
  EXPECT_EQ(repeats[0].first, 0U);
  EXPECT_EQ(repeats[0].repeats, (std::vector<Index>{1}));
}

// What the seed article of April 2018 is about: threats of tariffs stand beside the failure of the talks.
TEST(Rank, TheFailureOfTheTalksOutweighsAThreat) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-04-10", "Talks collapse; more tariffs considered",
                           {M(Act::Threaten, "USA", "CHN").issue("tariffs").money(100e9),
                            M(Act::BreakDown, "CHN", "USA").issue("industrial-policy")})
                      .fold();
  const auto news = rank_news(s, at("2018-04-01"), shipped());
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(s.events[news[0].event].act, Act::BreakDown);
}

TEST(Rank, MoreOriginsAndFirmerWordsWeighMore) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-06-15", "Duties on $50 billion of goods",
                           {M(Act::Impose, "USA", "CHN").money(50e9)})
                      .add("b", "CNBC", "2018-06-15", "What the new levies on $50 billion mean",
                           {M(Act::Impose, "USA", "CHN").money(50e9)})
                      .add("c", "Reuters", "2018-06-15", "Steel duties for Europe are weighed",
                           {M(Act::Impose, "USA", "EUU").modality(Modality::Possible)})
                      .fold();
  const auto news = rank_news(s, at("2018-06-01"), shipped());
  ASSERT_EQ(news.size(), 2U);
  EXPECT_DOUBLE_EQ(news[0].rank.sourcing, 0.75);
  EXPECT_DOUBLE_EQ(news[0].rank.consequence, 0.8);
  EXPECT_DOUBLE_EQ(news[1].rank.consequence, 0.8 * 0.4);
}

TEST(Rank, WhatIsLongPastOrNamesNothingWeighsLess) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-06-15", "A war remembered",
                           {M(Act::Attack, "SYR", "RUS").on("2016-04-01")})
                      .add("b", "Reuters", "2018-06-16", "Something is announced", {M(Act::Impose, "CHN")})
                      .fold();
  const auto news = rank_news(s, at("2018-06-01"), shipped());
  ASSERT_EQ(news.size(), 2U);
  EXPECT_DOUBLE_EQ(news[0].rank.consequence, 0.8 * 0.6);
  EXPECT_FALSE(news[0].past);
  EXPECT_TRUE(news[1].past);
  EXPECT_DOUBLE_EQ(news[1].rank.novelty, 0.2);
}

TEST(Rank, NothingToldInTheWindowIsNoNews) {
  const State s =
      RecordBuilder().add("a", "Reuters", "2018-06-15", "Duties", {M(Act::Impose, "USA", "CHN")}).fold();
  EXPECT_TRUE(rank_news(s, at("2018-06-16"), shipped()).empty());
}

TEST(Trace, LeadsBackToTheFirstTellingFromAnyRepeat) {
  const State s = RecordBuilder()
                      .add("a", "Reuters", "2018-07-10", "Duties on $200 billion of goods",
                           {M(Act::Impose, "USA", "CHN").money(200e9).rate(10).modality(Modality::Planned)})
                      .add("b", "CNBC", "2018-07-20", "Duties on $200 billion raised",
                           {M(Act::Impose, "USA", "CHN").money(200e9).rate(25).modality(Modality::Planned)})
                      .fold();
  EXPECT_EQ(trace(s, 1), (std::vector<Index>{0, 1}));
  EXPECT_EQ(trace(s, 0), trace(s, 1));
}

TEST(Said, IsFoundByItsPartsAndByItsWords) {
  const State s =
      RecordBuilder()
          .add("a", "Reuters", "2018-07-10", "Duties on steel from Europe", {M(Act::Impose, "USA", "EUU")})
          .add("b", "CNBC", "2018-07-20", "Duties on soybeans", {M(Act::Impose, "CHN", "USA")})
          .fold();
  EXPECT_EQ(find_said(s, {M(Act::Impose, "CHN", "USA").done()}, shipped()), 1U);
  EXPECT_EQ(find_said(s, {M(Act::Apologise, "CHN", "USA").done()}, shipped()), kNone);
  EXPECT_EQ(find_words(s, "soybean duties"), 1U);
  EXPECT_EQ(find_words(s, "a summit in Hanoi"), kNone);
}

}  // namespace
}  // namespace demarche::record::testing
