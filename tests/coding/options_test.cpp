// Which parties are offered as sides of a move, beside those that the sentence names.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "proposal.hpp"
#include "shipped.hpp"

namespace demarche::coding {
namespace {

using testing::shipped;

const language::Chain& chain() {
  static const language::Chain kChain = *language::Chain::load(DEMARCHE_MODELS_DIR);
  return kChain;
}

// "CHN author" for each party that is implied by the document, at the first word that a frame knows.
std::vector<std::string> implied(const char* source, const char* title, const char* text) {
  Document d;
  d.id = "d";
  d.source = source;
  d.published = "2019-06-01";
  d.title = title;
  d.text = text;
  const auto scratch = chain().workspace();
  const auto proposals = propose(d, shipped(), chain(), WordTable(), nullptr, *scratch);
  std::vector<std::string> out;
  for (const Proposal& p : proposals->all) {
    if (p.field->field != Field::Title) continue;
    for (const Option& o : p.options) {
      if (is_implied(o))
        out.push_back(std::string(o.party.view()) + " " + std::string(o.evidence.front().place));
    }
    break;
  }
  return out;
}

using Parties = std::vector<std::string>;

TEST(Options, TheStateForWhichAPaperSpeaksIsOne) {
  const char* title = "They reject the demand";
  EXPECT_EQ(implied("China Daily", title, ""), Parties{"CHN author"});
  EXPECT_EQ(implied("The New York Times", title, ""), Parties{});
  EXPECT_EQ(implied("", title, ""), Parties{});
  EXPECT_EQ(implied("China Daily", "China rejects the demand", ""), Parties{}) << "it is named";
}

TEST(Options, TheThreePartiesThatADocumentNamesMostAreSome) {
  EXPECT_EQ(
      implied("", "They reject the demand",
              "Canada met Mexico. Canada met Japan. Canada met Mexico. Japan met Canada. Norway slept."),
      (Parties{"CAN document", "MEX document", "JPN document"}));
}

}  // namespace
}  // namespace demarche::coding
