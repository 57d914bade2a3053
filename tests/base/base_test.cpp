// Acts, parties, hashes, files.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include <demarche/base/act.hpp>
#include <demarche/base/hash.hpp>
#include <demarche/base/io.hpp>
#include <demarche/base/party.hpp>

namespace demarche {
namespace {

TEST(Act, EveryNameReadsBack) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kActCount; ++i) {
    const Act act = static_cast<Act>(i);
    names.insert(name_of(act));
    EXPECT_EQ(parse_act(name_of(act)), act);
  }
  EXPECT_EQ(names.size(), kActCount);
  EXPECT_FALSE(parse_act("ponder"));
  EXPECT_TRUE(is_mutual(Act::Agree));
  EXPECT_FALSE(is_mutual(Act::Reject));
  EXPECT_EQ(name_of(family_of(Act::BreakTies)), "pressure");
}

TEST(PartyCode, IsThreeCapitals) {
  EXPECT_EQ(PartyCode::parse("CHN")->view(), "CHN");
  for (const char* bad : {"", "CH", "CHNA", "chn", "C1N"}) EXPECT_FALSE(PartyCode::parse(bad)) << bad;
  EXPECT_TRUE(PartyCode().empty());
}

TEST(Role, EveryNameReadsBack) {
  for (const std::string_view name : kRoleNames) EXPECT_EQ(name_of(*parse_role(name)), name);
  EXPECT_FALSE(parse_role("GVO"));
}

TEST(Fnv1a, IsThePublishedFunction) {
  // Test vectors of the reference page.
  EXPECT_EQ(Fnv1a().add("").hex(), "cbf29ce484222325");
  EXPECT_EQ(Fnv1a().add("a").hex(), "af63dc4c8601ec8c");
  EXPECT_EQ(Fnv1a().add("foobar").hex(), "85944171f73967e8");
  EXPECT_NE(Fnv1a().field("ab").field("c").value(), Fnv1a().field("a").field("bc").value());
}

TEST(Files, MissingFolderAndLimitAreErrors) {
  const auto dir = std::filesystem::path(testing::TempDir()) / "demarche_io";
  std::filesystem::create_directories(dir);
  EXPECT_EQ(read_file(dir / "none").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(read_file(dir).error().kind, ErrorKind::Unreadable);
  ASSERT_TRUE(write_file(dir / "x", std::string(100000, 'x')));
  EXPECT_EQ(read_file(dir / "x")->size(), 100000U);
  EXPECT_EQ(read_file(dir / "x", 10).error().kind, ErrorKind::TooLarge);
  EXPECT_FALSE(write_file(dir / "no" / "such" / "folder", "x"));
  std::filesystem::remove_all(dir);
}

TEST(Files, WritingKeepsLinksAndDevicesInTheirPlace) {
  namespace fs = std::filesystem;
  const fs::path dir = fs::path(testing::TempDir()) / "demarche_io_links";
  fs::remove_all(dir);
  fs::create_directories(dir);
  ASSERT_TRUE(write_file(dir / "real", "old"));
  fs::create_symlink("real", dir / "link");
  ASSERT_TRUE(write_file(dir / "link", "new"));
  EXPECT_TRUE(fs::is_symlink(dir / "link"));
  EXPECT_EQ(read_file(dir / "real").value(), "new");
  fs::create_symlink("/dev/full", dir / "device");
  EXPECT_EQ(write_file(dir / "device", "x").error().where, (dir / "device").string());
  EXPECT_TRUE(fs::is_symlink(dir / "device"));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
  EXPECT_FALSE(write_file(dir, "x"));
  // Nothing is left of what did not work.
  EXPECT_EQ(std::distance(fs::directory_iterator(dir), fs::directory_iterator()), 3);
  fs::remove_all(dir);
}

}  // namespace
}  // namespace demarche
