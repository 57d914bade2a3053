// Which act was taken for which, wrong parties by kind, and the list of misses.
#include <demarche/scoring/errors.hpp>

#include <gtest/gtest.h>

#include "sheets.hpp"

namespace demarche::scoring {
namespace {

using test::sheet;
using test::told;
using Errors = std::vector<PartyError>;

TEST(PartyErrors, ByKind) {
  const GoldMove g = told("0", Act::Impose, "NOR", "VES");
  const auto against = [&](std::string_view actor, std::string_view target) {
    return party_errors(g, told("0", Act::Impose, actor, target));
  };
  EXPECT_EQ(against("NOR", "VES"), Errors{});
  EXPECT_EQ(against("VES", "NOR"), Errors{PartyError::Swapped});
  EXPECT_EQ(against("NOR", "-"), Errors{PartyError::MissingTarget});
  EXPECT_EQ(against("NOR", "ZED"), Errors{PartyError::OtherTarget});
  EXPECT_EQ(against("ZED", "VES"), Errors{PartyError::OtherActor});
  EXPECT_EQ(against("ZED", "-"), (Errors{PartyError::OtherActor, PartyError::MissingTarget}));
  EXPECT_EQ(against("VES", "-"), (Errors{PartyError::OtherActor, PartyError::MissingTarget}));
  EXPECT_EQ(party_errors(told("0", Act::Impose, "NOR", "-"), g), Errors{PartyError::ExtraTarget});
}

TEST(PartyErrors, MutualActsAreReadTheBetterWayRound) {
  const GoldMove g = told("0", Act::Meet, "NOR", "VES");
  EXPECT_EQ(party_errors(g, told("0", Act::Meet, "VES", "NOR")), Errors{});
  EXPECT_EQ(party_errors(g, told("0", Act::Meet, "VES", "-")), Errors{PartyError::OtherActor});
  EXPECT_EQ(party_errors(g, told("0", Act::Meet, "VES", "ZED")), Errors{PartyError::OtherActor});
  EXPECT_EQ(party_errors(g, told("0", Act::Meet, "ZED", "NOR")), Errors{PartyError::OtherTarget});
}

std::vector<std::string> lines(const std::vector<Confusion>& rows) {
  std::vector<std::string> out;
  for (const Confusion& row : rows)
    out.push_back(row.annotated + " > " + row.coded + " " + std::to_string(row.count));
  return out;
}

TEST(Confusions, OfOneFamilyOfOneSentenceAndAlone) {
  const std::vector<GoldDocument> gold = {
      sheet("d", {told("0", Act::Demand, "NOR", "VES"), told("1", Act::Accuse, "NOR", "VES"),
                  told("1", Act::Lift, "VES", "NOR"), told("2", Act::Aid, "NOR", "VES"),
                  told("t", Act::Impose, "NOR", "VES", Modality::Planned)})};
  Answers answers;
  answers.moves = {{told("0", Act::Request, "NOR", "VES"), told("1", Act::Impose, "VES", "NOR"),
                    told("1", Act::Attack, "ZED", "-"), told("t", Act::Impose, "NOR", "-"),
                    told("t", Act::Meet, "NOR", "VES")}};
  const Confusions c = confusions_of(match(gold, answers));
  // In "1" the parties say that lift was taken for impose; accuse is left for attack.
  EXPECT_EQ(lines(c.acts), (std::vector<std::string>{" > meet 1", "accuse > attack 1", "aid >  1",
                                                     "demand > request 1", "lift > impose 1"}));
  EXPECT_EQ(c.pairs, 1U);
  EXPECT_EQ(c.wrong_parties, 1U);
  EXPECT_EQ(c.parties[static_cast<std::size_t>(PartyError::MissingTarget)], 1U);
  EXPECT_EQ(lines(c.modalities), std::vector<std::string>{"planned > actual 1"});
  EXPECT_TRUE(c.speaker_kinds.empty());
}

TEST(Confusions, SharedTriggerWordsCountBeforeSharedParties) {
  const std::vector<GoldDocument> gold = {sheet("d", {told("0", Act::Accuse, "NOR", "VES")})};
  Answers answers;
  answers.moves = {{told("0", Act::Lift, "NOR", "VES"), told("0", Act::Impose, "ZED", "-")}};
  answers.moves[0][1].trigger = "to accuse";
  EXPECT_EQ(lines(confusions_of(match(gold, answers)).acts),
            (std::vector<std::string>{" > lift 1", "accuse > impose 1"}));
}

TEST(Misses, InTheOrderOfTheSentences) {
  const std::vector<GoldDocument> gold = {
      sheet("d", {told("1", Act::Demand, "NOR", "VES"), told("0", Act::Accuse, "NOR", "VES"),
                  told("2", Act::Aid, "NOR", "VES"), told("2", Act::Meet, "NOR", "VES", Modality::Planned)})};
  Answers answers;
  answers.moves = {{told("1", Act::Request, "NOR", "VES"), told("0", Act::Lift, "VES", "NOR"),
                    told("t", Act::Deny, "VES", "-"), told("2", Act::Aid, "NOR", "VES"),
                    told("2", Act::Meet, "NOR", "VES")}};
  std::vector<std::string> seen;
  for (const Miss& miss : misses_of(match(gold, answers))) {
    seen.push_back(std::string(name_of(miss.kind)) + " " + miss.sentence->id + " " +
                   (miss.annotated ? std::string(demarche::name_of(miss.annotated->act)) : "-") + " " +
                   (miss.coded ? std::string(demarche::name_of(miss.coded->act)) : "-"));
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"extra t - deny", "miss 0 accuse -", "extra 0 - lift",
                                            "part 1 demand request"}));
}

}  // namespace
}  // namespace demarche::scoring
