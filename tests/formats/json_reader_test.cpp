#include <gtest/gtest.h>

#include "support.hpp"

namespace demarche {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

using test::Outcome;
using test::read_all;

TEST(JsonLinesReader, ReadsAllFieldsAndIgnoresOthers) {
  const Outcome out = read_all(
      R"({"id":"a/1","source":"Harbour Times","published":"2018-04-06T10:00:00Z","title":"Talks \u00e9","text":"One.\nTwo.","url":"http://x","n":{"deep":[1,2,{"title":"no"}]},"big":123456789012345678901234567890})"
      "\n",
      "x.jsonl");
  ASSERT_TRUE(out.errors.empty());
  ASSERT_EQ(out.documents.size(), 1U);
  const Document& d = out.documents[0].document;
  EXPECT_EQ(d.id, "a/1");
  EXPECT_EQ(d.source, "Harbour Times");
  EXPECT_EQ(d.published, "2018-04-06T10:00:00Z");
  EXPECT_EQ(d.title, "Talks \xC3\xA9");
  EXPECT_EQ(d.text, "One.\nTwo.");
  EXPECT_EQ(d.url, "http://x");
  EXPECT_EQ(out.documents[0].where, "x.jsonl:1");
}

TEST(JsonLinesReader, LastLineNeedsNoLineFeedAndBlankLinesAndCrAreFine) {
  const Outcome out = read_all("\xEF\xBB\xBF{\"title\":\"a\"}\r\n\r\n  \n{\"title\":\"b\"}", "x.jsonl");
  EXPECT_TRUE(out.errors.empty());
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[1].document.title, "b");
  EXPECT_EQ(out.documents[1].where, "x.jsonl:4");
}

TEST(JsonLinesReader, NullAndMissingDateAreAllowed) {
  const Outcome out =
      read_all("{\"title\":\"a\",\"published\":null,\"url\":null}\n{\"text\":\"b\"}\n", "x.jsonl");
  EXPECT_TRUE(out.errors.empty());
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].document.published, "");
}

TEST(JsonLinesReader, MissingIdIsAStableHashOfTheContentAlone) {
  const std::string line = R"({"title":"a","text":"b"})";
  ReadOptions filled;
  filled.default_source = "S";
  filled.default_published = "2020-01-01";
  const auto one = read_all(line, "x.jsonl").documents.at(0).document;
  const auto two = read_all("\n" + line, "other.jsonl", filled).documents.at(0).document;
  EXPECT_EQ(one.id, two.id);
  EXPECT_EQ(one.id, "doc-7faba67da966f300");  // a change breaks everybody's stored ids
  EXPECT_EQ(two.source, "S");
  EXPECT_EQ(two.published, "2020-01-01");
  const auto moved = read_all(R"({"title":"ab","text":""})", "x.jsonl").documents.at(0).document;
  EXPECT_NE(one.id, moved.id);
}

struct BadLine {
  std::string_view line;
  std::string_view says;
};

TEST(JsonLinesReader, BadLinesAreNamedAndTheOthersGoOn) {
  const std::vector<BadLine> cases = {
      {R"({"title":5})", "\"title\" must be a string or null, not a number"},
      {R"({"title":"a","id":{}})", "\"id\" must be a string or null, not an object"},
      {R"({"title":["a"]})", "not an array"},
      {R"({"title":true})", "not true or false"},
      {R"({"title":"a","published":"6 April"})", "the date \"6 April\" cannot be read"},
      {R"({"title":"a","published":"2018-02-30"})", "cannot be read"},
      {R"({"headline":"a"})", "neither \"title\" nor \"text\""},
      {R"([{"title":"a"}])", "an object was expected"},
      {R"("title")", "an object was expected"},
      {R"(12)", "an object was expected"},
      {R"({"title":"a"} x)", "not valid JSON"},
      {R"({"title":"a"}{"title":"b"})", "not valid JSON"},
      {R"({"title":"a")", "not valid JSON"},
      {R"({"title":"a)", "a string is not closed"},
      {R"({"title":nul})", "not valid JSON"},
      {R"({"title" "a"})", "not valid JSON"},
      {R"({"title":"\q"})", "bad escape"},
      {"{\"title\":\"a\x01\"}", "control character"},
      {"{\"title\":\"a\0b\"}"sv, "control character"},
      {"\0\0\0"sv, "an object was expected"},
      {"plain words", "an object was expected"},
  };
  for (const BadLine& bad : cases) {
    const std::string bytes =
        std::string("{\"title\":\"1\"}\n").append(bad.line).append("\n{\"title\":\"3\"}\n");
    const Outcome out = read_all(bytes, "x.jsonl");
    EXPECT_EQ(out.documents.size(), 2U) << bad.line;
    ASSERT_EQ(out.errors.size(), 1U) << bad.line;
    EXPECT_EQ(out.errors[0].where, "x.jsonl:2");
    EXPECT_NE(out.errors[0].what.find(bad.says), std::string::npos) << bad.line << ": " << out.errors[0].what;
  }
}

TEST(JsonLinesReader, DeepNestingIsRefusedOrSkippedButNeverFatal) {
  const std::string deep(200000, '[');
  for (const std::string& line : {"{\"x\":" + deep + std::string(200000, ']') + ",\"title\":\"a\"}",
                                  "{\"x\":" + deep, "{\"title\":" + deep}) {
    const Outcome out = read_all(line + "\n{\"title\":\"b\"}\n", "x.jsonl");
    EXPECT_EQ(out.documents.size() + out.errors.size(), 2U);
    EXPECT_EQ(out.documents.back().document.title, "b");
  }
}

TEST(JsonLinesReader, InvalidUtf8IsReplacedAndCounted) {
  const Outcome out = read_all("{\"title\":\"a\xFF\xFE z\xC3\",\"text\":\"\xE2\x82\"}\n", "x.jsonl");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, "a\xEF\xBF\xBD z\xEF\xBF\xBD");
  EXPECT_EQ(out.documents[0].document.text, "\xEF\xBF\xBD");
  EXPECT_EQ(out.documents[0].replaced, 3U);
}

TEST(JsonLinesReader, LoneSurrogatesAreReplacedAndCountedAndPairsKept) {
  const Outcome out = read_all(
      R"({"title":"\ud83d\ude00 \ud83d x \ude00 \ud83d\ud83d\ude00 \\ud83d","text":"\uD800"})", "x.jsonl");
  ASSERT_EQ(out.documents.size(), 1U) << out.errors.at(0).what;
  const std::string smile = "\xF0\x9F\x98\x80";
  const std::string lost = "\xEF\xBF\xBD";
  EXPECT_EQ(out.documents[0].document.title,
            smile + " " + lost + " x " + lost + " " + lost + smile + " \\ud83d");
  EXPECT_EQ(out.documents[0].document.text, lost);
  EXPECT_EQ(out.documents[0].replaced, 4U);
  // Both kinds of damage in one line.
  const Outcome both = read_all("{\"title\":\"\xFF \\ude00\"}", "x.jsonl");
  ASSERT_EQ(both.documents.size(), 1U);
  EXPECT_EQ(both.documents[0].replaced, 2U);
}

TEST(JsonLinesReader, EscapedNulIsDataAndDuplicateKeysTakeTheLast) {
  const Outcome out = read_all(R"({"title":"a\u0000b","text":"1","te\u0078t":"2"})", "x.jsonl");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, "a\0b"s);
  EXPECT_EQ(out.documents[0].document.text, "2");
}

TEST(JsonLinesReader, LongLinesAndLargeDocumentsAreSkipped) {
  ReadOptions small;
  small.max_line_bytes = 100;
  small.max_document_bytes = 50;
  const std::string bytes = "{\"title\":\"" + std::string(500000, 'a') + "\"}\n{\"title\":\"" +
                            std::string(60, 'b') + "\"}\n{\"title\":\"c\"}\n{\"title\":\"" +
                            std::string(200, 'd') + "\"}";
  const Outcome out = read_all(bytes, "x.jsonl", small);
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, "c");
  ASSERT_EQ(out.errors.size(), 3U);
  for (const Error& error : out.errors) EXPECT_EQ(error.kind, ErrorKind::TooLarge);
  EXPECT_EQ(out.errors[0].where, "x.jsonl:1");
  EXPECT_EQ(out.errors[1].where, "x.jsonl:2");
  EXPECT_EQ(out.errors[2].where, "x.jsonl:4");
}

TEST(JsonLinesReader, DocumentOfExactlyTheLimitPasses) {
  const std::string body(kMaxDocumentBytes - 1, 'a');
  EXPECT_EQ(read_all("{\"id\":\"1\",\"text\":\"" + body + "\"}", "x.jsonl").documents.size(), 1U);
  const Outcome over = read_all("{\"id\":\"1\",\"text\":\"" + body + "a\"}\n{\"text\":\"b\"}", "x.jsonl");
  ASSERT_EQ(over.errors.size(), 1U);
  EXPECT_EQ(over.errors[0].kind, ErrorKind::TooLarge);
  EXPECT_EQ(over.documents.size(), 1U);
}

TEST(JsonLinesReader, KeysFollowTheMap) {
  ReadOptions options;
  options.columns = ColumnMap::parse("title=headline,text=body").value();
  const Outcome out = read_all(R"({"headline":"a","body":"b","title":7})", "x.jsonl", options);
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, "a");
  EXPECT_EQ(out.documents[0].document.text, "b");
}

TEST(JsonReader, ReadsArraysOverAnyNumberOfLines) {
  const Outcome out =
      read_all("[\n {\n  \"title\": \"a }]\\\"\",\n  \"x\": [{}]\n },\n {\"title\": \"b\"}\n]\n", "x.json");
  EXPECT_TRUE(out.errors.empty());
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].document.title, "a }]\"");
  EXPECT_EQ(out.documents[0].where, "x.json:2");
  EXPECT_EQ(out.documents[1].where, "x.json:6");
}

TEST(JsonReader, ReadsLinesAndPrettyObjectsToo) {
  EXPECT_EQ(read_all("{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "x.json").documents.size(), 2U);
  EXPECT_EQ(read_all("{\n\"title\":\"a\"\n}\n{\n\"title\":\"b\"\n}\n", "x.json").documents.size(), 2U);
  EXPECT_EQ(read_all("[]", "x.json").documents.size(), 0U);
}

TEST(JsonReader, DamageIsNamedOnce) {
  const Outcome cut = read_all("[{\"title\":\"a\"},\n{\"title\":\"b\"", "x.json");
  EXPECT_EQ(cut.documents.size(), 1U);
  ASSERT_EQ(cut.errors.size(), 1U);
  EXPECT_EQ(cut.errors[0].where, "x.json:2");
  const Outcome junk = read_all("[\"a\", 5,\n{\"title\":\"b\"}]", "x.json");
  EXPECT_EQ(junk.documents.size(), 1U);
  EXPECT_EQ(junk.errors.size(), 1U);
  ReadOptions small;
  small.max_line_bytes = 100;
  const Outcome large =
      read_all("[{\"title\":\"" + std::string(600000, 'a') + "\"},\n{\"title\":\"b\"}]", "x.json", small);
  EXPECT_EQ(large.documents.size(), 1U);
  EXPECT_EQ(large.errors.size(), 1U);
}

}  // namespace
}  // namespace demarche
