// What a text has lost.
//
// News archives are often kept in lower case, without marks, without digits. One pass counts letters,
// capitals, marks and words; the thresholds are far from what whole text shows (1 capital in 25 letters, 1
// mark in 8 words).
#include <demarche/language/segment.hpp>

#include "characters.hpp"

namespace demarche::language {
namespace {

struct Counts {
  std::size_t letters = 0, capitals = 0, digits = 0, marks = 0, finals = 0, words = 0;
};

Counts count(std::string_view source) {
  Counts n;
  bool in_word = false;
  for (std::size_t i = 0; i < source.size();) {
    const Character c = character_at(source, i);
    i += c.length;
    const bool word = c.is_word();
    n.words += word && !in_word ? 1U : 0U;
    in_word = word;
    n.letters += c.is_letter() ? 1U : 0U;
    n.capitals +=
        c.kind == CharClass::Upper || (c.kind == CharClass::Letter && utf8::is_upper(c.code_point)) ? 1U : 0U;
    n.digits += c.is_digit() ? 1U : 0U;
    n.marks += c.kind == CharClass::Mark ? 1U : 0U;
    n.finals += c.code_point == U'.' || c.code_point == U'!' || c.code_point == U'?' ? 1U : 0U;
  }
  return n;
}

constexpr std::size_t kFewWords = 4;     // too short to judge capitals
constexpr std::size_t kSomeWords = 40;   // whole text of this length has a mark
constexpr std::size_t kManyWords = 150;  // and news of this length has a digit

}  // namespace

Condition judge_condition(std::string_view source) {
  const Counts n = count(source);
  Condition condition;
  condition.lower_case = n.words >= kFewWords && n.capitals * 200 < n.letters;
  condition.no_punctuation = n.words >= kSomeWords && n.marks * 60 < n.words && n.finals * 120 < n.words;
  condition.no_digits = n.digits == 0 && n.words >= kManyWords;
  return condition;
}

}  // namespace demarche::language
