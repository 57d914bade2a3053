// The lemmatizer: regular words, exceptions, words never seen, and its bytes.
#include "lemmatizer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "lemmatizer_train.hpp"

namespace demarche::language {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

Text words(std::span<const Pair> pairs, Upos upos, Xpos xpos) {
  Text text;
  for (const auto& [lower, lemma] : pairs) {
    Token token;
    token.form = token.lower = lower;
    token.lemma = lemma;
    token.upos = upos;
    token.xpos = xpos;
    text.tokens.push_back(token);
  }
  return text;
}

Lemmatizer trained() {
  constexpr std::array<Pair, 9> kPlurals = {{{"ports", "port"},
                                             {"tariffs", "tariff"},
                                             {"envoys", "envoy"},
                                             {"treaties", "treaty"},
                                             {"parties", "party"},
                                             {"duties", "duty"},
                                             {"men", "man"},
                                             {"women", "woman"},
                                             {"talks", "talk"}}};
  constexpr std::array<Pair, 7> kPast = {{{"signed", "sign"},
                                          {"rejected", "reject"},
                                          {"met", "meet"},
                                          {"agreed", "agree"},
                                          {"was", "be"},
                                          {"warned", "warn"},
                                          {"opened", "open"}}};
  std::vector<Text> texts;
  texts.reserve(2);
  texts.push_back(words(kPlurals, Upos::Noun, Xpos::Nns));
  texts.push_back(words(kPast, Upos::Verb, Xpos::Vbd));
  return train_lemmatizer(texts);
}

TEST(Lemmatizer, KnownAndUnknownWords) {
  const Lemmatizer lemmatizer = trained();
  EXPECT_EQ(lemmatizer.lemma("men", Upos::Noun, Xpos::Nns), "man");
  EXPECT_EQ(lemmatizer.lemma("was", Upos::Verb, Xpos::Vbd), "be");
  EXPECT_EQ(lemmatizer.lemma("met", Upos::Verb, Xpos::Vbd), "meet");
  EXPECT_EQ(lemmatizer.lemma("sanctions", Upos::Noun, Xpos::Nns), "sanction");
  EXPECT_EQ(lemmatizer.lemma("embassies", Upos::Noun, Xpos::Nns), "embassy");
  EXPECT_EQ(lemmatizer.lemma("signed", Upos::Noun, Xpos::Nn), "signed");
  EXPECT_EQ(lemmatizer.lemma("", Upos::Noun, Xpos::Nns), "");
  EXPECT_EQ(lemmatizer.lemma("\xEF\xBF\xBD", Upos::Noun, Xpos::Nns), "\xEF\xBF\xBD")
      << "a rule takes whole characters off";
  EXPECT_EQ(Lemmatizer().lemma("ports", Upos::Noun, Xpos::Nns), "ports");
}

TEST(Lemmatizer, TextAndSingleWordAgreeAndShareBytes) {
  const Lemmatizer lemmatizer = trained();
  constexpr std::array<Pair, 3> kPairs = {{{"duties", ""}, {"ports", ""}, {"men", ""}}};
  Text text = words(kPairs, Upos::Noun, Xpos::Nns);
  lemmatizer.lemmatize(text, text.tokens);
  for (const Token& t : text.tokens) EXPECT_EQ(t.lemma, lemmatizer.lemma(t.lower, t.upos, t.xpos));
  EXPECT_EQ(text.tokens[1].lemma.data(), text.tokens[1].lower.data());
}

TEST(Lemmatizer, RoundTripAndDamage) {
  std::string bytes;
  trained().append_to(bytes);
  const auto again = Lemmatizer::parse(bytes);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(again->lemma("embassies", Upos::Noun, Xpos::Nns), "embassy");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Lemmatizer::parse(std::string_view(bytes).substr(0, size))) << size;
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    if (const auto l = Lemmatizer::parse(changed)) (void)l->lemma("embassies", Upos::Noun, Xpos::Nns);
  }
}

TEST(Lemmatizer, LessonsAndCountsMendWhatTheRulesMakeUp) {
  constexpr std::array<Pair, 9> kPast = {{{"signed", "sign"},
                                          {"backed", "back"},
                                          {"warned", "warn"},
                                          {"opened", "open"},
                                          {"ended", "end"},
                                          {"listed", "list"},
                                          {"talked", "talk"},
                                          {"walked", "walk"},
                                          {"asked", "ask"}}};
  constexpr std::array<Pair, 9> kSilentE = {{{"eased", "ease"},
                                             {"hoped", "hope"},
                                             {"moved", "move"},
                                             {"raised", "raise"},
                                             {"closed", "close"},
                                             {"voted", "vote"},
                                             {"saved", "save"},
                                             {"urged", "urge"},
                                             {"named", "name"}}};
  std::vector<Text> gold;
  gold.push_back(words(kPast, Upos::Verb, Xpos::Vbd));
  gold.push_back(words(kSilentE, Upos::Verb, Xpos::Vbd));

  constexpr std::array<Pair, 1> kForm = {{{"rebuked", ""}}};
  constexpr std::array<Pair, 1> kKnown = {{{"backed", ""}}};
  constexpr std::array<Pair, 1> kBase = {{{"rebuke", ""}}};
  constexpr std::array<Pair, 1> kOther = {{{"backe", ""}}};
  FormCounts counts;
  for (int i = 0; i < 30; ++i) {
    counts.add(words(kForm, Upos::Verb, Xpos::Vbd));
    counts.add(words(kKnown, Upos::Verb, Xpos::Vbd));
    counts.add(words(kBase, Upos::Verb, Xpos::Vb));
    counts.add(words(kOther, Upos::Verb, Xpos::Vb));
  }
  const std::array<LemmaLesson, 2> lessons = {
      {{"froze", Upos::Verb, Xpos::Vbd, "freeze"}, {"signed", Upos::Verb, Xpos::Vbd, "wrong"}}};

  const Lemmatizer plain = train_lemmatizer(gold);
  EXPECT_EQ(plain.lemma("rebuked", Upos::Verb, Xpos::Vbd), "rebuk");
  const Lemmatizer mended = train_lemmatizer(gold, lessons, counts);
  EXPECT_EQ(mended.lemma("rebuked", Upos::Verb, Xpos::Vbd), "rebuke");
  EXPECT_EQ(mended.lemma("froze", Upos::Verb, Xpos::Vbd), "freeze");
  EXPECT_EQ(mended.lemma("signed", Upos::Verb, Xpos::Vbd), "sign");  // the treebank has its say
  EXPECT_EQ(mended.lemma("backed", Upos::Verb, Xpos::Vbd), "back");
}

TEST(Lemmatizer, IrregularVerbsAreReadWithFileAndLine) {
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "irregular-verbs.tsv";
  std::ofstream(path) << "# base, past, participle\nfreeze\tfroze\tfrozen\n";
  const auto lessons = read_irregular_verbs(path);
  ASSERT_TRUE(lessons) << lessons.error().where;
  ASSERT_EQ(lessons->size(), 4U);  // either form with either tag
  EXPECT_EQ(lessons->front().lower, "froze");
  EXPECT_EQ(lessons->back().lower, "frozen");
  EXPECT_EQ(lessons->back().lemma, "freeze");

  for (const char* bad :
       {"freeze\tfroze\n", "freeze froze frozen\n", "\ta\tb\n", "a\t\tb\n", "a\tb\t\n", "a\tb\tc\td\n"}) {
    std::ofstream(path) << "# first line\n" << bad;
    const auto wrong = read_irregular_verbs(path);
    ASSERT_FALSE(wrong) << bad;
    EXPECT_TRUE(wrong.error().where.ends_with("irregular-verbs.tsv:2")) << wrong.error().where;
  }
  EXPECT_FALSE(read_irregular_verbs(path.parent_path() / "no-such-file.tsv"));
}

}  // namespace
}  // namespace demarche::language
