// Sheets and gold moves: offsets that agree, and messages that name the line.
#include <demarche/formats/gold.hpp>

#include <gtest/gtest.h>

#include <demarche/base/utf8.hpp>
#include <filesystem>

namespace demarche {
namespace {

constexpr std::string_view kSheet =
    R"({"doc":"d","source":"S","published":"2018-04-10","title":"Tïtle","sentences":[)"
    R"({"i":"t","field":"title","start":0,"end":5,"text":"Tïtle"},)"
    R"({"i":"0","field":"text","start":2,"end":7,"text":"Oné."},)"
    R"({"i":"3","field":"text","start":12,"end":16,"text":"Two."}]})";

std::string sheet() {
  std::string out(kSheet);
  out.replace(out.find("\"end\":7"), 7, "\"end\":6");
  return out;
}

std::string gold(std::string_view move) {
  return "{\"doc\":\"d\",\"moves\":[" + std::string(move) + "]}\n";
}

constexpr std::string_view kMove =
    R"({"s":"3","trigger":"Two","act":"reject","actor":{"party":"USA"},"target":null,"modality":"planned"})";

std::string message_of(std::string_view sheets, std::string_view moves) {
  const auto read = parse_gold(sheets, "sheets", moves, "gold");
  return read ? "(read)" : read.error().message();
}

TEST(Gold, RebuildsTheTextAtItsOffsets) {
  const auto read = parse_gold(sheet() + "\n\n", "sheets", gold(kMove), "gold");
  ASSERT_TRUE(read) << read.error().message();
  ASSERT_EQ(read->size(), 1U);
  const GoldDocument& d = read->front();
  EXPECT_EQ(d.document.title, "Tïtle");
  EXPECT_EQ(d.document.published, "2018-04-10");
  EXPECT_EQ(d.document.source, "S");
  EXPECT_EQ(d.document.text, "\n\nOné.\n\n    Two.");
  EXPECT_EQ(utf8::count(d.document.text), 16U);
  ASSERT_EQ(d.sentences.size(), 3U);
  EXPECT_EQ(d.sentences[2].span, (Span{12, 16}));
  ASSERT_EQ(d.moves.size(), 1U);
  EXPECT_EQ(d.moves[0].sentence, "3");
  EXPECT_EQ(d.moves[0].act, Act::Reject);
  EXPECT_EQ(d.moves[0].actor.view(), "USA");
  EXPECT_TRUE(d.moves[0].target.empty());
  EXPECT_EQ(d.moves[0].modality, Modality::Planned);
}

TEST(Gold, DocumentsThatTheGoldLeavesOutAreNotAnnotated) {
  EXPECT_TRUE(parse_gold(sheet(), "sheets", "", "gold").value().empty());
  EXPECT_TRUE(parse_gold(sheet(), "sheets", gold(""), "gold").value().front().moves.empty());
}

TEST(Gold, MessagesNameTheLine) {
  EXPECT_EQ(message_of("\n{\"doc\"", ""), "sheets:2: not a JSON object");
  EXPECT_EQ(message_of(kSheet, ""), "sheets:1: sentence 0 does not fill its span");
  EXPECT_EQ(message_of(sheet() + "\n" + sheet(), ""), "sheets:2: document \"d\" stands here a second time");
  EXPECT_EQ(message_of("", gold(kMove)), "gold:1: the sheets have no document \"d\"");
  EXPECT_EQ(message_of(sheet(), gold(kMove) + gold("")), "gold:2: document \"d\" stands here a second time");
  EXPECT_EQ(message_of(sheet(), gold("1")), "gold:1: \"moves\" is not an array of objects");
  const auto changed = [](std::string_view from, std::string_view to) {
    std::string move(kMove);
    return gold(move.replace(move.find(from), from.size(), to));
  };
  EXPECT_EQ(message_of(sheet(), changed("\"3\"", "\"4\"")), "gold:1: the sheet has no sentence \"4\"");
  EXPECT_EQ(message_of(sheet(), changed("reject", "laugh")), "gold:1: unknown act \"laugh\"");
  EXPECT_EQ(message_of(sheet(), changed("planned", "x")), "gold:1: unknown modality \"x\"");
  EXPECT_EQ(message_of(sheet(), changed("USA", "us")), "gold:1: \"us\" is not a party code");
  EXPECT_EQ(message_of(sheet(), changed("\"planned\"", "\"planned\",\"speaker_kind\":\"x\"")),
            "gold:1: unknown speaker_kind \"x\"");
  EXPECT_EQ(message_of(sheet(), changed("{\"party\":\"USA\"}", "null")), "gold:1: a move has no actor");
  EXPECT_EQ(message_of(sheet(), changed("\"target\"", "\"t\"")), "gold:1: a move has no \"target\"");
}

TEST(Gold, ReadsTheAttributesThatAreThere) {
  std::string move(kMove);
  move.insert(1, R"("issues":["tariffs","autos","autos"],"speaker_kind":"media","date":"2018-04",)");
  std::string topical = sheet();
  topical.insert(1, R"("topic":"harbours",)");
  const auto read = parse_gold(topical, "sheets", gold(move + "," + std::string(kMove)), "gold");
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->front().topic, "harbours");
  const GoldMove& full = read->front().moves.at(0);
  EXPECT_EQ(full.issues, (std::vector<std::string>{"autos", "tariffs"}));
  EXPECT_EQ(full.speaker_kind, SpeakerKind::Media);
  EXPECT_EQ(full.date, "2018-04");
  const GoldMove& bare = read->front().moves.at(1);
  EXPECT_TRUE(bare.issues.empty() && !bare.speaker_kind && bare.date.empty());
}

TEST(Gold, StrangersMayBeIgnored) {
  const auto read = parse_gold(sheet(), "sheets", R"({"doc":"x","moves":[]})", "gold", Strangers::Ignore);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->empty());
}

TEST(Gold, SentencesMustNotOverlap) {
  std::string overlapping = sheet();
  overlapping.replace(overlapping.find("\"start\":12,\"end\":16"), 19, "\"start\":5,\"end\":9");
  EXPECT_EQ(message_of(overlapping, ""), "sheets:1: sentence 3 begins before the one in front of it ends");
}

TEST(Gold, ReadsTheAnnotatedSets) {
  const std::filesystem::path folder = std::filesystem::path(DEMARCHE_SHARED_DIR) / "gold";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the annotated sets are not here";
  for (const std::string name : {"seeds", "dev", "train"}) {
    const auto read = read_gold(folder / (name + ".docs.jsonl"), folder / (name + ".gold.jsonl"));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_FALSE(read->empty());
  }
}

}  // namespace
}  // namespace demarche
