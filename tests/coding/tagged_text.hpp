// Texts for tests, built by hand: "talks_NNS resume_VBP on_IN Wednesday_NNP ._." Tokens are split at blanks
// and carry their Penn tag behind the underscore; "|" parts sentences. A token glued to the one before begins
// with "~". Lemmas are lower forms without the s of a plural. No model is needed, so the tests know what the
// coder was told.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <demarche/base/utf8.hpp>
#include <demarche/language/text.hpp>

namespace demarche::testing {

inline language::Upos upos_of(std::string_view penn) {
  using language::Upos;
  if (penn == "MD") return Upos::Aux;
  if (penn.starts_with("NNP")) return Upos::Propn;
  if (penn.starts_with("NN")) return Upos::Noun;
  if (penn.starts_with("VB")) return Upos::Verb;
  if (penn.starts_with("JJ")) return Upos::Adj;
  if (penn.starts_with("RB")) return Upos::Adv;
  if (penn.starts_with("PRP")) return Upos::Pron;
  if (penn == "CD") return Upos::Num;
  if (penn == "IN") return Upos::Adp;
  if (penn == "DT") return Upos::Det;
  if (penn == "CC") return Upos::Cconj;
  if (penn == "TO" || penn == "POS") return Upos::Part;
  if (penn == "$" || penn == "SYM") return Upos::Sym;
  return Upos::Punct;
}

inline std::string lemma_of(std::string_view lower, std::string_view penn) {
  std::string out(lower);
  const bool plural = penn == "NNS" || penn == "NNPS";
  if (plural && out.size() > 2 && out.back() == 's') out.pop_back();
  return out;
}

// Owns the source that the Text refers to; therefore it does not move.
class TaggedText {
 public:
  explicit TaggedText(std::string_view tagged) : source_(tagged) {
    text_.source = source_;
    text_.condition.lower_case = utf8::lower(source_) == source_;
    begin_sentence();
    for (std::size_t i = 0; i < source_.size();) {
      const std::size_t end = std::min(source_.find(' ', i), source_.size());
      if (end > i) add(i, end);
      i = end + 1;
    }
    end_sentence();
  }
  TaggedText(const TaggedText&) = delete;
  TaggedText& operator=(const TaggedText&) = delete;

  [[nodiscard]] const language::Text& text() const { return text_; }
  [[nodiscard]] language::Text& text() { return text_; }
  [[nodiscard]] std::string words(std::uint32_t first, std::uint32_t last) const {
    std::string out;
    for (std::uint32_t i = first; i < last; ++i) {
      if (i > first) out += ' ';
      out += text_.tokens[i].form;
    }
    return out;
  }

 private:
  void begin_sentence() {
    language::Sentence s;
    s.first = s.last = static_cast<std::uint32_t>(text_.tokens.size());
    text_.sentences.push_back(s);
  }
  void end_sentence() { text_.sentences.back().last = static_cast<std::uint32_t>(text_.tokens.size()); }

  void add(std::size_t begin, std::size_t end) {
    std::string_view word = std::string_view(source_).substr(begin, end - begin);
    if (word == "|") {
      end_sentence();
      begin_sentence();
      return;
    }
    const bool glued = word.starts_with('~') && word.size() > 1;
    const std::size_t mark = word.rfind('_');
    const std::string_view penn = mark == std::string_view::npos ? "NN" : word.substr(mark + 1);
    if (mark != std::string_view::npos) word = word.substr(0, mark);
    if (glued) word.remove_prefix(1);
    language::Token t;
    t.form = word;
    t.begin = static_cast<std::uint32_t>(word.data() - source_.data());
    t.end = static_cast<std::uint32_t>(t.begin + word.size());
    t.lower = text_.keep(utf8::lower(word));
    t.lemma = text_.keep(lemma_of(t.lower, penn));
    t.upos = upos_of(penn);
    t.xpos = language::parse_xpos(penn).value_or(language::Xpos::None);
    t.space_before = !glued;
    text_.tokens.push_back(t);
  }

  std::string source_;
  language::Text text_;
};

}  // namespace demarche::testing
