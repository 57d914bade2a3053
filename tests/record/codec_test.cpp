// Moves as bytes: what is written reads as it was, and bytes that were not written do no harm.
#include "codec.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "random_log.hpp"

namespace demarche::record {
namespace {

using testing::Random;
using testing::show;

const std::string kCoder = "0.1.0+test";

Document document() {
  return {"doc/1", "Daily Example", "2018-04-05", "", "A title", "A text."};
}

MoveContext context_of(const Document& d) {
  return {d.id, d.published, d.source, kCoder};
}

void expect_same(const std::vector<Move>& got, const std::vector<Move>& wanted) {
  ASSERT_EQ(got.size(), wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_EQ(show(got[i]), show(wanted[i]));
}

TEST(Codec, NoMovesAreNoBytes) {
  const Document d = document();
  EXPECT_EQ(encode_moves({}, context_of(d)).value(), "");
  EXPECT_TRUE(decode_moves("", context_of(d)).value().empty());
}

TEST(Codec, WhatIsWrittenReadsAsItWas) {
  Random random(1);
  const Document d = document();
  for (int round = 0; round < 2000; ++round) {
    const std::vector<Move> moves = testing::random_moves(random, d, kCoder, 6);
    const auto bytes = encode_moves(moves, context_of(d));
    ASSERT_TRUE(bytes) << bytes.error().message();
    const auto read = decode_moves(*bytes, context_of(d));
    ASSERT_TRUE(read) << read.error().message();
    expect_same(*read, moves);
    EXPECT_EQ(encode_moves(*read, context_of(d)).value(), *bytes);
  }
}

TEST(Codec, NumbersKeepEveryBit) {
  const Document d = document();
  Random random(2);
  Move m = testing::random_move(random, d, kCoder);
  m.confidence = 0.1 + 0.2;
  m.goldstein = -0.0;
  m.terms = {{TermKind::Money, std::numeric_limits<double>::denorm_min(), "USD", "t", {}},
             {TermKind::Money, std::numeric_limits<double>::max(), "USD", "t", {0, 0xFFFFFFFFU}}};
  m.date = DateOf{{*Day::from_civil(1, 1, 1), *Day::from_civil(9999, 12, 31), Precision::Year}, ""};
  const auto read = decode_moves(encode_moves({m}, context_of(d)).value(), context_of(d)).value();
  EXPECT_EQ(read[0].confidence, m.confidence);
  EXPECT_TRUE(std::signbit(read[0].goldstein));
  EXPECT_EQ(read[0].terms[0].value, m.terms[0].value);
  EXPECT_EQ(read[0].terms[1].value, m.terms[1].value);
  EXPECT_EQ(read[0].terms[1].span, m.terms[1].span);
  EXPECT_EQ(read[0].date->days, m.date->days);
}

TEST(Codec, RefusesWhatCouldNotBeReadAgain) {
  const Document d = document();
  Random random(3);
  const Move good = testing::random_move(random, d, kCoder);
  Move m = good;
  m.document = "doc/2";
  EXPECT_FALSE(encode_moves({m}, context_of(d)));
  m = good;
  m.version = "another";
  EXPECT_FALSE(encode_moves({m}, context_of(d)));
  m = good;
  m.confidence = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(encode_moves({m}, context_of(d)));
  m = good;
  m.sentence = {5, 3};
  EXPECT_FALSE(encode_moves({m}, context_of(d)));
  m = good;
  m.trigger_text = "\xff";
  EXPECT_FALSE(encode_moves({m}, context_of(d)));
}

TEST(Codec, EveryCutIsAnError) {
  const Document d = document();
  Random random(4);
  const std::vector<Move> moves = {testing::random_move(random, d, kCoder),
                                   testing::random_move(random, d, kCoder)};
  const std::string bytes = encode_moves(moves, context_of(d)).value();
  for (std::size_t length = 1; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_moves(std::string_view(bytes).substr(0, length), context_of(d))) << length;
  }
  EXPECT_FALSE(decode_moves(bytes + '\0', context_of(d)));
}

TEST(Codec, ChangedBytesReadAsSomethingOrNotAtAll) {
  const Document d = document();
  Random random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = encode_moves({testing::random_move(random, d, kCoder)}, context_of(d)).value();
    for (int changes = 0; changes < 2; ++changes) {
      bytes[random.below(static_cast<std::uint32_t>(bytes.size()))] = static_cast<char>(random.below(256));
    }
    const auto read = decode_moves(bytes, context_of(d));
    if (!read) continue;
    EXPECT_TRUE(encode_moves(*read, context_of(d)));  // so it holds nothing that is out of range
  }
}

TEST(Codec, CountsAreCheckedBeforeMemoryIsTaken) {
  const MoveContext context{"d", "", "", "c"};
  const std::string huge_count = std::string("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10);
  EXPECT_FALSE(decode_moves(huge_count, context));
  EXPECT_FALSE(decode_moves(std::string_view("\x01\x00", 2), context));  // moves, but none
  const auto newer = decode_moves("\x02", context);
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().kind, ErrorKind::Version);
}

TEST(Codec, OneLongTextNamedManyTimesIsRefused) {
  const Document d = document();
  Random random(6);
  Move m = testing::random_move(random, d, kCoder);
  m.condition = std::string(1'000'000, 'a');
  m.issues.assign(100, *m.condition);
  EXPECT_FALSE(encode_moves({m}, context_of(d)));  // 101 MB of text from 1 MB of bytes
  m.issues.resize(10);
  EXPECT_TRUE(encode_moves({m}, context_of(d)));
}

}  // namespace
}  // namespace demarche::record
