// Plain text, gzip, detection, folders and the stream over them.
#include <gtest/gtest.h>

#include <demarche/base/utf8.hpp>
#include <demarche/formats/document_stream.hpp>
#include <random>

#include "support.hpp"

namespace demarche {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

using test::gzip;
using test::Outcome;
using test::read_all;
using test::TemporaryFolder;

TEST(PlainReader, FirstLineIsTheTitle) {
  const Outcome out = read_all("\n\n Talks resume \r\n\r\n  One.\r\nTwo.\n\n", "x.txt");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, " Talks resume");
  EXPECT_EQ(out.documents[0].document.text, "  One.\r\nTwo.");
  EXPECT_EQ(read_all("title only", "x.txt").documents.at(0).document.text, "");
  EXPECT_TRUE(read_all(" \n\n", "x.txt").documents.empty());
}

TEST(PlainReader, LimitsAndBinary) {
  EXPECT_EQ(read_all(std::string(kMaxDocumentBytes + 1, 'a'), "x.txt").errors.at(0).kind,
            ErrorKind::TooLarge);
  EXPECT_EQ(read_all("a\0b"s, "x.txt").errors.at(0).kind, ErrorKind::Malformed);
  EXPECT_EQ(read_all("\xFF\xFEt\0", "x.txt").errors.at(0).kind, ErrorKind::Malformed);
}

TEST(Gzip, IsRecognisedByContentUnderAnyName) {
  const std::string packed =
      gzip("{\"title\":\"a\"}\n") + gzip("{\"title\":\"b\"}\n") + std::string(512, '\0');
  for (const char* name : {"x.jsonl.gz", "x.jsonl", "standard input"}) {
    const Outcome out = read_all(packed, name);
    EXPECT_EQ(out.documents.size(), 2U) << name;
    EXPECT_TRUE(out.errors.empty()) << name;
  }
  EXPECT_EQ(read_all("{\"title\":\"a\"}\n", "x.jsonl.gz").documents.size(), 1U);
}

TEST(Gzip, CutDamagedAndFollowedByJunk) {
  std::string lines;
  for (int i = 0; i < 20000; ++i)
    lines += "{\"title\":\"number " + std::to_string(i * 7919 % 10007) + "\"}\n";
  const std::string packed = gzip(lines);
  const Outcome cut = read_all(packed.substr(0, packed.size() / 2), "x.jsonl.gz");
  EXPECT_GT(cut.documents.size(), 1000U);
  ASSERT_EQ(cut.errors.size(), 1U);
  EXPECT_NE(cut.errors[0].what.find("cut off"), std::string::npos);
  std::string damaged = packed;
  damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 0x55);
  EXPECT_EQ(read_all(damaged, "x.jsonl.gz").errors.size(), 1U);
  EXPECT_EQ(read_all(packed + "junk", "x.jsonl.gz").errors.size(), 1U);
  for (std::size_t n = 0; n < 30; ++n) (void)read_all(packed.substr(0, n), "x.jsonl.gz");
}

TEST(Gzip, BombsStopEarly) {
  const std::string bomb = gzip(std::string(std::size_t{80} << 20U, '\n'));
  const Outcome out = read_all(bomb + bomb, "x.jsonl.gz");
  ASSERT_EQ(out.errors.size(), 1U);
  EXPECT_EQ(out.errors[0].kind, ErrorKind::TooLarge);
  EXPECT_EQ(read_all(bomb, "x.txt.gz").errors.at(0).kind, ErrorKind::TooLarge);
}

TEST(Detection, TellsFormatsByContent) {
  EXPECT_EQ(read_all("{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "standard input").documents.size(), 2U);
  EXPECT_EQ(read_all("[{\"title\":\"a\"},{\"title\":\"b\"}]", "standard input").documents.size(), 2U);
  EXPECT_EQ(read_all("{\n \"title\":\"a\"\n}", "standard input").documents.size(), 1U);
  EXPECT_EQ(read_all("title;text\na;b\nc;d\n", "standard input").documents.size(), 2U);
  const Outcome plain = read_all("Title, text and envoys met\nOne, two.\n", "standard input");
  ASSERT_EQ(plain.documents.size(), 1U);
  EXPECT_EQ(plain.documents[0].document.title, "Title, text and envoys met");
  EXPECT_EQ(read_all("[Updated] Talks resume\nBody", "standard input").documents.at(0).document.text, "Body");
  ReadOptions forced;
  forced.format = InputFormat::Plain;
  EXPECT_EQ(read_all("{\"title\":\"a\"}", "x.jsonl", forced).documents.at(0).document.title,
            "{\"title\":\"a\"}");
  EXPECT_EQ(format_of_name("A.JSONL.GZ"), InputFormat::JsonLines);
  EXPECT_EQ(format_of_name("x.pdf"), std::nullopt);
  EXPECT_EQ(format_of_name(".txt"), std::nullopt);
}

TEST(Detection, ATextThatLooksLikeATableIsRemarkedOn) {
  const Outcome table = read_all("Headline;Body\n\"China, and\nothers\";x\n", "standard input");
  EXPECT_EQ(table.documents.size(), 1U);
  ASSERT_EQ(table.remarks.size(), 1U);
  EXPECT_EQ(
      table.remarks[0].message(),
      "standard input:1: read as one plain text; if it is a table with the columns \"Headline\", \"Body\", "
      "say so with --input-format csv and --map title=...,text=...");
  EXPECT_EQ(read_all("Day,Headline,Body\n1,a,b\n", "news").remarks.size(), 1U);
  EXPECT_EQ(read_all("Headline\tBody\r\na\tb\r\n", "news").remarks.size(), 1U);
  for (const std::string_view prose :
       {"Talks resume; tariffs stay\nOne day; another\n", "Trade, tariffs, talks\nBeijing, Tokyo, Seoul\n",
        "Talks resume\n\nEnvoys met.\n", "A;B\nOne line of prose follows.\n", "China,Japan\nSeoul,Tokyo\n",
        ";"}) {
    EXPECT_TRUE(read_all(prose, "standard input").remarks.empty()) << prose;
  }
  // Whoever names the format, or the file, has said what it is.
  EXPECT_TRUE(read_all("Day,Headline,Body\n1,a,b\n", "news.txt").remarks.empty());
  ReadOptions plain;
  plain.format = InputFormat::Plain;
  EXPECT_TRUE(read_all("Day,Headline,Body\n1,a,b\n", "news", plain).remarks.empty());
}

TEST(Stream, AFolderWithoutAnythingToReadIsSkipped) {
  const TemporaryFolder folder("nothing");
  folder.put("a.pdf", "%PDF");
  std::filesystem::create_directories(folder.path() + "/b/empty");
  std::vector<Diagnostic> said;
  auto stream = DocumentStream::open({folder.path(), folder.path() + "/b"}, {},
                                     [&](const Diagnostic& d) { said.push_back(d); });
  ASSERT_TRUE(stream.has_value());
  EXPECT_FALSE(stream->next().has_value());
  EXPECT_EQ(stream->stats().skipped, 2U);
  EXPECT_EQ(stream->stats().ignored, 1U);
  ASSERT_EQ(said.size(), 3U);
  EXPECT_EQ(said[0].severity, Severity::Error);
  EXPECT_EQ(said[0].error.where, folder.path());
  EXPECT_NE(said[0].error.what.find(".jsonl"), std::string::npos);
  EXPECT_EQ(said[2].error.where, folder.path() + "/b");
}

TEST(Stream, AnInputWithoutDocumentsIsNoted) {
  const TemporaryFolder folder("none");
  const std::vector<std::string> inputs = {folder.put("a.csv", "title,text\n"), folder.put("b.json", "[]"),
                                           folder.put("c.jsonl", "\n\n"),       folder.put("d.txt", ""),
                                           folder.put("e.jsonl", "bad\n"),      folder.put("f.txt", "one")};
  std::vector<Diagnostic> said;
  auto stream = DocumentStream::open(inputs, {}, [&](const Diagnostic& d) { said.push_back(d); });
  ASSERT_TRUE(stream.has_value());
  while (stream->next()) {
  }
  EXPECT_EQ(stream->stats().skipped, 1U);
  ASSERT_EQ(said.size(), 5U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(said[i].severity, Severity::Notice);
    EXPECT_EQ(said[i].error.message(), inputs[i] + ": holds no document");
  }
  EXPECT_EQ(said[4].severity, Severity::Error);
}

TEST(Stream, ReadsFoldersInTheOrderOfTheirPathsAndCounts) {
  const TemporaryFolder folder("stream");
  folder.put("b/2.jsonl", "{\"title\":\"three\"}\nbad\n{\"title\":\"four \xFF\"}\n");
  folder.put("a.txt", "one\n");
  folder.put("b/1.csv.gz", gzip("title,text\ntwo,x\n"));
  folder.put("c.pdf", "%PDF");
  std::filesystem::create_symlink(folder.path(), folder.path() + "/loop.txt");
  const std::string alone = folder.put("alone.bin", "five");
  std::vector<Diagnostic> said;
  auto stream = DocumentStream::open({folder.path(), folder.path() + "/none.txt", alone}, {},
                                     [&](const Diagnostic& d) { said.push_back(d); });
  ASSERT_TRUE(stream.has_value());
  std::string titles;
  while (const auto document = stream->next()) titles += document->title + ";";
  EXPECT_EQ(titles, "one;two;three;four \xEF\xBF\xBD;five;");
  EXPECT_EQ(stream->where(), alone + ":1");
  EXPECT_EQ(stream->stats().read, 5U);
  EXPECT_EQ(stream->stats().skipped, 2U);
  EXPECT_EQ(stream->stats().ignored, 3U);
  EXPECT_EQ(stream->stats().repaired, 1U);
  EXPECT_EQ(stream->stats().replaced, 1U);
  ASSERT_EQ(said.size(), 6U);
  EXPECT_EQ(said[3].error.where, folder.path() + "/b/2.jsonl:2");
  EXPECT_EQ(said[5].error.kind, ErrorKind::NotFound);
  EXPECT_FALSE(stream->next().has_value());
}

TEST(Stream, RefusesADefaultDateThatCannotBeRead) {
  ReadOptions options;
  options.default_published = "tomorrow";
  EXPECT_FALSE(DocumentStream::open({}, options, {}).has_value());
  auto empty = DocumentStream::open({}, {}, {});
  ASSERT_TRUE(empty.has_value());
  EXPECT_FALSE(empty->next().has_value());
}

TEST(Readers, SurviveRandomBytes) {
  std::mt19937 random(7);
  const std::string alphabet = "{}[]\",:;\n\r\t\\u0d8titlex \xFF\xC3\0\x1f\x8b"s;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (std::size_t n = random() % 200; n > 0; --n) bytes.push_back(alphabet[random() % alphabet.size()]);
    for (const char* name : {"x.jsonl", "x.json", "x.csv", "x.txt", "-"}) {
      for (const ReadDocument& item : read_all(bytes, name).documents) {
        ASSERT_TRUE(utf8::valid(item.document.title) && utf8::valid(item.document.text));
        ASSERT_FALSE(item.document.id.empty());
      }
    }
  }
}

}  // namespace
}  // namespace demarche
