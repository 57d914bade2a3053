// Which parties stand side by side, on trees written by hand.
#include "partners.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "shipped.hpp"
#include "tree_text.hpp"

namespace demarche::coding {
namespace {

using testing::shipped;
using testing::TreeText;

// A text with the parties that it names.
struct Scene {
  explicit Scene(std::string_view rows) : text(rows), tree(text.text()), mentions(tree, discourse) {}

  // An option that is named, or owned, at a word.
  [[nodiscard]] Option at(std::string_view party, std::string_view word,
                          Origin origin = Origin::Named) const {
    Side side;
    side.party = *PartyCode::parse(party);
    side.at = text.at(word);
    side.origin = origin;
    return {side.party, {{"obj", side}}};
  }
  [[nodiscard]] bool partners(const Option& a, const Option& b) const {
    const Partners both(mentions, {a, b});
    EXPECT_EQ(both.are(0, 1), both.are(1, 0));
    return both.are(0, 1);
  }

  Discourse discourse = [] {
    Discourse d;
    d.knowledge = &shipped();
    return d;
  }();
  TreeText text;
  Tree tree;
  Mentions mentions;
};

TEST(Partners, AreNamesInOneCoordination) {
  const Scene s(
      "Ottawa Ottawa PROPN 2 nsubj\nurged urge VERB 0 root\nMexico Mexico PROPN 2 obj\nand and CCONJ 5 cc\n"
      "Japan Japan PROPN 3 conj\n");
  const Option mexico = s.at("MEX", "Mexico");
  EXPECT_TRUE(s.partners(mexico, s.at("JPN", "Japan")));
  EXPECT_FALSE(s.partners(mexico, s.at("CAN", "Ottawa")));
  EXPECT_FALSE(s.partners(mexico, Option())) << "nobody is a partner of anybody";
  EXPECT_FALSE(Partners(s.mentions, {mexico}).are(0, 0)) << "nor anybody of himself";
}

TEST(Partners, AreOwnersOfNounsInOneCoordination) {
  const Scene s(
      "They they PRON 2 nsubj\nurged urge VERB 0 root\nthe the DET 5 det\nMexican mexican ADJ 5 amod\n"
      "president president NOUN 2 obj\nand and CCONJ 9 cc\nJapan Japan PROPN 9 nmod:poss\n's 's PART 7 case\n"
      "leader leader NOUN 5 conj\n");
  EXPECT_TRUE(
      s.partners(s.at("MEX", "president", Origin::Modifier), s.at("JPN", "leader", Origin::Modifier)));
}

TEST(Partners, AreSeveralAdjectivesOfOneNoun) {
  const Scene s(
      "Mexican mexican ADJ 4 amod\n, , PUNCT 3 punct\nJapanese japanese ADJ 4 amod\nfirms firm NOUN 5 nsubj\n"
      "protest protest VERB 0 root\n");
  EXPECT_TRUE(s.partners(s.at("MEX", "firms", Origin::Modifier), s.at("JPN", "firms", Origin::Modifier)));
}

TEST(Partners, AreThoseWhoShareOneName) {
  const Scene s("Ottawa Ottawa PROPN 2 nsubj\nquits quit VERB 0 root\nNAFTA NAFTA PROPN 2 obj\n");
  EXPECT_TRUE(s.partners(s.at("MEX", "NAFTA"), s.at("USA", "NAFTA")));
}

TEST(Partners, AreNotThoseWhoOnlyTellWhere) {
  const Scene s(
      "Troops troops NOUN 2 nsubj\nleft leave VERB 0 root\nthe the DET 5 det\nAmerican american ADJ 5 amod\n"
      "base base NOUN 2 obj\nin in ADP 7 case\nJapan Japan PROPN 5 nmod\n");
  EXPECT_FALSE(s.partners(s.at("USA", "base", Origin::Modifier), s.at("JPN", "Japan")));
  EXPECT_FALSE(s.partners(s.at("USA", "base", Origin::Modifier), s.at("JPN", "base", Origin::Modifier)));
}

TEST(Partners, AreNotThoseForWhomAPronounStands) {
  const Scene s("They they PRON 2 nsubj\nurged urge VERB 0 root\nit it PRON 2 obj\n");
  EXPECT_FALSE(s.partners(s.at("MEX", "it", Origin::Pronoun), s.at("JPN", "it", Origin::Pronoun)));
}

TEST(Partners, AreAddedOnceAndNoMoreThanAskedFor) {
  const Scene s(
      "Mexico Mexico PROPN 6 nsubj\n, , PUNCT 3 punct\nJapan Japan PROPN 1 conj\nand and CCONJ 5 cc\n"
      "Norway Norway PROPN 1 conj\nagree agree VERB 0 root\n");
  const Partners partners(s.mentions, {s.at("MEX", "Mexico"), s.at("JPN", "Japan"), s.at("NOR", "Norway")});
  EXPECT_EQ(partners.with_partners({1}, 5), (std::vector<std::size_t>{1, 0, 2}));
  EXPECT_EQ(partners.with_partners({1, 2}, 5), (std::vector<std::size_t>{1, 2, 0}));
  EXPECT_EQ(partners.with_partners({1}, 2), (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(partners.with_partners({}, 5), std::vector<std::size_t>{});
}

}  // namespace
}  // namespace demarche::coding
