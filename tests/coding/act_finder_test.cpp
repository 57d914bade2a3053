// The act on demand with the models that ship: plain sentences, awkward phrases, hostile input.
#include <demarche/coding/act_finder.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "act_examples.hpp"
#include "act_features.hpp"
#include "act_scene.hpp"
#include "load_model.hpp"

namespace demarche::coding {
namespace {

struct Shipped {
  knowledge::Knowledge knowledge;
  language::Chain chain;
};

const Shipped& shipped() {
  static const Shipped kShipped{*knowledge::Knowledge::load(DEMARCHE_DATA_DIR),
                                *language::Chain::load(DEMARCHE_MODELS_DIR)};
  return kShipped;
}

const ActFinder& finder() {
  static const ActFinder kFinder =
      *ActFinder::load(shipped().knowledge, shipped().chain, DEMARCHE_MODELS_DIR);
  return kFinder;
}

ActAnswer ask(std::string sentence, std::string source, std::string target, ActReasons* why = nullptr) {
  const auto scratch = finder().scratch();
  return finder().answer({"q", std::move(sentence), std::move(source), std::move(target), "", ""}, *scratch,
                         why);
}

TEST(ActFinder, TellsPlainActs) {
  EXPECT_EQ(ask("Canadian police arrested two Russian sailors in Halifax on Monday.", "Canadian police",
                "two Russian sailors")
                .plover,
            "COERCE");
  EXPECT_EQ(
      ask("Norway condemned the Hungarian government over the new law.", "Norway", "the Hungarian government")
          .plover,
      "ACCUSE");
  EXPECT_EQ(ask("The Swedish foreign minister met her Danish counterpart in Oslo.",
                "The Swedish foreign minister", "her Danish counterpart")
                .plover,
            "CONSULT");
  EXPECT_EQ(ask("Brazil rejected a proposal by Peru to open the border.", "Brazil", "Peru").plover, "REJECT");
  EXPECT_EQ(ask("Fighter jets of Elbonia bombed a village in Freedonia, killing nine people.", "Elbonia",
                "a village in Freedonia")
                .plover,
            "ASSAULT");
}

TEST(ActFinder, TheActBelongsToTheRoot) {
  const ActAnswer a =
      ask("The United States imposed tariffs on Turkish steel.", "The United States", "Turkish");
  EXPECT_EQ(a.plover, "SANCTION");
  EXPECT_EQ(a.act, Act::Impose);
  EXPECT_EQ(a.cameo, "16");
  EXPECT_GT(a.confidence, 0.0);
  EXPECT_LE(a.confidence, 1.0);
}

TEST(ActFinder, SaysWhy) {
  ActReasons why;
  (void)ask("Norway condemned the Hungarian government.", "Norway", "the Hungarian government", &why);
  EXPECT_EQ(why.source, "Norway");
  EXPECT_EQ(why.target, "the Hungarian government");
  EXPECT_FALSE(why.runner_up.empty());
  EXPECT_FALSE(why.features.empty());
}

TEST(ActFinder, GuessesPhrasesThatAreMissing) {
  ActReasons why;
  (void)ask("Norway condemned the Hungarian government.", "", "", &why);
  EXPECT_EQ(why.source, "Norway");
}

TEST(ActFinder, AlwaysAnswers) {
  const std::vector<std::string> sentences = {"",
                                              " ",
                                              "\n\n",
                                              ".",
                                              "%s%n%s",
                                              std::string(20000, '('),
                                              std::string("\0a\0", 3),
                                              "Xi",
                                              "to to to to to",
                                              std::string(3000, 'x') + " met",
                                              "\xF0\x9F\x98\x80"};
  for (const std::string& s : sentences) {
    for (const std::string& phrase :
         {std::string(), std::string("Xi"), std::string(";;;"), std::string(5000, 'y'), s}) {
      const ActAnswer a = ask(s, phrase, phrase);
      EXPECT_FALSE(a.plover.empty());
      EXPECT_EQ(a.cameo.size(), 2U);
      EXPECT_FALSE(a.roots.empty());
    }
  }
}

TEST(ActFinder, ALongTextTakesLinearTime) {
  std::string text;
  while (text.size() < 400000)
    text += "Norway said on Monday that it would ban fish from Iceland and Malta. ";
  EXPECT_FALSE(ask(text, "Norway", "Iceland").plover.empty());
}

// A phrase is looked for at every byte of the sentence: neither a long one, nor many, nor one that repeats
// the text may make a question last for minutes.
TEST(ActFinder, AHostilePhraseTakesNoLongerThanItsSentence) {
  constexpr std::size_t kBytes = std::size_t{1} << 20U;
  std::string parts, words;
  while (parts.size() < kBytes / 2) parts += "q;";
  while (words.size() < kBytes / 8) words += "abc ";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(ask(std::string(kBytes, 'a'), std::string(kBytes / 2, 'a') + "b", parts).plover.empty());
  EXPECT_FALSE(ask(words, words.substr(0, 900) + "x", words).plover.empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::minutes(1));
}

// The features name words of acting, not who acts.
TEST(ActFinder, NoFeatureNamesAParty) {
  for (const char* sentence :
       {"Norway rejects Turkish, Ankara said.", "Kremlin Moscow Brazil bans Peru Lima fish.",
        "Let Norway Iceland accuse Sweden Denmark of Finland."}) {
    ActReasons why;
    const auto scratch = shipped().chain.workspace();
    const auto reader = load_model<ReaderModel>(std::filesystem::path(DEMARCHE_MODELS_DIR) / "reader.model");
    ASSERT_TRUE(reader) << reader.error().message();
    const ActQuestion question{"", sentence, "", "", "", ""};
    const ActScene scene(question, {&shipped().knowledge, &shipped().chain, &*reader}, *scratch);
    std::vector<FeatureKey> keys;
    std::vector<std::string> names;
    act_features(scene, keys, &names);
    EXPECT_FALSE(names.empty());
    for (const std::string& name : names) {
      for (const char* party : {"norway", "iceland", "sweden", "denmark", "finland", "kremlin", "moscow",
                                "brazil", "peru", "lima", "turkish", "ankara"}) {
        EXPECT_EQ(name.find(party), std::string::npos) << name;
      }
    }
  }
}

TEST(LabelQuestions, RefusesLabelsThatNobodyKnows) {
  const auto reader = load_model<ReaderModel>(std::filesystem::path(DEMARCHE_MODELS_DIR) / "reader.model");
  ASSERT_TRUE(reader) << reader.error().message();
  const ActGround ground{&shipped().knowledge, &shipped().chain, &*reader};
  const auto scratch = shipped().chain.workspace();
  const auto label = [&](std::string plover, std::string cameo) {
    return label_questions(
        {{"q7", "Norway met Sweden.", "Norway", "Sweden", std::move(plover), std::move(cameo)}}, ground,
        *scratch);
  };
  EXPECT_TRUE(label("", ""));
  EXPECT_TRUE(label("YIELD", "08"));
  EXPECT_TRUE(label("", "18|19|20"));
  EXPECT_TRUE(label("CONSULT", "0431"));
  for (const auto& wrong :
       {label("CONSULTT", ""), label("", "21"), label("", "4"), label("", "18|x9"), label("", "18||20")}) {
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().where, "question q7");
  }
}

TEST(ActFinder, NamesAModelThatIsNotThere) {
  const auto none =
      ActFinder::load(shipped().knowledge, shipped().chain, std::filesystem::path(DEMARCHE_DATA_DIR));
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message().find("act.model"), std::string::npos);
}

TEST(FindPhrase, PrefersWholeWordsAndAvoidsTheOtherSide) {
  const auto scratch = shipped().chain.workspace();
  const auto reader = load_model<ReaderModel>(std::filesystem::path(DEMARCHE_MODELS_DIR) / "reader.model");
  ASSERT_TRUE(reader) << reader.error().message();
  const ActQuestion question{"", "Romania asked Oman and Roman officials for help; Oman agreed.", "", "", "",
                             ""};
  const ActScene scene(question, {&shipped().knowledge, &shipped().chain, &*reader}, *scratch);
  EXPECT_FALSE(scene.told.empty());
  const Phrase oman = find_phrase(scene.tree, "Oman", {});
  EXPECT_EQ(scene.tree.token(oman.head).form, "Oman");
  const Phrase second = find_phrase(scene.tree, "Oman", oman);
  EXPECT_GT(second.first, oman.last);
  EXPECT_FALSE(find_phrase(scene.tree, "Zembla", {}).found());
  EXPECT_EQ(scene.tree.token(find_phrase(scene.tree, "Atlantis; roman officials", {}).head).form,
            "officials");
  // By words: the first of the longest runs, and not the one that is taken.
  const Phrase help = find_phrase(scene.tree, "some Romanian officials for whom", {});
  EXPECT_EQ(scene.tree.token(help.first).form, "Roman");
  EXPECT_EQ(help.last - help.first, 3U);
  EXPECT_EQ(find_phrase(scene.tree, "the Oman", {}).first, oman.first);
  EXPECT_EQ(find_phrase(scene.tree, "the Oman", oman).first, second.first);
}

}  // namespace
}  // namespace demarche::coding
