#include "tree.hpp"

#include <gtest/gtest.h>

#include <random>

#include "modality.hpp"
#include "shipped.hpp"
#include "tree_text.hpp"

namespace demarche::coding {
namespace {

using testing::TreeText;

std::vector<std::string> forms(const Tree& tree, const std::vector<TokenIndex>& tokens) {
  std::vector<std::string> out;
  for (const TokenIndex i : tokens) out.emplace_back(tree.token(i).form);
  return out;
}
using Forms = std::vector<std::string>;

TEST(DeepSubjects, ActiveAndCoordinated) {
  const TreeText t(R"(Ruritania Ruritania PROPN 4 nsubj
and and CCONJ 3 cc
Grustark Grustark PROPN 1 conj
rejected reject VERB 0 root
the the DET 6 det
offer offer NOUN 4 obj
)");
  const Tree tree(t.text());
  EXPECT_EQ(forms(tree, deep_subjects(tree, t.at("rejected"))), (Forms{"Ruritania", "Grustark"}));
  EXPECT_EQ(forms(tree, deep_objects(tree, t.at("rejected"))), (Forms{"offer"}));
}

TEST(DeepSubjects, PassiveWithAndWithoutBy) {
  const TreeText t(R"(Tariffs tariff NOUN 3 nsubj:pass
were be AUX 3 aux:pass
imposed impose VERB 0 root VBN
by by ADP 5 case
Ruritania Ruritania PROPN 3 obl:agent
)");
  const Tree tree(t.text());
  EXPECT_TRUE(is_passive(tree, t.at("imposed")));
  EXPECT_EQ(forms(tree, deep_subjects(tree, t.at("imposed"))), (Forms{"Ruritania"}));
  EXPECT_EQ(forms(tree, deep_objects(tree, t.at("imposed"))), (Forms{"Tariffs"}));
  const TreeText hidden(R"(Tariffs tariff NOUN 3 nsubj:pass
were be AUX 3 aux:pass
imposed impose VERB 0 root VBN
)");
  const Tree other(hidden.text());
  EXPECT_TRUE(deep_subjects(other, hidden.at("imposed")).empty());
}

TEST(DeepSubjects, HaveWithoutBeIsNoPassive) {
  const TreeText t(R"(Talks talk NOUN 3 nsubj:pass
have have AUX 3 aux
stalled stall VERB 0 root VBN
)");
  const Tree tree(t.text());
  EXPECT_FALSE(is_passive(tree, t.at("stalled")));
  EXPECT_EQ(forms(tree, deep_subjects(tree, t.at("stalled"))), (Forms{"Talks"}));
  EXPECT_TRUE(deep_objects(tree, t.at("stalled")).empty());
  const TreeText passive(R"(Tariffs tariff NOUN 4 nsubj:pass
have have AUX 4 aux
been be AUX 4 aux:pass
lifted lift VERB 0 root VBN
)");
  const Tree other(passive.text());
  EXPECT_TRUE(is_passive(other, passive.at("lifted")));
}

TEST(DeepSubjects, ControlBySubjectAndByObject) {
  const TreeText agreed(R"(Ruritania Ruritania PROPN 2 nsubj
agreed agree VERB 0 root
to to PART 4 mark
lift lift VERB 2 xcomp
tariffs tariff NOUN 4 obj
)");
  const Tree a(agreed.text());
  EXPECT_EQ(forms(a, deep_subjects(a, agreed.at("lift"))), (Forms{"Ruritania"}));
  const TreeText urged(R"(Ruritania Ruritania PROPN 2 nsubj
urged urge VERB 0 root
Grustark Grustark PROPN 2 obj
to to PART 5 mark
lift lift VERB 2 xcomp
tariffs tariff NOUN 5 obj
)");
  const Tree u(urged.text());
  EXPECT_EQ(forms(u, deep_subjects(u, urged.at("lift"))), (Forms{"Grustark"}));
}

TEST(DeepSubjects, RelativeClausesAndObjects) {
  const TreeText t(R"(tariffs tariff NOUN 0 root
that that PRON 4 obj WDT
Ruritania Ruritania PROPN 4 nsubj
imposed impose VERB 1 acl:relcl
)");
  const Tree tree(t.text());
  EXPECT_EQ(forms(tree, deep_subjects(tree, t.at("imposed"))), (Forms{"Ruritania"}));
  const TreeText who(R"(Grustark Grustark PROPN 0 root
which which PRON 3 nsubj WDT
refused refuse VERB 1 acl:relcl
)");
  const Tree w(who.text());
  EXPECT_EQ(forms(w, deep_subjects(w, who.at("refused"))), (Forms{"Grustark"}));
}

TEST(Negation, AdverbsDeterminersAndSubjects) {
  const TreeText no(R"(No no DET 2 det
deal deal NOUN 4 nsubj:pass
was be AUX 4 aux:pass
reached reach VERB 0 root VBN
)");
  const Tree tree(no.text());
  EXPECT_TRUE(is_negated(tree, testing::shipped().frames(), no.at("reached")));
  EXPECT_FALSE(is_negated(tree, knowledge::FrameSet(), no.at("reached")))
      << "which words negate stands in the data";
  const TreeText plain(R"(A a DET 2 det
deal deal NOUN 4 nsubj:pass
was be AUX 4 aux:pass
reached reach VERB 0 root VBN
)");
  const Tree other(plain.text());
  EXPECT_FALSE(is_negated(other, testing::shipped().frames(), plain.at("reached")));
}

// Whatever tree a parser produces, the walks end and stay inside the sentence.
TEST(Tree, WalksEndOnRandomTrees) {
  std::mt19937 random(11);
  const std::vector<std::string> relations = {"nsubj",     "obj",        "xcomp",    "ccomp",     "conj",
                                              "acl:relcl", "acl",        "advcl",    "parataxis", "obl",
                                              "nmod",      "nsubj:pass", "aux:pass", "obl:agent"};
  const std::vector<std::string> tags = {"VERB", "NOUN", "PROPN", "PRON", "AUX"};
  for (int round = 0; round < 2000; ++round) {
    const std::size_t n = 1 + random() % 9;
    std::string rows;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t head = i == 0 ? 0 : 1 + random() % i;  // heads stand to the left: always a tree
      rows += "w" + std::to_string(i) + " w " + tags[random() % tags.size()] + " " + std::to_string(head) +
              " " + (head == 0 ? std::string("root") : relations[random() % relations.size()]) + "\n";
    }
    const TreeText t(rows);
    const Tree tree(t.text());
    for (TokenIndex i = 0; i < n; ++i) {
      for (const TokenIndex s : deep_subjects(tree, i)) ASSERT_LT(s, n);
      for (const TokenIndex o : deep_objects(tree, i)) ASSERT_LT(o, n);
      ASSERT_LE(tree.subtree(i).last, n - 1);
      ASSERT_TRUE(tree.dominates(i, i));
    }
  }
}

}  // namespace
}  // namespace demarche::coding
