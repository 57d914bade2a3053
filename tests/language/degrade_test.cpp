// Spoilt copies of treebank sentences are still trees, and lose what they should.
#include "degrade.hpp"

#include <gtest/gtest.h>

namespace demarche::language {
namespace {

constexpr std::string_view kSample =
    "# newdoc id = d1\n"
    "# sent_id = s1\n"
    "# text = \"The U.S. won't pay 2.5 million,\" Mr. Lee said.\n"
    "1\t\"\t\"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No\n"
    "2\tThe\tthe\tDET\tDT\t_\t3\tdet\t_\t_\n"
    "3\tU.S.\tU.S.\tPROPN\tNNP\t_\t6\tnsubj\t_\t_\n"
    "4-5\twon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\two\twill\tAUX\tMD\t_\t6\taux\t_\t_\n"
    "5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_\n"
    "6\tpay\tpay\tVERB\tVB\t_\t0\troot\t_\t_\n"
    "7\t2.5\t2.5\tNUM\tCD\t_\t8\tnummod\t_\t_\n"
    "8\tmillion\tmillion\tNUM\tCD\t_\t6\tobj\t_\tSpaceAfter=No\n"
    "9\t,\t,\tPUNCT\t,\t_\t6\tpunct\t_\tSpaceAfter=No\n"
    "10\t\"\t\"\tPUNCT\t''\t_\t6\tpunct\t_\t_\n"
    "11\tMr.\tMr.\tPROPN\tNNP\t_\t13\tnsubj\t_\t_\n"
    "12\tLee\tLee\tPROPN\tNNP\t_\t11\tflat\t_\t_\n"
    "13\tsaid\tsay\tVERB\tVBD\t_\t6\tparataxis\t_\tSpaceAfter=No\n"
    "14\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_\n"
    "\n"
    "# sent_id = s2\n"
    "# text = ( 12 )\n"
    "1\t(\t(\tPUNCT\t-LRB-\t_\t2\tpunct\t_\t_\n"
    "2\t12\t12\tNUM\tCD\t_\t0\troot\t_\t_\n"
    "3\t)\t)\tPUNCT\t-RRB-\t_\t2\tpunct\t_\t_\n"
    "\n"
    "# sent_id = s3\n"
    "# text = 7: Yes no\n"
    "1\t7\t7\tNUM\tCD\t_\t0\troot\t_\tSpaceAfter=No\n"
    "2\t:\t:\tPUNCT\t:\t_\t1\tpunct\t_\t_\n"
    "3\tYes\tyes\tINTJ\tUH\t_\t1\tdiscourse\t_\t_\n"
    "4\tno\tno\tINTJ\tUH\t_\t1\tdiscourse\t_\t_\n"
    "\n";

Treebank sample() {
  auto read = parse_conllu(std::string(kSample), "sample");
  EXPECT_TRUE(read.has_value());
  return read ? *read : Treebank();
}

std::string forms(const Treebank& bank, std::size_t sentence) {
  std::string out;
  for (const TreeWord& word : bank.words_of(bank.sentences[sentence])) {
    if (!out.empty()) out += ' ';
    out += word.form;
  }
  return out;
}

void expect_trees(const Treebank& bank) {
  for (const TreeSentence& sentence : bank.sentences) {
    const auto words = bank.words_of(sentence);
    int roots = 0;
    for (const TreeWord& word : words) {
      EXPECT_FALSE(word.form.empty());
      EXPECT_LT(word.head, static_cast<std::int32_t>(words.size()));
      EXPECT_EQ(word.head < 0, word.deprel == Deprel::Root);
      roots += word.head < 0 ? 1 : 0;
      std::int32_t up = word.head;
      for (std::size_t steps = 0; up >= 0; ++steps) {
        ASSERT_LE(steps, words.size());
        up = words[static_cast<std::size_t>(up)].head;
      }
    }
    EXPECT_EQ(roots, 1);
  }
}

TEST(Degrade, LowerCaseChangesFormsOnly) {
  const Treebank bank = degrade(sample(), {true, false, false});
  ASSERT_EQ(bank.sentences.size(), 3U);
  EXPECT_EQ(forms(bank, 0), "\" the u.s. wo n't pay 2.5 million , \" mr. lee said .");
  EXPECT_EQ(bank.words.size(), sample().words.size());
  expect_trees(bank);
}

TEST(Degrade, PunctuationGoesExceptInNumbers) {
  const Treebank bank = degrade(sample(), {false, true, false});
  EXPECT_EQ(forms(bank, 0), "The US wo nt pay 2.5 million Mr Lee said");
  EXPECT_EQ(forms(bank, 1), "12");
  expect_trees(bank);
  const auto words = bank.words_of(bank.sentences[0]);
  EXPECT_EQ(words[1].head, 4);  // US <- pay
  EXPECT_EQ(words[9].head, 4);  // said <- pay
  EXPECT_TRUE(words[6].space_after);
  ASSERT_EQ(bank.multiwords.size(), 1U);
  EXPECT_EQ(bank.multiwords[0].form, "wont");
  EXPECT_EQ(bank.multiwords[0].first, 2U);
  EXPECT_EQ(bank.multiwords[0].last, 4U);
}

TEST(Degrade, AnEmptyRootGivesItsPlaceToTheFirstDependent) {
  const Treebank bank = degrade(sample(), {true, true, true});
  ASSERT_EQ(bank.sentences.size(), 2U);  // nothing is left of the second
  EXPECT_EQ(forms(bank, 1), "yes no");
  EXPECT_EQ(bank.words_of(bank.sentences[1])[0].head, -1);
  EXPECT_EQ(bank.words_of(bank.sentences[1])[1].head, 0);
  expect_trees(bank);
}

TEST(Degrade, ViewsOutliveTheOriginal) {
  Treebank bank;
  {
    const Treebank clean = sample();
    bank = degrade(clean, {true, true, false});
  }
  EXPECT_EQ(forms(bank, 0), "the us wo nt pay 2.5 million mr lee said");
  EXPECT_EQ(bank.words[4].lemma, "pay");
}

TEST(Degrade, SamplesAreDeterministicAndOfTheSizeAskedFor) {
  Treebank many;
  const Treebank one = sample();
  for (int i = 0; i < 300; ++i) many.append(one);
  const Treebank a = degraded_sample(many, 400, 3);
  const Treebank b = degraded_sample(many, 400, 3);
  ASSERT_EQ(a.sentences.size(), b.sentences.size());
  for (std::size_t s = 0; s < a.sentences.size(); ++s) EXPECT_EQ(forms(a, s), forms(b, s));
  EXPECT_GT(a.sentences.size(), 270U);
  EXPECT_LT(a.sentences.size(), 450U);
  EXPECT_TRUE(degraded_sample(many, 0, 3).sentences.empty());
  expect_trees(a);
}

}  // namespace
}  // namespace demarche::language
