#include <demarche/coding/time.hpp>

#include <random>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shipped.hpp"
#include "tagged_text.hpp"

namespace demarche::coding {
namespace {

using testing::TaggedText;

// Thursday.
const Day kPublished = *Day::parse("2018-04-05");

struct Read {
  std::string words;
  std::string value;
  std::string from;
  std::string to;
};

std::vector<Read> read(std::string_view tagged, std::optional<Day> published = kPublished) {
  const TaggedText t(tagged);
  std::vector<Read> out;
  for (const TimeExpression& e : find_times(t.text(), published, testing::shipped().frames())) {
    out.push_back({t.words(e.first, e.last), e.value, e.days ? e.days->from.iso() : "",
                   e.days ? e.days->to.iso() : ""});
  }
  return out;
}

// The value of the only expression; what went wrong otherwise.
std::string value(std::string_view tagged, std::optional<Day> published = kPublished) {
  const auto all = read(tagged, published);
  if (all.size() != 1) return fmt::format("{} expressions", all.size());
  return all.front().value;
}

TEST(Times, WhatLooksAheadStandsInTheData) {
  const TaggedText t("talks_NNS due_JJ Wednesday_NNP");
  const auto informed = find_times(t.text(), kPublished, testing::shipped().frames());
  const auto ignorant = find_times(t.text(), kPublished, knowledge::FrameSet());
  ASSERT_EQ(informed.size(), 1U);
  ASSERT_EQ(ignorant.size(), 1U);
  EXPECT_EQ(informed[0].value, "2018-04-11");
  EXPECT_NE(ignorant[0].value, informed[0].value);
}

TEST(Times, AbsoluteDatesInEveryOrder) {
  for (const char* text :
       {"on_IN March_NNP 8_CD ,_, 2017_CD", "on_IN 8_CD March_NNP 2017_CD", "on_IN 2017-03-08_CD",
        "on_IN 3/8/2017_CD", "on_IN the_DT 8th_JJ of_IN March_NNP 2017_CD", "on_IN Mar._NNP 8_CD 2017_CD",
        "on_IN Wednesday_NNP ,_, March_NNP 8_CD ,_, 2017_CD", "on_IN 20170308_CD"}) {
    EXPECT_EQ(value(text), "2017-03-08") << text;
    EXPECT_EQ(value(text, std::nullopt), "2017-03-08") << text;
  }
  EXPECT_EQ(value("in_IN March_NNP 2017_CD"), "2017-03");
  EXPECT_EQ(value("in_IN 2017_CD"), "2017");
  EXPECT_EQ(value("on_IN 25/3/2017_CD"), "2017-03-25");
}

TEST(Times, CoarserNames) {
  EXPECT_EQ(value("in_IN the_DT 1990s_NNS"), "199X");
  EXPECT_EQ(value("in_IN fiscal_JJ 2019_CD"), "2019");
  EXPECT_EQ(value("Q3_NN 2018_CD"), "2018-Q3");
  EXPECT_EQ(value("in_IN the_DT third_JJ quarter_NN of_IN 2016_CD"), "2016-Q3");
  EXPECT_EQ(value("in_IN the_DT second_JJ half_NN of_IN 2016_CD"), "2016-H2");
  EXPECT_EQ(value("in_IN the_DT summer_NN of_IN 2016_CD"), "2016-SU");
  EXPECT_EQ(value("in_IN the_DT first_JJ quarter_NN of_IN last_JJ year_NN"), "2017-Q1");
  EXPECT_EQ(value("in_IN the_DT second_JJ half_NN of_IN May_NNP"), "2018-05");
  EXPECT_EQ(value("in_IN the_DT first_JJ half_NN of_IN May_NNP 2017_CD"), "2017-05");
  EXPECT_EQ(read("in_IN the_DT 1990s_NNS").front().to, "1999-12-31");
}

TEST(Times, TwoDaysOfOneMonth) {
  const auto all = read("talks_NNS were_VBD held_VBN on_IN Jan._NNP 30_CD and_CC 31_CD");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].value, "2018-01-30");
  EXPECT_EQ(all[1].value, "2018-01-31");
  const auto other = read("talks_NNS were_VBD held_VBN on_IN 5_CD and_CC 6_CD March_NNP");
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(other[0].value, "2018-03-05");
  EXPECT_EQ(other[1].value, "2018-03-06");
}

TEST(Times, WeekdaysFollowTheTense) {
  EXPECT_EQ(value("they_PRP met_VBD on_IN Wednesday_NNP"), "2018-04-04");
  EXPECT_EQ(value("they_PRP met_VBD on_IN Thursday_NNP"), "2018-04-05");
  EXPECT_EQ(value("they_PRP met_VBD on_IN Friday_NNP"), "2018-03-30");
  EXPECT_EQ(value("they_PRP will_MD meet_VB on_IN Wednesday_NNP"), "2018-04-11");
  EXPECT_EQ(value("they_PRP will_MD meet_VB on_IN Friday_NNP"), "2018-04-06");
  EXPECT_EQ(value("they_PRP plan_VBP to_TO meet_VB Friday_NNP"), "2018-04-06");
  EXPECT_EQ(value("they_PRP met_VBD last_JJ Thursday_NNP"), "2018-03-29");
  EXPECT_EQ(value("they_PRP meet_VBP next_JJ Monday_NNP"), "2018-04-09");
  EXPECT_EQ(value("a_DT ruling_NN of_IN Wednesday_NNP ~'s_POS session_NN"), "2018-04-04");
  EXPECT_EQ(value("they_PRP met_VBD on_IN Wednesday_NNP", std::nullopt), "XXXX-WXX-3");
  EXPECT_TRUE(read("they_PRP met_VBD on_IN Wednesday_NNP", std::nullopt).front().from.empty());
}

TEST(Times, BareMonthsAndDates) {
  EXPECT_EQ(value("they_PRP met_VBD in_IN January_NNP"), "2018-01");
  EXPECT_EQ(value("they_PRP met_VBD in_IN November_NNP"), "2017-11");
  EXPECT_EQ(value("they_PRP will_MD meet_VB in_IN November_NNP"), "2018-11");
  EXPECT_EQ(value("they_PRP met_VBD on_IN Dec._NNP 20_CD"), "2017-12-20");
  EXPECT_EQ(value("they_PRP will_MD meet_VB on_IN May_NNP 3_CD"), "2018-05-03");
  EXPECT_EQ(value("it_PRP takes_VBZ effect_NN in_IN mid-June_NNP"), "2018-06");
  EXPECT_EQ(value("they_PRP met_VBD last_JJ November_NNP"), "2017-11");
  EXPECT_EQ(value("they_PRP met_VBD on_IN Dec._NNP 20_CD", std::nullopt), "XXXX-12-20");
}

TEST(Times, Shifts) {
  EXPECT_EQ(value("they_PRP met_VBD yesterday_NN"), "2018-04-04");
  EXPECT_EQ(value("they_PRP meet_VBP tomorrow_NN"), "2018-04-06");
  EXPECT_EQ(value("they_PRP met_VBD last_JJ week_NN"), "2018-W13");
  EXPECT_EQ(read("they_PRP met_VBD last_JJ week_NN").front().from, "2018-03-26");
  EXPECT_EQ(value("earlier_RBR this_DT month_NN they_PRP met_VBD"), "2018-04");
  EXPECT_EQ(value("late_RB last_JJ year_NN they_PRP met_VBD"), "2017");
  EXPECT_EQ(value("they_PRP met_VBD two_CD weeks_NNS ago_RB"), "2018-W12");
  EXPECT_EQ(value("they_PRP met_VBD 10_CD days_NNS ago_RB"), "2018-03-26");
  EXPECT_EQ(value("they_PRP met_VBD tonight_NN"), "2018-04-05TNI");
  EXPECT_EQ(value("by_IN the_DT end_NN of_IN the_DT year_NN"), "2018");
  EXPECT_EQ(value("by_IN the_DT end_NN of_IN June_NNP"), "2018-06");
  EXPECT_EQ(value("next_JJ quarter_NN"), "2018-Q3");
  EXPECT_EQ(value("they_PRP met_VBD yesterday_NN", std::nullopt), "XXXX-XX-XX");
}

TEST(Times, ShiftsFromWhatTheTextSpokeOf) {
  const auto all =
      read("they_PRP met_VBD on_IN March_NNP 1_CD ._. | three_CD days_NNS later_RB they_PRP left_VBD ._.");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].value, "2018-03-04");
}

TEST(Times, LengthsAndSets) {
  EXPECT_EQ(value("for_IN three_CD months_NNS"), "P3M");
  EXPECT_EQ(value("a_DT 90_CD -_HYPH day_NN truce_NN"), "P90D");
  EXPECT_EQ(value("for_IN years_NNS"), "PXY");
  EXPECT_EQ(value("the_DT past_JJ two_CD years_NNS"), "P2Y");
  EXPECT_EQ(value("they_PRP talk_VBP every_DT week_NN"), "P1W");
  EXPECT_EQ(value("an_DT annual_JJ summit_NN"), "P1Y");
  const auto ahead = read("it_PRP will_MD decide_VB in_IN 90_CD days_NNS");
  ASSERT_EQ(ahead.size(), 1U);
  EXPECT_EQ(ahead[0].value, "P90D");
  EXPECT_EQ(ahead[0].from, "2018-07-04");
}

TEST(Times, TimesOfDay) {
  EXPECT_EQ(value("at_IN 10_CD p.m._NN EST_NNP Wednesday_NNP they_PRP left_VBD"), "2018-04-04T22:00");
  EXPECT_EQ(value("they_PRP left_VBD Tuesday_NNP evening_NN"), "2018-04-03TEV");
  EXPECT_EQ(value("at_IN 10:30_CD"), "2018-04-05T10:30");
}

TEST(Times, WordsThatOnlyLookLikeTimes) {
  EXPECT_TRUE(read("china_NNP may_MD retaliate_VB").empty());
  EXPECT_TRUE(read("they_PRP march_VBP to_IN the_DT square_NN").empty());
  EXPECT_TRUE(read("prices_NNS fall_VBP").empty());
  EXPECT_TRUE(read("2000_CD troops_NNS left_VBD").empty());
  EXPECT_TRUE(read("the_DT second_JJ round_NN").empty());
  EXPECT_TRUE(read("they_PRP sat_VBD down_RP").empty());
  EXPECT_TRUE(read("a_DT 60_CD -_HYPH year_NN -_HYPH old_JJ man_NN").empty());
  EXPECT_TRUE(read("about_IN $_$ 2019_CD").empty());
}

TEST(Times, DegradedText) {
  EXPECT_EQ(value("they_PRP met_VBD on_IN may_NNP 5_CD 2017_CD"), "2017-05-05");
  EXPECT_EQ(value("tariffs_NNS may_MD rise_VB in_IN may_MD"), "2018-05");
  EXPECT_EQ(value("they_PRP met_VBD in_IN march_NN"), "2018-03");
  EXPECT_EQ(value("they_PRP met_VBD on_IN wednesday_NN"), "2018-04-04");
  EXPECT_EQ(value("since_IN twenty_CD seventeen_CD"), "2017");
  EXPECT_EQ(value("they_PRP met_VBD on_IN march_NN twenty_CD first_JJ"), "2018-03-21");
}

TEST(Times, DatesThatDoNotExist) {
  for (const char* text : {"on_IN February_NNP 30_CD ,_, 2018_CD", "on_IN February_NNP 29_CD ,_, 2017_CD",
                           "on_IN 13/13/2018_CD", "on_IN 2018-02-30_CD", "on_IN 0/0/0000_CD"}) {
    for (const Read& r : read(text)) EXPECT_TRUE(r.from.empty() || r.from.size() == 10) << text;
  }
  EXPECT_TRUE(read("on_IN 2018-02-30_CD").empty());
  EXPECT_TRUE(read("on_IN February_NNP 29_CD ,_, 2017_CD").front().from.empty());
  EXPECT_EQ(value("on_IN February_NNP 29_CD ,_, 2016_CD"), "2016-02-29");
}

TEST(Times, HostileAmounts) {
  const std::string nines(400, '9');
  EXPECT_TRUE(read(nines + "_CD").empty());
  for (const std::string& amount : {std::string("999999999999"), nines, std::string("9999")}) {
    for (const char* tail :
         {"_CD years_NNS ago_RB", "_CD days_NNS later_RB", "_CD centuries_NNS ago_RB", "_CD weeks_NNS"}) {
      for (const Read& r : read(amount + tail)) EXPECT_TRUE(r.from.empty() || r.from.size() == 10);
    }
  }
  for (const Day day : {*Day::from_civil(1, 1, 1), *Day::from_civil(9999, 12, 31)}) {
    for (const char* text :
         {"last_JJ week_NN", "next_JJ decade_NN", "next_JJ year_NN", "on_IN Monday_NNP", "last_JJ century_NN",
          "in_IN March_NNP", "last_JJ winter_NN", "this_DT weekend_NN"}) {
      for (const Read& r : read(text, day)) EXPECT_LE(r.from.size(), 12U) << text;
    }
  }
}

// Any tokens, any publication date: no crash, and expressions are in order, not empty, not overlapping.
TEST(Times, RandomTokens) {
  static const char* const words[] = {
      "the_DT",     "last_JJ",      "next_JJ",     "this_DT",   "May_NNP",      "may_MD",
      "5_CD",       "2018_CD",      "30_CD",       ",_,",       "of_IN",        "early_JJ",
      "end_NN",     "quarter_NN",   "third_JJ",    "second_JJ", "days_NNS",     "week_NN",
      "ago_RB",     "later_RB",     "and_CC",      "-_HYPH",    "Thursday_NNP", "noon_NN",
      "10:30_CD",   "p.m._NN",      "a_DT",        "few_JJ",    "half_NN",      "million_CD",
      "every_DT",   "mid-June_NNP", "1990s_NNS",   "'s_POS",    "year_NN",      "fiscal_JJ",
      "Q3_NN",      "in_IN",        "on_IN",       "by_IN",     "twenty_CD",    "one_CD",
      "hundred_CD", "2/30/18_CD",   "99999999_CD", "New_NNP",   "Day_NNP",      "eve_NN",
      "century_NN", "will_MD",      "said_VBD",    "|"};
  std::mt19937 random(20180405);
  for (int round = 0; round < 20000; ++round) {
    std::string tagged;
    for (auto n = random() % 14; n > 0; --n) tagged += std::string(words[random() % std::size(words)]) + ' ';
    const TaggedText t(tagged);
    std::optional<Day> published;
    if (random() % 5 > 0) published = Day(static_cast<std::int32_t>(random() % 40000U));
    std::uint32_t before = 0;
    for (const TimeExpression& e : find_times(t.text(), published, testing::shipped().frames())) {
      ASSERT_GE(e.first, before) << tagged;
      ASSERT_LT(e.first, e.last) << tagged;
      ASSERT_LE(e.last, t.text().tokens.size()) << tagged;
      ASSERT_FALSE(e.value.empty()) << tagged;
      if (e.days) {
        ASSERT_LE(e.days->from, e.days->to) << tagged;
      }
      before = e.last;
    }
  }
}

// --- The calendar, walked day by day ---

// A date that knows only how to become its neighbour.
struct SlowDate {
  int year, month, day, weekday;  // weekday: 0 is Monday
  static int length(int y, int m) {
    if (m == 2) return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 29 : 28;
    return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
  }
  void forward() {
    weekday = (weekday + 1) % 7;
    if (++day > length(year, month)) {
      day = 1;
      if (++month > 12) month = 1, ++year;
    }
  }
  void back() {
    weekday = (weekday + 6) % 7;
    if (--day < 1) {
      if (--month < 1) month = 12, --year;
      day = length(year, month);
    }
  }
  [[nodiscard]] std::string iso() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }
};

constexpr const char* kDayNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};

TEST(TimesAgainstTheSlowCalendar, WeekdaysAndDays) {
  std::mt19937 random(7);
  SlowDate today{1999, 12, 1, 2};
  for (int walked = 0; walked < 9000; ++walked, today.forward()) {
    if (random() % 12 != 0) continue;
    const Day published = *Day::parse(today.iso());
    const int wanted = static_cast<int>(random() % 7);
    SlowDate past = today;
    while (past.weekday != wanted) past.back();
    SlowDate future = today;
    while (future.weekday != wanted) future.forward();
    const std::string name = kDayNames[wanted];
    EXPECT_EQ(value("they_PRP met_VBD on_IN " + name + "_NNP", published), past.iso());
    EXPECT_EQ(value("they_PRP will_MD meet_VB on_IN " + name + "_NNP", published), future.iso());
    const int n = static_cast<int>(random() % 700) + 2;
    SlowDate ago = today;
    for (int i = 0; i < n; ++i) ago.back();
    EXPECT_EQ(value(fmt::format("they_PRP met_VBD {}_CD days_NNS ago_RB", n), published), ago.iso());
  }
}

TEST(TimesAgainstTheSlowCalendar, MonthsWeeksAndYears) {
  std::mt19937 random(11);
  SlowDate today{2003, 1, 1, 2};
  for (int walked = 0; walked < 9000; ++walked, today.forward()) {
    if (random() % 12 != 0) continue;
    const Day published = *Day::parse(today.iso());
    SlowDate month = today;
    while (month.day != 1) month.back();
    month.back();
    const auto last_month = read("they_PRP met_VBD last_JJ month_NN", published);
    ASSERT_EQ(last_month.size(), 1U);
    EXPECT_EQ(last_month[0].to, month.iso());
    EXPECT_EQ(last_month[0].value, month.iso().substr(0, 7));
    SlowDate monday = today;
    while (monday.weekday != 0) monday.forward();
    if (monday.iso() == today.iso()) {
      for (int i = 0; i < 7; ++i) monday.forward();
    }
    EXPECT_EQ(read("they_PRP meet_VBP next_JJ week_NN", published).at(0).from, monday.iso());
    SlowDate christmas = today;
    while (christmas.month != 12 || christmas.day != 31) christmas.forward();
    EXPECT_EQ(read("by_IN the_DT end_NN of_IN this_DT year_NN", published).at(0).to, christmas.iso());
  }
}

}  // namespace
}  // namespace demarche::coding
