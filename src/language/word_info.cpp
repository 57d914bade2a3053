#include "word_info.hpp"

#include <algorithm>

#include <demarche/base/utf8.hpp>

#include "characters.hpp"
#include "features.hpp"

namespace demarche::language {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 128;
}

struct Letters {
  std::uint32_t upper = 0;
  std::uint32_t lower = 0;
  bool first_upper = false;
  std::uint64_t shape = 0;
};

// Counts the letters and builds the shape: four bits for each run of one class,
// the last sixteen runs.
Letters look_at(std::string_view form) {
  Letters letters;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < form.size();) {
    const char c = form[i];
    std::uint64_t kind = 5;
    std::size_t length = 1;
    if (is_ascii_lower(c)) {
      kind = 1;
    } else if (is_ascii_upper(c)) {
      kind = 2;
    } else if (is_digit(c)) {
      kind = 3;
    } else if (!is_ascii(c)) {
      const utf8::Decoded d = utf8::decode(form, i);
      length = d.length;
      kind = utf8::is_upper(d.code_point) ? 2U : utf8::is_letter(d.code_point) ? 1U : 6U;
    } else {
      kind = c == '-' ? 7U : c == '.' ? 8U : c == ',' ? 9U : c == '\'' ? 10U : c == '$' ? 11U : 5U;
    }
    letters.upper += kind == 2 ? 1U : 0U;
    letters.lower += kind == 1 ? 1U : 0U;
    if (i == 0) letters.first_upper = kind == 2;
    if (kind != last) letters.shape = (letters.shape << 4U) | kind;
    last = kind;
    i += length;
  }
  return letters;
}

std::uint64_t capital_of(const Letters& letters) {
  if (letters.upper + letters.lower == 0) return 0;
  if (letters.upper == 0) return 1;
  if (letters.lower == 0) return letters.upper == 1 ? 2U : 3U;
  return letters.first_upper ? 2U : 4U;
}

// The affixes are the bytes themselves, with the length in the top byte.
void affixes(std::string_view word, WordInfo& info) {
  std::uint64_t value = 0;
  for (std::size_t k = 0; k < info.prefix.size(); ++k) {
    if (k < word.size()) value = (value << 8U) | static_cast<unsigned char>(word[k]);
    info.prefix[k] = value | std::uint64_t{std::min(k + 1, word.size())} << 56U;
  }
  value = 0;
  for (std::size_t k = 0; k < info.suffix.size(); ++k) {
    if (k < word.size()) {
      value |= std::uint64_t{static_cast<unsigned char>(word[word.size() - 1 - k])} << (8U * k);
    }
    info.suffix[k] = value | std::uint64_t{std::min(k + 1, word.size())} << 56U;
  }
}

SentenceStyle judge(std::uint32_t capitals, std::uint32_t all_upper, std::uint32_t words) {
  if (capitals == 0) return SentenceStyle::LowerCase;
  if (words >= 3 && all_upper * 10 >= words * 7) return SentenceStyle::UpperCase;
  if (words >= 3 && capitals * 10 >= words * 7) return SentenceStyle::TitleCase;
  return SentenceStyle::Mixed;
}

// Words of four letters and more are those that a title writes with a capital.
struct StyleCount {
  std::uint32_t words = 0;
  std::uint32_t capitals = 0;
  std::uint32_t all_upper = 0;
  void add(const Letters& letters) {
    const bool letter_word = letters.upper + letters.lower > 3;
    words += letter_word ? 1U : 0U;
    if (letter_word && letters.upper > 0) ++capitals;
    if (letter_word && letters.lower == 0) ++all_upper;
    // A short word with a capital still proves that there are capitals.
    if (!letter_word && letters.upper > 0) short_capital = true;
  }
  bool short_capital = false;
  [[nodiscard]] SentenceStyle style() const {
    const SentenceStyle style = judge(capitals, all_upper, words);
    return style == SentenceStyle::LowerCase && short_capital ? SentenceStyle::Mixed : style;
  }
};

// "tariffs" says little when the treebanks never saw it, but there is "tariff".
// Only the plain cases: a wrong stem is worse than none.
void find_stem(std::string_view lower, const WordClasses& classes, WordInfo& info) {
  constexpr std::string_view kEndings[] = {"s", "ed", "ing"};
  info.ending = 0;
  info.stem = WordClass();
  if (lower.size() < 4) return;
  for (std::uint64_t k = 0; k < 3; ++k) {
    if (!lower.ends_with(kEndings[k]) || lower.size() < kEndings[k].size() + 3) continue;
    info.stem = classes.find(word_hash(lower.substr(0, lower.size() - kEndings[k].size())));
    if (info.stem.cluster != 0) info.ending = k + 1;
    return;
  }
}

}  // namespace

std::uint64_t word_hash(std::string_view lower) {
  std::uint64_t h = 0xCBF29CE484222325U;
  for (const char c : lower) h = (h ^ static_cast<std::uint8_t>(is_digit(c) ? '0' : c)) * 0x100000001B3U;
  return mix_final(h);
}

void describe(std::span<const Token> tokens, const WordClasses& classes, std::vector<WordInfo>& out) {
  out.resize(tokens.size() + 2 * kPad);
  for (std::size_t i = 0; i < kPad; ++i) {
    out[i] = WordInfo();
    out[i].word = 1 + i;  // no hash is that small: the places before and after a
                          // sentence are words of their own
    out[out.size() - 1 - i] = WordInfo();
    out[out.size() - 1 - i].word = 3 + i;
  }
  StyleCount count;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    WordInfo& info = out[kPad + i];
    const Letters letters = look_at(tokens[i].form);
    count.add(letters);
    info.word = word_hash(tokens[i].lower);
    affixes(tokens[i].lower, info);
    info.shape = letters.shape;
    info.capital = capital_of(letters);
    info.classes = classes.find(info.word);
    find_stem(tokens[i].lower, classes, info);
  }
  const auto style = static_cast<std::uint64_t>(count.style());
  for (std::size_t i = 0; i < tokens.size(); ++i) out[kPad + i].capital += 8 * style;
}

std::string plain_lower(std::string_view form) {
  std::string out;
  out.reserve(form.size());
  for (std::size_t i = 0; i < form.size();) {
    const utf8::Decoded d = utf8::decode(form, i);
    i += d.length;
    const std::string_view mark = d.code_point < 128 ? std::string_view() : plain_mark(d.code_point);
    if (mark.empty()) {
      utf8::append(out, utf8::lower(d.code_point));
    } else {
      out += mark;
    }
  }
  return out;
}

SentenceStyle style_of(std::span<const Token> tokens) {
  StyleCount count;
  for (const Token& token : tokens) count.add(look_at(token.form));
  return count.style();
}

}  // namespace demarche::language
