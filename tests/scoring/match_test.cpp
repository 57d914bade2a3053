// Levels, one-to-one matching against its slow twin, and the place of a coded move.
#include <demarche/scoring/match.hpp>

#include <gtest/gtest.h>

#include <demarche/base/random.hpp>

#include "sheets.hpp"

namespace demarche::scoring {
namespace {

using test::sheet;
using test::told;

TEST(Level, EachHoldsTheOnesBeforeIt) {
  const GoldMove g = told("0", Act::Impose, "NOR", "VES", Modality::Planned);
  EXPECT_EQ(level_of(g, told("1", Act::Impose, "NOR", "VES", Modality::Planned)), Level::None);
  EXPECT_EQ(level_of(g, told("0", Act::Lift, "NOR", "VES", Modality::Planned)), Level::None);
  EXPECT_EQ(level_of(g, told("0", Act::Threaten, "NOR", "VES", Modality::Planned)), Level::Detect);
  EXPECT_EQ(level_of(g, told("0", Act::Impose, "VES", "NOR", Modality::Planned)), Level::Act);
  EXPECT_EQ(level_of(g, told("0", Act::Impose, "NOR", "-", Modality::Planned)), Level::Act);
  EXPECT_EQ(level_of(g, told("0", Act::Impose, "NOR", "VES", Modality::Actual)), Level::Who);
  EXPECT_EQ(level_of(g, g), Level::Full);
}

TEST(Level, MutualActsMayBeSwapped) {
  EXPECT_EQ(level_of(told("0", Act::Meet, "NOR", "VES"), told("0", Act::Meet, "VES", "NOR")), Level::Full);
  EXPECT_EQ(level_of(told("0", Act::Meet, "NOR", "-"), told("0", Act::Meet, "VES", "-")), Level::Act);
  EXPECT_EQ(level_of(told("0", Act::Meet, "NOR", "-"), told("0", Act::Meet, "NOR", "-")), Level::Full);
}

TEST(Match, BestFirstAndOneToOne) {
  const std::vector<GoldDocument> gold = {
      sheet("d", {told("0", Act::Impose, "NOR", "VES"), told("0", Act::Impose, "VES", "NOR")})};
  Answers answers;
  answers.moves = {{told("0", Act::Impose, "VES", "NOR"), told("0", Act::Threaten, "NOR", "VES"),
                    told("0", Act::Threaten, "NOR", "VES")}};
  const auto matched = match(gold, answers);
  ASSERT_EQ(matched.size(), 1U);
  ASSERT_EQ(matched[0].pairs.size(), 2U);
  EXPECT_EQ(matched[0].pairs[0].annotated, 1U);
  EXPECT_EQ(matched[0].pairs[0].coded, 0U);
  EXPECT_EQ(matched[0].pairs[0].level, Level::Full);
  EXPECT_EQ(matched[0].pairs[1].annotated, 0U);
  EXPECT_EQ(matched[0].pairs[1].coded, 1U);
  EXPECT_EQ(matched[0].pairs[1].level, Level::Detect);
}

std::vector<GoldMove> random_moves(SmallRandom& random) {
  constexpr std::array<Act, 4> kActs = {Act::Meet, Act::Resume, Act::Impose, Act::Threaten};
  constexpr std::array<std::string_view, 3> kParties = {"NOR", "VES", "-"};
  std::vector<GoldMove> out(random.below(6));
  for (GoldMove& m : out) {
    m = told(random.below(2) == 0 ? "0" : "1", kActs[random.below(4)], kParties[random.below(2)],
             kParties[random.below(3)], static_cast<Modality>(random.below(2)));
  }
  return out;
}

// Takes the best pair of those left, again and again.
std::vector<Pair> slow_pairs(const std::vector<GoldMove>& gold, const std::vector<GoldMove>& coded) {
  std::vector<bool> answered(gold.size());
  std::vector<bool> used(coded.size());
  std::vector<Pair> out;
  for (;;) {
    Pair best;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      for (std::size_t j = 0; j < coded.size(); ++j) {
        const Level level = level_of(gold[i], coded[j]);
        if (!answered[i] && !used[j] && level > best.level) best = {i, j, level};
      }
    }
    if (best.level == Level::None) return out;
    answered[best.annotated] = used[best.coded] = true;
    out.push_back(best);
  }
}

TEST(Match, AgreesWithItsSlowTwin) {
  SmallRandom random(7);
  for (int round = 0; round < 2000; ++round) {
    const std::vector<GoldDocument> gold = {sheet("d", random_moves(random))};
    Answers answers;
    answers.moves = {random_moves(random)};
    const auto matched = match(gold, answers);
    const auto slow = slow_pairs(gold[0].moves, answers.moves[0]);
    ASSERT_EQ(matched[0].pairs.size(), slow.size());
    for (std::size_t k = 0; k < slow.size(); ++k) {
      EXPECT_EQ(matched[0].pairs[k].annotated, slow[k].annotated);
      EXPECT_EQ(matched[0].pairs[k].coded, slow[k].coded);
      EXPECT_EQ(matched[0].pairs[k].level, slow[k].level);
    }
  }
}

Move coded_at(Field field, Span trigger) {
  Move move;
  move.document = "d";
  move.field = field;
  move.trigger = trigger;
  move.actor.party = PartyCode::parse("NOR").value();
  return move;
}

std::string placed_in(const Move& move) {
  const Answers answers = place({sheet("d", {})}, std::vector<Move>{move});
  if (answers.elsewhere > 0) return "elsewhere";
  return answers.outside > 0 ? "outside" : answers.moves.at(0).at(0).sentence;
}

TEST(Place, TheSentenceThatHoldsMostOfTheTrigger) {
  EXPECT_EQ(placed_in(coded_at(Field::Title, {3, 9})), "t");
  EXPECT_EQ(placed_in(coded_at(Field::Text, {3, 9})), "0");
  EXPECT_EQ(placed_in(coded_at(Field::Text, {28, 35})), "1");
  EXPECT_EQ(placed_in(coded_at(Field::Text, {27, 33})), "0");
  EXPECT_EQ(placed_in(coded_at(Field::Text, {60, 62})), "outside");
  EXPECT_EQ(placed_in(coded_at(Field::Text, {95, 99})), "outside");
  Move other = coded_at(Field::Text, {3, 9});
  other.document = "e";
  EXPECT_EQ(placed_in(other), "elsewhere");
}

TEST(Place, DatesAreCutToTheirPrecision) {
  const Day day = Day::from_civil(2018, 5, 16).value();
  const auto text_of = [&](const Interval& days) {
    Move move = coded_at(Field::Text, {3, 9});
    move.date = DateOf{days, ""};
    return place({sheet("d", {})}, std::vector<Move>{move}).moves.at(0).at(0).date;
  };
  EXPECT_EQ(text_of(Interval::day(day)), "2018-05-16");
  EXPECT_EQ(text_of(Interval::week_of(day)), "2018-05-14");
  EXPECT_EQ(text_of(Interval::month_of(day)), "2018-05");
  EXPECT_EQ(text_of(Interval::quarter_of(day)), "2018-04-01");
  EXPECT_EQ(text_of(Interval::year_of(day)), "2018");
}

TEST(Answers, OfASecondAnnotator) {
  const std::vector<GoldDocument> gold = {sheet("d", {}), sheet("e", {})};
  const Answers answers = answers_of(gold, {sheet("e", {told("0", Act::Meet, "NOR", "VES")}),
                                            sheet("x", {told("0", Act::Meet, "NOR", "-")})});
  EXPECT_TRUE(answers.moves.at(0).empty());
  EXPECT_EQ(answers.moves.at(1).size(), 1U);
  EXPECT_EQ(answers.elsewhere, 1U);
}

}  // namespace
}  // namespace demarche::scoring
