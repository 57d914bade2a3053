#include <gtest/gtest.h>

#include "tables.hpp"

namespace demarche::knowledge::testing {
namespace {

const std::string kHeader = "act\ttrigger\tneeds\tactor\ttarget\tflags\n";

Result<Knowledge> with_frames(const std::string& rows) {
  std::vector<TableText> tables = small_tables();
  text_of(tables, "frames.tsv") = kHeader + rows;
  return Knowledge::parse(std::move(tables), "data");
}

std::string message(const std::string& row) {
  const auto k = with_frames(row + "\n");
  return k ? std::string() : k.error().message();
}

TEST(Frames, ARowInFull) {
  const auto k = with_frames(
      "# remark\n"
      "agree\tclose|near/V\tprt:in/on:@measure|PARTY !neg on\tsubj.own,by\tobj,comp.subj,other\tmutual weak "
      "null "
      "modality=possible\n");
  ASSERT_TRUE(k) << k.error().message();
  const Frame& f = k->frames().all().front();
  EXPECT_EQ(f.id, "agree/close|near/V#3");
  EXPECT_EQ(f.act, Act::Agree);
  EXPECT_EQ(f.word_class, WordClass::Verb);
  EXPECT_EQ(f.line, 3U);
  EXPECT_TRUE(f.weak && f.mutual && f.null_target);
  EXPECT_EQ(f.modality, Modality::Possible);
  ASSERT_EQ(f.needs.size(), 3U);
  ASSERT_EQ(f.needs[0].alternatives.size(), 2U);
  EXPECT_EQ(f.needs[0].alternatives[0].place.kind, PlaceKind::Particle);
  const Condition& on = f.needs[0].alternatives[1];
  EXPECT_EQ(on.place.kind, PlaceKind::Preposition);
  EXPECT_EQ(on.place.preposition, "on");
  EXPECT_TRUE(on.party);
  EXPECT_EQ(on.lemmas, (std::vector<std::string>{"tariff", "duty"}));
  EXPECT_TRUE(f.needs[1].negated);
  EXPECT_EQ(f.needs[1].alternatives[0].place.kind, PlaceKind::Negation);
  EXPECT_TRUE(f.needs[2].alternatives[0].lemmas.empty());
  EXPECT_FALSE(f.needs[2].alternatives[0].party);
  ASSERT_EQ(f.actor.size(), 2U);
  EXPECT_EQ(f.actor[0].kind, PlaceKind::SubjectOwner);
  EXPECT_EQ(f.target[1].kind, PlaceKind::ClauseSubject);
}

TEST(Frames, DefaultsByWordClass) {
  const auto k =
      with_frames("meet\tmeet/V\t\t\t\t\nmeet\ttalks/N\t\t\t\t\nmeet\tolive/*\tnext:branch\t\t\t\n");
  ASSERT_TRUE(k) << k.error().message();
  const auto frames = k->frames().all();
  ASSERT_EQ(frames[0].actor.size(), 1U);
  EXPECT_EQ(frames[0].actor[0].kind, PlaceKind::Subject);
  ASSERT_EQ(frames[1].actor.size(), 3U);
  EXPECT_EQ(frames[1].actor[0].kind, PlaceKind::Owner);
  EXPECT_EQ(frames[1].actor[2].preposition, "from");
  EXPECT_EQ(frames[2].actor[0].kind, PlaceKind::Subject);
  EXPECT_TRUE(frames[0].target.empty());
}

TEST(Frames, LookUpByLemmaInTheOrderOfLines) {
  const auto k = with_frames("meet\ttalk/V\t\t\t\t\nmeet\tspeak|talk|talk/V\twith\t\t\t\n");
  ASSERT_TRUE(k) << k.error().message();
  const auto talk = k->frames().of("talk");
  EXPECT_EQ(std::vector<std::uint32_t>(talk.begin(), talk.end()), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(k->frames().of("speak").size(), 1U);
  EXPECT_TRUE(k->frames().of("sing").empty());
  ASSERT_NE(k->frames().word_class("measure"), nullptr);
  EXPECT_EQ(*k->frames().word_class("measure"), (std::vector<std::string>{"tariff", "duty"}));
  EXPECT_EQ(k->frames().word_class("nothing"), nullptr);
}

TEST(Frames, Errors) {
  EXPECT_EQ(message("met\tmeet/V\t\t\t\t"),
            "data/frames.tsv:2: column act: unknown act \"met\"; acts.tsv lists them");
  EXPECT_EQ(message("meet\tmeet\t\t\t\t"),
            "data/frames.tsv:2: column trigger: \"meet\" must end in /V, /N, /A, /R or /*");
  EXPECT_EQ(message("meet\tmeet||talk/V\t\t\t\t"),
            "data/frames.tsv:2: column trigger: \"\" is no lemma (lower case, not empty)");
  EXPECT_EQ(message("meet\tmeet/V\tobj:@measures\t\t\t"),
            "data/frames.tsv:2: column needs: unknown class @measures; classes.tsv lists them");
  EXPECT_EQ(message("meet\tmeet/V\tobj:a||b\t\t\t"),
            "data/frames.tsv:2: column needs: \"a||b\" has an empty word");
  EXPECT_EQ(message("meet\tmeet/V\tobj:China\t\t\t"),
            "data/frames.tsv:2: column needs: \"China\" is no lemma: lower case, no blanks; parties are "
            "written PARTY");
  EXPECT_EQ(message("meet\tmeet/V\tneg:not\t\t\t"), "data/frames.tsv:2: column needs: neg takes no words");
  EXPECT_TRUE(message("meet\tmeet/V\tagianst:PARTY\t\t\t")
                  .starts_with("data/frames.tsv:2: column needs: unknown place \"agianst\"; one of subj, "));
  EXPECT_TRUE(message("meet\tmeet/V\t\tsubj,,by\t\t")
                  .starts_with("data/frames.tsv:2: column actor: unknown place \"\""));
  EXPECT_EQ(message("meet\tmeet/V\t\tsubj\tprt\t"),
            "data/frames.tsv:2: column target: no party can stand at prt");
  EXPECT_EQ(message("meet\tmeet/V\t\t\t\tstrong"),
            "data/frames.tsv:2: column flags: unknown flag strong; one of weak, mutual, null, modality=...");
  EXPECT_EQ(
      message("meet\tmeet/V\t\t\t\tmodality=maybe"),
      "data/frames.tsv:2: column flags: unknown modality=maybe; one of actual, planned, possible, denied");
}

TEST(Frames, ClassesThatTheCoderNames) {
  auto tables = small_tables();
  const auto k = Knowledge::parse(tables, "data");
  ASSERT_TRUE(k) << k.error().message();
  for (std::size_t i = 0; i < kCoderClassCount; ++i) {
    const auto which = static_cast<CoderClass>(i);
    EXPECT_TRUE(k->frames().in_class(which, name_of(which)));
    EXPECT_FALSE(k->frames().in_class(which, "duty"));
  }
  std::string& classes = text_of(tables, "classes.tsv");
  const std::size_t row = classes.find("\nnegators\t");
  ASSERT_NE(row, std::string::npos);
  classes.erase(row, classes.find('\n', row + 1) - row);
  const auto broken = Knowledge::parse(tables, "data");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().message(),
            "data/classes.tsv: has no row for negators, a class that the coder names");
}

TEST(Frames, ClassErrors) {
  EXPECT_EQ(message_with("classes.tsv", "class\twords\nmeasure\ttariff;import duty\n"),
            "data/classes.tsv:2: column words: \"import duty\" is no lemma (lower case, one word)");
  EXPECT_EQ(message_with("classes.tsv", "class\twords\nmeasure\ttariff\nmeasure\tduty\n"),
            "data/classes.tsv:3: column class: measure stands in an earlier row already");
}

}  // namespace
}  // namespace demarche::knowledge::testing
