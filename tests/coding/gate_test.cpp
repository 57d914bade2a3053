// The gate: what its features may depend on, how it learns, and what becomes of the sentences it leaves out.
#include "gate.hpp"

#include <gtest/gtest.h>

#include <demarche/base/io.hpp>
#include <demarche/coding/coder.hpp>

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
  const GateTraining a = train_gate(examples(), 5);
  const GateTraining b = train_gate(examples(), 5);
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
  EXPECT_EQ(train_gate(none, 5).gate.threshold, Gate().threshold);
  EXPECT_EQ(train_gate({}, 5).gate.threshold, Gate().threshold);
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
  EXPECT_FALSE(proposals->fields[1]->speakers.reports().empty()) << "who speaks is still found";
  EXPECT_FALSE(proposals->discourse.title.empty());
}

}  // namespace
}  // namespace demarche::coding
