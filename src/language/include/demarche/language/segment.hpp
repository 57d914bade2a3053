// Sentences and tokens of raw text, with the conventions of UD English EWT (contractions are split: "do" +
// "n't", "China" + "'s"; hyphenated words are split at the hyphen; "U.S." is one token).
//
// Tokens come from rules (tokenize.cpp), sentence ends from two small linear models, one for text as written
// and one for text that lost its capitals or punctuation (boundary.cpp). Scores are sums of integers: the
// same bytes and the same weights give the same sentences on every machine. Thread rule: a Segmenter is
// immutable; share it between any number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

namespace demarche::language {

enum class Genre;

// Judges what the text has lost; linear in its length. Short texts (a headline) get the benefit of the doubt.
[[nodiscard]] Condition judge_condition(std::string_view source);

// White space as the segmenter sees it: Unicode's White_Space, and the invisible U+200B and U+FEFF.
[[nodiscard]] bool is_space(char32_t code_point);

// Sentences longer than this are cut, at a clause mark where there is one.
inline constexpr std::uint32_t kMaxSentenceTokens = 400;

class Segmenter {
 public:
  using Weights = std::vector<std::int16_t>;  // empty, or a power of two long

  // Without weights: sentences end by rule. It works, but less well than a trained one.
  Segmenter() = default;
  Segmenter(Weights plain, Weights degraded);

  // The blob that `serialise` wrote: little-endian, without magic or checksum (the container adds them).
  // Malformed when it is cut short, too long, or states an impossible size.
  [[nodiscard]] static Result<Segmenter> parse(std::string_view bytes);
  [[nodiscard]] std::string serialise() const;

  // Fills `text.condition`, `text.tokens` (begin, end, form, lower, space_before; no tags) and
  // `text.sentences` for `text.source`. Any valid UTF-8 below 4 GB; every byte that is not white space
  // belongs to exactly one token, and every token to exactly one sentence; linear time.
  void segment(Text& text, Genre genre) const;

 private:
  Weights plain_;
  Weights degraded_;
};

}  // namespace demarche::language
