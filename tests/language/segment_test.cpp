// Sentences: the certain cases, the judge of condition, the weights in and out, and the reference splitter.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <demarche/language/chain.hpp>
#include <demarche/language/segment.hpp>
#include <demarche/language/segment_train.hpp>

#include "segment_checks.hpp"

namespace demarche::language {
namespace {

std::vector<std::string> sentences_of(const Segmenter& segmenter, std::string_view source,
                                      Genre genre = Genre::Body) {
  Text text;
  text.source = source;
  segmenter.segment(text, genre);
  EXPECT_EQ(testing::check_segmented(text), "");
  std::vector<std::string> out;
  for (const Sentence& s : text.sentences) out.emplace_back(source.substr(s.begin, s.end - s.begin));
  return out;
}

using Sentences = std::vector<std::string>;

TEST(Segment, PlainSentences) {
  EXPECT_EQ(sentences_of({}, "The talks failed. Both sides left. Why?"),
            (Sentences{"The talks failed.", "Both sides left.", "Why?"}));
  EXPECT_EQ(sentences_of({}, ""), Sentences{});
  EXPECT_EQ(sentences_of({}, " \n\n "), Sentences{});
}

TEST(Segment, ClosingQuotesStay) {
  EXPECT_EQ(sentences_of({}, "\"We agreed.\" He left."), (Sentences{"\"We agreed.\"", "He left."}));
  EXPECT_EQ(sentences_of({}, "\u201cWe agreed.\u201d He left."),
            (Sentences{"\u201cWe agreed.\u201d", "He left."}));
  EXPECT_EQ(sentences_of({}, "(They met.) He left."), (Sentences{"(They met.)", "He left."}));
}

TEST(Segment, LinesAndBlocks) {
  EXPECT_EQ(sentences_of({}, "Envoys arrive\n\nThe envoys met"),
            (Sentences{"Envoys arrive", "The envoys met"}));
  EXPECT_EQ(sentences_of({}, "Envoys arrive\nThe envoys met"),
            (Sentences{"Envoys arrive", "The envoys met"}));
  EXPECT_EQ(sentences_of({}, "It ended.\n\n* * *\n\nIt began."),
            (Sentences{"It ended.", "* * *", "It began."}));
  // Set by a typesetter at 48 columns: the break is no end.
  EXPECT_EQ(
      sentences_of({}, "The two ministers shook hands in front of the\nwaiting cameras and went inside."),
      (Sentences{"The two ministers shook hands in front of the\nwaiting cameras and went inside."}));
}

TEST(Segment, DatelineStaysWithTheSentence) {
  for (const char* source :
       {"GENEVA (Reuters) - The envoys met on Monday.", "GENEVA, April 5 (Xinhua) -- The envoys met.",
        "GENEVA \u2014 The envoys met.", "GENEVA, Jan. 5 (AP) \u2014 The envoys met."}) {
    EXPECT_EQ(sentences_of({}, source).size(), 1U) << source;
  }
}

TEST(Segment, LongSentencesAreCut) {
  std::string source;
  for (int i = 0; i < 1500; ++i) source += i % 50 == 49 ? "word, " : "word ";
  const Sentences cut = sentences_of({}, source);
  EXPECT_GE(cut.size(), 4U);
  EXPECT_EQ(cut[0].back(), ',');
}

TEST(Segment, Condition) {
  const std::string whole = "The envoys met on 5 May in Geneva, and they agreed. ";
  std::string text;
  for (int i = 0; i < 20; ++i) text += whole;
  EXPECT_FALSE(judge_condition(text).degraded());
  EXPECT_FALSE(judge_condition(text).no_digits);
  const SegmentedText spoiled = degrade({text, {}}, Damage::MarksToBlanks);
  EXPECT_TRUE(judge_condition(spoiled.text).lower_case);
  EXPECT_TRUE(judge_condition(spoiled.text).no_punctuation);
  EXPECT_TRUE(judge_condition(spoiled.text).no_digits);
  EXPECT_FALSE(judge_condition("Envoys meet in Geneva").no_punctuation);
  EXPECT_TRUE(judge_condition("envoys meet again in geneva").lower_case);
  EXPECT_FALSE(judge_condition("").degraded());
}

TEST(Segment, DegradeMovesTheSpans) {
  const SegmentedText spoiled =
      degrade({"In 2018, Xi's men met. They left.", {{0, 22}, {23, 33}}}, Damage::MarksToBlanks);
  EXPECT_EQ(spoiled.text, "in   xi s men met  they left ");
  ASSERT_EQ(spoiled.sentences.size(), 2U);
  EXPECT_EQ(
      spoiled.text.substr(spoiled.sentences[1].begin, spoiled.sentences[1].end - spoiled.sentences[1].begin),
      "they left");
}

// --- Weights ---

std::vector<SegmentedText> made_up_documents() {
  std::mt19937 random(3);
  constexpr std::string_view kWords[] = {"envoys", "met", "in",  "Geneva", "talks",
                                         "with",   "Mr.", "Lee", "U.S.",   "ended"};
  std::vector<SegmentedText> out(60);
  for (SegmentedText& document : out) {
    for (int s = 0; s < 8; ++s) {
      const auto begin = static_cast<std::uint32_t>(document.text.size());
      document.text += "The ";
      for (std::size_t n = 4 + random() % 8; n > 0; --n)
        document.text += std::string(kWords[random() % 10]) + ' ';
      document.text += "today.";
      document.sentences.push_back({begin, static_cast<std::uint32_t>(document.text.size())});
      document.text += ' ';
    }
  }
  return out;
}

TEST(Segment, TrainsAndSurvivesSerialisation) {
  const std::vector<SegmentedText> documents = made_up_documents();
  SegmenterTraining training;
  training.log_size = training.degraded_log_size = 12;
  const Segmenter trained = training.train(documents);
  const std::string blob = trained.serialise();
  EXPECT_EQ(training.train(documents).serialise(), blob);
  const Result<Segmenter> read = Segmenter::parse(blob);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->serialise(), blob);
  for (const SegmentedText& document : documents) {
    EXPECT_EQ(sentences_of(*read, document.text).size(), document.sentences.size());
  }
}

TEST(Segment, RefusesDamagedWeights) {
  SegmenterTraining training;
  training.log_size = training.degraded_log_size = 6;
  const std::string blob = training.train(made_up_documents()).serialise();
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{3}, std::size_t{5}, blob.size() / 2, blob.size() - 1}) {
    EXPECT_FALSE(Segmenter::parse(std::string_view(blob).substr(0, length)).has_value()) << length;
  }
  EXPECT_FALSE(Segmenter::parse(blob + "x").has_value());
  std::string odd = blob;
  odd[0] = 3;
  EXPECT_FALSE(Segmenter::parse(odd).has_value());
  EXPECT_FALSE(Segmenter::parse(std::string(8, '\xFF')).has_value());
}

// --- The slow obvious version, without weights, for text of short lines ---

bool is_final(std::string_view form) {
  return form.find_first_not_of(".!?") == std::string_view::npos;
}

bool reference_ends(const Text& text, std::size_t i) {
  const Token& token = text.tokens[i];
  const std::string_view gap =
      text.source.substr(text.tokens[i - 1].end, token.begin - text.tokens[i - 1].end);
  if (gap.find('\n') != std::string_view::npos) return true;
  if (token.form == ")" && gap.size() < 2) return false;
  const bool capital = token.form[0] == 'Q';
  const bool lower = token.form[0] == 'q' && token.form.find('Q') == std::string_view::npos;
  if (gap.empty()) {
    return is_final(text.tokens[i - 1].form) && capital && token.form.find('q') != std::string_view::npos;
  }
  if (lower && text.tokens[i - 1].form[0] != ')' && !is_final(text.tokens[i - 1].form)) return false;
  std::size_t mark = i - 1;
  while (mark > 0 && i - mark < 4 && text.tokens[mark].form == ")") --mark;
  return is_final(text.tokens[mark].form) && !lower;
}

TEST(Segment, AgreesWithTheReference) {
  constexpr std::string_view kAlphabet = "qqqQ . !?)( \n  ";
  std::mt19937 random(5);
  for (int round = 0; round < 4000; ++round) {
    std::string source;
    for (std::size_t n = 1 + random() % 30; n > 0; --n) source += kAlphabet[random() % kAlphabet.size()];
    Text text;
    text.source = source;
    Segmenter().segment(text, Genre::Body);
    if (text.condition.degraded()) continue;
    std::vector<bool> begins(text.tokens.size() + 1);
    for (const Sentence& s : text.sentences) begins[s.first] = true;
    for (std::size_t i = 1; i < text.tokens.size(); ++i) {
      ASSERT_EQ(begins[i], reference_ends(text, i)) << '[' << source << "] token " << i;
    }
  }
}

TEST(Segment, RandomWeightsKeepTheInvariants) {
  std::mt19937 random(9);
  Segmenter::Weights weights(1U << 10U);
  for (std::int16_t& w : weights) w = static_cast<std::int16_t>(static_cast<int>(random() % 65536) - 32768);
  const Segmenter segmenter(weights, weights);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes(random() % 300, '\0');
    for (char& c : bytes) c = static_cast<char>(round % 2 == 0 ? random() % 256 : 32 + random() % 96);
    sentences_of(segmenter, utf8::repair(bytes).text, round % 3 == 0 ? Genre::Title : Genre::Body);
  }
}

TEST(Segment, RealTextKeepsTheInvariants) {
  const std::filesystem::path corpus = std::filesystem::path(DEMARCHE_SHARED_DIR) / "corpora/seeds.jsonl";
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << "no corpora beside the checkout: " << corpus;
  std::ifstream file(corpus);
  for (std::string line; std::getline(file, line);) sentences_of({}, line);
}

}  // namespace
}  // namespace demarche::language
