// The tables that ship: complete, consistent, and what the codebook asks for.
#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include <demarche/base/io.hpp>

#include "tables.hpp"

namespace demarche::knowledge::testing {
namespace {

using Words = std::vector<std::string>;

const Knowledge& shipped() {
  static const Knowledge kKnowledge = [] {
    auto loaded = Knowledge::load(DEMARCHE_DATA_DIR);
    if (!loaded) ADD_FAILURE() << loaded.error().message();
    return loaded ? std::move(*loaded) : Knowledge();
  }();
  return kKnowledge;
}

// The readings of a phrase that covers all tokens.
std::vector<Name> readings(const Words& tokens) {
  const PhraseIndex& index = shipped().names();
  const auto match = index.longest(atoms_in(index, tokens), 0);
  std::vector<Name> names;
  if (!match || match->length != tokens.size()) return names;
  for (const std::uint32_t v : match->values) names.push_back(shipped().all_names()[v]);
  return names;
}

std::string party_of(const Words& tokens) {
  for (const Name& n : readings(tokens)) {
    if (n.kind <= NameKind::Metonym) return std::string(shipped().parties()[n.index].code.view());
  }
  return {};
}

// Every value of a key in one of the JSON files of iso-codes; they are flat enough for that.
std::set<std::string> iso_values(const std::string& file, const std::string& key) {
  std::set<std::string> values;
  const auto text = read_file("/usr/share/iso-codes/json/" + file);
  if (!text) return values;
  const std::string opening = "\"" + key + "\": \"";
  for (std::size_t at = text->find(opening); at != std::string::npos; at = text->find(opening, at + 1)) {
    const std::size_t begin = at + opening.size();
    values.insert(text->substr(begin, text->find('"', begin) - begin));
  }
  return values;
}

TEST(Data, LoadsFast) {
  const auto start = std::chrono::steady_clock::now();
  const auto loaded = Knowledge::load(DEMARCHE_DATA_DIR);
  const auto took = std::chrono::steady_clock::now() - start;
  ASSERT_TRUE(loaded) << loaded.error().message();
  // The target is 0.5 s; sanitizers and a shared machine take their share.
  EXPECT_LT(std::chrono::duration<double>(took).count(), 5.0);
}

TEST(Data, EveryStateIsKnown) {
  const std::set<std::string> codes = iso_values("iso_3166-1.json", "alpha_3");
  if (codes.empty()) GTEST_SKIP() << "iso-codes is not installed";
  // Without inhabitants, or part of a state that speaks for them (Guam and Puerto Rico are names of USA).
  const std::set<std::string> skipped = {"ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "GLP",
                                         "GUM", "HMD", "IOT", "MAF", "MNP", "MTQ", "MYT", "NFK", "PCN", "PRI",
                                         "REU", "SGS", "SHN", "SJM", "SPM", "UMI", "VIR", "WLF"};
  for (const std::string& code : codes) {
    const bool known = shipped().party(*PartyCode::parse(code)) != nullptr;
    EXPECT_NE(known, skipped.contains(code)) << code;
  }
}

TEST(Data, EveryCurrencyIsIso4217) {
  const std::set<std::string> codes = iso_values("iso_4217.json", "alpha_3");
  if (codes.empty()) GTEST_SKIP() << "iso-codes is not installed";
  for (const Currency& c : shipped().currencies()) EXPECT_TRUE(codes.contains(c.code)) << c.code;
}

TEST(Data, BodiesOfTheCodebook) {
  for (const char* code : {"EUU", "WTO", "UNO", "NAT", "IMF", "WBK", "OPC", "ASN", "GSV", "GTW", "APE", "SCO",
                           "BRI", "ICC", "IAE", "AFU", "ARL"}) {
    EXPECT_NE(shipped().party(*PartyCode::parse(code)), nullptr) << code;
  }
}

TEST(Data, IssuesAreThoseOfTheCodebook) {
  const std::set<std::string> expected = {"tariffs",
                                          "trade-balance",
                                          "market-access",
                                          "technology-transfer",
                                          "intellectual-property",
                                          "industrial-policy",
                                          "agriculture",
                                          "energy",
                                          "metals",
                                          "autos",
                                          "semiconductors",
                                          "telecoms",
                                          "export-controls",
                                          "critical-minerals",
                                          "investment",
                                          "financial-services",
                                          "currency",
                                          "data",
                                          "cyber",
                                          "drugs",
                                          "migration",
                                          "shipping",
                                          "aviation",
                                          "sanctions",
                                          "security",
                                          "nuclear",
                                          "territory",
                                          "human-rights",
                                          "climate",
                                          "legal",
                                          "agreement"};
  const auto issues = shipped().issues();
  EXPECT_EQ(std::set<std::string>(issues.begin(), issues.end()), expected);
  EXPECT_EQ(issues.size(), expected.size());
}

TEST(Data, EnoughOffices) {
  std::size_t offices = 0;
  for (const Person& p : shipped().people()) {
    EXPECT_FALSE(p.offices.empty()) << p.name;
    offices += p.offices.size();
  }
  EXPECT_GE(offices, 600U);
}

TEST(Data, EveryActHasFrames) {
  std::set<Act> acts;
  for (const Frame& f : shipped().frames().all()) acts.insert(f.act);
  for (std::size_t i = 0; i < kActCount; ++i) {
    EXPECT_TRUE(acts.contains(static_cast<Act>(i))) << name_of(static_cast<Act>(i));
  }
}

TEST(Data, NamesAsNewsWritesThem) {
  EXPECT_EQ(party_of({"u.s."}), "USA");
  EXPECT_EQ(party_of({"us"}), "USA");
  EXPECT_EQ(readings({"us"}).front().exact, "US");
  EXPECT_EQ(party_of({"people", "'s", "republic", "of", "china"}), "CHN");
  EXPECT_EQ(party_of({"élysée"}), "FRA");
  EXPECT_EQ(party_of({"elysee"}), "FRA");
  EXPECT_EQ(party_of({"south", "korea"}), "KOR");
  EXPECT_EQ(party_of({"beijing"}), "CHN");
  EXPECT_EQ(party_of({"european", "union"}), "EUU");
  EXPECT_EQ(party_of({"mar-a-lago"}), "USA");
  EXPECT_EQ(readings({"south", "china", "sea"}).front().kind, NameKind::Stop);
  EXPECT_EQ(readings({"korean", "peninsula"}).front().kind, NameKind::Stop);
}

const Person* person(const Words& tokens) {
  for (const Name& n : readings(tokens)) {
    if (n.kind == NameKind::Person) return &shipped().people()[n.index];
  }
  return nullptr;
}

TEST(Data, PresidentTrumpIsThreeOfficesInThreeYears) {
  const Person* trump = person({"donald", "trump"});
  ASSERT_NE(trump, nullptr);
  const auto first = trump->office_at(Day::parse("2019-06-29"));
  const auto between = trump->office_at(Day::parse("2022-06-29"));
  const auto second = trump->office_at(Day::parse("2025-06-29"));
  EXPECT_EQ(first.office->title, "president");
  EXPECT_TRUE(first.current);
  EXPECT_EQ(first.office->role, Role::Gov);
  EXPECT_NE(between.office->title, "president");
  EXPECT_NE(between.office->role, Role::Gov);
  EXPECT_EQ(second.office->title, "president");
  EXPECT_TRUE(second.current);
  EXPECT_NE(first.office, second.office);
}

TEST(Data, SurnamesLeadToTheirPeople) {
  for (const auto& [surname, full] :
       std::vector<std::pair<std::string, Words>>{{"trump", {"donald", "trump"}},
                                                  {"xi", {"xi", "jinping"}},
                                                  {"liu", {"liu", "he"}},
                                                  {"lighthizer", {"robert", "lighthizer"}}}) {
    const Person* expected = person(full);
    ASSERT_NE(expected, nullptr) << surname;
    bool found = false;
    for (const Name& n : readings({surname})) {
      found |= n.kind == NameKind::Surname && &shipped().people()[n.index] == expected;
    }
    EXPECT_TRUE(found) << surname;
  }
}

TEST(Data, EveryIndexPointsIntoItsTable) {
  const Knowledge& k = shipped();
  for (const Name& n : k.all_names()) {
    switch (n.kind) {
      case NameKind::Party:
      case NameKind::Adjective:
      case NameKind::People:
      case NameKind::Metonym:
        ASSERT_LT(n.index, k.parties().size());
        break;
      case NameKind::Institution:
        ASSERT_LT(n.index, k.institutions().size());
        break;
      case NameKind::Person:
      case NameKind::Surname:
        ASSERT_LT(n.index, k.people().size());
        break;
      case NameKind::Outlet:
        ASSERT_LT(n.index, k.outlets().size());
        break;
      case NameKind::Stop:
        break;
    }
  }
}

TEST(Data, OutletsAreFoundByAnyWholeName) {
  const Outlet* paper = shipped().outlet("China Daily");
  ASSERT_NE(paper, nullptr);
  EXPECT_TRUE(paper->state);
  EXPECT_EQ(paper->country.view(), "CHN");
  ASSERT_NE(shipped().outlet("Reuters"), nullptr);
  EXPECT_FALSE(shipped().outlet("Reuters")->state);
  for (const char* other : {"", "China", "China Daily Supplement", "The Strelsau Courier", "--"})
    EXPECT_EQ(shipped().outlet(other), nullptr) << other;
}

}  // namespace
}  // namespace demarche::knowledge::testing
