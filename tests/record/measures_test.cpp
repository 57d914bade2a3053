#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <demarche/record/follow_through.hpp>
#include <random>

#include "builder.hpp"

namespace demarche::record {
namespace {

using testing::MoveBuilder;
using testing::RecordBuilder;

MoveBuilder tariffs(Act act, std::string_view trigger, std::string_view by = "USA",
                    std::string_view against = "CHN") {
  MoveBuilder move(act, by, against);
  move.issue("tariffs").trigger(std::string(trigger));
  return move;
}

std::vector<MeasureStatus> statuses(const Measure& measure) {
  std::vector<MeasureStatus> out;
  for (const MeasureStep& step : measure.steps) out.push_back(step.status);
  return out;
}

TEST(Measures, GoFromThreatToForceAndToTheEnd) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-04-05T10:00Z", "one",
             {tariffs(Act::Threaten, "threatens tariffs").money(100e9)});
  record.add("b", "CNBC", "2018-06-15T10:00Z", "two",
             {tariffs(Act::Impose, "announces tariffs").money(100e9).rate(25)});
  record.add("c", "Reuters", "2018-06-20T10:00Z", "three",
             {tariffs(Act::Impose, "impose").modality(Modality::Planned).money(100e9).on("2018-07-06")});
  record.add(
      "d", "Reuters", "2018-07-01T10:00Z", "four",
      {tariffs(Act::Delay, "delays tariffs").modality(Modality::Planned).money(100e9).on("2018-07-20")});
  record.add("e", "CNBC", "2018-07-20T10:00Z", "five", {tariffs(Act::Impose, "take effect").money(100e9)});
  record.add("f", "CNBC", "2018-09-01T10:00Z", "six",
             {tariffs(Act::Impose, "raises tariffs").money(100e9).rate(30)});
  record.add("g", "CNBC", "2018-10-01T10:00Z", "seven", {tariffs(Act::Exempt, "exempts").money(100e9)});
  record.add("h", "CNBC", "2019-01-01T10:00Z", "eight", {tariffs(Act::Lift, "lifts tariffs").money(100e9)});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  const Measure& m = state.measures[0];
  using enum MeasureStatus;
  EXPECT_EQ(statuses(m),
            (std::vector{Threatened, Announced, Scheduled, Delayed, InForce, Changed, Exempted, Lifted}));
  EXPECT_EQ(m.status, Lifted);
  EXPECT_EQ(m.what, "tariffs");
  EXPECT_EQ(m.steps[1].rate, 25.0);
  EXPECT_EQ(m.steps[5].rate, 30.0);
  EXPECT_EQ(m.steps[3].when, Interval::day(*Day::parse("2018-07-20")));
  EXPECT_EQ(m.steps[7].amount, 100e9);
  EXPECT_EQ(m.steps[7].currency, "USD");
}

TEST(Measures, AreAsOfAMoment) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-04-05T10:00Z", "one", {tariffs(Act::Threaten, "threatens").money(100e9)});
  record.add("b", "Reuters", "2018-05-05T10:00Z", "two", {tariffs(Act::Impose, "imposed").money(100e9)});
  EXPECT_EQ(record.fold("2018-05-04").measures.at(0).status, MeasureStatus::Threatened);
  EXPECT_EQ(record.fold("2018-05-05").measures.at(0).status, MeasureStatus::InForce);
}

TEST(Measures, ANewAmountIsANewMeasureAndTheAnswerIsAnother) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-06-15T10:00Z", "one",
             {tariffs(Act::Impose, "announces").money(50e9).rate(25)});
  record.add("b", "Reuters", "2018-06-16T10:00Z", "two",
             {tariffs(Act::Impose, "announces", "CHN", "USA").money(50e9).rate(25)});
  record.add("c", "Reuters", "2018-06-18T10:00Z", "three",
             {tariffs(Act::Threaten, "threatens").money(200e9).rate(10)});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 3U);
  EXPECT_EQ(state.measures[0].by.view(), "USA");
  EXPECT_EQ(state.measures[1].by.view(), "CHN");
  EXPECT_EQ(state.measures[2].steps[0].amount, 200e9);
}

TEST(Measures, APlannedRiseLeavesItInForce) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-09-24T10:00Z", "one",
             {tariffs(Act::Impose, "take effect").money(200e9).rate(10)});
  record.add("b", "Reuters", "2018-10-24T10:00Z", "two",
             {tariffs(Act::Impose, "raise tariffs")
                  .modality(Modality::Planned)
                  .money(200e9)
                  .rate(25)
                  .on("2019-01-01")});
  record.add("c", "Reuters", "2018-12-02T10:00Z", "three",
             {tariffs(Act::Delay, "delays").money(200e9).on("2019-03-01")});
  const State planned = record.fold();
  ASSERT_EQ(planned.measures.size(), 1U);
  EXPECT_EQ(planned.measures[0].status, MeasureStatus::InForce);
  using enum MeasureStatus;
  EXPECT_EQ(statuses(planned.measures[0]), (std::vector{InForce, Scheduled, Delayed}));
  record.add("d", "Reuters", "2019-05-10T10:00Z", "four",
             {tariffs(Act::Impose, "raises tariffs").money(200e9).rate(25)});
  EXPECT_EQ(record.fold().measures.at(0).status, MeasureStatus::Changed);
}

TEST(Measures, WhatNeverCameIsWithdrawn) {
  RecordBuilder record;
  record.add("a", "Reuters", "2019-05-30T10:00Z", "one",
             {tariffs(Act::Threaten, "threatens tariffs", "USA", "MEX").rate(5)});
  record.add("b", "Reuters", "2019-06-07T10:00Z", "two",
             {tariffs(Act::Delay, "calls off tariffs", "USA", "MEX")});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  EXPECT_EQ(state.measures[0].status, MeasureStatus::Withdrawn);
}

TEST(Measures, AMentionInPassingIsNoStep) {
  RecordBuilder record;
  record.add(
      "a", "Reuters", "2018-06-18T10:00Z", "one",
      {tariffs(Act::Threaten, "threatens").money(200e9), tariffs(Act::Impose, "tariffs").money(200e9)});
  record.add("b", "CNBC", "2018-06-19T10:00Z", "two", {tariffs(Act::Impose, "tariffs")});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  EXPECT_EQ(statuses(state.measures[0]), std::vector{MeasureStatus::Threatened});
  EXPECT_EQ(state.measures[0].origins, 2U);
}

TEST(Measures, AScheduledDayThatPassedComesIntoForceWhenItIsNamed) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-06-15T10:00Z", "one",
             {tariffs(Act::Impose, "impose").modality(Modality::Planned).money(34e9).on("2018-07-06")});
  record.add("b", "CNBC", "2018-07-10T10:00Z", "two", {tariffs(Act::Impose, "tariffs").money(34e9)});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  ASSERT_EQ(state.measures[0].status, MeasureStatus::InForce);
  EXPECT_EQ(state.measures[0].steps[1].when, Interval::day(*Day::parse("2018-07-06")));
}

TEST(Measures, ASlipOfDirectionIsNone) {
  RecordBuilder record;
  for (int i = 0; i < 5; ++i) {
    record.add("d" + std::to_string(i), "Outlet " + std::to_string(i), "2018-04-05T10:00Z",
               "headline number " + std::to_string(i), {tariffs(Act::Threaten, "threatens").money(100e9)});
  }
  record.add("x", "Reuters", "2018-04-06T10:00Z", "other",
             {tariffs(Act::Impose, "imposes", "CHN", "USA").money(100e9)});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  EXPECT_EQ(state.measures[0].by.view(), "USA");
}

TEST(Measures, WhatThreeSourcesTellAnewIsAStepFromTheFirstOfThem) {
  RecordBuilder record;
  using enum MeasureStatus;
  record.add("a", "Reuters", "2018-09-18T10:00Z", "one", {tariffs(Act::Impose, "take effect").money(100e9)});
  record.add("b", "Reuters", "2018-11-05T10:00Z", "two", {tariffs(Act::Threaten, "threatens").money(100e9)});
  record.add("c", "CNBC", "2018-11-06T10:00Z", "three", {tariffs(Act::Threaten, "vows").money(100e9)});
  EXPECT_EQ(statuses(record.fold().measures[0]), (std::vector{InForce}));
  record.add("d", "Guardian", "2018-11-07T10:00Z", "four", {tariffs(Act::Threaten, "warns").money(100e9)});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  ASSERT_EQ(statuses(state.measures[0]), (std::vector{InForce, Threatened}));
  EXPECT_EQ(state.measures[0].status, InForce);
  EXPECT_EQ(state.measures[0].steps[1].origins, 3U);
  EXPECT_EQ(state.measures[0].steps[1].known, *Instant::parse("2018-11-05T10:00Z"));
}

TEST(Measures, AHeadlineThatGoesOnToSayThatItTakesEffectIsAStep) {
  const auto last = [](std::string title) {
    RecordBuilder record;
    record.add("a", "Reuters", "2018-08-08T10:00Z", "one",
               {tariffs(Act::Impose, "announces tariffs").money(16e9)});
    record.add("b", "Reuters", "2018-08-23T10:00Z", std::move(title),
               {tariffs(Act::Impose, "tariffs").money(16e9).in_title()});
    return record.fold().measures.at(0).steps.back().status;
  };
  EXPECT_EQ(last("Taxes on sixteen billion of goods take effect"), MeasureStatus::InForce);
  EXPECT_EQ(last("Taxes on sixteen billion of goods to take effect"), MeasureStatus::Announced);
  EXPECT_EQ(last("Taxes hurt farmers, and talks go into the night"), MeasureStatus::Announced);
}

TEST(Measures, WhatWasOnlyNamedIsAnnouncedWhenItIsTold) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-01-18T10:00Z", "one", {tariffs(Act::Impose, "tariffs").rate(20)});
  record.add("b", "Reuters", "2018-01-22T10:00Z", "two",
             {tariffs(Act::Impose, "announces tariffs").rate(20)});
  record.add("c", "CNBC", "2018-01-23T10:00Z", "three", {tariffs(Act::Impose, "announces tariffs").rate(20)});
  const State state = record.fold();
  ASSERT_EQ(state.measures.size(), 1U);
  EXPECT_EQ(statuses(state.measures[0]), (std::vector{MeasureStatus::Announced, MeasureStatus::Announced}));
  EXPECT_EQ(state.measures[0].steps[1].origins, 2U);
}

TEST(Measures, AnAmountThatOneSourceToldDrawsNoMore) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-06-26T08:00Z", "one",
             {tariffs(Act::Impose, "announces tariffs").money(45e9)});
  for (int i = 0; i < 5; ++i) {
    record.add(std::to_string(i), "CNBC", "2018-06-27T10:00Z", "more",
               {tariffs(Act::Impose, "announces tariffs").by(std::to_string(i))});
  }
  const std::uint32_t before = record.fold().measures.at(0).origins;
  record.add("z", "CNBC", "2018-07-27T10:00Z", "more yet", {tariffs(Act::Delay, "delays tariffs")});
  EXPECT_EQ(record.fold().measures.at(0).origins, before);
}

TEST(Measures, StepsAreInOrderAndNeverAheadOfTheMoment) {
  std::mt19937 random(7);
  RecordBuilder record;
  constexpr std::array kActs = {Act::Threaten, Act::Impose, Act::Delay, Act::Lift, Act::Exempt};
  for (int i = 0; i < 300; ++i) {
    MoveBuilder move = tariffs(kActs[random() % kActs.size()], "imposes", random() % 2 == 0 ? "USA" : "CHN",
                               random() % 3 == 0 ? "" : "MEX");
    move.modality(static_cast<Modality>(random() % 3));
    if (random() % 2 == 0) move.money(1e9 * static_cast<double>(1 + random() % 5));
    if (random() % 2 == 0) move.rate(5.0 * static_cast<double>(1 + random() % 5));
    const Day day = Day::parse("2018-01-01")->plus(i * 2);
    if (random() % 3 == 0) move.on(day.plus(static_cast<int>(random() % 60) - 20).iso());
    record.add("d" + std::to_string(i), "R", day.iso() + "T08:00Z", "title " + std::to_string(i), {move});
  }
  for (const char* as_of : {"2018-06-01", "2019-01-01", "2030-01-01"}) {
    const State state = record.fold(as_of);
    for (const Measure& m : state.measures) {
      ASSERT_FALSE(m.steps.empty());
      EXPECT_TRUE(
          std::is_sorted(m.steps.begin(), m.steps.end(),
                         [](const MeasureStep& a, const MeasureStep& b) { return a.known < b.known; }));
      EXPECT_LE(m.steps.back().known, state.as_of);
      EXPECT_TRUE(std::is_sorted(m.events.begin(), m.events.end()));
    }
  }
}

TEST(FollowThrough, CountsByParty) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-04-01T10:00Z", "one", {tariffs(Act::Threaten, "threatens").money(50e9)});
  record.add("b", "Reuters", "2018-04-01T11:00Z", "two", {tariffs(Act::Threaten, "threatens").money(200e9)});
  record.add("c", "Reuters", "2018-04-11T10:00Z", "three", {tariffs(Act::Impose, "imposed").money(50e9)});
  const auto rows = follow_through(record.fold().measures);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].threatened, 2U);
  EXPECT_EQ(rows[0].in_force, 1U);
  EXPECT_EQ(rows[0].median_days, 10);
}

}  // namespace
}  // namespace demarche::record
