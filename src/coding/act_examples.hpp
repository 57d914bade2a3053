// Examples for the three models of `demarche act`, from questions with known answers and from annotated
// moves. Thread rule: pure functions but for the scratch memory they are given.
#pragma once

#include <cstdint>
#include <vector>

#include <demarche/base/act_question.hpp>
#include <demarche/base/gold.hpp>
#include <demarche/base/result.hpp>
#include <demarche/language/chain.hpp>

#include "act_scene.hpp"
#include "linear.hpp"

namespace demarche::coding {

// Bits: the roots of data/plover_roots.tsv, CAMEO roots less one, acts.
using LabelSet = std::uint64_t;

struct LabelledQuestion {
  std::vector<FeatureKey> told;  // features with the two phrases
  std::vector<FeatureKey> raw;   // features of the sentence alone
  LabelSet roots = 0;
  LabelSet cameo = 0;
  LabelSet acts = 0;
  bool names_root = false;   // the label is a PLOVER root, not derived from CAMEO
  bool exact_cameo = false;  // the label is a full CAMEO code
  std::size_t fold = 0;
};
inline constexpr std::size_t kActFolds = 5;

// In the fold that the first letters of the sentence give it, so that copies stay together. Malformed, with
// the question's id or number: a label that is no root of data/plover_roots.tsv or no CAMEO code. Labels may
// be missing.
[[nodiscard]] Result<std::vector<LabelledQuestion>> label_questions(const std::vector<ActQuestion>& questions,
                                                                    const ActGround& ground,
                                                                    language::Chain::Workspace& scratch);

// One example for each pair of parties of an annotated sentence; its acts are right.
struct LabelledMove {
  std::vector<FeatureKey> features;
  LabelSet roots = 0;
  LabelSet cameo = 0;
  LabelSet acts = 0;
};
[[nodiscard]] std::vector<LabelledMove> label_moves(const std::vector<GoldDocument>& documents,
                                                    const ActGround& ground,
                                                    language::Chain::Workspace& scratch);

}  // namespace demarche::coding
