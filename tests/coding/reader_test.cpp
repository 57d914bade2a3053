// The reader network as shipped: its file refuses damage, and a sentence gives sensible, repeatable
// probabilities.
#include "reader.hpp"

#include <gtest/gtest.h>

#include <demarche/base/io.hpp>
#include <demarche/coding/coder.hpp>

#include "blend.hpp"
#include "readings.hpp"

namespace demarche::coding {
namespace {

const std::string& bytes() {
  static const std::string kBytes = *read_file(DEMARCHE_MODELS_DIR "/reader.model");
  return kBytes;
}

TEST(ReaderModel, RefusesDamage) {
  ASSERT_TRUE(ReaderModel::parse(bytes()));
  for (const std::size_t at : {std::size_t{0}, std::size_t{9}, std::size_t{13}, std::size_t{25},
                               bytes().size() / 2, bytes().size() - 1}) {
    std::string damaged = bytes();
    damaged[at] = static_cast<char>(damaged[at] ^ 0x11);
    const auto read = ReaderModel::parse(damaged);
    ASSERT_FALSE(read) << "byte " << at;
    EXPECT_NE(read.error().what.find("train-reader.py"), std::string::npos) << "says what to do";
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{15}, std::size_t{100}, bytes().size() - 1}) {
    EXPECT_FALSE(ReaderModel::parse(std::string_view(bytes()).substr(0, size))) << "cut at " << size;
  }
}

TEST(ReaderModel, SaysWhenTheFileIsNewer) {
  std::string newer = bytes();
  newer[8] = static_cast<char>(ReaderModel::kFormat + 1);
  const auto read = ReaderModel::parse(newer);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::Version);
}

TEST(WordIndex, FindsWhatIsThereAndNothingElse) {
  const auto model = ReaderModel::parse(bytes());
  ASSERT_TRUE(model);
  EXPECT_NE(model->words.find("tariffs", 1), 1U);
  EXPECT_EQ(model->words.find("xqzzyv", 1), 1U);
}

TEST(WordIndex, TakesTheFirstOfEqualHashesAndFindsThoseThatMeet) {
  EXPECT_EQ(WordIndex().find("tariffs", 9), 9U);
  const std::uint32_t hash = WordIndex::hash_of("tariffs");
  // Before it another hash with the same first bits; then the same again.
  const WordIndex index({hash - 1, hash, hash, hash + 1}, 2);
  EXPECT_EQ(index.find("tariffs", 9), 3U);
  EXPECT_EQ(index.find("quota", 9), 9U);
  EXPECT_EQ(index.size(), 4U);
  EXPECT_EQ(index.rows(), 6U);
}

struct World {
  knowledge::Knowledge knowledge = *knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  language::Chain chain = *language::Chain::load(DEMARCHE_MODELS_DIR);
  ReaderModel reader = *ReaderModel::parse(bytes());
  CoderModel coder = *CoderModel::parse(*read_file(DEMARCHE_MODELS_DIR "/coder.model"));
};
const World& world() {
  static const World kWorld;
  return kWorld;
}

std::vector<Reading> read(std::string title, std::string text) {
  const auto scratch = world().chain.workspace();
  Document d;
  d.id = "d";
  d.published = "2018-07-06";
  d.title = std::move(title);
  d.text = std::move(text);
  static std::vector<std::unique_ptr<Proposals>> keep;  // readings point into their proposals
  keep.push_back(judge_frames(d, world().knowledge, world().chain, world().coder, *scratch));
  return read_document(*keep.back(), world().reader);
}

TEST(Readings, AreProbabilitiesAndTellEachActOnce) {
  const auto readings =
      read("Canada rejects U.S. demand on dairy quotas",
           "Ottawa said on Friday it would not accept the demand. It offered talks instead.");
  ASSERT_FALSE(readings.empty());
  for (const Reading& r : readings) {
    EXPECT_GE(r.network, 0.0);
    EXPECT_LE(r.network, 1.0);
    EXPECT_GE(r.frames, 0.0);
    EXPECT_LE(r.frames, 1.0);
    ASSERT_EQ(r.candidate.actors.size(), 1U);
    EXPECT_LE(r.candidate.targets.size(), 1U);
  }
  const auto same = [](const Reading& a, const Reading& b) {
    const auto party = [](const std::vector<Filled>& f) {
      return f.empty() ? PartyCode() : f.front().side.party;
    };
    return a.field == b.field && a.sentence == b.sentence &&
           a.candidate.frame->act == b.candidate.frame->act &&
           party(a.candidate.actors) == party(b.candidate.actors) &&
           party(a.candidate.targets) == party(b.candidate.targets);
  };
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (std::size_t j = i + 1; j < readings.size(); ++j) EXPECT_FALSE(same(readings[i], readings[j]));
  }
}

TEST(Readings, TakeAnyText) {
  EXPECT_TRUE(read("", "").empty());
  EXPECT_TRUE(read("...", "?! -- ,,").empty());
  (void)read("China", std::string(3000, 'a'));
  (void)read("U.S. U.S. U.S.", "we we we we we");
}

TEST(Blend, ReadsBackWhatItWrites) {
  const Blend b = *Blend::parse("network\t550\nalone\t900\nslope\t903\noffset\t-191\nthreshold\t231\n");
  const auto back = Blend::parse(b.text());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->network, 550);
  EXPECT_EQ(back->slope, 903);
  EXPECT_EQ(back->offset, -191);
  EXPECT_EQ(back->threshold, 231);
  EXPECT_EQ(back->alone, 900);
}

TEST(Blend, NamesTheLineThatIsWrong) {
  for (const char* text : {"network\t600\nslope\t1\nmood\t3\n", "network\t600\nslope\t1\noffset\t12x\n",
                           "network\t1\nslope\t1\nthreshold\t1001\n", "network\t1\nslope\t1\nalone\t-3\n"}) {
    const auto read = Blend::parse(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().where, "line 3");
  }
  EXPECT_FALSE(Blend::parse("network\t600\n"));
}

TEST(Blend, RisesWithBothAndStaysInRange) {
  const Blend b = *Blend::parse("network\t600\nalone\t900\nslope\t903\noffset\t-191\nthreshold\t231\n");
  EXPECT_LT(b.confidence(true, 0.1, 0.2), b.confidence(true, 0.1, 0.6));
  EXPECT_LT(b.confidence(true, 0.1, 0.2), b.confidence(true, 0.7, 0.2));
  EXPECT_GT(b.confidence(false, 0.0, 0.5), b.confidence(true, 0.0, 0.5)) << "no frame knows better";
  EXPECT_GE(b.confidence(true, 0.0, 0.0), 0.0);
  EXPECT_LE(b.confidence(true, 1.0, 1.0), 1.0);
}

}  // namespace
}  // namespace demarche::coding
