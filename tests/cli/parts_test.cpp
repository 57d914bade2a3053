// Folders found by the place of the program, the progress line, files that appear whole, and the report of
// explain.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include <demarche/base/io.hpp>
#include <demarche/formats/byte_source.hpp>

#include "explain.hpp"
#include "input_position.hpp"
#include "output.hpp"
#include "paths.hpp"
#include "progress.hpp"
#include "screen.hpp"

namespace demarche::cli {
namespace {

namespace fs = std::filesystem;

class Parts : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::temp_directory_path() / ("demarche-cli-" + std::to_string(::getpid()) + "-" + info->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  [[nodiscard]] std::string text_of(const fs::path& path) const {
    return read_file(path).value_or("(missing)");
  }

  fs::path root_;
};

TEST_F(Parts, FoldersOfABuildTreeAndOfAnInstallation) {
  const fs::path bin = root_ / "build" / "release" / "bin";
  fs::create_directories(bin);
  fs::create_directories(root_ / "data");
  const auto none = find_folder("data", "", bin);
  ASSERT_FALSE(none);  // no CMake cache: this is no build tree
  EXPECT_NE(none.error().message().find("--data"), std::string::npos);
  ASSERT_TRUE(write_file(root_ / "build" / "release" / "CMakeCache.txt", ""));
  EXPECT_EQ(find_folder("data", "", bin).value(), root_ / "data");
  EXPECT_FALSE(find_folder("models", "", bin));
  fs::create_directories(root_ / "build" / "release" / "share" / "demarche" / "models");
  EXPECT_EQ(find_folder("models", "", bin).value(),
            root_ / "build" / "release" / "share" / "demarche" / "models");
}

TEST_F(Parts, AnExplicitFolderWinsAndMustExist) {
  EXPECT_EQ(find_folder("data", root_.string(), "").value(), root_);
  const auto missing = find_folder("data", (root_ / "nowhere").string(), "");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(find_folder("data", "", ""));
}

TEST(Progress, LineSaysRateAndTimeLeft) {
  EXPECT_EQ(progress_line({0, 0}, 0, std::nullopt), "0 articles, 0 moves, 0 articles/s");
  EXPECT_EQ(progress_line({1234, 5678901}, 2, std::nullopt),
            "1,234 articles, 5,678,901 moves, 617 articles/s");
  EXPECT_EQ(progress_line({100, 1}, 10, 0.25), "100 articles, 1 moves, 10 articles/s, 25 %, 30 s left");
  EXPECT_EQ(progress_line({100, 1}, 10, 0.001), "100 articles, 1 moves, 10 articles/s, 0 %");
  EXPECT_NE(progress_line({1, 1}, 65, 0.5).find("1 min 05 s left"), std::string::npos);
  EXPECT_NE(progress_line({1, 1}, 7500, 0.5).find("2 h 05 min left"), std::string::npos);
}

TEST_F(Parts, PositionFollowsTheOpenFile) {
  ASSERT_TRUE(write_file(root_ / "a.txt", std::string(300, 'a')));
  ASSERT_TRUE(write_file(root_ / "b.txt", std::string(100, 'b')));
  ASSERT_TRUE(write_file(root_ / "c.other", std::string(1000, 'c')));
  InputPosition position({root_.string(), "/nowhere"});
  EXPECT_EQ(position.fraction(), 0.0);
  auto source = file_source((root_ / "b.txt").string());
  ASSERT_TRUE(source);
  char buffer[50];
  ASSERT_EQ((*source)->read(buffer, sizeof buffer).value(), 50U);
  EXPECT_DOUBLE_EQ(position.fraction().value(), 350.0 / 400.0);
  source->reset();
  EXPECT_DOUBLE_EQ(position.fraction().value(), 350.0 / 400.0);  // never goes back
  InputPosition unknown({(root_ / "a.txt").string(), "/dev/null"});
  EXPECT_FALSE(unknown.fraction());
}

TEST_F(Parts, OutputAppearsWhole) {
  const fs::path path = root_ / "moves.jsonl";
  ASSERT_TRUE(write_file(path, "old"));
  {
    auto output = Output::open(path.string());
    ASSERT_TRUE(output);
    output->write("new\n");
    output->flush();
    EXPECT_EQ(text_of(path), "old");
    EXPECT_TRUE(output->commit());
  }
  EXPECT_EQ(text_of(path), "new\n");
  {
    auto output = Output::open(path.string());
    ASSERT_TRUE(output);
    output->write("given up");
  }
  EXPECT_EQ(text_of(path), "new\n");
  EXPECT_FALSE(fs::exists(path.string() + ".part"));
}

TEST_F(Parts, OutputThroughALinkAndIntoADevice) {
  ASSERT_TRUE(write_file(root_ / "real", "old"));
  fs::create_symlink(root_ / "real", root_ / "link");
  auto output = Output::open((root_ / "link").string());
  ASSERT_TRUE(output);
  output->write("new");
  ASSERT_TRUE(output->commit());
  EXPECT_TRUE(fs::is_symlink(root_ / "link"));
  EXPECT_EQ(text_of(root_ / "real"), "new");

  auto full = Output::open("/dev/full");
  ASSERT_TRUE(full);
  full->write("x");
  full->flush();
  EXPECT_TRUE(full->failed());
  EXPECT_FALSE(full->reader_gone());
  EXPECT_FALSE(full->commit());
  EXPECT_FALSE(Output::open((root_ / "no" / "folder").string()));
}

TEST(Screen, NoTerminalNoColour) {
  EXPECT_FALSE(wants_color(ColorChoice::Auto, -1));
  EXPECT_TRUE(wants_color(ColorChoice::Always, -1));
  EXPECT_EQ(columns(-1, 77), 77);
}

coding::ExplainedMove explained_move() {
  coding::ExplainedMove out;
  Move& move = out.move;
  move.field = Field::Text;
  move.sentence = {3, 34};
  move.trigger = {11, 18};
  move.trigger_text = "rejects";
  move.act = Act::Reject;
  move.actor = {PartyCode::parse("FRA").value(), Role::Gov, "France", "Élysée", Span{3, 9}};
  move.confidence = 0.5;
  out.why = {"reject/reject/V#7", "[rejects] Élysée<nsubj>", "subj: metonym", "",
             "finite verb",       "no date in the clause",   "the article",   {"+1.00 frame", "-0.50 short"}};
  return out;
}

TEST(ExplainReport, ShowsSentenceMoveAndReasons) {
  Document document;
  document.id = "d-1";
  document.title = "Titre\x1b[31m";
  document.text = "é. Élysée rejects\nthe offer today. Other.";
  coding::Explained explained{{explained_move(), explained_move()}, {{Field::Text, {35, 41}, -6.5, -4.25}}};
  explained.moves[1].kept = false;
  const std::string report = explain_report(document, explained, {});
  EXPECT_EQ(report.find('\x1b'), std::string::npos);
  EXPECT_NE(report.find("text 3-34  Élysée rejects the offer today.\n"), std::string::npos) << report;
  EXPECT_NE(report.find("reject  FRA > -  actual  0.50\n"), std::string::npos) << report;
  EXPECT_NE(report.find("frame     reject/reject/V#7\n"), std::string::npos) << report;
  EXPECT_NE(report.find("FRA GOV, France, “Élysée” (3-9): subj: metonym"), std::string::npos) << report;
  EXPECT_NE(report.find("+1.00 frame, -0.50 short"), std::string::npos) << report;
  EXPECT_NE(report.find("1 move, 1 not believed · 1 sentence left out"), std::string::npos) << report;
  EXPECT_EQ(report.find("Other."), std::string::npos) << report;
  EXPECT_EQ(report.find("0.50  not believed"), std::string::npos) << report;
  ReportOptions all;
  all.all = true;
  const std::string long_report = explain_report(document, explained, all);
  EXPECT_NE(long_report.find("0.50  not believed"), std::string::npos) << long_report;
  EXPECT_NE(long_report.find("text 35-41  Other.\n\n  left out by the gate: -6.50, looked at from -4.25\n"),
            std::string::npos)
      << long_report;
}

TEST(ExplainReport, SpansOutsideTheFieldAreHarmless) {
  coding::ExplainedMove move = explained_move();
  move.move.sentence = {1000, 2000};
  EXPECT_NE(explain_report({}, {{move}, {}}, {}).find("(no title)"), std::string::npos);
}

}  // namespace
}  // namespace demarche::cli
