// Names: the fast Viterbi against one that tries everything, labels and entities, learning, bytes.
#include "entity_tagger.hpp"

#include <gtest/gtest.h>

#include "entity_train.hpp"
#include "gold_text.hpp"
#include "random.hpp"
#include "tiny_treebank.hpp"

#include <demarche/language/conllu.hpp>
#include <demarche/language/iob2.hpp>

namespace demarche::language {
namespace {

std::int64_t score_of(std::span<const EntityScores> emissions, const EntityTransitions& transitions,
                      std::span<const std::uint8_t> labels) {
  std::int64_t sum = 0;
  std::size_t previous = kEntityStart;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    sum += transitions[previous][labels[i]] + emissions[i][labels[i]];
    previous = labels[i];
  }
  return sum;
}

bool permitted(std::span<const std::uint8_t> labels) {
  std::size_t previous = 0;
  for (const std::uint8_t label : labels) {
    if (!may_follow(previous, label)) return false;
    previous = label;
  }
  return true;
}

std::int64_t best_by_trying_all(std::span<const EntityScores> emissions,
                                const EntityTransitions& transitions) {
  std::vector<std::uint8_t> labels(emissions.size(), 0);
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  for (;;) {
    if (permitted(labels)) best = std::max(best, score_of(emissions, transitions, labels));
    std::size_t i = 0;
    while (i < labels.size() && ++labels[i] == kEntityLabels) labels[i++] = 0;
    if (i == labels.size()) return best;
  }
}

TEST(EntityViterbi, EqualsTryingEverySequence) {
  SmallRandom random(7);
  const auto number = [&] { return static_cast<std::int32_t>(random.below(41)) - 20; };
  std::vector<std::array<std::uint8_t, kEntityLabels>> back;
  std::vector<std::uint8_t> labels;
  for (int round = 0; round < 200; ++round) {
    std::vector<EntityScores> emissions(1 + random.below(5));
    EntityTransitions transitions{};
    for (auto& row : emissions) {
      for (auto& score : row) score = number();
    }
    for (auto& row : transitions) {
      for (auto& score : row) score = number();
    }
    entity_viterbi(emissions, transitions, back, labels);
    ASSERT_EQ(labels.size(), emissions.size());
    EXPECT_TRUE(permitted(labels));
    EXPECT_EQ(score_of(emissions, transitions, labels), best_by_trying_all(emissions, transitions));
  }
  entity_viterbi({}, EntityTransitions{}, back, labels);
  EXPECT_TRUE(labels.empty());
}

TEST(Entities, LabelsAndBack) {
  const std::vector<Entity> entities = {
      {0, 2, EntityKind::Person}, {2, 3, EntityKind::Person}, {4, 6, EntityKind::Organisation}};
  std::vector<std::uint8_t> labels;
  labels_of(entities, 7, labels);
  EXPECT_EQ(labels, (std::vector<std::uint8_t>{1, 4, 1, 0, 2, 5, 0}));
  std::vector<Entity> again;
  entities_of(labels, 10, again);
  ASSERT_EQ(again.size(), 3U);
  EXPECT_EQ(again[2].first, 14U);
  EXPECT_EQ(again[2].last, 16U);
  EXPECT_EQ(again[2].kind, EntityKind::Organisation);
}

class EntityTaggerTest : public testing::Test {
 protected:
  EntityTaggerTest()
      : bank_(*parse_conllu(tiny_treebank(), "tiny")),
        names_(*parse_iob2(tiny_entities(), "tiny")),
        texts_(gold_texts(bank_)) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      examples_.push_back({texts_[i].tokens, names_.sentences[i].entities});
    }
  }
  std::size_t mistakes(const EntityTagger& tagger) const {
    EntityScratch scratch;
    std::vector<WordInfo> infos;
    std::size_t wrong = 0;
    for (const EntityExample& example : examples_) {
      describe(example.tokens, classes_, infos);
      std::vector<Entity> found;
      tagger.find(example.tokens, 0, infos, scratch, found);
      const bool same = std::equal(found.begin(), found.end(), example.gold.begin(), example.gold.end(),
                                   [](const Entity& a, const Entity& b) {
                                     return a.first == b.first && a.last == b.last && a.kind == b.kind;
                                   });
      wrong += same ? 0U : 1U;
    }
    return wrong;
  }
  Treebank bank_;
  EntityBank names_;
  std::vector<Text> texts_;
  std::vector<EntityExample> examples_;
  WordClasses classes_;
};

TEST_F(EntityTaggerTest, LearnsItsSentences) {
  const EntityTagger tagger = train_entities(examples_, classes_, EntityTrainOptions());
  EXPECT_EQ(mistakes(tagger), 0U);
  EXPECT_EQ(mistakes(EntityTagger()), examples_.size());
}

TEST_F(EntityTaggerTest, RoundTripAndDamage) {
  std::string bytes;
  train_entities(examples_, classes_, EntityTrainOptions()).append_to(bytes);
  const auto again = EntityTagger::parse(bytes);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(mistakes(*again), 0U);
  for (std::size_t size = 0; size < bytes.size(); size += 3) {
    EXPECT_FALSE(EntityTagger::parse(std::string_view(bytes).substr(0, size))) << size;
  }
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    if (const auto tagger = EntityTagger::parse(changed)) (void)mistakes(*tagger);
  }
}

}  // namespace
}  // namespace demarche::language
