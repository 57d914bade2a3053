#include <gtest/gtest.h>

#include "tables.hpp"

namespace demarche::knowledge::testing {
namespace {

class OfficeAt : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Knowledge::parse(small_tables(), "data");
    ASSERT_TRUE(loaded) << loaded.error().message();
    k_ = std::move(*loaded);
    ann_ = &k_.people()[1];
  }
  Knowledge k_;
  const Person* ann_ = nullptr;
};

TEST_F(OfficeAt, RowsOfOnePersonAreOnePerson) {
  ASSERT_EQ(ann_->name, "Ann Example");
  ASSERT_EQ(ann_->offices.size(), 2U);
  EXPECT_EQ(ann_->offices[0].from, Day::parse("2017-01-01"));
  EXPECT_EQ(ann_->offices[0].to, Day::parse("2018-12-31"));
  EXPECT_EQ(ann_->offices[1].from, Day::parse("2020-02-01"));
  EXPECT_EQ(ann_->offices[1].to, std::nullopt);
}

TEST_F(OfficeAt, TheTermThatCoversTheDay) {
  const auto held = ann_->office_at(Day::parse("2018-12-31"));
  EXPECT_EQ(held.office->title, "secretary of trade");
  EXPECT_TRUE(held.current);
  EXPECT_EQ(ann_->office_at(Day::parse("2031-01-01")).office->title, "senator");
  EXPECT_TRUE(ann_->office_at(Day::parse("2031-01-01")).current);
}

TEST_F(OfficeAt, TheNearestTermOutside) {
  EXPECT_EQ(ann_->office_at(Day::parse("1999-01-01")).office->title, "secretary of trade");
  EXPECT_EQ(ann_->office_at(Day::parse("2019-02-01")).office->title, "secretary of trade");
  EXPECT_EQ(ann_->office_at(Day::parse("2020-01-20")).office->title, "senator");
  EXPECT_FALSE(ann_->office_at(Day::parse("2020-01-20")).current);
}

TEST_F(OfficeAt, WithoutADayTheLastTermNotKnownToBeCurrent) {
  EXPECT_EQ(ann_->office_at(std::nullopt).office->title, "senator");
  EXPECT_FALSE(ann_->office_at(std::nullopt).current);
}

TEST_F(OfficeAt, OnTheDayOfAHandoverTheNewOffice) {
  Person p{"X", {}};
  const Day day = *Day::parse("2021-01-20");
  p.offices.push_back({*PartyCode::parse("USA"), Role::Gov, "president", std::nullopt, day});
  p.offices.push_back({*PartyCode::parse("USA"), Role::Opp, "former president", day, std::nullopt});
  EXPECT_EQ(p.office_at(day).office->title, "former president");
  EXPECT_EQ(p.office_at(day.plus(-1)).office->title, "president");
}

}  // namespace
}  // namespace demarche::knowledge::testing
