#include <gtest/gtest.h>

#include <demarche/base/utf8.hpp>
#include <demarche/formats/move_writer.hpp>
#include <demarche/formats/terminal.hpp>
#include <random>

#include "move_sample.hpp"

namespace demarche {
namespace {

using test::sample_document;
using test::sample_move;

std::string table(const Document& document, const std::vector<Move>& moves, TableOptions options) {
  std::string out;
  const auto writer = make_table_writer(append_to(out), options);
  writer->document(document, moves);
  writer->finish();
  return out;
}

void expect_fits(const std::string& text, std::size_t width) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    EXPECT_LE(terminal::width(text.substr(begin, end - begin)), width) << text.substr(begin, end - begin);
    begin = end + 1;
  }
}

TEST(Terminal, CleansWhatATerminalWouldObey) {
  EXPECT_EQ(terminal::clean("a\x1b[31mb\a\x7f"), "a\xE2\x90\x9B[31mb\xE2\x90\x87\xE2\x90\xA1");
  EXPECT_EQ(terminal::clean("a\r\n\t b\xC2\xA0\xE2\x80\xA8"
                            "c"),
            "a b c");
  EXPECT_EQ(terminal::clean("\xC2\x9B"
                            "31m"),
            "\xEF\xBF\xBD"
            "31m");
  EXPECT_EQ(terminal::clean("a\xE2\x80\xAE"
                            "b\xE2\x81\xA6\xEF\xBB\xBF"),
            "ab");
  EXPECT_EQ(terminal::clean("\xFFz"), "\xEF\xBF\xBDz");
}

TEST(Terminal, MeasuresColumns) {
  EXPECT_EQ(terminal::width("abc"), 3U);
  EXPECT_EQ(terminal::width("\xE6\x9D\xB1\xE4\xBA\xAC"), 4U);   // two ideographs
  EXPECT_EQ(terminal::width("e\xCC\x81"), 1U);                  // e and a combining acute
  EXPECT_EQ(terminal::width("\xF0\x9F\x98\x80"), 2U);           // a smile
  EXPECT_EQ(terminal::width("\xE2\x86\x92 \xE2\x80\x9C"), 3U);  // arrow, blank, quote
}

TEST(Terminal, FitsAndPads) {
  EXPECT_EQ(terminal::fit("steel and cars", 14), "steel and cars");
  EXPECT_EQ(terminal::fit("steel and cars", 12), "steel and\xE2\x80\xA6");
  EXPECT_EQ(terminal::fit("aluminium", 4), "alu\xE2\x80\xA6");
  EXPECT_EQ(terminal::fit_tail("steel and cars", 10),
            "\xE2\x80\xA6"
            "and cars");
  EXPECT_EQ(terminal::fit("x", 0), "");
  EXPECT_EQ(terminal::pad("ab", 4), "ab  ");
  EXPECT_EQ(terminal::pad("\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD", 4), "\xE6\x9D\xB1\xE2\x80\xA6 ");
  std::mt19937 random(3);
  const std::vector<std::string> pieces = {"a", " ", "\xE6\x9D\xB1", "\xCC\x81", "\xF0\x9F\x98\x80", "word"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t n = random() % 20; n > 0; --n) text += pieces[random() % pieces.size()];
    const std::size_t columns = random() % 24;
    EXPECT_LE(terminal::width(terminal::fit(text, columns)), columns);
    EXPECT_LE(terminal::width(terminal::fit_tail(text, columns)), columns);
    EXPECT_EQ(terminal::width(terminal::pad(text, columns)), columns);
    EXPECT_TRUE(utf8::valid(terminal::fit(text, columns)) && utf8::valid(terminal::fit_tail(text, columns)));
  }
}

TEST(Table, LooksLikeThis) {
  EXPECT_EQ(table(sample_document(), {sample_move()}, {80, false}),
            "  DATE         PARTIES    ACT          ISSUES          TERMS            MODALITY\n"
            "\n"
            "Norland vows to answer\n"
            "2018-04-06 · Harbour Times · 1 move ────────────────────────────────────────────\n"
            "  2018-04-06   NOR → VES  threaten     tariffs, autos  12.5%, duties    actual\n"
            "               “Norland said on Friday it would impose duties.” — Norland\n"
            "\n"
            "1 move in 1 document\n");
}

TEST(Table, FitsEveryWidth) {
  Document document = sample_document();
  document.title = "A very long title of a document " + std::string(300, 'x') + " \xE6\x9D\xB1\xE4\xBA\xAC";
  document.source = std::string(200, 's');
  Move move = sample_move();
  move.issues.assign(9, "semiconductors");
  move.chain.assign(9, {"Somebody of the Ministry", {}, SpeakerKind::Named, ""});
  move.terms.assign(9, {TermKind::Money, 1.25e10, "CNY", "", {}});
  for (int width = 48; width < 240; ++width) {
    expect_fits(table(document, {move}, {width, false}), static_cast<std::size_t>(width));
  }
  (void)table(document, {move}, {-5, true});
  (void)table(document, {move}, {1000000, true});
}

TEST(Table, NeutralisesTextAndColoursOnlyItsOwn) {
  Document document = sample_document();
  document.title = "\x1b]0;owned\a";
  document.text = "\x1b[2J Norland said on Friday it would impose duties.";
  Move move = sample_move();
  move.chain[0].name = "\x1b[31m";
  move.issues = {"\xC2\x9B"};
  EXPECT_EQ(table(document, {move}, {100, false}).find('\x1b'), std::string::npos);
  const std::string colored = table(document, {move}, {100, true});
  for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b', at + 1)) {
    const std::size_t end = colored.find_first_not_of("0123456789;", at + 2);
    ASSERT_TRUE(colored[at + 1] == '[' && end != std::string::npos && colored[end] == 'm');
  }
  EXPECT_NE(colored.find("\x1b[31mthreaten\x1b[0m"), std::string::npos);
}

TEST(Table, OffsetsBeyondTheTextAreHarmless) {
  Move move = sample_move();
  move.trigger = {4000000000U, 4000000001U};
  EXPECT_NE(table(sample_document(), {move}, {80, false}).find("“would impose”"), std::string::npos);
  move.sentence = {9, 3};
  (void)table(Document{}, {move}, {80, true});
}

TEST(Table, CountsDocumentsWithoutMoves) {
  std::string out;
  const auto writer = make_table_writer(append_to(out), {});
  writer->document(sample_document(), {});
  writer->document(sample_document(), {});
  writer->finish();
  EXPECT_EQ(out, "No moves found in 2 documents\n");
}

}  // namespace
}  // namespace demarche
