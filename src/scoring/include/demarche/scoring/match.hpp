// Coded moves against annotated ones: which sentence a coded move stands in, and which annotated move it
// answers.
//
//   Answers answers = place(gold, moves);                  // or the moves of a second annotator
//   std::vector<Matched> matched = match(gold, answers);
//   Score score = score_of(matched);                       // score.hpp; what went wrong: errors.hpp
//
// The rule is the project's own and the same for a program and for a second annotator (docs/scoring.md).
// Every move names a sentence of its document, as the reader of the gold and place() see to. Thread rule:
// free functions without state; plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <demarche/base/gold.hpp>
#include <demarche/base/move.hpp>

namespace demarche::scoring {

// How much of an annotated move a coded one in the same sentence got right. Each level holds those before it.
enum class Level : std::uint8_t {
  None,    // another sentence or another family of acts
  Detect,  // same family
  Act,     // same act
  Who,     // actor and target too; those of a mutual act may be swapped; no target agrees with no target
  Full,    // modality too
};
[[nodiscard]] bool same_parties(const GoldMove& annotated, const GoldMove& coded);
[[nodiscard]] Level level_of(const GoldMove& annotated, const GoldMove& coded);

struct Pair {
  std::size_t annotated = 0;  // into GoldDocument::moves
  std::size_t coded = 0;      // into the answers of that document
  Level level = Level::None;  // never None
};

// What was coded: one list a gold document, in the same order.
struct Answers {
  std::vector<std::vector<GoldMove>> moves;
  std::size_t outside = 0;    // in an annotated document, but in none of its annotated sentences: not judged
  std::size_t elsewhere = 0;  // of other documents: not judged
};

// Puts each coded move into the sentence that holds most of its trigger, the first of several; its date is
// cut to its precision (week and quarter: the first day).
[[nodiscard]] Answers place(const std::vector<GoldDocument>& gold, std::span<const Move> moves);
// A second annotation of the same sheets. Documents that it leaves out have no moves.
[[nodiscard]] Answers answers_of(const std::vector<GoldDocument>& gold,
                                 const std::vector<GoldDocument>& other);

// A document and its pairs; refers into the gold and the answers, which must outlive it.
struct Matched {
  const GoldDocument* gold = nullptr;
  std::span<const GoldMove> coded;
  std::vector<Pair> pairs;  // best level first, then in the order of the gold
};
// One to one within a document, best level first; of equals the first in the gold, then the first coded.
[[nodiscard]] std::vector<Matched> match(const std::vector<GoldDocument>& gold, const Answers& answers);

}  // namespace demarche::scoring
