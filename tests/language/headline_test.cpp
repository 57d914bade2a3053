// Sentences written again as headlines: what goes, what changes, and that they are still trees.
#include "headline.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace demarche::language {
namespace {

constexpr std::string_view kSample =
    "# newdoc id = d1\n"
    "# sent_id = s1\n"
    "# text = The ministers delayed a vote and will carry the bill.\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
    "2\tministers\tminister\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n"
    "3\tdelayed\tdelay\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "4\ta\ta\tDET\tDT\t_\t5\tdet\t_\t_\n"
    "5\tvote\tvote\tNOUN\tNN\t_\t3\tobj\t_\t_\n"
    "6\tand\tand\tCCONJ\tCC\t_\t8\tcc\t_\t_\n"
    "7\twill\twill\tAUX\tMD\t_\t8\taux\t_\t_\n"
    "8\tcarry\tcarry\tVERB\tVB\t_\t3\tconj\t_\t_\n"
    "9\tthe\tthe\tDET\tDT\t_\t10\tdet\t_\t_\n"
    "10\tbill\tbill\tNOUN\tNN\t_\t8\tobj\t_\tSpaceAfter=No\n"
    "11\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
    "\n"
    "# sent_id = s2\n"
    "# text = The senator carried what was sold.\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
    "2\tsenator\tsenator\tNOUN\tNN\t_\t3\tnsubj\t_\t_\n"
    "3\tcarried\tcarry\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "4\twhat\twhat\tPRON\tWP\t_\t3\tobj\t_\t_\n"
    "5\twas\tbe\tAUX\tVBD\t_\t6\taux:pass\t_\t_\n"
    "6\tsold\tsell\tVERB\tVBN\t_\t4\tacl:relcl\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
    "\n"
    "# sent_id = s3\n"
    "# text = The law was ready.\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
    "2\tlaw\tlaw\tNOUN\tNN\t_\t4\tnsubj\t_\t_\n"
    "3\twas\tbe\tAUX\tVBD\t_\t4\tcop\t_\t_\n"
    "4\tready\tready\tADJ\tJJ\t_\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n";

std::string forms(const Treebank& bank, std::size_t sentence) {
  std::string out;
  for (const TreeWord& word : bank.words_of(bank.sentences[sentence])) {
    out += out.empty() ? "" : " ";
    out += word.form;
  }
  return out;
}

// Every way in which a sentence is written, over many seeds.
std::set<std::string> ways(const Treebank& bank, std::size_t sentence) {
  std::set<std::string> out;
  for (std::uint64_t seed = 0; seed < 40; ++seed)
    out.insert(forms(headline_sample(bank, 1000, seed), sentence));
  return out;
}

TEST(Headline, LosesArticlesAndStopsAndTellsInThePresent) {
  const auto bank = parse_conllu(std::string(kSample), "sample");
  ASSERT_TRUE(bank);
  EXPECT_EQ(ways(*bank, 0), (std::set<std::string>{"Ministers Delay Vote and to Carry Bill",
                                                   "Ministers delay vote and to carry bill"}));
  EXPECT_EQ(ways(*bank, 1),
            (std::set<std::string>{"Senator Carries What Sold", "Senator carries what sold"}));
  EXPECT_EQ(ways(*bank, 2),
            (std::set<std::string>{"Law Ready", "Law ready", "Law was Ready", "Law was ready"}));
}

TEST(Headline, TagsAndTreesFit) {
  const auto bank = parse_conllu(std::string(kSample), "sample");
  ASSERT_TRUE(bank);
  const Treebank headlines = headline_sample(*bank, 1000, 1);
  const auto words = headlines.words_of(headlines.sentences[0]);
  ASSERT_EQ(words.size(), 7U);
  EXPECT_EQ(words[1].xpos, Xpos::Vbp);
  EXPECT_EQ(words[1].lemma, "delay");
  EXPECT_EQ(words[1].deprel, Deprel::Root);
  EXPECT_EQ(words[0].head, 1);
  EXPECT_EQ(words[4].upos, Upos::Part);
  EXPECT_EQ(words[4].deprel, Deprel::Mark);
  EXPECT_EQ(words[4].head, 5);
  EXPECT_EQ(headlines.words_of(headlines.sentences[1])[1].xpos, Xpos::Vbz);
  EXPECT_TRUE(headline_sample(*bank, 0, 1).words.empty());
}

}  // namespace
}  // namespace demarche::language
