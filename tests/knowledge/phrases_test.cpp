#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "tables.hpp"

namespace demarche::knowledge::testing {
namespace {

using Words = std::vector<std::string>;

TEST(Atoms, OfPhrases) {
  EXPECT_EQ(atoms_of("People's Republic of China"), (Words{"people", "s", "republic", "of", "china"}));
  EXPECT_EQ(atoms_of("Élysée Palace"), (Words{"elysee", "palace"}));
  EXPECT_EQ(atoms_of("U.S."), (Words{"u.s"}));
  EXPECT_EQ(atoms_of("S. Korea"), (Words{"s", "korea"}));
  EXPECT_EQ(atoms_of("Mar-a-Lago"), (Words{"mar", "a", "lago"}));
  EXPECT_EQ(atoms_of("U.S.-China"), (Words{"u.s", "china"}));
  EXPECT_EQ(atoms_of("Taiwan, China"), (Words{"taiwan", ",", "china"}));
  EXPECT_EQ(atoms_of("AT&T"), (Words{"at", "&", "t"}));
  EXPECT_EQ(atoms_of("Straße Łódź Ørsted Đukanović Nguyễn"),
            (Words{"strasse", "lodz", "orsted", "dukanovic", "nguyen"}));
  EXPECT_EQ(atoms_of("Workers’ Party"), (Words{"workers", "party"}));
  EXPECT_EQ(atoms_of("e\xCC\x81lan"), (Words{"elan"}));  // a combining accent
  EXPECT_EQ(atoms_of(" \t - ' . "), (Words{}));
}

TEST(Atoms, OfTokens) {
  EXPECT_EQ(atom_of_token("'s"), "s");
  EXPECT_EQ(atom_of_token("u.s."), "u.s");
  EXPECT_EQ(atom_of_token("élysée"), "elysee");
  EXPECT_EQ(atom_of_token("co-operation"), "cooperation");
  EXPECT_EQ(atom_of_token("-"), "-");
  EXPECT_EQ(atom_of_token("."), "-");
  EXPECT_EQ(atom_of_token("’"), "-");
  EXPECT_EQ(atom_of_token(","), ",");
  EXPECT_EQ(atom_of_token("--"), "");
  EXPECT_EQ(atom_of_token(""), "");
}

struct Found {
  std::uint32_t length;
  std::uint32_t value;
};

std::optional<Found> find(const PhraseIndex& index, const Words& tokens, std::size_t at = 0) {
  const auto match = index.longest(atoms_in(index, tokens), at);
  if (!match) return std::nullopt;
  return Found{match->length, match->values.front()};
}

TEST(PhraseIndex, MatchesHoweverTheTextIsCut) {
  PhraseIndex index;
  index.add("People's Republic of China", 1);
  index.add("China", 2);
  index.add("Shanghai Co-operation Organisation", 3);
  index.add("Mar-a-Lago", 4);
  index.add("Cote d'Ivoire", 5);
  const auto expect = [&](const Words& tokens, std::uint32_t length, std::uint32_t value) {
    const auto found = find(index, tokens);
    ASSERT_TRUE(found) << tokens.front();
    EXPECT_EQ(found->length, length) << tokens.front();
    EXPECT_EQ(found->value, value) << tokens.front();
  };
  expect({"people", "'s", "republic", "of", "china", "said"}, 5, 1);
  expect({"people", "'", "s", "republic", "of", "china"}, 6, 1);
  expect({"china", "'s"}, 1, 2);
  expect({"china", "-", "u.s."}, 1, 2);
  expect({"shanghai", "co-operation", "organisation"}, 3, 3);
  expect({"shanghai", "cooperation", "organisation"}, 3, 3);
  expect({"shanghai", "co", "-", "operation", "organisation"}, 5, 3);
  expect({"mar-a-lago"}, 1, 4);
  expect({"mar", "-", "a", "-", "lago"}, 5, 4);
  expect({"côte", "d'ivoire"}, 2, 5);
  expect({"côte", "d'", "ivoire"}, 3, 5);
  EXPECT_FALSE(find(index, {"people", ",", "republic"}));
  EXPECT_FALSE(find(index, {"people", "--", "'s", "republic", "of", "china"}));
  EXPECT_FALSE(find(index, {"-", "china"}));
  EXPECT_FALSE(find(index, {}));
  EXPECT_EQ(index.size(), 5U);
}

TEST(PhraseIndex, APhraseCarriesSeveralValuesInTheOrderAdded) {
  PhraseIndex index;
  index.add("Johnson", 7);
  index.add("johnson", 3);
  index.add("JOHNSON", 7);
  const auto match = index.longest(atoms_in(index, {"johnson"}), 0);
  ASSERT_TRUE(match);
  EXPECT_EQ(std::vector<std::uint32_t>(match->values.begin(), match->values.end()),
            (std::vector<std::uint32_t>{7, 3}));
}

// Against a map, through every growth of the table; among the words the empty one.
TEST(AtomTable, GivesEachWordANumberOfItsOwnAndKeepsIt) {
  AtomTable table;
  std::map<std::string, AtomId> known;
  EXPECT_EQ(table.find("tariff"), kUnknownAtom);
  for (int i = 0; i < 3000; ++i) {
    const std::string word = i == 7 ? "" : std::to_string(i * 7919 % 2003);
    const AtomId id = table.intern(word);
    const auto [it, fresh] = known.emplace(word, id);
    EXPECT_EQ(it->second, id) << word;
    if (fresh) {
      EXPECT_EQ(id, known.size() + 1) << "numbers follow one another, behind the two that are taken";
    }
  }
  for (const auto& [word, id] : known) EXPECT_EQ(table.find(word), id) << word;
  EXPECT_EQ(table.find("2003"), kUnknownAtom);
}

// The slow reference: every phrase is tried at every place, word by word.
std::optional<Found> slow_longest(const std::map<Words, std::uint32_t>& phrases, const Words& tokens,
                                  std::size_t at) {
  std::optional<Found> best;
  for (const auto& [phrase, value] : phrases) {
    std::size_t i = at;
    std::size_t word = 0;
    while (word < phrase.size() && i < tokens.size()) {
      if (tokens[i] == "-" && word > 0) {
        ++i;
        continue;
      }
      if (tokens[i] != phrase[word]) break;
      ++i;
      ++word;
    }
    const auto length = static_cast<std::uint32_t>(i - at);
    if (word == phrase.size() && (!best || length > best->length)) best = Found{length, value};
  }
  return best;
}

TEST(PhraseIndex, LongestMatchAgreesWithASlowReference) {
  std::mt19937 random(20181203);
  const Words words = {"a", "b", "c", "d", "x"};
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    std::map<Words, std::uint32_t> phrases;
    PhraseIndex index;
    for (std::uint32_t p = 0; p < 12; ++p) {
      Words phrase;
      for (std::size_t n = 1 + pick(4); n > 0; --n) phrase.push_back(words[pick(4)]);
      if (!phrases.try_emplace(phrase, p).second) continue;
      std::string text;
      for (const std::string& w : phrase) text += (text.empty() ? "" : " ") + w;
      index.add(text, p);
    }
    Words tokens;
    for (std::size_t n = pick(14); n > 0; --n) tokens.push_back(pick(6) == 0 ? "-" : words[pick(5)]);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const auto expected = slow_longest(phrases, tokens, at);
      const auto found = find(index, tokens, at);
      ASSERT_EQ(found.has_value(), expected.has_value()) << "round " << round;
      if (!found) continue;
      ASSERT_EQ(found->length, expected->length) << "round " << round;
      ASSERT_EQ(found->value, expected->value) << "round " << round;
    }
  }
}

TEST(PhraseIndex, LetterCaseIsTheCallersBusiness) {
  const auto k = Knowledge::parse(small_tables(), "data");
  ASSERT_TRUE(k);
  const auto reading = [&](const Words& tokens) -> const Name* {
    const auto match = k->names().longest(atoms_in(k->names(), tokens), 0);
    return match ? &k->all_names()[match->values.front()] : nullptr;
  };
  ASSERT_NE(reading({"us"}), nullptr);
  EXPECT_EQ(reading({"us"})->exact, "US");
  EXPECT_EQ(reading({"u.s."})->exact, "U.S.");
  EXPECT_EQ(reading({"china"})->exact, "");
  EXPECT_EQ(reading({"south", "china", "sea"})->kind, NameKind::Stop);
  EXPECT_EQ(reading({"taiwan", ",", "china"})->kind, NameKind::Party);
  EXPECT_EQ(reading({"state", "dept."})->kind, NameKind::Institution);
  EXPECT_EQ(reading({"liu"})->kind, NameKind::Surname);
  EXPECT_EQ(reading({"example"})->kind, NameKind::Surname);
  EXPECT_EQ(reading({"annie", "example"})->kind, NameKind::Person);
}

}  // namespace
}  // namespace demarche::knowledge::testing
