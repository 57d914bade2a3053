// The scorer: alignment by characters and by forms, and the counts.
#include <demarche/language/evaluate.hpp>

#include <gtest/gtest.h>

#include "conll18.hpp"

namespace demarche::language {
namespace {

struct Word {
  std::string_view form;
  std::int64_t head;
  Deprel deprel = Deprel::Dep;
  Upos upos = Upos::Noun;
};

ScoredText text_of(std::initializer_list<Word> words) {
  ScoredText text;
  for (const Word& w : words) {
    const auto [begin, end] = append_characters(text, w.form);
    text.words.push_back({w.form, w.form, w.upos, Xpos::Nn, w.deprel, w.head, begin, end, false});
  }
  text.sentences.emplace_back(0, text.characters.size());
  return text;
}

TEST(Conll18, PerfectAnalysis) {
  const ScoredText gold = text_of({{"Envoys", 1, Deprel::Nsubj}, {"left", -1, Deprel::Root}});
  const TreeScores scores = score_text(gold, gold);
  EXPECT_DOUBLE_EQ(scores.words.f1(), 100.0);
  EXPECT_DOUBLE_EQ(scores.las.f1(), 100.0);
  EXPECT_DOUBLE_EQ(scores.sentences.f1(), 100.0);
}

TEST(Conll18, WrongSplitCostsWordsAndTheirArcs) {
  const ScoredText gold =
      text_of({{"re", 2}, {"-", 2}, {"opened", -1, Deprel::Root}, {"ports", 2, Deprel::Obj}});
  const ScoredText system = text_of({{"re-", 1}, {"opened", -1, Deprel::Root}, {"ports", 1, Deprel::Obj}});
  const TreeScores scores = score_text(gold, system);
  EXPECT_EQ(scores.words.correct, 2U);
  EXPECT_EQ(scores.words.gold, 4U);
  EXPECT_EQ(scores.words.system, 3U);
  EXPECT_EQ(scores.las.correct, 2U);
  EXPECT_NEAR(scores.words.f1(), 400.0 / 7.0, 1e-9);
}

TEST(Conll18, SubtypesDoNotCountButRelationsDo) {
  const ScoredText gold = text_of({{"Envoys", 1, Deprel::NsubjPass}, {"left", -1, Deprel::Root}});
  const ScoredText system = text_of({{"Envoys", 1, Deprel::Nsubj}, {"left", -1, Deprel::Root}});
  EXPECT_EQ(score_text(gold, system).las.correct, 2U);
  const ScoredText other = text_of({{"Envoys", 1, Deprel::Obj}, {"left", -1, Deprel::Root}});
  EXPECT_EQ(score_text(gold, other).las.correct, 1U);
  EXPECT_EQ(score_text(gold, other).uas.correct, 2U);
}

TEST(Conll18, MultiwordTokensAlignByForms) {
  ScoredText gold;
  const auto [begin, end] = append_characters(gold, "won't");
  gold.words.push_back({"wo", "will", Upos::Aux, Xpos::Md, Deprel::Aux, 2, begin, end, true});
  gold.words.push_back({"n't", "not", Upos::Part, Xpos::Rb, Deprel::Advmod, 2, begin, end, true});
  const auto [sign_begin, sign_end] = append_characters(gold, "sign");
  gold.words.push_back({"sign", "sign", Upos::Verb, Xpos::Vb, Deprel::Root, -1, sign_begin, sign_end, false});
  gold.sentences.emplace_back(0, gold.characters.size());
  EXPECT_EQ(align_words(gold, text_of({{"wo", 2}, {"n't", 2}, {"sign", -1}})).size(), 3U);
  EXPECT_EQ(align_words(gold, text_of({{"won", 2}, {"'t", 2}, {"sign", -1}})).size(), 1U);
  EXPECT_EQ(align_words(gold, text_of({{"won't", 1}, {"sign", -1}})).size(), 1U);
  EXPECT_EQ(align_words(gold, text_of({{"WO", 2}, {"N'T", 2}, {"sign", -1}})).size(), 3U);
}

TEST(Conll18, OtherCharactersScoreNothing) {
  const TreeScores scores = score_text(text_of({{"a", -1}}), text_of({{"b", -1}}));
  EXPECT_EQ(scores.words.correct, 0U);
  EXPECT_DOUBLE_EQ(scores.words.f1(), 0.0);
}

TEST(Evaluate, MissingModelIsAnError) {
  EvaluationOptions options;
  options.models = "no/such/folder";
  const auto report = evaluate(options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace demarche::language
