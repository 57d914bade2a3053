// What a broken table gets: the file, the line, the column and what to do.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tables.hpp"

namespace demarche::knowledge::testing {
namespace {

const std::string kPartyHeader = "code\tkind\trole\tname\tnames\tadjectives\tpeople\tmetonyms\n";

TEST(Load, SmallTablesLoad) {
  const auto k = Knowledge::parse(small_tables(), "data");
  ASSERT_TRUE(k) << k.error().message();
  EXPECT_EQ(k->parties().size(), 5U);
  EXPECT_EQ(k->people().size(), 2U);
  EXPECT_EQ(k->party(*PartyCode::parse("CHN"))->name, "China");
  EXPECT_EQ(k->party(*PartyCode::parse("ZZZ")), nullptr);
  EXPECT_EQ(k->party(PartyCode()), nullptr);
  ASSERT_NE(k->body("Five Eyes"), nullptr);
  EXPECT_EQ(k->body("China"), nullptr);
  EXPECT_EQ(k->currency_symbol("US$")->code, "USD");
  EXPECT_EQ(k->currency_symbol("€"), nullptr);
  EXPECT_EQ(k->codes(Act::Impose).cameo, "040");
}

TEST(Load, UnknownRoleNamesFileLineColumnAndChoices) {
  EXPECT_EQ(
      message_with("parties.tsv", "# note\n\n" + kPartyHeader + "USA\tstate\tGVO\tUnited States\t\t\t\t\n"),
      "data/parties.tsv:4: column role: unknown role GVO; one of GOV, LEG, JUD, MIL, BUS, MED, OPP, ORG");
}

TEST(Load, HeaderErrors) {
  EXPECT_EQ(message_with("issues.tsv", "issue\tword\nx\ty\n"),
            "data/issues.tsv:1: unknown column \"word\"; the columns are issue, words");
  EXPECT_EQ(message_with("issues.tsv", "issue\nx\n"),
            "data/issues.tsv:1: column \"words\" is missing; the columns are issue, words");
  EXPECT_EQ(message_with("issues.tsv", "issue\twords\tissue\nx\ty\tz\n"),
            "data/issues.tsv:1: column \"issue\" stands twice in the header");
  EXPECT_EQ(message_with("issues.tsv", "# nothing\n"),
            "data/issues.tsv: has no header row; the columns are issue, words");
}

TEST(Load, ColumnsStandInAnyOrderAndLinesMayEndInCrLf) {
  EXPECT_EQ(message_with("issues.tsv", "\xEF\xBB\xBFwords\tissue\r\nsteel\tmetals\r\n\r\ntariff\ttariffs"),
            "");
}

TEST(Load, RowErrors) {
  EXPECT_EQ(
      message_with("issues.tsv", "issue\twords\nmetals\n"),
      "data/issues.tsv:2: has 1 cells, the header has 2; one tab between cells, also around empty ones");
  EXPECT_EQ(message_with("issues.tsv", "issue\twords\nmetals\t\xFF\n"),
            "data/issues.tsv:2: is not valid UTF-8; save the file as UTF-8");
  EXPECT_EQ(message_with("issues.tsv", "issue\twords\nmetals\t;\n"),
            "data/issues.tsv:2: column words: is empty");
  EXPECT_EQ(message_with("goods.tsv", "good\tissue\twords\nsteel\tmetal\tsteel\n"),
            "data/goods.tsv:2: column issue: unknown issue metal; issues.tsv lists them");
  EXPECT_EQ(message_with("institutions.tsv", "party\trole\tkind\tname\tnames\nUSB\tGOV\tministry\tX\t\n"),
            "data/institutions.tsv:2: column party: unknown party \"USB\"; parties.tsv lists them");
  EXPECT_EQ(
      message_with("outlets.tsv", "name\tnames\tcountry\tfamily\tstate\tkind\nX\t\tCHN\t\tmaybe\twire\n"),
      "data/outlets.tsv:2: column state: must be yes or no");
}

TEST(Load, PartyErrors) {
  EXPECT_EQ(message_with("parties.tsv", kPartyHeader + "USA\tstate\tGOV\tUnited States\tCongo\t\t\t\n" +
                                            "COD\tstate\tGOV\tD.R. Congo\t\tcongo\t\t\n"),
            "data/parties.tsv:3: column adjectives: \"congo\" already stands for United States in line 2; a "
            "name may "
            "stand for one party");
  EXPECT_EQ(message_with("parties.tsv", kPartyHeader + "USA\tcountry\tGOV\tUnited States\t\t\t\t\n"),
            "data/parties.tsv:2: column kind: unknown kind \"country\"; one of state, territory, body");
  EXPECT_EQ(
      message_with("parties.tsv", kPartyHeader + "USA\tstate\tGOV\tA\t\t\t\t\nUSA\tstate\tGOV\tB\t\t\t\t\n"),
      "data/parties.tsv:3: column code: USA stands in an earlier row already");
  EXPECT_EQ(message_with("parties.tsv", kPartyHeader + "usa\tstate\tGOV\tA\t\t\t\t\n"),
            "data/parties.tsv:2: column code: \"usa\" is not a code of three capital letters");
  EXPECT_EQ(message_with("parties.tsv", kPartyHeader + "USA\tstate\tGOV\tA\tU^S\t\t\t\n"),
            "data/parties.tsv:2: column names: \"U^S\": ^ stands at the end of a name only, ~ in people at "
            "the start");
}

TEST(Load, PeopleErrors) {
  const std::string header = "name\tnames\tparty\trole\toffice\tfrom\tto\n";
  EXPECT_EQ(message_with("people/west.tsv", header + "A B\t\tUSA\tGOV\tking\t2017-13\t\n"),
            "data/people/west.tsv:2: column from: \"2017-13\" is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
  EXPECT_EQ(message_with("people/west.tsv", header + "A B\t\tUSA\tGOV\tking\t2017\t2016\n"),
            "data/people/west.tsv:2: column to: the term ends before it begins");
  EXPECT_EQ(message_with("people/west.tsv", header + "A B\t\tUSA\tGOV\t\t2017\t\n"),
            "data/people/west.tsv:2: column office: is empty");
}

TEST(Load, ShortNames) {
  const auto k = Knowledge::parse(small_tables(), "data");
  ASSERT_TRUE(k) << k.error().message();
  ASSERT_EQ(k->short_names().size(), 2U);
  EXPECT_EQ(k->short_names()[0].names, std::vector<std::string>{"Mercosur"});
  EXPECT_EQ(k->short_names()[1].word, "mainland");
  EXPECT_EQ(k->short_names()[1].exact, "Mainland");
  const std::string header = "word\tparties\n";
  EXPECT_EQ(
      message_with("short_names.tsv", header + "bloc\tMercosor\n"),
      "data/short_names.tsv:2: column parties: unknown party \"Mercosor\"; write a code of parties.tsv, or "
      "the name of a body or of an institution");
  EXPECT_EQ(message_with("short_names.tsv", header + "trade bloc\tMercosur\n"),
            "data/short_names.tsv:2: column word: \"trade bloc\" is not one word");
  EXPECT_EQ(message_with("short_names.tsv", header + "bloc\tMercosur\nbloc\tUSA\n"),
            "data/short_names.tsv:3: column word: bloc stands in an earlier row already");
}

TEST(Load, NameThatBeginsSmallIsCommon) {
  std::vector<TableText> tables = small_tables();
  text_of(tables, "institutions.tsv") =
      "party\trole\tkind\tname\tnames\nUSA\tGOV\tministry\tState Department\tthe department\n";
  const auto k = Knowledge::parse(std::move(tables), "data");
  ASSERT_TRUE(k) << k.error().message();
  EXPECT_FALSE(k->all_names()[0].common);
  EXPECT_TRUE(k->all_names()[1].common);
}

TEST(Load, StopPhraseThatIsAName) {
  EXPECT_EQ(
      message_with("stop_phrases.tsv", "phrase\nfive eyes\n"),
      "data/stop_phrases.tsv:2: column phrase: \"five eyes\" is a name of another table; it cannot stand for "
      "nothing");
}

TEST(Load, ActErrorsAndFurtherScales) {
  EXPECT_EQ(message_with("acts.tsv", "act\tcameo\tplover\tgoldstein\nmeet\t040\tCONSULT\t1.0\n"),
            "data/acts.tsv: has no row for the act schedule");
  EXPECT_EQ(message_with("acts.tsv", "act\tcameo\tplover\tgoldstein\nmeet\t040\tCONSULT\tone\n"),
            "data/acts.tsv:2: column goldstein: \"one\" is not a number");
  std::vector<TableText> tables = small_tables();
  std::string text = "mild\tact\tcameo\tplover\tgoldstein\n";
  for (std::size_t i = 0; i < kActCount; ++i) {
    text += "-0.5\t" + std::string(name_of(static_cast<Act>(i))) + "\t040\tCONSULT\t1.0\n";
  }
  text_of(tables, "acts.tsv") = text;
  const auto k = Knowledge::parse(std::move(tables), "data");
  ASSERT_TRUE(k) << k.error().message();
  ASSERT_EQ(k->scales().size(), 2U);
  EXPECT_EQ(k->scales()[1], "mild");
  EXPECT_EQ(k->codes(Act::Attack).scales, (std::vector<double>{1.0, -0.5}));
  EXPECT_EQ(message_with("acts.tsv", "act\tcameo\tplover\tgoldstein\tMy Scale\n"),
            "data/acts.tsv: \"My Scale\" is no name for a scale (lower case, one word)");
}

TEST(Load, ActLinksAndSpans) {
  const auto k = Knowledge::parse(small_tables(), "data");
  ASSERT_TRUE(k) << k.error().message();
  EXPECT_EQ(k->bond(Act::Resume, Act::Meet), Bond::Same);
  EXPECT_EQ(k->bond(Act::Lift, Act::Lift), Bond::Same);
  EXPECT_EQ(k->bond(Act::Threaten, Act::Impose), Bond::None);
  EXPECT_EQ(k->span_of(Act::Impose).told, 7);
  EXPECT_EQ(message_with("act_links.tsv", "act\tother\tbond\nmeet\tmet\tsame\n"),
            "data/act_links.tsv:2: column other: unknown act \"met\"; acts.tsv lists them");
  EXPECT_EQ(message_with("act_links.tsv", "act\tother\tbond\nmeet\tresume\tsame\nresume\tmeet\tnear\n"),
            "data/act_links.tsv:3: column other: these two are linked already");
  EXPECT_EQ(message_with("brief_weights.tsv", "number\tcase\tweight\nnovelty\tnew\t1.5\n"),
            "data/brief_weights.tsv:2: column weight: \"1.5\" is not a number from 0 to 1");
  EXPECT_EQ(message_with("brief_weights.tsv", "number\tcase\tweight\nnovelty\tnew\t1\nnovelty\tnew\t1\n"),
            "data/brief_weights.tsv:3: column case: novelty new stands in an earlier row already");
  EXPECT_EQ(message_with("brief_weights.tsv", "number\tcase\tweight\nconsequence\tactual\t1\n"),
            "data/brief_weights.tsv: has no row for consequence planned");
  EXPECT_EQ(message_with("brief_weights.tsv", "number\tcase\tweight\nact\tmeet\t1\nact\tmeet\t1\n"),
            "data/brief_weights.tsv:3: column case: act meet stands in an earlier row already");
  EXPECT_EQ(message_with("brief_weights.tsv", "number\tcase\tweight\nact\tmeat\t1\n"),
            "data/brief_weights.tsv:2: column case: unknown act \"meat\"; acts.tsv lists them");
  EXPECT_EQ(message_with("act_spans.tsv", "act\tnature\ttold\tagain\nmeet\tdeed\t-1\t0\n"),
            "data/act_spans.tsv:2: column told: \"-1\" is not a number of days from 0 to 3660");
  EXPECT_EQ(message_with("act_spans.tsv", "act\tnature\ttold\tagain\nmeet\tdeed\t1\t0\n"),
            "data/act_spans.tsv: has no row for the act schedule");
}

// What only the record reads must not make every move look newly coded.
TEST(Load, FingerprintIsOfWhatTheCoderReads) {
  std::vector<TableText> tables = small_tables();
  const std::string before = Knowledge::parse(tables, "data")->fingerprint();
  const std::string whole = Knowledge::parse(tables, "data")->whole_fingerprint();
  text_of(tables, "act_links.tsv") = "act\tother\tbond\n";
  EXPECT_EQ(Knowledge::parse(tables, "data")->fingerprint(), before);
  EXPECT_NE(Knowledge::parse(tables, "data")->whole_fingerprint(), whole) << "a fold depends on it";
  text_of(tables, "stop_phrases.tsv") = "phrase\nEast China Sea\n";
  EXPECT_NE(Knowledge::parse(std::move(tables), "data")->fingerprint(), before);
}

TEST(Load, CurrencyErrors) {
  EXPECT_EQ(
      message_with("currencies.tsv", "code\tname\twords\tsymbols\nUSD\tA\tdollar\t$\nCAD\tB\tloonie\t$\n"),
      "data/currencies.tsv:3: column symbols: \"$\" already stands for USD");
  EXPECT_EQ(
      message_with("currencies.tsv", "code\tname\twords\tsymbols\nUSD\tA\tdollar\t$\nCAD\tB\tDollar\tC$\n"),
      "data/currencies.tsv:3: column words: \"Dollar\" stands in line 2 already");
}

TEST(Load, MissingTableAndMissingPeople) {
  std::vector<TableText> tables = small_tables();
  std::erase_if(tables, [](const TableText& t) { return t.path == "goods.tsv"; });
  EXPECT_EQ(Knowledge::parse(std::move(tables), "data").error().message(), "data/goods.tsv: no such table");
  tables = small_tables();
  std::erase_if(tables, [](const TableText& t) { return t.path.starts_with("people/"); });
  EXPECT_EQ(Knowledge::parse(std::move(tables), "data").error().kind, ErrorKind::NotFound);
}

class LoadFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ =
        std::filesystem::path(::testing::TempDir()) / ("demarche-knowledge-" + std::string(info->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "people");
    for (const TableText& t : small_tables()) std::ofstream(folder_ / t.path, std::ios::binary) << t.text;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(LoadFolder, FolderAndMemoryGiveTheSame) {
  const auto from_folder = Knowledge::load(folder_);
  ASSERT_TRUE(from_folder) << from_folder.error().message();
  const auto from_memory = Knowledge::parse(small_tables(), "elsewhere");
  ASSERT_TRUE(from_memory);
  EXPECT_EQ(from_folder->fingerprint(), from_memory->fingerprint());
  EXPECT_EQ(from_folder->fingerprint().size(), 16U);
}

TEST_F(LoadFolder, MissingFileMissingFolderNoPeople) {
  std::filesystem::remove(folder_ / "frames.tsv");
  const auto no_frames = Knowledge::load(folder_);
  ASSERT_FALSE(no_frames);
  EXPECT_EQ(no_frames.error().kind, ErrorKind::NotFound);
  EXPECT_EQ(no_frames.error().where, (folder_ / "frames.tsv").string());
  std::filesystem::remove_all(folder_ / "people");
  std::filesystem::create_directories(folder_ / "people");
  const auto no_people = Knowledge::load(folder_);
  ASSERT_FALSE(no_people);
  EXPECT_EQ(no_people.error().message(),
            (folder_ / "people").string() + ": holds no .tsv file; at least one is needed");
  EXPECT_EQ(Knowledge::load(folder_ / "nowhere").error().kind, ErrorKind::NotFound);
}

TEST(Load, FingerprintFollowsEveryByteAndNotTheOrderOfTables) {
  std::vector<TableText> tables = small_tables();
  const std::string before = Knowledge::parse(tables, "data")->fingerprint();
  std::reverse(tables.begin(), tables.end());
  EXPECT_EQ(Knowledge::parse(tables, "data")->fingerprint(), before);
  text_of(tables, "goods.tsv") += "# remark\n";
  EXPECT_NE(Knowledge::parse(tables, "data")->fingerprint(), before);
}

}  // namespace
}  // namespace demarche::knowledge::testing
