#include "numbers.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tagged_text.hpp"

namespace demarche::coding {
namespace {

using testing::TaggedText;

std::optional<Number> number_in(std::string_view words) {
  const TaggedText t(words);
  return read_number(t.text().tokens, 0);
}
double value_of(std::string_view words) {
  const auto n = number_in(words);
  return n ? n->value : -1.0;
}

TEST(Numbers, DigitsAreExact) {
  EXPECT_EQ(value_of("1,300"), 1300.0);
  EXPECT_EQ(value_of("1.3 billion"), 1.3e9);
  EXPECT_EQ(value_of("1.3bn"), 1.3e9);
  EXPECT_EQ(value_of("1.3 bn"), 1.3e9);
  EXPECT_EQ(value_of("0.1 trillion"), 0.1e12);
  EXPECT_EQ(value_of("7.25"), 7.25);
  EXPECT_EQ(value_of("50 - million"), 50e6);
  EXPECT_EQ(value_of("200 bln"), 200e9);
  EXPECT_EQ(value_of("2 1/2"), 2.5);
  EXPECT_EQ(value_of("2 1 / 2"), 2.5);
  EXPECT_EQ(value_of("3/4"), 0.75);
}

TEST(Numbers, Words) {
  EXPECT_EQ(value_of("seven"), 7.0);
  EXPECT_EQ(value_of("twenty - five"), 25.0);
  EXPECT_EQ(value_of("twenty five"), 25.0);
  EXPECT_EQ(value_of("two hundred and five"), 205.0);
  EXPECT_EQ(value_of("two hundred million"), 200e6);
  EXPECT_EQ(value_of("three million two hundred thousand"), 3.2e6);
  EXPECT_EQ(value_of("a hundred"), 100.0);
  EXPECT_EQ(value_of("half a billion"), 0.5e9);
  EXPECT_EQ(value_of("a quarter - million"), 0.25e6);
  EXPECT_EQ(value_of("a dozen"), 12.0);
  EXPECT_EQ(value_of("three dozen"), 36.0);
}

TEST(Numbers, EndsWhereTheNumberEnds) {
  const auto n = number_in("two thousand three million");
  ASSERT_TRUE(n);
  EXPECT_EQ(n->value, 2000.0);
  EXPECT_EQ(n->last, 2U);
  EXPECT_EQ(number_in("25 percent")->last, 1U);
  EXPECT_FALSE(number_in("a deal"));
  EXPECT_FALSE(number_in("half the deal"));
  EXPECT_FALSE(number_in("m"));
  EXPECT_FALSE(number_in(""));
}

TEST(Numbers, HostileDigits) {
  EXPECT_FALSE(number_in(std::string(400, '9')));
  EXPECT_FALSE(number_in("1." + std::string(400, '0')));
  EXPECT_FALSE(number_in("1..2"));
  EXPECT_FALSE(number_in("1,"));
  EXPECT_FALSE(number_in("12-34"));
  EXPECT_FALSE(number_in("1e9"));
  EXPECT_FALSE(plain_digits("4294967297"));
  EXPECT_FALSE(plain_digits(""));
  EXPECT_FALSE(plain_digits("-1"));
  std::string many = "nine";
  for (int i = 0; i < 5000; ++i) many += " million nine";
  EXPECT_TRUE(number_in(many));
}

TEST(Numbers, Ordinals) {
  const auto ordinal = [](std::string_view words) {
    const TaggedText t(words);
    const auto o = read_ordinal(t.text().tokens, 0);
    return o ? o->value : -1;
  };
  EXPECT_EQ(ordinal("3rd"), 3);
  EXPECT_EQ(ordinal("21st"), 21);
  EXPECT_EQ(ordinal("twenty - first"), 21);
  EXPECT_EQ(ordinal("thirtieth"), 30);
  EXPECT_EQ(ordinal("0th"), -1);
  EXPECT_EQ(ordinal("777th"), -1);
  EXPECT_EQ(ordinal("th"), -1);
  EXPECT_EQ(ordinal("twenty"), -1);
}

// Every number below a million, written out by the plain rules of the language, reads back.
std::string below_hundred(int n) {
  static const char* const small[] = {"zero",    "one",     "two",       "three",    "four",
                                      "five",    "six",     "seven",     "eight",    "nine",
                                      "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                      "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static const char* const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                     "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (n < 20) return small[n];
  return std::string(tens[n / 10]) + (n % 10 == 0 ? "" : std::string(" - ") + small[n % 10]);
}
std::string below_thousand(int n) {
  if (n < 100) return below_hundred(n);
  return below_hundred(n / 100) + " hundred" + (n % 100 == 0 ? "" : " and " + below_hundred(n % 100));
}
std::string spelled(int n) {
  if (n < 1000) return below_thousand(n);
  return below_thousand(n / 1000) + " thousand" + (n % 1000 == 0 ? "" : " " + below_thousand(n % 1000));
}

TEST(Numbers, SpelledNumbersReadBack) {
  for (int n = 1; n < 1000000; n += n < 2000 ? 1 : 997) {
    const TaggedText t(spelled(n));
    const auto read = read_number(t.text().tokens, 0);
    ASSERT_TRUE(read) << spelled(n);
    EXPECT_EQ(read->value, n) << spelled(n);
    EXPECT_EQ(read->last, t.text().tokens.size()) << spelled(n);
  }
}

TEST(Numbers, YearsInWords) {
  const auto year = [](std::string_view words) {
    const TaggedText t(words);
    const auto o = read_year_words(t.text().tokens, 0);
    return o ? o->value : -1;
  };
  EXPECT_EQ(year("nineteen ninety - six"), 1996);
  EXPECT_EQ(year("twenty eighteen"), 2018);
  EXPECT_EQ(year("two thousand and eighteen"), 2018);
  EXPECT_EQ(year("twenty five"), -1);
  EXPECT_EQ(year("twenty"), -1);
}

}  // namespace
}  // namespace demarche::coding
