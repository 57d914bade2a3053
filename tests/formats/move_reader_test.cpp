// Moves come back as they were written, and messages name the line.
#include <demarche/formats/move_reader.hpp>

#include <gtest/gtest.h>

#include <demarche/formats/move_writer.hpp>

#include "move_sample.hpp"
#include "support.hpp"

namespace demarche {
namespace {

struct Read {
  std::vector<Move> moves;
  std::vector<std::string> messages;
};

Read read(std::string_view bytes) {
  Read out;
  MoveReader reader(memory_source(bytes), "moves");
  while (auto move = reader.next()) {
    if (*move) {
      out.moves.push_back(std::move(**move));
    } else {
      out.messages.push_back(move->error().message());
    }
  }
  EXPECT_FALSE(reader.next());
  return out;
}

std::string message_of(std::string_view line) {
  const Read out = read(line);
  return out.messages.empty() ? "(read)" : out.messages.front();
}

std::string changed(std::string_view from, std::string_view to) {
  std::string line = move_json(test::sample_move());
  return line.replace(line.find(from), from.size(), to);
}

// The least that is a move.
constexpr std::string_view kBare =
    R"({"document":"d","sentence":{"field":"text","start":0,"end":9},"trigger":{"start":2,"end":5},)"
    R"("act":"meet","actor":{"party":"NOR"},"modality":"actual"})";

TEST(MoveReader, WhatWasWrittenComesBack) {
  const std::string line = move_json(test::sample_move());
  const Read out = read(line + "\r\n\n  \n" + line);
  ASSERT_EQ(out.moves.size(), 2U);
  EXPECT_TRUE(out.messages.empty());
  for (const Move& move : out.moves) EXPECT_EQ(move_json(move), line);
  const Move& move = out.moves.front();
  EXPECT_EQ(move.trigger, (Span{26, 38}));
  EXPECT_EQ(move.actor.span, (Span{0, 7}));
  ASSERT_TRUE(move.target);
  EXPECT_FALSE(move.target->span);
  EXPECT_EQ(move.date->days.from.iso(), "2018-04-06");
  EXPECT_EQ(move.terms.at(0).value, 12.5);
  EXPECT_EQ(move.confidence, 0.1 + 0.2);
}

TEST(MoveReader, EveryChoiceComesBack) {
  for (std::size_t i = 0; i < kActCount; ++i) {
    Move move = test::sample_move();
    move.act = static_cast<Act>(i);
    move.modality = static_cast<Modality>(i % 4);
    move.speaker_kind = static_cast<SpeakerKind>(i % 5);
    move.actor.role = static_cast<Role>(i % 8);
    move.terms.front().kind = static_cast<TermKind>(i % 6);
    move.date->days.precision = static_cast<Precision>(i % 5);
    move.field = i % 2 == 0 ? Field::Title : Field::Text;
    const std::string line = move_json(move);
    const Read out = read(line);
    ASSERT_EQ(out.moves.size(), 1U) << line;
    EXPECT_EQ(move_json(out.moves.front()), line);
  }
}

TEST(MoveReader, MissingKeysAreNull) {
  const Read out = read(kBare);
  ASSERT_EQ(out.moves.size(), 1U) << out.messages.front();
  const Move& move = out.moves.front();
  EXPECT_EQ(move.actor.party.view(), "NOR");
  EXPECT_FALSE(move.target || move.date || move.condition || move.actor.span);
  EXPECT_TRUE(move.issues.empty() && move.terms.empty() && move.chain.empty() && move.id.empty());
}

TEST(MoveReader, MessagesNameTheLineAndReadingGoesOn) {
  const Read out = read("{\"act\"\n" + std::string(kBare) + "\n[]\n" + std::string(kBare));
  EXPECT_EQ(out.moves.size(), 2U);
  EXPECT_EQ(out.messages,
            (std::vector<std::string>{"moves:1: not a JSON object", "moves:3: not a JSON object"}));
  EXPECT_EQ(message_of("{}"), "moves:1: \"document\" is missing or not a string");
  EXPECT_EQ(message_of(changed("\"threaten\"", "\"laugh\"")), "moves:1: unknown act \"laugh\"");
  EXPECT_EQ(message_of(changed("\"pressure\"", "\"talks\"")),
            "moves:1: \"talks\" is not the family of \"threaten\"");
  EXPECT_EQ(message_of(changed("\"NOR\"", "\"no\"")), "moves:1: \"no\" is not a party code");
  EXPECT_EQ(message_of(changed("\"GOV\"", "\"KING\"")), "moves:1: unknown role \"KING\"");
  EXPECT_EQ(message_of(changed("\"named\"", "\"x\"")), "moves:1: unknown speaker_kind \"x\"");
  EXPECT_EQ(message_of(changed("\"rate\"", "\"x\"")), "moves:1: unknown kind \"x\"");
  EXPECT_EQ(message_of(changed("\"day\"", "\"hour\"")), "moves:1: unknown precision \"hour\"");
  EXPECT_EQ(message_of(changed("\"from\":\"2018-04-06\"", "\"from\":\"2018-02-30\"")),
            "moves:1: \"2018-02-30\" is not a day");
  EXPECT_EQ(message_of(changed("\"from\":\"2018-04-06\"", "\"from\":\"2019-04-06\"")),
            "moves:1: the date ends before it begins");
  EXPECT_EQ(message_of(changed("\"start\":26", "\"start\":39")),
            "moves:1: \"start\" and \"end\" are not offsets");
  EXPECT_EQ(message_of(changed("\"start\":26", "\"start\":-1")),
            "moves:1: \"start\" and \"end\" are not offsets");
  EXPECT_EQ(message_of(changed("[\"tariffs\",\"autos\"]", "\"autos\"")),
            "moves:1: \"issues\" is not an array of strings");
  EXPECT_EQ(message_of(changed("\"goldstein\":-5", "\"goldstein\":\"-5\"")),
            "moves:1: \"goldstein\" is not a number");
  EXPECT_EQ(message_of(changed("\"confidence\":0", "\"confidence\":7")),
            "moves:1: \"confidence\" is not within 0 and 1");
}

TEST(MoveReader, FilesGzipAndWhatIsNotThere) {
  const test::TemporaryFolder folder("moves");
  const std::string line = move_json(test::sample_move()) + "\n";
  const auto plain = read_moves(folder.put("a.jsonl", "\xEF\xBB\xBF" + line + "x\n"));
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->moves.size(), 1U);
  ASSERT_EQ(plain->skipped.size(), 1U);
  EXPECT_TRUE(plain->skipped.front().where.ends_with("a.jsonl:2"));
  EXPECT_EQ(read_moves(folder.put("a.gz", test::gzip(line + line)))->moves.size(), 2U);
  EXPECT_EQ(read_moves(folder.put("wide", "\xFF\xFE{"))->skipped.size(), 1U);
  EXPECT_EQ(read_moves(folder.path() + "/none").error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace demarche
