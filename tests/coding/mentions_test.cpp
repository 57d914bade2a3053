// Who is spoken of: names that a table writes small, words that several parties share, and short names, which
// stand for the party named before.
#include "mentions.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "shipped.hpp"
#include "tagged_text.hpp"

namespace demarche::coding {
namespace {

using testing::shipped;
using testing::TaggedText;

// The parties of each sentence, in order, as "IMF ARG".
std::vector<std::string> parties_of(std::string_view tagged, std::string_view published = "2019-06-01") {
  const TaggedText text(tagged);
  Discourse discourse;
  discourse.knowledge = &shipped();
  discourse.published = Day::parse(published);
  const Tree tree(text.text());
  const Mentions mentions(tree, discourse);
  std::vector<std::string> out;
  for (std::size_t s = 0; s < text.text().sentences.size(); ++s) {
    std::string all;
    for (const Side& side : mentions.parties_in(s)) {
      all += (all.empty() ? "" : " ") + std::string(side.party.view());
    }
    out.push_back(all);
  }
  return out;
}

using Parties = std::vector<std::string>;

TEST(Mentions, NameThatTheTableWritesSmallMayStandSmall) {
  EXPECT_EQ(parties_of("the_DT nuclear_JJ watchdog_NN reported_VBD"), Parties{"IAE"});
  EXPECT_EQ(parties_of("The_DT international_JJ criminal_JJ court_NN ruled_VBD"), Parties{"ICC"});
  EXPECT_EQ(parties_of("Envoy_NN de_NNP Mistura_NNP left_VBD", "2017-06-01"), Parties{"UNO"});
  EXPECT_EQ(parties_of("A_DT turkey_NN ran_VBD"), Parties{""});
}

TEST(Mentions, ShortNameStandsForThePartyNamedLastThatGoesByIt) {
  EXPECT_EQ(parties_of("The_DT fund_NN said_VBD no_RB ._."), Parties{""});
  EXPECT_EQ(parties_of("Argentina_NNP called_VBD the_DT IMF_NNP ._. | The_DT fund_NN said_VBD no_RB ._."),
            (Parties{"ARG IMF", "IMF"}));
  EXPECT_EQ(
      parties_of("Mercosur_NNP met_VBD ._. | The_DT bloc_NN waits_VBZ ._. | The_DT EU_NNP came_VBD ._. | "
                 "The_DT bloc_NN agreed_VBD ._."),
      (Parties{"ZZZ", "ZZZ", "EUU", "EUU"}));
}

TEST(Mentions, AnotherOfTheKindEndsTheReference) {
  EXPECT_EQ(parties_of("The_DT ICC_NNP ruled_VBD ._. | A_DT Kenyan_JJ court_NN objected_VBD ._. | The_DT "
                       "court_NN waits_VBZ ._."),
            (Parties{"ICC", "KEN", ""}));
  EXPECT_EQ(
      parties_of("The_DT World_NNP Bank_NNP paid_VBD ._. | The_DT bank_NN of_IN the_DT river_NN fell_VBD"),
      (Parties{"WBK", ""}));
}

TEST(Mentions, InstitutionTakesOverTheWordOfItsName) {
  EXPECT_EQ(
      parties_of("The_DT World_NNP Bank_NNP left_VBD ._. | The_DT Bank_NNP of_IN England_NNP came_VBD ._. | "
                 "The_DT bank_NN stayed_VBD ._."),
      (Parties{"WBK", "GBR", "GBR"}));
}

TEST(Mentions, NorthAndSouthAreKoreanWhereKoreaIsSpokenOf) {
  EXPECT_EQ(parties_of("North_NNP Korea_NNP fired_VBD ._. | The_DT North_NNP kept_VBD silent_JJ ._."),
            (Parties{"PRK", "PRK"}));
  EXPECT_EQ(parties_of("The_DT North_NNP of_IN England_NNP voted_VBD ._."), Parties{"GBR"});
}

TEST(Mentions, SharedWordStandsForAllWhoShareIt) {
  EXPECT_EQ(parties_of("The_DT two_CD Koreas_NNPS met_VBD ._."), Parties{"PRK KOR"});
  EXPECT_EQ(parties_of("The_DT E3_NNP warned_VBD Iran_NNP ._."), Parties{"FRA DEU GBR IRN"});
}

}  // namespace
}  // namespace demarche::coding
