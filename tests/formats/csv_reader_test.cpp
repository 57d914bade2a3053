#include <gtest/gtest.h>

#include "support.hpp"

namespace demarche {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

using test::Outcome;
using test::read_all;

TEST(CsvReader, ReadsQuotesLineEndsAndMark) {
  const Outcome out = read_all(
      "\xEF\xBB\xBFid,Title,text,published\r\n"
      "1,\"Talks, \"\"at last\"\"\",\"One.\r\nTwo.\",2018-04-06\r\n"
      "\r\n"
      "2,5\" pipe, blank ,\r\n",
      "x.csv");
  ASSERT_TRUE(out.errors.empty()) << out.errors[0].message();
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].document.title, "Talks, \"at last\"");
  EXPECT_EQ(out.documents[0].document.text, "One.\r\nTwo.");
  EXPECT_EQ(out.documents[0].document.published, "2018-04-06");
  EXPECT_EQ(out.documents[0].where, "x.csv:2");
  EXPECT_EQ(out.documents[1].document.title, "5\" pipe");
  EXPECT_EQ(out.documents[1].document.text, " blank ");
  EXPECT_EQ(out.documents[1].where, "x.csv:5");
}

TEST(CsvReader, DetectsSemicolonTabAndBareReturns) {
  for (const std::string_view bytes :
       {"id;title;text\n1;a,b,c;d\n", "id\ttitle\ttext\n1\ta,b,c\td\n", "id;title;text\r1;a,b,c;d\r",
        "\"id\";\"ti,t,l\";title;text\n1;x;a,b,c;d"}) {
    const Outcome out = read_all(bytes, "x.tsv");
    ASSERT_EQ(out.documents.size(), 1U) << bytes;
    EXPECT_EQ(out.documents[0].document.title, "a,b,c");
    EXPECT_EQ(out.documents[0].document.text, "d");
  }
}

TEST(CsvReader, MapsColumns) {
  ReadOptions options;
  options.columns = ColumnMap::parse("title=Headline,text=Body").value();
  const Outcome out = read_all("Headline,Body\nx,y\n", "x.csv", options);
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, "x");
  const Outcome none = read_all("Headline,Body\nx,y\n", "x.csv");
  ASSERT_EQ(none.errors.size(), 1U);
  EXPECT_NE(none.errors[0].what.find("\"Headline\", \"Body\""), std::string::npos);
}

TEST(CsvReader, TheSeparatorIsTheOneThatShowsKnownColumns) {
  for (const std::string_view bytes : {"title;text;tags (a, b, c, d)\nx, y;z;\n",
                                       "text\tgoods, by weight, in tons\tother, things\nz\t\t\n"}) {
    const Outcome out = read_all(bytes, "x.csv");
    ASSERT_EQ(out.documents.size(), 1U) << bytes;
    EXPECT_EQ(out.documents[0].document.text, "z");
  }
}

TEST(CsvReader, AHeaderWithoutKnownColumnsIsAnErrorThatSaysWhatToDo) {
  const Outcome semicolons = read_all("Headline;Body;Day\nx, y, z, a, b;c;d\n", "x.csv");
  ASSERT_EQ(semicolons.errors.size(), 1U);
  EXPECT_EQ(
      semicolons.errors[0].message(),
      "x.csv:1: the header has neither \"title\" nor \"text\" but \"Headline\", \"Body\", \"Day\"; name the "
      "columns with a map (--map title=...,text=...)");
  const Outcome bars = read_all("\ntitle|text\nx|y\n", "x.csv");
  ASSERT_EQ(bars.errors.size(), 1U);
  EXPECT_EQ(bars.errors[0].where, "x.csv:2");
  EXPECT_NE(bars.errors[0].what.find("a comma, a semicolon or a tab must separate them"), std::string::npos);
  ReadOptions moved;
  moved.columns = ColumnMap::parse("text=title").value();
  const Outcome one = read_all("Headline,text\nx,y\n", "x.csv", moved);
  ASSERT_EQ(one.errors.size(), 1U);
  EXPECT_NE(one.errors[0].what.find("the header has no \"title\" but \"Headline\", \"text\";"),
            std::string::npos);
}

TEST(CsvReader, AColumnThatFindsNoPlaceIsRemarkedOnce) {
  const Outcome out = read_all("Titel;Text;Datum\na;b;2018-04-05\nc;d;\n", "x.csv");
  EXPECT_EQ(out.documents.size(), 2U);
  ASSERT_EQ(out.remarks.size(), 1U);
  EXPECT_EQ(
      out.remarks[0].message(),
      "x.csv:1: the header has no \"title\", \"published\"; not read: \"Titel\", \"Datum\"; if one is the "
      "other, say so with a map (--map title=Headline,...)");
  EXPECT_TRUE(read_all("title,text,published,label\na,b,,\n", "x.csv").remarks.empty());
  EXPECT_TRUE(read_all("id,title\n1,a\n", "x.csv").remarks.empty());
  ReadOptions options;
  options.default_published = "2018-04-05";
  options.columns = ColumnMap::parse("text=title").value();
  EXPECT_TRUE(read_all("title,label\na,b\n", "x.csv", options).remarks.empty());
}

TEST(CsvReader, BadRowsAreNamedAndTheOthersGoOn) {
  const Outcome out = read_all(
      "title,text,published\na,b,\nonly\n\"x\"y,b,\na,b,yesterday\nc,d,2018-01-01\n\"open,b,\nlost,\n",
      "x.csv");
  EXPECT_EQ(out.documents.size(), 2U);
  ASSERT_EQ(out.errors.size(), 4U);
  EXPECT_EQ(out.errors[0].message(), "x.csv:3: the row has 1 cells, the header 3");
  EXPECT_EQ(out.errors[1].where, "x.csv:4");
  EXPECT_EQ(out.errors[2].where, "x.csv:5");
  EXPECT_EQ(out.errors[3].message(), "x.csv:7: the quote that opens on line 7 is never closed");
}

TEST(CsvReader, RowsOverTheLimitAreSkippedUpToTheNextLine) {
  ReadOptions small;
  small.max_line_bytes = 1000;
  const Outcome out =
      read_all("title,text\n\"" + std::string(600000, 'a') + "\nb,c\nd," + std::string(2000, 'e') + "\nf,g\n",
               "x.csv", small);
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].document.title, "b");
  EXPECT_EQ(out.documents[1].document.title, "f");
  ASSERT_EQ(out.errors.size(), 2U);
  EXPECT_EQ(out.errors[1].where, "x.csv:4");
}

TEST(CsvReader, TooManyColumnsAreRefusedWithoutHoldingThem) {
  const Outcome out = read_all("title,text\n" + std::string(1000000, ',') + "\na,b\n", "x.csv");
  EXPECT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.errors.size(), 1U);
}

TEST(CsvReader, EmptyFileHeaderAloneAndHostileBytes) {
  EXPECT_TRUE(read_all("", "x.csv").errors.empty());
  EXPECT_TRUE(read_all("title,text\n", "x.csv").errors.empty());
  const Outcome out = read_all("title,text\na\0b,\xFF\xFF\n"s, "x.csv");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].document.title, "a\0b"s);
  EXPECT_EQ(out.documents[0].replaced, 1U);
}

TEST(ColumnMap, ParsesAndRefuses) {
  EXPECT_TRUE(ColumnMap::parse("").has_value());
  EXPECT_FALSE(ColumnMap::parse("headline=x").has_value());
  EXPECT_FALSE(ColumnMap::parse("title").has_value());
  EXPECT_FALSE(ColumnMap::parse("title=").has_value());
  EXPECT_FALSE(ColumnMap::parse("title=a,title=b").has_value());
  EXPECT_FALSE(ColumnMap::parse("title=a,text=a").has_value());
  const ColumnMap swapped = ColumnMap::parse("text=title").value();
  EXPECT_EQ(swapped.name(Column::Text), "title");
  EXPECT_EQ(swapped.name(Column::Title), "");
  EXPECT_EQ(swapped.find("title"), Column::Text);
  EXPECT_EQ(swapped.find(""), std::nullopt);
}

}  // namespace
}  // namespace demarche
