// Figures counted by hand.
#include <demarche/scoring/score.hpp>

#include <gtest/gtest.h>

#include "sheets.hpp"

namespace demarche::scoring {
namespace {

using test::sheet;
using test::told;

// Two documents: one full match, one wrong act, one wrong target, one miss, one extra.
struct Example {
  std::vector<GoldDocument> gold = {
      sheet("d", {told("t", Act::Impose, "NOR", "VES"), told("0", Act::Demand, "NOR", "VES"),
                  told("0", Act::Accuse, "VES", "NOR")}),
      sheet("e", {told("1", Act::Meet, "NOR", "VES", Modality::Planned), told("1", Act::Aid, "NOR", "VES")})};
  Answers answers;

  Example() {
    answers.moves = {{told("t", Act::Impose, "NOR", "VES"), told("0", Act::Request, "NOR", "VES"),
                      told("0", Act::Accuse, "VES", "-")},
                     {told("1", Act::Meet, "VES", "NOR"), told("2", Act::Praise, "NOR", "VES")}};
    gold[0].topic = "harbours";
    gold[0].document.source = "Gazette";
    gold[0].moves[0].issues = {"autos", "metals"};
    gold[0].moves[0].date = "2018-05";
    gold[0].moves[2].date = "2018";
    gold[0].moves[0].speaker_kind = SpeakerKind::Named;
    answers.moves[0][0].issues = {"metals", "tariffs", "travel"};
    answers.moves[0][0].date = "2018-05-16";
    answers.moves[0][0].speaker_kind = SpeakerKind::Media;
  }
  [[nodiscard]] std::vector<Matched> matched() const { return match(gold, answers); }
};

TEST(Score, CountsTheLevels) {
  const Example example;
  const Score s = score_of(example.matched());
  EXPECT_EQ(s.documents, 2U);
  const std::array<std::size_t, 4> right = {4, 3, 2, 1};
  for (std::size_t k = 0; k < right.size(); ++k) {
    EXPECT_EQ(s.levels[k].right, right[k]) << name_of(kLevels[k]);
    EXPECT_EQ(s.levels[k].coded, 5U);
    EXPECT_EQ(s.levels[k].annotated, 5U);
  }
  EXPECT_DOUBLE_EQ(s.levels[2].f1(), 0.4);
  EXPECT_LE(s.who.low, 0.4);
  EXPECT_GE(s.who.high, 0.4);
}

TEST(Score, CountsTheAttributesOfPairsWithTheRightAct) {
  const Example example;
  const Score s = score_of(example.matched());
  EXPECT_EQ(s.actor.right, 3U);
  EXPECT_EQ(s.target.right, 2U);
  EXPECT_EQ(s.target.of, 3U);
  EXPECT_EQ(s.modality.right, 2U);
  EXPECT_EQ(s.speaker_kind.right, 2U);
  EXPECT_EQ(s.date.right, 1U);
  EXPECT_EQ(s.date.of, 2U);
  EXPECT_EQ(s.issues.right, 1U);
  EXPECT_EQ(s.issues.coded, 3U);
  EXPECT_EQ(s.issues.annotated, 2U);
}

TEST(Score, CountsSentencesThatHoldNothing) {
  const Example example;
  const Score s = score_of(example.matched());
  EXPECT_EQ(s.quiet_sentences, 5U);  // "1" and "2" of the first; "t", "0" and "2" of the second
  EXPECT_EQ(s.quiet_moves, 1U);
}

TEST(Score, NothingIsZeroAndNotADivision) {
  const Score empty = score_of({});
  EXPECT_EQ(empty.documents, 0U);
  EXPECT_EQ(empty.levels[0].f1(), 0.0);
  EXPECT_EQ(empty.date.value(), 0.0);
  const std::vector<GoldDocument> gold = {sheet("d", {})};
  const Answers answers = answers_of(gold, {});
  EXPECT_EQ(score_of(match(gold, answers)).who.high, 0.0);
}

TEST(Score, TheIntervalIsTheSameEveryTime) {
  const Example example;
  const Score a = score_of(example.matched());
  const Score b = score_of(example.matched());
  EXPECT_EQ(a.who.low, b.who.low);
  EXPECT_EQ(a.who.high, b.who.high);
  // With two documents a draw is one of three: twice the first (1 of 3), each once (2 of 5), twice the
  // second.
  EXPECT_DOUBLE_EQ(a.who.low, 1.0 / 3.0);
  EXPECT_DOUBLE_EQ(a.who.high, 0.5);
}

const Group* find(const std::vector<Group>& groups, std::string_view name) {
  for (const Group& group : groups) {
    if (group.name == name) return &group;
  }
  return nullptr;
}

TEST(Groups, ByActFamilyTopicAndSource) {
  const Example example;
  const auto matched = example.matched();
  const auto acts = groups_of(matched, Grouping::Act);
  ASSERT_NE(find(acts, "demand"), nullptr);
  EXPECT_EQ(find(acts, "demand")->who.annotated, 1U);
  EXPECT_EQ(find(acts, "demand")->who.coded, 0U);
  EXPECT_EQ(find(acts, "request")->who.coded, 1U);
  EXPECT_EQ(find(acts, "meet")->who.right, 1U);
  EXPECT_EQ(acts.size(), 7U);
  const auto families = groups_of(matched, Grouping::Family);
  EXPECT_EQ(find(families, "position")->who.coded, 1U);
  EXPECT_EQ(find(families, "words")->who.coded, 2U);
  const auto topics = groups_of(matched, Grouping::Topic);
  ASSERT_EQ(topics.size(), 2U);
  EXPECT_EQ(topics[0].name, "harbours");
  EXPECT_EQ(topics[0].who.annotated, 3U);
  EXPECT_EQ(topics[1].name, "");
  EXPECT_EQ(find(groups_of(matched, Grouping::Source), "Gazette")->who.right, 1U);
  EXPECT_EQ(parse_grouping("source"), Grouping::Source);
  EXPECT_FALSE(parse_grouping("colour"));
}

}  // namespace
}  // namespace demarche::scoring
