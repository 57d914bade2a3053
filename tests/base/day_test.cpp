#include <demarche/base/day.hpp>

#include <gtest/gtest.h>

#include <random>

namespace demarche {
namespace {

// The slow, obvious calendar: walk day by day from 1 January 1970.
struct Walker {
  int year = 1970;
  int month = 1;
  int day = 1;
  static bool leap(int y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); }
  static int length(int y, int m) {
    if (m == 2) return leap(y) ? 29 : 28;
    return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
  }
  void forward() {
    if (++day <= length(year, month)) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
  void back() {
    if (--day >= 1) return;
    if (--month < 1) {
      month = 12;
      --year;
    }
    day = length(year, month);
  }
};

TEST(Day, AgreesWithAWalkThroughTheCalendar) {
  Walker forward;
  Walker back;
  for (int i = 0; i < 60000; ++i) {
    const Day after(i);
    ASSERT_EQ(after.year(), forward.year);
    ASSERT_EQ(after.month(), forward.month);
    ASSERT_EQ(after.day_of_month(), forward.day);
    ASSERT_EQ(static_cast<int>(after.weekday()), (i + 3) % 7);
    ASSERT_EQ(Day::from_civil(forward.year, forward.month, forward.day), after);
    const Day before(-i);
    ASSERT_EQ(before.year(), back.year);
    ASSERT_EQ(before.month(), back.month);
    ASSERT_EQ(before.day_of_month(), back.day);
    forward.forward();
    back.back();
  }
}

TEST(Day, RefusesDatesThatDoNotExist) {
  EXPECT_FALSE(Day::from_civil(2019, 2, 29));
  EXPECT_TRUE(Day::from_civil(2020, 2, 29));
  EXPECT_FALSE(Day::from_civil(1900, 2, 29));
  EXPECT_FALSE(Day::from_civil(2019, 13, 1));
  EXPECT_FALSE(Day::from_civil(2019, 0, 1));
  EXPECT_FALSE(Day::from_civil(0, 1, 1));
  EXPECT_FALSE(Day::from_civil(10000, 1, 1));
}

TEST(Day, ReadsIsoDatesAndTimestamps) {
  EXPECT_EQ(Day::parse("2018-04-10")->iso(), "2018-04-10");
  EXPECT_EQ(Day::parse("2018-08-16T20:47:56+00:00")->iso(), "2018-08-16");
  EXPECT_EQ(Day::parse("2018-08-16 20:47")->iso(), "2018-08-16");
  for (const char* bad : {"", "2018", "2018-4-10", "2018-04-1x", "2018-04-100", "10.04.2018", "2018-02-30"}) {
    EXPECT_FALSE(Day::parse(bad)) << bad;
  }
}

TEST(Day, AddsMonthsToTheLastDayOfAShorterMonth) {
  EXPECT_EQ(Day::parse("2019-01-31")->plus_months(1).iso(), "2019-02-28");
  EXPECT_EQ(Day::parse("2020-01-31")->plus_months(1).iso(), "2020-02-29");
  EXPECT_EQ(Day::parse("2019-03-31")->plus_months(-1).iso(), "2019-02-28");
  EXPECT_EQ(Day::parse("2019-12-15")->plus_months(1).iso(), "2020-01-15");
  EXPECT_EQ(Day::parse("9999-12-31")->plus_months(5).year(), 9999);
}

TEST(Interval, CoversItsUnit) {
  const Day d = *Day::parse("2018-04-10");  // a Tuesday
  EXPECT_EQ(Interval::week_of(d).from.iso(), "2018-04-09");
  EXPECT_EQ(Interval::week_of(d).to.iso(), "2018-04-15");
  EXPECT_EQ(Interval::month_of(d).to.iso(), "2018-04-30");
  EXPECT_EQ(Interval::quarter_of(d).from.iso(), "2018-04-01");
  EXPECT_EQ(Interval::quarter_of(d).to.iso(), "2018-06-30");
  EXPECT_EQ(Interval::year_of(d).from.iso(), "2018-01-01");
  EXPECT_EQ(Interval::year_of(d).to.iso(), "2018-12-31");
}

TEST(Interval, HoldsItsDayForEveryDay) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const Day d(static_cast<std::int32_t>(random() % 60000) - 20000);
    for (const Interval& in :
         {Interval::week_of(d), Interval::month_of(d), Interval::quarter_of(d), Interval::year_of(d)}) {
      ASSERT_LE(in.from, d);
      ASSERT_GE(in.to, d);
    }
  }
}

}  // namespace
}  // namespace demarche
