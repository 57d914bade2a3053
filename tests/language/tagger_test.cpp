// Word classes, word infos and the tagger, on a treebank of three sentences.
#include "tagger.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include <demarche/language/conllu.hpp>
#include <demarche/language/segment.hpp>

#include "cluster_train.hpp"
#include "gold_text.hpp"
#include "random.hpp"
#include "tagger_train.hpp"
#include "tiny_treebank.hpp"
#include "tokenize.hpp"
#include "word_classes_train.hpp"

namespace demarche::language {
namespace {

class TaggerTest : public testing::Test {
 protected:
  TaggerTest() : bank_(*parse_conllu(tiny_treebank(), "tiny")), texts_(gold_texts(bank_)) {
    WordClassLearner learner;
    for (const Text& text : texts_) learner.add(text, true);
    WordClassOptions options;
    options.fine = 8;
    options.medium = 4;
    options.coarse = 2;
    classes_ = learner.learn(options);
    tagger_ = train_tagger(texts_, classes_, TaggerTrainOptions());
  }

  std::size_t mistakes(const Tagger& tagger) const {
    TaggerScratch scratch;
    std::vector<WordInfo> infos;
    std::size_t wrong = 0;
    for (const Text& text : texts_) {
      std::vector<Token> tokens = text.tokens;
      for (Token& t : tokens) t.upos = Upos::X;
      describe(tokens, classes_, infos);
      tagger.tag(tokens, infos, scratch);
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        wrong += tokens[i].upos != text.tokens[i].upos || tokens[i].xpos != text.tokens[i].xpos ? 1U : 0U;
      }
    }
    return wrong;
  }

  Treebank bank_;
  std::vector<Text> texts_;
  WordClasses classes_;
  Tagger tagger_;
};

TEST_F(TaggerTest, LearnsItsTreebank) {
  EXPECT_EQ(mistakes(tagger_), 0U);
}

TEST_F(TaggerTest, SameBytesFromSameInputAndBack) {
  std::string first;
  tagger_.append_to(first);
  std::string second;
  train_tagger(texts_, classes_, TaggerTrainOptions()).append_to(second);
  EXPECT_EQ(first, second);
  const auto again = Tagger::parse(first);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(mistakes(*again), 0U);
}

TEST_F(TaggerTest, DamagedBytesAreRefusedOrHarmless) {
  std::string bytes;
  tagger_.append_to(bytes);
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    EXPECT_FALSE(Tagger::parse(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(Tagger::parse(bytes + "x"));
  for (std::size_t at = 0; at < bytes.size(); at += 5) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    if (const auto tagger = Tagger::parse(changed)) (void)mistakes(*tagger);
  }
}

TEST_F(TaggerTest, WordClassesRoundTrip) {
  std::string bytes;
  classes_.append_to(bytes);
  const auto again = WordClasses::parse(bytes);
  ASSERT_TRUE(again) << again.error().message();
  const WordClass a = classes_.find(word_hash("ruritania"));
  const WordClass b = again->find(word_hash("ruritania"));
  EXPECT_NE(a.cluster, 0U);
  EXPECT_EQ(a.cluster, b.cluster);
  EXPECT_EQ(a.tags, b.tags);
  EXPECT_EQ(again->find(word_hash("grustark")).cluster, 0U);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(WordClasses::parse(std::string_view(bytes).substr(0, size))) << size;
  }
}

double log_likelihood(std::span<const Bigram> bigrams, const std::vector<std::uint32_t>& classes) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs;
  std::map<std::uint32_t, double> left;
  std::map<std::uint32_t, double> right;
  for (const Bigram& b : bigrams) {
    pairs[{classes[b.left], classes[b.right]}] += b.count;
    left[classes[b.left]] += b.count;
    right[classes[b.right]] += b.count;
  }
  double sum = 0.0;
  for (const auto& [key, n] : pairs) sum += n * std::log2(n);
  for (const auto& [key, n] : left) sum -= n * std::log2(n);
  for (const auto& [key, n] : right) sum -= n * std::log2(n);
  return sum;
}

// The exchange algorithm against the definition: no single move to another class makes the likelihood
// greater.
TEST(Clusters, ExchangeEndsInALocalOptimum) {
  SmallRandom random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<Bigram> bigrams;
    for (std::uint32_t a = 0; a < 12; ++a) {
      for (std::uint32_t b = 0; b < 12; ++b) {
        if (random.below(3) == 0) bigrams.push_back({a, b, static_cast<std::uint32_t>(1 + random.below(30))});
      }
    }
    const auto classes = exchange(12, bigrams, 4, 100);
    EXPECT_EQ(classes, exchange(12, bigrams, 4, 100));
    const double reached = log_likelihood(bigrams, classes);
    for (std::size_t item = 0; item < classes.size(); ++item) {
      for (std::uint32_t c = 0; c < 4; ++c) {
        auto moved = classes;
        moved[item] = c;
        EXPECT_LE(log_likelihood(bigrams, moved), reached + 0.5);  // f is rounded to 1/256
      }
    }
  }
}

TEST(WordInfo, DigitsAndStyles) {
  EXPECT_EQ(word_hash("2018"), word_hash("1999"));
  EXPECT_NE(word_hash("2018"), word_hash("201"));
  const auto style = [](std::string_view source) {
    Text text;
    text.source = source;
    tokenize(text);
    return style_of(text.tokens);
  };
  EXPECT_EQ(style("Ruritania closed its ports today"), SentenceStyle::Mixed);
  EXPECT_EQ(style("ruritania closed its ports today"), SentenceStyle::LowerCase);
  EXPECT_EQ(style("Ruritania Closed Its Ports to Envoys"), SentenceStyle::TitleCase);
  EXPECT_EQ(style("RURITANIA CLOSED ITS PORTS"), SentenceStyle::UpperCase);
}

// plain_lower must stay what the tokenizer does, or training and analysis see different words.
TEST(WordInfo, LowerFormsAreThoseOfTheTokenizer) {
  Text text;
  text.source = "Zenda’s “OFFER” — ÉCLAIR – won’t… İstanbul «oui» Ελλάς ‘x’ 3−4 U.S. co‑op";
  tokenize(text);
  ASSERT_GT(text.tokens.size(), 10U);
  for (const Token& token : text.tokens) EXPECT_EQ(token.lower, plain_lower(token.form));
}

}  // namespace
}  // namespace demarche::language
