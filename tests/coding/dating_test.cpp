// Which time of a sentence dates a move, and what one move takes from another.
#include "dating.hpp"

#include <gtest/gtest.h>

#include "shipped.hpp"
#include "tree_text.hpp"

namespace demarche::coding {
namespace {

using testing::TreeText;

// The text of the time that dates the trigger, or nothing.
std::string dated_by(const char* rows, std::string_view trigger, bool spoken = false) {
  const TreeText t(rows);
  const Tree tree(t.text());
  const auto published = Day::parse("2018-07-12");
  const auto times = find_times(t.text(), published, testing::shipped().frames());
  const Scope scope = scope_of(tree, t.at(trigger), false);
  const DateRuling ruling = date_of(tree, times, scope, t.at(trigger), spoken);
  if (ruling.time == nullptr) return "";
  std::string out;
  for (TokenIndex i = ruling.time->first; i < ruling.time->last; ++i)
    out += (out.empty() ? "" : " ") + std::string(t.text().tokens[i].form);
  return out;
}

constexpr const char* kElection =
    "Moscow Moscow PROPN 2 nsubj NNP\n"
    "meddled meddle VERB 0 root VBD\n"
    "in in ADP 6 case IN\n"
    "the the DET 6 det DT\n"
    "2016 2016 NUM 6 nummod CD\n"
    "election election NOUN 2 obl NN\n";

TEST(Dating, AYearThatDescribesANounDatesThatNoun) {
  EXPECT_EQ(dated_by(kElection, "meddled"), "");
  EXPECT_EQ(dated_by(kElection, "election"), "2016");
}

TEST(Dating, AYearBehindANameIsPartOfIt) {
  EXPECT_EQ(dated_by("Talks talk NOUN 2 nsubj NNS\n"
                     "collapsed collapse VERB 0 root VBD\n"
                     "over over ADP 4 case IN\n"
                     "Plan Plan PROPN 2 obl NNP\n"
                     "2025 2025 NUM 4 nummod CD\n",
                     "collapsed"),
            "");
  EXPECT_EQ(dated_by("Talks talk NOUN 2 nsubj NNS\n"
                     "collapsed collapse VERB 0 root VBD\n"
                     "in in ADP 4 case IN\n"
                     "2017 2017 NUM 2 obl CD\n",
                     "collapsed"),
            "2017");
}

TEST(Dating, APreposedNounLeavesTheTimeToTheVerb) {
  EXPECT_EQ(dated_by("Envoys envoy NOUN 2 nsubj NNS\n"
                     "held hold VERB 0 root VBD\n"
                     "talks talk NOUN 2 obj NNS\n"
                     "on on ADP 5 case IN\n"
                     "Monday Monday PROPN 3 nmod NNP\n",
                     "held"),
            "Monday");
}

// "raised tariffs on Monday, calling ..., because ... had ..."
constexpr const char* kAlong =
    "Ottawa Ottawa PROPN 2 nsubj NNP\n"
    "raised raise VERB 0 root VBD\n"
    "tariffs tariff NOUN 2 obj NNS\n"
    "on on ADP 5 case IN\n"
    "Monday Monday PROPN 2 obl NNP\n"
    "calling call VERB 2 advcl VBG\n"
    "them they PRON 6 obj PRP\n"
    "fair fair ADJ 6 xcomp JJ\n"
    "because because SCONJ 11 mark IN\n"
    "Berlin Berlin PROPN 11 nsubj NNP\n"
    "dumped dump VERB 2 advcl VBD\n"
    "steel steel NOUN 11 obj NN\n";

TEST(Dating, AClauseThatGoesAlongSharesTheTime) {
  EXPECT_EQ(dated_by(kAlong, "raised"), "Monday");
  EXPECT_EQ(dated_by(kAlong, "calling"), "Monday");
  EXPECT_EQ(dated_by(kAlong, "dumped"), "") << "a reason is of another time";
}

// "Lawmakers backed sanctions on banks that trade on Monday": hung on the wrong clause.
TEST(Dating, TheOneDayIsThatOfTheMainClause) {
  EXPECT_EQ(dated_by("Lawmakers lawmaker NOUN 2 nsubj NNS\n"
                     "backed back VERB 0 root VBD\n"
                     "sanctions sanction NOUN 2 obj NNS\n"
                     "on on ADP 5 case IN\n"
                     "banks bank NOUN 3 nmod NNS\n"
                     "that that PRON 7 nsubj WDT\n"
                     "trade trade VERB 5 acl:relcl VBP\n"
                     "on on ADP 9 case IN\n"
                     "Monday Monday PROPN 7 obl NNP\n"
                     "before before ADP 11 case IN\n"
                     "2017 2017 NUM 7 obl CD\n",
                     "backed"),
            "Monday");
}

TEST(Dating, WhatIsSaidIsDatedByTheVerbOfSaying) {
  constexpr const char* kSaid =
      "Ottawa Ottawa PROPN 2 nsubj NNP\n"
      "said say VERB 0 root VBD\n"
      "on on ADP 4 case IN\n"
      "Monday Monday PROPN 2 obl NNP\n"
      "that that SCONJ 7 mark IN\n"
      "Berlin Berlin PROPN 7 nsubj NNP\n"
      "cheated cheat VERB 2 ccomp VBD\n";
  EXPECT_EQ(dated_by(kSaid, "cheated", true), "Monday");
  EXPECT_EQ(dated_by(kSaid, "cheated", false), "");
}

Move move(Field field, Act act, const char* actor, const char* target, const char* day,
          Modality modality = Modality::Actual) {
  Move m;
  m.field = field;
  m.act = act;
  m.actor.party = *PartyCode::parse(actor);
  if (*target != '\0') {
    m.target.emplace();
    m.target->party = *PartyCode::parse(target);
  }
  m.modality = modality;
  if (*day != '\0') m.date = DateOf{Interval::day(*Day::parse(day)), {}};
  return m;
}

TEST(ShareDates, OfTheSameActAndParties) {
  std::vector<Move> moves = {move(Field::Text, Act::Impose, "USA", "CHN", ""),
                             move(Field::Text, Act::Impose, "USA", "", ""),
                             move(Field::Text, Act::Impose, "USA", "CHN", "2018-07-06"),
                             move(Field::Text, Act::Impose, "USA", "EUU", ""),
                             move(Field::Text, Act::Impose, "USA", "CHN", "", Modality::Planned)};
  share_dates(moves);
  ASSERT_TRUE(moves[0].date);
  EXPECT_EQ(moves[0].date->days.from.iso(), "2018-07-06");
  EXPECT_TRUE(moves[1].date) << "a target that is not named is no other one";
  EXPECT_FALSE(moves[3].date);
  EXPECT_FALSE(moves[4].date) << "planned for another day";
}

TEST(ShareDates, ATitleTakesTheDayOfWhatItsActorDid) {
  std::vector<Move> moves = {move(Field::Title, Act::Threaten, "USA", "CHN", ""),
                             move(Field::Title, Act::Accuse, "CHN", "USA", ""),
                             move(Field::Text, Act::Demand, "USA", "CHN", "2018-07-11"),
                             move(Field::Text, Act::Threaten, "USA", "CHN", "")};
  share_dates(moves);
  ASSERT_TRUE(moves[0].date);
  EXPECT_EQ(moves[0].date->days.from.iso(), "2018-07-11");
  EXPECT_FALSE(moves[1].date) << "somebody else's day";
  EXPECT_FALSE(moves[3].date) << "what was passed on is not passed on again";
}

}  // namespace
}  // namespace demarche::coding
