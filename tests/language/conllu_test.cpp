// CoNLL-U and IOB2: what is read, what is refused, and where the error is said to be.
#include <demarche/language/conllu.hpp>
#include <demarche/language/iob2.hpp>

#include <gtest/gtest.h>

#include "degrade.hpp"
#include "gold_text.hpp"
#include "tiny_treebank.hpp"

namespace demarche::language {
namespace {

constexpr std::string_view kContraction =
    "# newdoc id = GUM_news_zenda\n# newpar\n# sent_id = x-1\n# text = They won't sign.\n"
    "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n"
    "2-3\twon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\two\twill\tAUX\tMD\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tsign\tsign\tVERB\tVB\t_\t0\troot\t_\tEntity=(1)|SpaceAfter=No\n"
    "4.1\tghost\tghost\tNOUN\tNN\t_\t_\t_\t4:obj\t_\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";

std::string one_word(std::string_view fields) {
  return "1\t" + std::string(fields) + "\n\n";
}

TEST(Conllu, ReadsWordsMultiwordTokensAndSpaces) {
  const auto bank = parse_conllu(std::string(kContraction), "x");
  ASSERT_TRUE(bank) << bank.error().message();
  ASSERT_EQ(bank->sentences.size(), 1U);
  const TreeSentence& s = bank->sentences[0];
  EXPECT_EQ(s.id, "x-1");
  EXPECT_EQ(s.document, "GUM_news_zenda");
  EXPECT_TRUE(s.new_document);
  EXPECT_TRUE(s.new_paragraph);
  ASSERT_EQ(bank->words.size(), 5U);
  EXPECT_EQ(bank->words[1].form, "wo");
  EXPECT_FALSE(bank->words[1].space_after);
  EXPECT_TRUE(bank->words[2].space_after);
  EXPECT_EQ(bank->words[2].head, 3);
  EXPECT_EQ(bank->words[3].head, -1);
  EXPECT_FALSE(bank->words[3].space_after);
  ASSERT_EQ(bank->multiwords.size(), 1U);
  EXPECT_EQ(bank->multiwords[0].form, "won't");
  EXPECT_EQ(raw_text(*bank, 0, 1).text, "They won't sign.");
}

TEST(Conllu, RawTextKeepsParagraphsAndSentenceSpans) {
  const std::string twice =
      std::string(kContraction) + "# newpar\n# sent_id = x-2\n1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_\n";
  const auto bank = parse_conllu(twice, "x");
  ASSERT_TRUE(bank);
  const RawText raw = raw_text(*bank, 0, 2);
  EXPECT_EQ(raw.text, "They won't sign.\n\nNo");
  ASSERT_EQ(raw.sentences.size(), 2U);
  EXPECT_EQ(raw.sentences[0].end, 16U);
  EXPECT_EQ(raw.sentences[1].begin, 18U);
  EXPECT_EQ(documents_of(*bank).size(), 1U);
}

TEST(Conllu, NamesFileAndLineOfAnError) {
  const auto at = [](std::string text) {
    const auto bank = parse_conllu(std::move(text), "bad.conllu");
    return bank ? std::string("read") : bank.error().where;
  };
  EXPECT_EQ(at("# c\n1\tonly\tthree\n"), "bad.conllu:2");
  EXPECT_EQ(at(one_word("a\ta\tNOPE\tNN\t_\t0\troot\t_\t_")), "bad.conllu:1");
  EXPECT_EQ(at(one_word("a\ta\tNOUN\tNN\t_\t0\tfriend\t_\t_")), "bad.conllu:1");
  EXPECT_EQ(at(one_word("a\ta\tNOUN\tNN\t_\t_\troot\t_\t_")), "bad.conllu:1");
  EXPECT_EQ(at(one_word("a\ta\tNOUN\tNN\t_\t7\tobj\t_\t_")), "bad.conllu:2");
  EXPECT_EQ(at(one_word("a\ta\tNOUN\tNN\t_\t1\tobj\t_\t_")), "bad.conllu:2");
  EXPECT_EQ(at("2\ta\ta\tNOUN\tNN\t_\t0\troot\t_\t_\n"), "bad.conllu:1");
  EXPECT_EQ(at("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tNOUN\tNN\t_\t0\troot\t_\t_\n\n"), "bad.conllu:3");
  EXPECT_EQ(at("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n\n"), "bad.conllu:2");
}

TEST(Conllu, UnknownPennTagIsNoneAndUnknownSubtypeFallsBack) {
  const auto bank = parse_conllu(one_word("a\ta\tNOUN\tWHAT\t_\t0\troot:strange\t_\t_"), "x");
  ASSERT_TRUE(bank);
  EXPECT_EQ(bank->words[0].xpos, Xpos::None);
  EXPECT_EQ(bank->words[0].deprel, Deprel::Root);
}

TEST(Conllu, LicencesOfGenres) {
  EXPECT_TRUE(has_free_licence("GUM_news_zenda"));
  EXPECT_TRUE(has_free_licence("weblog-zenda.example_1"));
  EXPECT_FALSE(has_free_licence("GUM_fiction_zenda"));
  EXPECT_FALSE(has_free_licence("GUM_whow_zenda"));
  EXPECT_FALSE(has_free_licence("GUM_academic_zenda"));
  EXPECT_EQ(genre_of_document("GUM_interview_zenda"), "interview");
  EXPECT_EQ(genre_of_document("newsgroup-x_y"), "newsgroup");
  const auto bank = parse_conllu(std::string(kContraction), "x");
  EXPECT_EQ(filter(*bank, has_free_licence).sentences.size(), 1U);
  EXPECT_EQ(filter(*bank, [](std::string_view) { return false; }).words.size(), 0U);
}

TEST(Conllu, AppendedTreebanksKeepTheirBytes) {
  Treebank all;
  for (int i = 0; i < 3; ++i) {
    const auto bank = parse_conllu(std::string(kContraction), "x");
    all.append(*bank);
  }
  ASSERT_EQ(all.sentences.size(), 3U);
  EXPECT_EQ(all.words[all.sentences[2].first + 3].form, "sign");
  EXPECT_EQ(all.multiwords_of(all.sentences[2])[0].first, all.sentences[2].first + 1);
}

TEST(Conllu, ReadsTheTreebanks) {
  const std::filesystem::path path =
      std::filesystem::path(DEMARCHE_SHARED_DIR) / "treebanks/en_ewt-ud-dev.conllu";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const auto bank = read_conllu(path);
  ASSERT_TRUE(bank) << bank.error().message();
  for (std::size_t i = 0; i < bank->sentences.size(); ++i) {
    std::string_view text = bank->sentences[i].text;
    while (text.ends_with(' ')) text.remove_suffix(1);
    EXPECT_EQ(raw_text(*bank, i, i + 1).text, text);
  }
}

TEST(Iob2, ReadsEntitiesAndIgnoresOtherKinds) {
  const auto bank = parse_iob2(
      "# sent_id = x-1\n# text = Count Hentzau left the Bank of "
      "Zenda.\n1\tCount\tO\n2\tHentzau\tB-PER\t-\tme\n3\tleft\tB-OTH\n"
      "4\tthe\tO\n5\tBank\tB-ORG\n6\tof\tI-ORG\n7\tZenda\tI-ORG\n8\t.\tB-O\n",
      "x");
  ASSERT_TRUE(bank) << bank.error().message();
  ASSERT_EQ(bank->sentences.size(), 1U);
  EXPECT_EQ(bank->sentences[0].id, "x-1");
  const auto& entities = bank->sentences[0].entities;
  ASSERT_EQ(entities.size(), 2U);
  EXPECT_EQ(entities[0].kind, EntityKind::Person);
  EXPECT_EQ(entities[1].first, 4U);
  EXPECT_EQ(entities[1].last, 7U);
}

TEST(Iob2, RefusesWhatItCannotRead) {
  EXPECT_EQ(parse_iob2("1\tword\n", "bad.iob2").error().where, "bad.iob2:1");
  EXPECT_EQ(parse_iob2("\n1\tword\tX-PER\n", "bad.iob2").error().where, "bad.iob2:2");
}

TEST(Iob2, CarriesEntitiesToAnotherSplit) {
  const std::vector<std::string_view> from = {"Al-Zenda", "'s", "envoy"};
  const std::vector<Entity> entities = {{0, 1, EntityKind::Organisation}, {2, 3, EntityKind::Person}};
  const Realigned finer =
      realign(from, entities, std::vector<std::string_view>{"Al", "-", "Zenda", "'s", "envoy"});
  ASSERT_TRUE(finer.aligned);
  ASSERT_EQ(finer.entities.size(), 2U);
  EXPECT_EQ(finer.entities[0].last, 3U);
  EXPECT_EQ(finer.entities[1].first, 4U);
  const Realigned coarser = realign(from, entities, std::vector<std::string_view>{"Al-Zenda's", "envoy"});
  ASSERT_EQ(coarser.entities.size(), 2U);
  EXPECT_EQ(coarser.entities[0].last, 1U);
  const Realigned careless =
      realign(from, entities, std::vector<std::string_view>{"al", "zenda", "s", "envoy"});
  ASSERT_TRUE(careless.aligned);
  EXPECT_EQ(careless.entities[0].last, 2U);
  EXPECT_FALSE(realign(from, entities, std::vector<std::string_view>{"other"}).aligned);
}

}  // namespace
}  // namespace demarche::language
