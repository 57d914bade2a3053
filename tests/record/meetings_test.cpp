#include <gtest/gtest.h>

#include "builder.hpp"

namespace demarche::record {
namespace {

using testing::MoveBuilder;
using testing::RecordBuilder;

std::vector<MeetingStatus> statuses(const Meeting& meeting) {
  std::vector<MeetingStatus> out;
  for (const MeetingStep& step : meeting.steps) out.push_back(step.status);
  return out;
}

TEST(Meetings, ArePlannedPutOffAndHeldWithAnOutcome) {
  RecordBuilder record;
  record.add("a", "Reuters", "2019-01-10T10:00Z", "one",
             {MoveBuilder(Act::Schedule, "USA", "CHN").on("2019-01-30")});
  record.add("b", "CNBC", "2019-01-20T10:00Z", "two",
             {MoveBuilder(Act::Postpone, "CHN", "USA").on("2019-01-30")});
  record.add("c", "Reuters", "2019-01-22T10:00Z", "three",
             {MoveBuilder(Act::Schedule, "CHN", "USA").on("2019-02-14")});
  record.add("d", "Reuters", "2019-02-15T10:00Z", "four",
             {MoveBuilder(Act::Meet, "USA", "CHN").on("2019-02-14")});
  record.add("e", "Reuters", "2019-02-16T10:00Z", "five", {MoveBuilder(Act::Agree, "USA", "CHN")});
  State state = record.fold();
  ASSERT_GE(state.meetings.size(), 1U);
  // Put off with the old day told: the new day makes it a meeting of its own unless people tie them together.
  record = RecordBuilder();
  record.add("a", "Reuters", "2019-01-10T10:00Z", "one",
             {MoveBuilder(Act::Schedule, "USA", "CHN").by("Ann Example").on("2019-01-30")});
  record.add("b", "CNBC", "2019-01-20T10:00Z", "two", {MoveBuilder(Act::Postpone, "CHN", "USA")});
  record.add("c", "Reuters", "2019-01-22T10:00Z", "three",
             {MoveBuilder(Act::Schedule, "USA", "CHN").by("Ann Example").on("2019-02-14")});
  record.add("d", "Reuters", "2019-02-15T10:00Z", "four",
             {MoveBuilder(Act::Meet, "USA", "CHN").on("2019-02-14")});
  record.add("e", "Reuters", "2019-02-16T10:00Z", "five", {MoveBuilder(Act::Agree, "USA", "CHN")});
  state = record.fold();
  ASSERT_EQ(state.meetings.size(), 1U);
  const Meeting& m = state.meetings[0];
  using enum MeetingStatus;
  EXPECT_EQ(statuses(m), (std::vector{Scheduled, Postponed, Scheduled, Held}));
  EXPECT_EQ(m.status, Held);
  EXPECT_EQ(m.first_date, Interval::day(*Day::parse("2019-01-30")));
  EXPECT_EQ(m.date, Interval::day(*Day::parse("2019-02-14")));
  ASSERT_NE(m.outcome, kNone);
  EXPECT_EQ(state.events[m.outcome].act, Act::Agree);
}

TEST(Meetings, ACancelledOneStaysSoAndTwoDaysAreTwoMeetings) {
  RecordBuilder record;
  record.add("a", "Reuters", "2018-05-10T10:00Z", "one",
             {MoveBuilder(Act::Schedule, "USA", "PRK").on("2018-06-12")});
  record.add("b", "Reuters", "2018-05-24T10:00Z", "two", {MoveBuilder(Act::Cancel, "USA", "PRK")});
  record.add("c", "Reuters", "2018-05-11T10:00Z", "three",
             {MoveBuilder(Act::Schedule, "USA", "CHN").on("2018-06-02")});
  record.add("d", "Reuters", "2018-05-12T10:00Z", "four",
             {MoveBuilder(Act::Schedule, "USA", "CHN").on("2018-07-20")});
  const State state = record.fold();
  ASSERT_EQ(state.meetings.size(), 3U);
  EXPECT_EQ(state.meetings[0].status, MeetingStatus::Cancelled);
  EXPECT_EQ(state.meetings[0].one.view(), "PRK");
  EXPECT_EQ(state.meetings[1].status, MeetingStatus::Scheduled);
}

TEST(Meetings, TalksThatGoOnAreOneMeeting) {
  RecordBuilder record;
  for (int i = 0; i < 3; ++i) {
    record.add("d" + std::to_string(i), "Reuters", "2019-01-0" + std::to_string(7 + i) + "T10:00Z",
               "talks day " + std::to_string(i), {MoveBuilder(Act::Meet, "USA", "CHN")});
  }
  EXPECT_EQ(record.fold().meetings.size(), 1U);
}

}  // namespace
}  // namespace demarche::record
