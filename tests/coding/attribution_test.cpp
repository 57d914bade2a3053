// Who is said to say what, on whole sentences with the shipped models.
#include <demarche/coding/attribution.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace demarche::coding {
namespace {

class Attributions : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    knowledge_ = new Result<knowledge::Knowledge>(knowledge::Knowledge::load(DEMARCHE_DATA_DIR));
    chain_ = new Result<language::Chain>(language::Chain::load(DEMARCHE_MODELS_DIR));
  }
  static void TearDownTestSuite() {
    delete chain_;
    delete knowledge_;
  }

  // "source | cue | content | content" of each, with "-" before those that stand in no chain.
  static std::vector<std::string> of(const std::string& text) {
    Document document;
    document.text = text;
    const auto scratch = (*chain_)->workspace();
    std::vector<std::string> out;
    for (const Attribution& a : find_attributions(document, **knowledge_, **chain_, *scratch)) {
      std::string line = (a.in_chain ? "" : "- ") + a.source_text + " | " + a.cue_text;
      // The sentences are ASCII: code points are bytes.
      for (const Span& s : a.content) line += " | " + text.substr(s.start, s.end - s.start);
      out.push_back(line);
    }
    return out;
  }

  static Result<knowledge::Knowledge>* knowledge_;
  static Result<language::Chain>* chain_;
};
Result<knowledge::Knowledge>* Attributions::knowledge_ = nullptr;
Result<language::Chain>* Attributions::chain_ = nullptr;

using Lines = std::vector<std::string>;

TEST_F(Attributions, AClauseBehindTheVerb) {
  EXPECT_EQ(of("The ministry said that the talks had ended."),
            (Lines{"The ministry | said | that the talks had ended"}));
}

TEST_F(Attributions, ReportsNest) {
  const Lines lines = of("Bloomberg reported that two officials said the tariffs would rise.");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].substr(0, 20), "Bloomberg | reported");
  EXPECT_EQ(lines[1], "two officials | said | the tariffs would rise");
}

TEST_F(Attributions, AQuotationHasOneSpeakerWhereverHeIsNamed) {
  const Lines lines = of("''The offer is dead,'' Mr. Keller said. ''We told them so. It is over.''");
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0].substr(0, 17), "Mr. Keller | said");
  EXPECT_NE(lines[0].find("It is over."), std::string::npos);
}

TEST_F(Attributions, TheSpeakerInsideASentenceIsNotItsSubject) {
  const Lines lines = of("The duties, Mr. Keller said, are a mistake.");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].substr(0, 17), "Mr. Keller | said");
}

TEST_F(Attributions, AVerbThatReportsClausesOnly) {
  EXPECT_TRUE(of("The two sides found a way.").empty());
  EXPECT_EQ(of("The auditors found that the ledger was wrong.").size(), 1U);
}

TEST_F(Attributions, WishesStandInNoChain) {
  const Lines lines = of("Ottawa called for new talks.");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].substr(0, 2), "- ");
}

}  // namespace
}  // namespace demarche::coding
