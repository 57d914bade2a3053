// The gate: what its features may depend on, how it learns, and what becomes of the sentences it leaves out.
#include "gate.hpp"

#include <gtest/gtest.h>

#include <demarche/base/io.hpp>
#include <demarche/coding/coder.hpp>
#include <demarche/coding/teach_gate.hpp>

#include "readings.hpp"
#include "train_gate.hpp"

namespace demarche::coding {
namespace {

struct World {
  knowledge::Knowledge knowledge = *knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  language::Chain chain = *language::Chain::load(DEMARCHE_MODELS_DIR);
  ReaderModel reader = *ReaderModel::parse(*read_file(DEMARCHE_MODELS_DIR "/reader.model"));
};
const World& world() {
  static const World kWorld;
  return kWorld;
}

std::vector<FeatureKey> features(std::string_view source, Field field = Field::Text) {
  const auto scratch = world().chain.workspace();
  const language::Text text = world().chain.analyse(source, language::Genre::Body, *scratch);
  std::vector<FeatureKey> out;
  if (text.sentences.size() != 1) return out;
  gate_features(text, text.sentences[0], field, world().knowledge, out);
  return out;
}

TEST(Gate, SeesNeitherCaseNorMarksNorDigits) {
  const auto whole = features("In 2018 Ottawa rejected, again, the demand on dairy quotas by 15 April.");
  ASSERT_FALSE(whole.empty());
  EXPECT_EQ(whole, features("in ottawa rejected again the demand on dairy quotas by april"));
  EXPECT_EQ(whole, features("IN 2019, OTTAWA REJECTED AGAIN THE DEMAND ON DAIRY QUOTAS BY 3 APRIL!"));
}

TEST(Gate, NamesNoPartyAndNoPerson) {
  EXPECT_EQ(features("Canada rejected the demand of Mexico."),
            features("Mexico rejected the demand of Japan."));
  EXPECT_NE(features("Canada rejected the demand."), features("The baker rejected the demand."));
}

TEST(Gate, TellsATitleFromText) {
  EXPECT_NE(features("Talks resume in Geneva", Field::Title),
            features("Talks resume in Geneva", Field::Text));
}

std::vector<GateExample> examples() {
  std::vector<GateExample> out;
  for (std::size_t d = 0; d < 400; ++d) {
    const bool good = d % 4 == 0;
    out.push_back({d, {{good ? FeatureKey{1} : FeatureKey{2}, FeatureKey{10 + d % 7}}, good}});
  }
  return out;
}

TEST(GateTraining, LetsPassWhatReadsLikeAMoveAndRepeatsItself) {
  const GateTraining a = train_gate(examples(), 5, 980);
  const GateTraining b = train_gate(examples(), 5, 980);
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.gate.threshold, b.gate.threshold);
  const std::vector<FeatureKey> like = {1, 10};
  const std::vector<FeatureKey> unlike = {2, 10};
  EXPECT_GE(a.gate.weights.score(like), a.gate.threshold);
  EXPECT_LT(a.gate.weights.score(unlike), a.gate.threshold);
}

TEST(GateTraining, WithoutAMoveEverythingPasses) {
  std::vector<GateExample> none = examples();
  for (GateExample& e : none) e.words.good = false;
  EXPECT_EQ(train_gate(none, 5, 980).gate.threshold, Gate().threshold);
  EXPECT_EQ(train_gate({}, 5, 980).gate.threshold, Gate().threshold);
}

// A closed gate gives nothing, but what lies in the sentences is still known.
TEST(Gate, WhatIsLeftOutIsNotReadButKnown) {
  CoderModel model;
  model.gate.threshold = std::numeric_limits<std::int32_t>::max();
  const auto scratch = world().chain.workspace();
  Document d;
  d.id = "d";
  d.published = "2018-07-06";
  d.title = "Canada rejects U.S. demand on dairy quotas";
  d.text = "Ottawa would not accept the demand, a minister said on Friday. It offered talks instead.";
  const auto proposals = judge_frames(d, world().knowledge, world().chain, model, *scratch);
  EXPECT_TRUE(proposals->all.empty());
  EXPECT_TRUE(read_document(*proposals, world().reader).empty());
  ASSERT_EQ(proposals->fields.size(), 2U);
  EXPECT_FALSE(proposals->fields[0]->mentions.all().empty());
  EXPECT_FALSE(proposals->fields[1]->mentions.all().empty());
  EXPECT_FALSE(proposals->discourse.title.empty());
}

// A gate that lets pass the sentences with this word.
Gate open_for(FeatureKey word) {
  std::vector<LinearModel::Example> lessons;
  for (std::size_t i = 0; i < 40; ++i) lessons.push_back({{i % 2 == 0 ? word : FeatureKey{2}}, i % 2 == 0});
  return {LinearModel::train_logistic(lessons, {20, 0.2, 1e-4, 0.005, 1}), 0};
}

// Who speaks is told by the tree.
TEST(Gate, WhoSpeaksIsAskedNearASentenceThatPasses) {
  const std::string said = "Canada would reject the demand, the minister of trade said on Friday. ";
  const std::string filler = "The envoy of Mexico would meet nobody that week at all. ";
  CoderModel model;
  const auto others = {features(said), features(filler)};
  for (const FeatureKey k : features("Walkout.")) {
    if (std::none_of(others.begin(), others.end(),
                     [&](const auto& o) { return std::binary_search(o.begin(), o.end(), k); }))
      model.gate = open_for(k);
  }
  const auto scratch = world().chain.workspace();
  Document d;
  d.id = "d";
  d.published = "2018-07-06";
  const auto tree_with = [&](std::size_t between) {
    d.text = said;
    for (std::size_t i = 0; i < between; ++i) d.text += filler;
    d.text += "Walkout.";
    const auto proposals = judge_frames(d, world().knowledge, world().chain, model, *scratch);
    const Analysis& field = *proposals->fields[0];
    EXPECT_FALSE(field.passes(0));
    EXPECT_TRUE(field.passes(between + 1));
    const auto tokens = field.text.tokens_of(field.text.sentences[0]);
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const language::Token& t) { return t.head != language::kNoHead; });
  };
  EXPECT_TRUE(tree_with(0));
  EXPECT_TRUE(tree_with(1));
  EXPECT_FALSE(tree_with(2)) << "nothing that is read can be said by whoever speaks there";
}

std::vector<GoldDocument> articles() {
  std::vector<GoldDocument> out;
  for (std::size_t i = 0; i < 12; ++i) {
    GoldDocument d;
    d.document.id = std::to_string(i);
    d.document.published = "2018-07-06";
    d.document.title = "Canada imposes tariffs on U.S. steel";
    d.document.text =
        "Canada rejected the demand of the United States. The baker sold bread. It rained all day.";
    out.push_back(std::move(d));
  }
  return out;
}

TEST(TeachGate, LearnsWhereTheOtherModelsFindAMove) {
  const auto report = teach_gate(articles(), world().knowledge, world().chain, DEMARCHE_MODELS_DIR);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->model_bytes,
            teach_gate(articles(), world().knowledge, world().chain, DEMARCHE_MODELS_DIR)->model_bytes);
  const auto taught = CoderModel::parse(report->model_bytes);
  ASSERT_TRUE(taught);
  const auto shipped = CoderModel::parse(*read_file(DEMARCHE_MODELS_DIR "/coder.model"));
  ASSERT_TRUE(shipped);
  EXPECT_EQ(taught->belief.size(), shipped->belief.size()) << "all but the gate stays";
  const auto score = [&](std::string_view sentence, Field field) {
    const auto scratch = world().chain.workspace();
    const language::Text text = world().chain.analyse(sentence, language::Genre::Body, *scratch);
    return rule(taught->gate, text, text.sentences[0], field, world().knowledge);
  };
  EXPECT_TRUE(score("Canada imposes tariffs on U.S. steel", Field::Title).passes);
  EXPECT_FALSE(score("The baker sold bread.", Field::Text).passes);
}

TEST(TeachGate, SaysWhichModelIsMissing) {
  const auto report = teach_gate({}, world().knowledge, world().chain, "/nowhere");
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message().find("coder.model"), std::string::npos);
}

}  // namespace
}  // namespace demarche::coding
