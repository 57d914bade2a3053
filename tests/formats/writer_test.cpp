#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/json_writer.hpp>
#include <demarche/formats/move_writer.hpp>
#include <limits>

#include "move_sample.hpp"

namespace demarche {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

using test::sample_document;
using test::sample_move;

std::string json_string(std::string_view text) {
  std::string out;
  JsonWriter(out).string(text);
  return out;
}

TEST(JsonWriter, EscapesWhatMayNotStandRaw) {
  EXPECT_EQ(json_string("a\"\\\b\f\n\r\t/"), R"("a\"\\\b\f\n\r\t/")");
  EXPECT_EQ(json_string("\0\x1b\x7f"sv), R"("\u0000\u001b\u007f")");
  EXPECT_EQ(json_string("\xC2\x9B \xE2\x80\xA8\xE2\x80\xA9 \xC3\xA9"), "\"\\u009b \\u2028\\u2029 \xC3\xA9\"");
  EXPECT_EQ(json_string("a\xFF\xED\xA0\x80z"), "\"a\xEF\xBF\xBDz\"");
}

TEST(JsonWriter, NumbersAreShortestAndReadBack) {
  EXPECT_EQ(number_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(number_text(50e9), "50000000000");
  EXPECT_EQ(number_text(-5.0), "-5");
  EXPECT_EQ(number_text(-0.0), "0");
  EXPECT_EQ(number_text(1e300), "1e+300");
  EXPECT_EQ(number_text(0.25), "0.25");
  std::string out;
  JsonWriter json(out);
  json.begin_array()
      .number(std::nan(""))
      .number(std::numeric_limits<double>::infinity())
      .integer(-3)
      .boolean(true);
  json.begin_object().key("a").null().key("b").begin_array().end_array().end_object().end_array();
  EXPECT_EQ(out, R"([null,null,-3,true,{"a":null,"b":[]}])");
}

TEST(MoveJson, IsExactlyThis) {
  EXPECT_EQ(
      move_json(sample_move()),
      R"({"id":"0123456789abcdef","document":"a/1","published":"2018-04-06","source":"Harbour Times",)"
      R"("sentence":{"field":"text","start":0,"end":46},"trigger":{"start":26,"end":38,"text":"would impose"},)"
      R"("act":"threaten","family":"pressure",)"
      R"("actor":{"party":"NOR","role":"GOV","name":"Norland","text":"Norland","start":0,"end":7},)"
      R"("target":{"party":"VES","role":"GOV","name":null,"text":"","start":null,"end":null},)"
      R"("issues":["tariffs","autos"],"modality":"actual","condition":"if \"talks\" fail",)"
      R"("date":{"from":"2018-04-06","to":"2018-04-06","precision":"day","text":"on Friday"},)"
      R"("terms":[{"kind":"rate","value":12.5,"unit":null,"text":"12.5 percent","start":1,"end":2},)"
      R"({"kind":"goods","value":null,"unit":null,"text":"duties","start":39,"end":45}],)"
      R"("speaker_kind":"named","chain":[{"name":"Norland","party":"NOR","kind":"named","text":"Norland"}],)"
      R"("cameo":"130","plover":"THREATEN","goldstein":-5,"confidence":0.30000000000000004,"version":"0.1.0"})");
}

TEST(MoveJson, PrintsNullAndEmpty) {
  const std::string text = move_json(Move{});
  for (const char* part : {R"("published":null)", R"("source":null)", R"("target":null)", R"("issues":[])",
                           R"("condition":null)", R"("date":null)", R"("terms":[])", R"("chain":[])"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
}

TEST(MoveJson, RoundTripsThroughSimdjsonInTheOrderOfTheDesign) {
  Move move = sample_move();
  move.trigger_text = "\0 \x1b[31m \" \\ \xE2\x80\xA8 \xF0\x9F\x98\x80 </script>"s;
  move.issues = {"\xFF"};
  const std::string line = move_json(move);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  ASSERT_EQ(parser.parse(line).get(json), simdjson::SUCCESS);
  std::vector<std::string> keys;
  simdjson::dom::object object;
  ASSERT_EQ(json.get_object().get(object), simdjson::SUCCESS);
  for (const auto field : object) keys.emplace_back(field.key);
  const std::vector<std::string> expected = {
      "id",    "document", "published", "source",    "sentence",   "trigger", "act",   "family",
      "actor", "target",   "issues",    "modality",  "condition",  "date",    "terms", "speaker_kind",
      "chain", "cameo",    "plover",    "goldstein", "confidence", "version"};
  EXPECT_EQ(keys, expected);
  EXPECT_EQ(json["trigger"]["text"].get_string().value(), move.trigger_text);
  EXPECT_EQ(json["issues"].at(0).get_string().value(), "\xEF\xBF\xBD");
  EXPECT_EQ(json["confidence"].get_double().value(), move.confidence);
}

TEST(JsonLinesWriter, OneLineAMove) {
  std::string out;
  const auto writer = make_jsonl_writer(append_to(out));
  const std::vector<Move> moves = {sample_move(), sample_move()};
  writer->document(sample_document(), {});
  writer->document(sample_document(), moves);
  writer->finish();
  EXPECT_EQ(out, move_json(moves[0]) + "\n" + move_json(moves[1]) + "\n");
}

TEST(CsvWriter, QuotesAndGuardsText) {
  std::string out;
  const auto writer = make_csv_writer(append_to(out));
  Move move = sample_move();
  move.trigger_text = "=HYPERLINK(\"x\"),1";
  move.source = "@handle";
  move.actor.name = "-1+2";
  move.actor.text = "a\r\nb";
  writer->document(sample_document(), std::vector<Move>{move});
  writer->finish();
  EXPECT_NE(out.find(",'@handle,"), std::string::npos);
  EXPECT_NE(out.find(R"(,"'=HYPERLINK(""x""),1",threaten,pressure,NOR,GOV,'-1+2,"a)"), std::string::npos)
      << out;
  EXPECT_NE(out.find(",-5,0.30000000000000004,0.1.0\r\n"), std::string::npos);
  EXPECT_NE(out.find(",tariffs;autos,actual,\"if \"\"talks\"\" fail\",2018-04-06,2018-04-06,day,on Friday,"
                     "rate 12.5 (12.5 percent); goods (duties),named,Norland,130,"),
            std::string::npos);
}

TEST(Writers, AnotherScaleNamesItsKeyAndItsColumn) {
  const std::vector<Move> moves = {sample_move()};
  std::string json;
  make_jsonl_writer(append_to(json), "quad")->document(sample_document(), moves);
  EXPECT_NE(json.find(R"("plover":"THREATEN","quad":-5,"confidence")"), std::string::npos);
  EXPECT_EQ(json.find("goldstein"), std::string::npos);
  std::string csv;
  make_csv_writer(append_to(csv), "quad")->document(sample_document(), moves);
  EXPECT_NE(csv.find("cameo,plover,quad,confidence,version\r\n"), std::string::npos);
}

TEST(CsvWriter, EveryRowHasTheColumnsOfTheHeader) {
  std::string out;
  const auto writer = make_csv_writer(append_to(out));
  Move bare;
  bare.confidence = std::nan("");
  writer->document(sample_document(), std::vector<Move>{bare});
  const std::size_t end = out.find("\r\n");
  EXPECT_EQ(std::count(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(end), ','), 38);
  EXPECT_EQ(std::count(out.begin() + static_cast<std::ptrdiff_t>(end), out.end(), ','), 38);
  std::string header;
  make_csv_writer(append_to(header))->finish();
  EXPECT_EQ(header, out.substr(0, end + 2));
}

}  // namespace
}  // namespace demarche
