#include <gtest/gtest.h>

#include <demarche/record/temperature.hpp>

#include "builder.hpp"

namespace demarche::record {
namespace {

using testing::MoveBuilder;
using testing::RecordBuilder;

MoveBuilder about_deficit(Act act, std::string_view by, std::string_view toward) {
  MoveBuilder move(act, by, toward);
  move.issue("trade-balance");
  return move;
}

TEST(Positions, TheLastWordStandsWithItsAnswerAndTheGap) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-05-01T10:00Z", "one",
             {about_deficit(Act::Demand, "USA", "CHN").money(100e9)});
  record.add("b", "Reuters", "2018-05-04T10:00Z", "two",
             {about_deficit(Act::Demand, "USA", "CHN").money(200e9)});
  record.add("c", "Reuters", "2018-05-05T10:00Z", "three", {about_deficit(Act::Reject, "CHN", "USA")});
  record.add("d", "Reuters", "2018-05-17T10:00Z", "four",
             {about_deficit(Act::Offer, "CHN", "USA").money(70e9)});
  const State state = record.fold();
  ASSERT_EQ(state.positions.size(), 2U);
  const Position& china = state.positions[0];
  const Position& us = state.positions[1];
  EXPECT_EQ(us.number, 200e9);
  EXPECT_EQ(us.unit, "USD");
  ASSERT_NE(us.answered, kNone);
  EXPECT_EQ(state.events[us.answered].act, Act::Reject);
  EXPECT_EQ(us.gap, 130e9);
  EXPECT_EQ(china.gap, 130e9);
  EXPECT_EQ(china.answered, kNone);
}

TEST(Positions, NoGapBetweenUnlikeNumbers) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-05-01T10:00Z", "one",
             {about_deficit(Act::Demand, "USA", "CHN").money(100e9)});
  record.add("b", "Reuters", "2018-05-04T10:00Z", "two", {about_deficit(Act::Offer, "CHN", "USA").rate(10)});
  for (const Position& p : record.fold().positions) EXPECT_FALSE(p.gap);
}

TEST(Temperature, HalvesWithTimeAndOpensToItsEvidence) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-05-01T10:00Z", "one",
             {MoveBuilder(Act::Impose, "USA", "CHN").issue("tariffs")});
  record.add("b", "Reuters", "2018-05-31T10:00Z", "two", {MoveBuilder(Act::Agree, "USA", "CHN")});
  record.add("c", "Reuters", "2018-05-31T11:00Z", "three", {MoveBuilder(Act::Meet, "USA", "JPN")});
  const State state = record.fold();
  const auto usa = *PartyCode::parse("USA");
  const auto chn = *PartyCode::parse("CHN");
  const Temperature t = temperature(state, chn, usa, *Instant::parse("2018-05-31", true), testing::shipped());
  ASSERT_EQ(t.because.size(), 2U);
  EXPECT_NEAR(t.degrees, 6.5 - 4.0, 1e-9);
  EXPECT_NEAR(t.because[0].share, 6.5, 1e-9);
  const Temperature before =
      temperature(state, usa, chn, *Instant::parse("2018-05-02", true), testing::shipped());
  EXPECT_EQ(before.because.size(), 1U);
}

}  // namespace
}  // namespace demarche::record
