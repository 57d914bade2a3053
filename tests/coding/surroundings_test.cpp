// What the network is told of the text around a sentence, with four words whose vectors are easy to add up.
#include "surroundings.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <memory>

#include "tagged_text.hpp"

namespace demarche::coding {
namespace {

using testing::TaggedText;
using Numbers = std::vector<float>;

// Row 0 is what lies outside, row 1 the unknown word: their numbers must be seen nowhere.
ReaderModel model() {
  const std::map<std::string_view, std::array<std::int16_t, 2>> vectors = {
      {"tariff", {2, 0}}, {"talks", {0, 2}}, {"resume", {4, 4}}, {"the", {80, 80}}};
  std::map<std::uint32_t, std::array<std::int16_t, 2>> rows;
  for (const auto& [word, vector] : vectors) rows[WordIndex::hash_of(word)] = vector;
  std::vector<std::uint32_t> hashes;
  std::vector<std::int16_t> values = {100, 100, 90, 90};
  for (const auto& [hash, vector] : rows) {
    hashes.push_back(hash);
    values.insert(values.end(), vector.begin(), vector.end());
  }
  ReaderModel m;
  m.words = WordIndex(hashes, 2);
  m.word = Embedding(2, Numbers(6, 0.5F), values);
  return m;
}

const knowledge::Knowledge& knowledge() {
  static const knowledge::Knowledge kKnowledge = *knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  return kKnowledge;
}

struct Page {
  Discourse discourse;
  std::vector<std::unique_ptr<TaggedText>> texts;  // the fields point into them
  std::vector<std::unique_ptr<Analysis>> owned;
  std::vector<const Analysis*> fields;

  Page(std::string_view title, std::string_view text) {
    discourse.knowledge = &knowledge();
    if (!title.empty()) add(Field::Title, title);
    if (!text.empty()) add(Field::Text, text);
  }
  void add(Field field, std::string_view tagged) {
    texts.push_back(std::make_unique<TaggedText>(tagged));
    owned.push_back(
        std::make_unique<Analysis>(field, texts.back()->text(), std::vector<GateRuling>(), discourse));
    fields.push_back(owned.back().get());
  }
};

TEST(Surroundings, AreMeansOfTheContentWordsThatAreKnown) {
  const ReaderModel m = model();
  const Page page("talks_NNS resume_VBP", "the_DT tariff_NN falls_VBZ ._.");
  const Surroundings s = surroundings_of(page.fields, m);
  EXPECT_EQ(s.title, (Numbers{1.0F, 1.5F})) << "(0, 1) of talks and (2, 2) of resume";
  EXPECT_EQ(s.document, (Numbers{1.0F, 1.0F}))
      << "and (1, 0) of tariff; neither the article nor unknown words";
}

TEST(Surroundings, AreZerosWhereNothingIsKnown) {
  const ReaderModel m = model();
  const Surroundings nothing = surroundings_of({}, m);
  EXPECT_EQ(nothing.title, Numbers(2, 0.0F));
  EXPECT_EQ(nothing.document, Numbers(2, 0.0F));
  const Page page("", "the_DT unknown_NN quota_NN");
  const Surroundings s = surroundings_of(page.fields, m);
  EXPECT_EQ(s.title, Numbers(2, 0.0F));
  EXPECT_EQ(s.document, Numbers(2, 0.0F)) << "the row of unknown words does not count";
}

TEST(Surroundings, AWordCountsAsOftenAsItStandsThere) {
  const Page page("", "talks_NNS talks_NNS tariff_NN quota_NN talks_NNS");
  EXPECT_EQ(surroundings_of(page.fields, model()).document, (Numbers{0.25F, 0.75F}));
}

TEST(Surroundings, OfADocumentTheFirstWordsCount) {
  std::string text;
  for (std::size_t i = 0; i < kDocumentWords - 1; ++i) text += "talks_NNS ";
  const Page page("tariff_NN", text + "| resume_VB resume_VB");
  const Surroundings s = surroundings_of(page.fields, model());
  EXPECT_FLOAT_EQ(s.document[0], 1.0F / kDocumentWords)
      << "the title comes first, the last words are left out";
  EXPECT_FLOAT_EQ(s.document[1], (kDocumentWords - 1.0F) / kDocumentWords);
}

TEST(Around, IsTitleThenSentenceBeforeThenDocumentThenField) {
  const ReaderModel m = model();
  const Page page("talks_NNS | talks_NNS", "tariff_NN ._. | resume_VB ._.");
  const Surroundings s = surroundings_of(page.fields, m);
  const auto expected = [&](Numbers before, float in_title) {
    Numbers out = s.title;
    out.insert(out.end(), before.begin(), before.end());
    out.insert(out.end(), s.document.begin(), s.document.end());
    out.push_back(in_title);
    return out;
  };
  const Analysis& title = *page.fields[0];
  const Analysis& text = *page.fields[1];
  EXPECT_EQ(around(s, title, 0, m), expected({0.0F, 0.0F}, 1.0F));
  EXPECT_EQ(around(s, title, 1, m), expected({0.0F, 0.0F}, 1.0F)) << "a title has nothing before it";
  EXPECT_EQ(around(s, text, 0, m), expected({0.0F, 0.0F}, 0.0F))
      << "the title does not stand before the text";
  EXPECT_EQ(around(s, text, 1, m), expected({1.0F, 0.0F}, 0.0F));
}

}  // namespace
}  // namespace demarche::coding
