#include "gold_text.hpp"

#include <utility>

#include <demarche/base/utf8.hpp>

#include "word_info.hpp"

namespace demarche::language {
namespace {

std::string_view keep_lower(Text& text, std::string_view form) {
  std::string lower = plain_lower(form);
  return lower == form ? form : text.keep(std::move(lower));
}

}  // namespace

Text gold_text(const Treebank& treebank, const TreeSentence& sentence) {
  Text text;
  bool space = true;
  std::uint32_t at = 0;
  for (const TreeWord& word : treebank.words_of(sentence)) {
    Token token;
    token.begin = at;
    at += static_cast<std::uint32_t>(word.form.size());
    token.end = at;
    token.form = word.form;
    token.lower = keep_lower(text, word.form);
    token.lemma = keep_lower(text, word.lemma);
    token.upos = word.upos;
    token.xpos = word.xpos;
    token.deprel = word.deprel;
    token.head = word.head;
    token.space_before = space;
    space = word.space_after;
    text.tokens.push_back(token);
  }
  text.sentences.push_back({0, at, 0, static_cast<std::uint32_t>(text.tokens.size())});
  return text;
}

std::vector<Text> gold_texts(const Treebank& treebank) {
  std::vector<Text> texts;
  texts.reserve(treebank.sentences.size());
  for (const TreeSentence& sentence : treebank.sentences) texts.push_back(gold_text(treebank, sentence));
  return texts;
}

}  // namespace demarche::language
