#include <demarche/coding/terms.hpp>

#include <random>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shipped.hpp"
#include "tagged_text.hpp"

namespace demarche::coding {
namespace {

using testing::TaggedText;

class Terms : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
    ASSERT_TRUE(loaded.has_value());
    knowledge_ = new knowledge::Knowledge(std::move(*loaded));
  }
  static void TearDownTestSuite() {
    delete knowledge_;
    knowledge_ = nullptr;
  }

  // Each term as "kind value unit <words>".
  static std::vector<std::string> terms(std::string_view tagged) {
    const TaggedText t(tagged);
    std::vector<std::string> out;
    for (const FoundTerm& f : find_terms(
             t.text(), *knowledge_, find_times(t.text(), Day::parse("2018-04-05"), knowledge_->frames()))) {
      const std::string value = f.value ? fmt::format("{}", *f.value) : "-";
      out.push_back(fmt::format("{} {} {} <{}>", name_of(f.kind), value, f.unit.empty() ? "-" : f.unit,
                                t.words(f.first, f.last)));
    }
    return out;
  }
  static std::string only(std::string_view tagged) {
    const auto all = terms(tagged);
    return all.size() == 1 ? all[0] : fmt::format("{} terms", all.size());
  }

  static const knowledge::Knowledge* knowledge_;
};

const knowledge::Knowledge* Terms::knowledge_ = nullptr;

TEST_F(Terms, MoneyBySign) {
  EXPECT_EQ(only("worth_JJ $_$ ~50_CD billion_CD"), "money 50000000000 USD <$ 50 billion>");
  EXPECT_EQ(only("worth_JJ US$_$ ~1.3_CD ~bn_NN"), "money 1300000000 USD <US$ 1.3 bn>");
  EXPECT_EQ(only("worth_JJ €_$ ~2.4_CD ~bn_NN"), "money 2400000000 EUR <€ 2.4 bn>");
  EXPECT_EQ(only("worth_JJ $_$ ~200_CD bln_NN"), "money 200000000000 USD <$ 200 bln>");
  EXPECT_EQ(only("worth_JJ U.S._NNP ~$_$ ~5_CD million_CD"), "money 5000000 USD <U.S. $ 5 million>");
  EXPECT_EQ(only("worth_JJ us$_$ ~3_CD ~bn_NN"), "money 3000000000 USD <us$ 3 bn>");
  EXPECT_EQ(only("worth_JJ $_$ ~1,234.50_CD"), "money 1234.5 USD <$ 1,234.50>");
}

TEST_F(Terms, MoneyByWord) {
  EXPECT_EQ(only("worth_JJ 50_CD billion_CD yuan_NN"), "money 50000000000 CNY <50 billion yuan>");
  EXPECT_EQ(only("worth_JJ 200_CD billion_CD dollars_NNS"), "money 200000000000 USD <200 billion dollars>");
  EXPECT_EQ(only("worth_JJ half_PDT a_DT billion_CD dollars_NNS"),
            "money 500000000 USD <half a billion dollars>");
  EXPECT_EQ(only("two_CD hundred_CD million_CD euros_NNS"),
            "money 200000000 EUR <two hundred million euros>");
  EXPECT_EQ(only("a_DT 50_CD -_HYPH billion_CD -_HYPH dollar_NN loan_NN"),
            "money 50000000000 USD <50 - billion - dollar>");
}

TEST_F(Terms, RangesShareTheirScale) {
  const auto money = terms("from_IN $_$ ~50_CD to_IN $_$ ~60_CD billion_CD");
  ASSERT_EQ(money.size(), 2U);
  EXPECT_EQ(money[0], "money 50000000000 USD <$ 50>");
  EXPECT_EQ(money[1], "money 60000000000 USD <$ 60 billion>");
  const auto rates = terms("from_IN 10_CD to_IN 25_CD percent_NN");
  ASSERT_EQ(rates.size(), 2U);
  EXPECT_EQ(rates[0], "rate 10 percent <10>");
  EXPECT_EQ(rates[1], "rate 25 percent <25 percent>");
}

TEST_F(Terms, Rates) {
  EXPECT_EQ(only("a_DT 25_CD percent_NN tariff_NN"), "rate 25 percent <25 percent>");
  EXPECT_EQ(only("a_DT 10_CD ~%_NN tariff_NN"), "rate 10 percent <10 %>");
  EXPECT_EQ(only("of_IN 25_CD pct_NN"), "rate 25 percent <25 pct>");
  EXPECT_EQ(only("by_IN 2.5_CD percentage_NN points_NNS"), "rate 2.5 percent <2.5 percentage points>");
  EXPECT_EQ(only("by_IN 25_CD basis_NN points_NNS"), "rate 0.25 percent <25 basis points>");
  EXPECT_EQ(only("twenty_CD -_HYPH five_CD per_IN cent_NN"), "rate 25 percent <twenty - five per cent>");
}

TEST_F(Terms, Counts) {
  EXPECT_EQ(only("on_IN 128_CD U.S._NNP products_NNS"), "count 128 products <128 U.S. products>");
  EXPECT_EQ(only("some_DT 60,000_CD troops_NNS left_VBD"), "count 60000 troops <60,000 troops>");
  EXPECT_EQ(only("three_CD dozen_NN companies_NNS"), "count 36 companies <three dozen companies>");
  const auto counted = terms("buy_VB 300_CD aircraft_NNS");
  ASSERT_EQ(counted.size(), 2U);
  EXPECT_EQ(counted[0], "count 300 aircraft <300>");
  EXPECT_EQ(counted[1], "goods - - <aircraft>");
}

TEST_F(Terms, WhatIsNoCount) {
  for (const char* text :
       {"the_DT two_CD sides_NNS met_VBD", "the_DT two_CD countries_NNS met_VBD", "in_IN 2018_CD",
        "on_IN April_NNP 5_CD officials_NNS met_VBD", "under_IN Section_NNP 301_CD rules_NNS",
        "one_CD reason_NN", "a_DT Boeing_NNP 737_CD pilots_NNS", "three_CD times_NNS", "one_CD official_NN",
        "a_DT five_CD -_HYPH point_NN plan_NN", "no_RB numbers_NNS here_RB"}) {
    EXPECT_TRUE(terms(text).empty()) << text << ": " << only(text);
  }
}

TEST_F(Terms, GoodsWithTheirModifiers) {
  EXPECT_EQ(only("buys_VBZ soybeans_NNS"), "goods - - <soybeans>");
  EXPECT_EQ(only("buys_VBZ liquefied_VBN natural_JJ gas_NN from_IN"), "goods - - <liquefied natural gas>");
  EXPECT_EQ(only("tariffs_NNS on_IN stainless_JJ steel_NN imports_NNS"),
            "goods - - <stainless steel imports>");
  EXPECT_EQ(only("tariffs_NNS on_IN Chinese_JJ goods_NNS"), "goods - - <Chinese goods>");
  EXPECT_EQ(only("tariffs_NNS on_IN goods_NNS"), "0 terms");
  EXPECT_EQ(only("they_PRP steel_VBP themselves_PRP"), "0 terms");
}

TEST_F(Terms, SentencesWithGoodsAreThoseThatNameOne) {
  const TaggedText t(
      "China_NNP buys_VBZ soybeans_NNS ._. | Talks_NNS resume_VBP ._. | Steel_NN ends_VBZ it_PRP ._.");
  EXPECT_EQ(sentences_with_goods(t.text(), testing::shipped()), (std::vector<std::size_t>{0, 2}));
}

TEST_F(Terms, DeadlinesAndDurations) {
  EXPECT_EQ(only("will_MD reply_VB by_IN May_NNP 1_CD"), "deadline - 2018-05-01 <by May 1>");
  EXPECT_EQ(only("will_MD wait_VB until_IN the_DT end_NN of_IN June_NNP"),
            "deadline - 2018-06-30 <until the end of June>");
  EXPECT_EQ(only("must_MD leave_VB within_IN 60_CD days_NNS"), "deadline - 2018-06-04 <within 60 days>");
  EXPECT_EQ(only("will_MD leave_VB in_IN 90_CD days_NNS"), "deadline - 2018-07-04 <90 days>");
  EXPECT_EQ(only("will_MD leave_VB no_RB later_RBR than_IN Friday_NNP"),
            "deadline - 2018-04-06 <no later than Friday>");
  EXPECT_EQ(only("will_MD act_VB before_IN July_NNP"), "deadline - 2018-07-01 <before July>");
  EXPECT_EQ(only("a_DT deadline_NN of_IN 60_CD days_NNS"), "deadline - - <deadline of 60 days>");
  EXPECT_EQ(only("will_MD meet_VB over_IN the_DT next_JJ two_CD days_NNS"),
            "duration 2 day <the next two days>");
  EXPECT_EQ(only("a_DT week_NN -_HYPH long_JJ visit_NN"), "duration 1 week <a week - long>");
  EXPECT_EQ(only("for_IN three_CD months_NNS"), "duration 3 month <three months>");
  EXPECT_EQ(only("a_DT 90_CD -_HYPH day_NN truce_NN"), "duration 90 day <90 - day>");
  EXPECT_EQ(only("on_IN Friday_NNP they_PRP met_VBD"), "0 terms");
}

TEST_F(Terms, HostileInput) {
  const std::string nines(400, '9');
  for (const std::string& text :
       {"$_$ ~" + nines + "_CD", nines + "_CD percent_NN", nines + "_CD products_NNS",
        "$_$ ~1." + nines + "_CD billion_CD", std::string("$_$"), std::string("$_$ $_$ $_$"),
        std::string("-_: %_NN"), std::string("by_IN"), std::string("within_IN 9999999999_CD years_NNS")}) {
    for (const std::string& found : terms(text)) EXPECT_EQ(found.find("inf"), std::string::npos) << found;
  }
}

// Random tokens: terms are in order, not empty, not overlapping, and every value is finite.
TEST_F(Terms, RandomTokens) {
  static const char* const words[] = {
      "$_$",          "US$_$",       "€_$",        "50_CD",       "~1.3_CD",  "~bn_NN",       "billion_CD",
      "yuan_NN",      "dollars_NNS", "percent_NN", "%_NN",        "-_HYPH",   "to_TO",        "and_CC",
      "soybeans_NNS", "natural_JJ",  "gas_NN",     "imports_NNS", "128_CD",   "products_NNS", "by_IN",
      "within_IN",    "60_CD",       "days_NNS",   "May_NNP",     "1_CD",     "2018_CD",      "half_PDT",
      "a_DT",         "dozen_NN",    "Chinese_JJ", "|",           "U.S._NNP", "two_CD",       "sides_NNS",
      "until_IN",     "Friday_NNP",  "no_RB",      "later_RBR",   "than_IN",  "steel_NN",     "basis_NN"};
  std::mt19937 random(42);
  for (int round = 0; round < 20000; ++round) {
    std::string tagged;
    for (auto n = random() % 14; n > 0; --n) tagged += std::string(words[random() % std::size(words)]) + ' ';
    const TaggedText t(tagged);
    std::uint32_t before = 0;
    for (const FoundTerm& f : find_terms(
             t.text(), *knowledge_, find_times(t.text(), Day::parse("2018-04-05"), knowledge_->frames()))) {
      ASSERT_GE(f.first, before) << tagged;
      ASSERT_LT(f.first, f.last) << tagged;
      ASSERT_LE(f.last, t.text().tokens.size()) << tagged;
      if (f.value) {
        ASSERT_LT(*f.value, 1e18) << tagged;
      }
      before = f.last;
    }
  }
}

}  // namespace
}  // namespace demarche::coding
