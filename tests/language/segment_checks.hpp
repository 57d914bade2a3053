// What holds for every segmented text, whatever the bytes; shared by the tests and the fuzzer.
#pragma once

#include <string>

#include <demarche/base/utf8.hpp>
#include <demarche/language/segment.hpp>

namespace demarche::language::testing {

// Empty when all is well, else what is wrong.
inline std::string check_tokens(const Text& text) {
  std::size_t covered = 0;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const Token& t = text.tokens[i];
    if (t.begin >= t.end || t.end > text.source.size())
      return "token " + std::to_string(i) + " is empty or outside";
    if (t.begin < covered) return "token " + std::to_string(i) + " overlaps";
    for (std::size_t p = covered; p < t.begin;) {
      const utf8::Decoded d = utf8::decode(text.source, p);
      if (!is_space(d.code_point)) return "byte " + std::to_string(p) + " is in no token";
      p += d.length;
    }
    if (t.form != text.source.substr(t.begin, t.end - t.begin)) return "form differs from the source";
    if (t.lower.empty()) return "token " + std::to_string(i) + " has no lower form";
    if (t.space_before != (i == 0 || t.begin > covered))
      return "space_before is wrong at " + std::to_string(i);
    covered = t.end;
  }
  for (std::size_t p = covered; p < text.source.size();) {
    const utf8::Decoded d = utf8::decode(text.source, p);
    if (!is_space(d.code_point)) return "byte " + std::to_string(p) + " is in no token";
    p += d.length;
  }
  return {};
}

inline std::string check_sentences(const Text& text) {
  std::uint32_t next = 0;
  for (const Sentence& s : text.sentences) {
    if (s.first != next || s.last <= s.first) return "sentences do not tile the tokens";
    if (s.last - s.first > kMaxSentenceTokens) return "a sentence is too long";
    if (s.begin != text.tokens[s.first].begin || s.end != text.tokens[s.last - 1].end)
      return "sentence offsets";
    next = s.last;
  }
  return next == text.tokens.size() ? std::string() : "tokens are left without a sentence";
}

inline std::string check_segmented(const Text& text) {
  std::string problem = check_tokens(text);
  return problem.empty() ? check_sentences(text) : problem;
}

}  // namespace demarche::language::testing
