// data/act_words.tsv and data/plover_roots.tsv: lookup, phrases with gaps, broken rows.
#include <gtest/gtest.h>

#include "tables.hpp"

namespace demarche::knowledge::testing {
namespace {

std::vector<std::string> classes(const ActWords& words, const std::vector<std::string_view>& lemmas) {
  std::vector<std::uint16_t> found;
  words.classes_at(lemmas, found);
  std::vector<std::string> out;
  for (const std::uint16_t c : found) out.push_back(words.name(c));
  return out;
}

TEST(ActWords, FindsWordsAndPhrasesWithGaps) {
  const auto loaded = Knowledge::parse(small_tables(), "data");
  ASSERT_TRUE(loaded) << loaded.error().message();
  const ActWords& words = loaded->act_words();
  using Found = std::vector<std::string>;
  EXPECT_EQ(classes(words, {"prohibit"}), Found{"ban"});
  EXPECT_EQ(classes(words, {"call", "off"}), Found{"ban"});
  EXPECT_EQ(classes(words, {"call", "the", "talk", "off"}), Found{"ban"});
  EXPECT_EQ(classes(words, {"call", "a", "b", "c", "off"}), Found{});
  EXPECT_EQ(classes(words, {"call"}), Found{});
  EXPECT_EQ(classes(words, {}), Found{});
  EXPECT_EQ(words.tone(0), Tone::Bad);
}

TEST(ActWords, RefusesBrokenRows) {
  EXPECT_NE(message_with("act_words.tsv", "class\ttone\twords\nx\tugly\ta\n").find("act_words.tsv:2"),
            std::string::npos);
  EXPECT_NE(message_with("act_words.tsv", "class\ttone\twords\nx\t\t\n"), "");
  EXPECT_NE(message_with("act_words.tsv", "class\ttone\twords\nx\t\ta\nx\t\tb\n").find("earlier row"),
            std::string::npos);
}

TEST(PloverRoots, NameEveryRootOfTheActs) {
  EXPECT_NE(message_with("plover_roots.tsv", "root\talso\tcameo\nAID\t\t07\n").find("CONSULT"),
            std::string::npos);
  EXPECT_NE(message_with("plover_roots.tsv", "root\talso\tcameo\nCONSULT\t\t21\n").find("21"),
            std::string::npos);
  EXPECT_NE(message_with("plover_roots.tsv", "root\talso\tcameo\nCONSULT\t\t\n"), "");
}

TEST(PloverRoots, AreAtMostAWordOfBits) {
  std::string table = "root\talso\tcameo\nCONSULT\t\t04\nCONCEDE\t\t08\n";
  for (std::size_t i = 2; i < 64; ++i) table += "R" + std::to_string(i) + "\t\t01\n";
  EXPECT_EQ(message_with("plover_roots.tsv", table), "");
  EXPECT_NE(message_with("plover_roots.tsv", table + "MORE\t\t01\n").find("plover_roots.tsv:66"),
            std::string::npos);
}

}  // namespace
}  // namespace demarche::knowledge::testing
