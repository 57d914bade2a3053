// Trees for tests, written out by hand: one token a line, "form lemma UPOS head relation", the head counted
// from 1 within the sentence and 0 for the root; a blank line parts sentences. No model is needed.
#pragma once

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/utf8.hpp>
#include <demarche/language/text.hpp>

namespace demarche::testing {

// Owns the source that the Text refers to; therefore it does not move.
class TreeText {
 public:
  explicit TreeText(std::string_view rows) {
    std::istringstream lines{std::string(rows)};
    std::vector<Row> all;
    std::string line;
    std::size_t sentence = 0;
    while (std::getline(lines, line)) {
      Row row;
      std::istringstream fields(line);
      if (!(fields >> row.form >> row.lemma >> row.upos >> row.head >> row.relation)) {
        if (!all.empty() && all.back().sentence == sentence) ++sentence;
        continue;
      }
      fields >> row.xpos;
      row.sentence = sentence;
      all.push_back(row);
    }
    for (const Row& row : all) source_ += (source_.empty() ? "" : " ") + row.form;
    text_.source = source_;
    fill(all);
  }
  TreeText(const TreeText&) = delete;
  TreeText& operator=(const TreeText&) = delete;

  [[nodiscard]] const language::Text& text() const { return text_; }
  // The index of the first token with this form.
  [[nodiscard]] std::uint32_t at(std::string_view form) const {
    for (std::uint32_t i = 0; i < text_.tokens.size(); ++i) {
      if (text_.tokens[i].form == form) return i;
    }
    return 0xFFFFFFFFU;
  }

 private:
  struct Row {
    std::string form, lemma, upos, relation, xpos;
    int head = 0;
    std::size_t sentence = 0;
  };

  void fill(const std::vector<Row>& all) {
    std::uint32_t byte = 0;
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i == 0 || all[i].sentence != all[i - 1].sentence) {
        first = static_cast<std::uint32_t>(i);
        text_.sentences.push_back({byte, byte, first, first});
      }
      language::Token t;
      t.begin = byte;
      t.end = byte + static_cast<std::uint32_t>(all[i].form.size());
      t.form = text_.source.substr(t.begin, all[i].form.size());
      t.lower = text_.keep(utf8::lower(all[i].form));
      t.lemma = text_.keep(all[i].lemma);
      t.upos = language::parse_upos(all[i].upos).value_or(language::Upos::X);
      t.xpos = language::parse_xpos(all[i].xpos).value_or(language::Xpos::None);
      t.deprel = language::parse_deprel(all[i].relation).value_or(language::Deprel::Dep);
      t.head = all[i].head == 0 ? language::kNoHead : static_cast<std::int32_t>(first) + all[i].head - 1;
      text_.tokens.push_back(t);
      text_.sentences.back().last = static_cast<std::uint32_t>(i + 1);
      text_.sentences.back().end = t.end;
      byte = t.end + 1;
    }
  }

  std::string source_;
  language::Text text_;
};

}  // namespace demarche::testing
