// Tokens: the conventions of EWT, one line each, and the behaviour on hostile text.
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <regex>
#include <string>

#include <demarche/language/chain.hpp>
#include <demarche/language/segment.hpp>

#include "segment_checks.hpp"

namespace demarche::language {
namespace {

std::string tokens_of(std::string_view source) {
  Text text;
  text.source = source;
  Segmenter().segment(text, Genre::Body);
  EXPECT_EQ(testing::check_segmented(text), "");
  std::string out;
  for (const Token& token : text.tokens) {
    if (!out.empty()) out += ' ';
    out += token.form;
  }
  return out;
}

std::string lowers_of(std::string_view source) {
  Text text;
  text.source = source;
  Segmenter().segment(text, Genre::Body);
  std::string out;
  for (const Token& token : text.tokens) {
    if (!out.empty()) out += ' ';
    out += token.lower;
  }
  return out;
}

struct Case {
  std::string_view source;
  std::string_view tokens;
};

void expect_all(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(tokens_of(c.source), c.tokens) << c.source;
}

TEST(Tokenize, Contractions) {
  expect_all({{"They don't know.", "They do n't know ."},
              {"She can't and won't", "She ca n't and wo n't"},
              {"China's envoy", "China 's envoy"},
              {"China\u2019s envoy didn\u2019t", "China \u2019s envoy did n\u2019t"},
              {"I'm sure we've said they'd", "I 'm sure we 've said they 'd"},
              {"We cannot, we're gonna", "We can not , we 're gon na"},
              {"the workers' demands", "the workers ' demands"},
              {"Shi'ite and o'clock", "Shi'ite and o'clock"},
              {"the '90s and the 1990s", "the '90s and the 1990s"},
              {"DON'T", "DO N'T"},
              {"envoy 's visit", "envoy 's visit"}});
}

TEST(Tokenize, Hyphens) {
  expect_all({{"a long-term, state-owned firm", "a long - term , state - owned firm"},
              {"co-operate on anti-dumping", "co-operate on anti-dumping"},
              {"the non-binding mid-2018 text", "the non-binding mid-2018 text"},
              {"a 10-15 percent cut", "a 10 - 15 percent cut"},
              {"call 555-123-4567", "call 555-123-4567"},
              {"2018-04-10", "2018-04-10"},
              {"talks -- and more", "talks -- and more"},
              {"talks\u2014and more", "talks \u2014 and more"}});
}

TEST(Tokenize, NumbersAndMoney) {
  expect_all({{"$50 billion", "$ 50 billion"},
              {"US$3.5bn and HK$20", "US$ 3.5 bn and HK$ 20"},
              {"\u20ac1,250.75", "\u20ac 1,250.75"},
              {"25%, not 10%.", "25 % , not 10 % ."},
              {"at 7:30pm", "at 7:30 pm"},
              {"at 5 p.m. today", "at 5 p.m. today"},
              {"on 11/28/2000", "on 11/28/2000"},
              {"since 9/11", "since 9/11"},
              {"up 3/4 point", "up 3 / 4 point"},
              {"the 20th of May", "the 20th of May"},
              {"1,2", "1 , 2"}});
}

TEST(Tokenize, Abbreviations) {
  expect_all({{"the U.S. trade", "the U.S. trade"},
              {"Mr. Smith and Gen. Jones", "Mr. Smith and Gen. Jones"},
              {"J. P. Morgan Inc. said", "J. P. Morgan Inc. said"},
              {"on Jan. 30", "on Jan. 30"},
              {"No. 5, not no.", "No. 5 , not no ."},
              {"He was ill.", "He was ill ."},
              {"It is the end.", "It is the end ."},
              {"steel, etc. of", "steel , etc. of"},
              {"Ph.D. in law", "Ph.D. in law"}});
}

TEST(Tokenize, TheNet) {
  expect_all({{"see https://example.org/a_b?c=1.", "see https://example.org/a_b?c=1 ."},
              {"(www.example.org)", "( www.example.org )"},
              {"write to a.b-c@example.org, now", "write to a.b-c@example.org , now"},
              {"RT @some_one: #Trade wins!!!", "RT @some_one : #Trade wins !!!"},
              {"on example.com today", "on example.com today"},
              {"It ended.Then more", "It ended . Then more"},
              {"# 1 and #1", "# 1 and # 1"}});
}

TEST(Tokenize, Marks) {
  expect_all({{"\"Well...\" he said (slowly).", "\" Well ... \" he said ( slowly ) ."},
              {"What?! No!!!", "What ?! No !!!"},
              {"and/or", "and / or"},
              {"AT&T and P&L", "AT&T and P&L"},
              {"* * *", "* * *"},
              {"===== x", "===== x"},
              {"\u201cYes,\u201d", "\u201c Yes , \u201d"},
              {"fine :-)", "fine :-)"}});
}

TEST(Tokenize, LowerForms) {
  EXPECT_EQ(lowers_of("China\u2019s \u201cOFFER\u201d \u2013 \u2014 \u2026"),
            "china 's \" offer \" - -- ...");
  EXPECT_EQ(lowers_of("\u00c9lys\u00e9e DON\u2019T"), "\u00e9lys\u00e9e do n't");
}

TEST(Tokenize, DegradedPossessive) {
  EXPECT_EQ(tokens_of("china s offer to the u s"), "china s offer to the u s");
}

TEST(Tokenize, OffsetsAreBytes) {
  Text text;
  text.source = "\u00e9t\u00e9\u00a0 X";
  Segmenter().segment(text, Genre::Body);
  ASSERT_EQ(text.tokens.size(), 2U);
  EXPECT_EQ(text.tokens[0].end, 5U);
  EXPECT_EQ(text.tokens[1].begin, 8U);
  EXPECT_TRUE(text.tokens[1].space_before);
}

// --- The slow obvious version, for a small alphabet where few rules speak ---

std::string reference_tokens(const std::string& source) {
  // In this order: money, a word or number with its thousands, runs of asking marks or of one mark, any mark.
  static const std::regex kToken("[Q]{1,3}\\$(?![qQ0-9])|[Q]{1,3}\\$(?=[0-9qQ])|[qxQ0-9_]+|[!?]+|\\$+|.");
  static const std::regex kThousands("[0-9]{3}(?![qxQ0-9_])");
  std::string out;
  std::size_t pos = 0;
  while (pos < source.size()) {
    if (source[pos] == ' ') {
      ++pos;
      continue;
    }
    std::smatch m;
    const auto begin = source.cbegin() + static_cast<std::ptrdiff_t>(pos);
    std::regex_search(begin, source.cend(), m, kToken, std::regex_constants::match_continuous);
    std::string token = m.str();
    while (std::isdigit(static_cast<unsigned char>(token.back())) != 0 &&
           pos + token.size() < source.size() && source[pos + token.size()] == ',') {
      const std::string rest = source.substr(pos + token.size() + 1);
      if (!std::regex_search(rest, m, std::regex("^[0-9]{3}(?![0-9])"))) break;
      std::regex_search(rest, m, std::regex("^[qxQ0-9_]+"));
      token += "," + m.str();
    }
    out += (out.empty() ? "" : " ") + token;
    pos += token.size();
  }
  return out;
}

TEST(Tokenize, AgreesWithTheReference) {
  constexpr std::string_view kAlphabet = "qxQ12, !?$()% 1";
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    std::string source;
    const std::size_t length = 1 + random() % 24;
    for (std::size_t i = 0; i < length; ++i) source += kAlphabet[random() % kAlphabet.size()];
    ASSERT_EQ(tokens_of(source), reference_tokens(source)) << '[' << source << ']';
  }
}

// --- Hostile text ---

TEST(Tokenize, RandomBytes) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % (round % 2 == 0 ? 256 : 96));
    const std::string source = utf8::repair(bytes).text;
    tokens_of(source);
  }
}

double seconds_for(const std::string& source) {
  const auto start = std::chrono::steady_clock::now();
  Text text;
  text.source = source;
  Segmenter().segment(text, Genre::Body);
  EXPECT_EQ(testing::check_segmented(text), "");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Tokenize, TimeIsLinear) {
  for (const std::string_view unit :
       {"a",  ".",   "a.",     "a-",   "a@", "'",   "'a",     "\"",   "http://", "a/",
        "1,", "1-",  "@a",     "(",    "\n", "a\n", "\u2019", "a.b.", " ",       "* ",
        "a ", "A. ", "ab,cd;", "www.", "1:", "&a",  "!?",     "a_",   "-=",      "a b  c  "}) {
    std::string source;
    while (source.size() < (1U << 20U)) source += unit;
    EXPECT_LT(seconds_for(source), 5.0) << unit;  // quadratic time would take hours
  }
}

}  // namespace
}  // namespace demarche::language
