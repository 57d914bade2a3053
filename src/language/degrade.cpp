#include "degrade.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/utf8.hpp>

#include "random.hpp"
#include "rewrite.hpp"

namespace demarche::language {
namespace {

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

// Punctuation proper; signs that stand for words ($ % & + = # @ and the like) are not.
bool is_punctuation(char32_t c) {
  constexpr std::u32string_view kAscii = U"!\"'()*,-./:;<>?[\\]^_`{|}~";
  return kAscii.find(c) != std::u32string_view::npos || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x2030 && c <= 0x205E) || c == 0xAB || c == 0xBB || c == 0xA1 || c == 0xBF;
}

std::string spoil(std::string_view form, const Degradation& what) {
  std::string out;
  bool after_digit = false;
  for (std::size_t i = 0; i < form.size();) {
    const utf8::Decoded d = utf8::decode(form, i);
    i += d.length;
    const bool inside_number = after_digit && i < form.size() && is_digit(static_cast<char32_t>(form[i]));
    after_digit = is_digit(d.code_point);
    if (what.no_digits && after_digit) continue;
    if (what.no_punctuation && is_punctuation(d.code_point) && (what.no_digits || !inside_number)) continue;
    utf8::append(out, what.lower_case ? utf8::lower(d.code_point) : d.code_point);
  }
  return out;
}

std::vector<NewWord> spoilt(std::span<const TreeWord> words, const Degradation& what) {
  std::vector<NewWord> out;
  for (const TreeWord& word : words)
    out.push_back({spoil(word.form, what), word.upos, word.xpos, word.deprel});
  return out;
}

void add_spoilt(Rewriter& rewriter, const Treebank& clean, const TreeSentence& sentence,
                const Degradation& what) {
  rewriter.add(clean, sentence, spoilt(clean.words_of(sentence), what),
               [&](std::string_view form) { return spoil(form, what); });
}

}  // namespace

Treebank degrade(const Treebank& clean, const Degradation& what) {
  Rewriter rewriter;
  for (const TreeSentence& sentence : clean.sentences) add_spoilt(rewriter, clean, sentence, what);
  return rewriter.finish(clean);
}

Treebank degraded_sample(const Treebank& clean, std::uint32_t permille, std::uint64_t seed) {
  Rewriter rewriter;
  SmallRandom random(seed);
  for (const TreeSentence& sentence : clean.sentences) {
    const std::uint64_t kind = random.below(5);
    if (random.below(1000) >= permille) continue;
    add_spoilt(rewriter, clean, sentence, {kind != 3, kind != 2, kind == 4});
  }
  return rewriter.finish(clean);
}

}  // namespace demarche::language
