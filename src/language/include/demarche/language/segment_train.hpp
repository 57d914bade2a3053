// Training of the segmenter's weights on texts whose sentences are known. For the maker of models, not for
// analysis.
//
// Deterministic: the same documents in the same order give the same weights (only + - * / and square roots,
// which IEEE 754 rounds exactly; no exponentials, no threads). Thread rule: plain values and free functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <demarche/language/segment.hpp>

namespace demarche::language {

struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct SegmentedText {
  std::string text;                 // as written; paragraphs divided by a blank line
  std::vector<ByteSpan> sentences;  // in text order, not overlapping, without surrounding white space
};

struct SegmenterTraining {
  unsigned log_size = 17;           // the plain table has 2^log_size weights
  unsigned degraded_log_size = 19;  // words count for more where marks are gone
  unsigned epochs = 6;
  double rate = 0.02;      // first step of AdaGrad
  double decay = 1e-5;     // pull toward zero per step
  std::uint64_t seed = 1;  // order of the examples

  // Trains the plain weights on the documents and the degraded ones on what `degrade` makes of them.
  // `unlabelled` are whole texts (news): the fresh plain weights find their sentences, and degraded they are
  // further examples.
  [[nodiscard]] Segmenter train(std::span<const SegmentedText> documents,
                                std::span<const std::string> unlabelled = {}) const;
};

// How archives spoil text. `MarksToBlanks` is what the worst of them do: lower case, every mark a blank, no
// digits.
enum class Damage : std::uint8_t {
  MarksToBlanks,
  MarksRemoved,
  LowerCase,
  MarksToBlanksKeepCase,
  QuotesToBlanks
};

// The document with its text spoiled and its sentences where they are then; line breaks become blanks.
[[nodiscard]] SegmentedText degrade(const SegmentedText& document, Damage damage);

}  // namespace demarche::language
