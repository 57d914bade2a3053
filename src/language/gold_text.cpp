#include "gold_text.hpp"

#include <memory>
#include <utility>

#include <demarche/base/utf8.hpp>

#include "random.hpp"
#include "word_info.hpp"

namespace demarche::language {
namespace {

std::string_view keep_lower(Text& text, std::string_view form) {
  std::string lower = plain_lower(form);
  return lower == form ? form : text.keep(std::move(lower));
}

bool wants_capital(std::string_view form, bool first) {
  const char c = form.front();
  return (first || form.size() >= 4) && c >= 'a' && c <= 'z';
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

Treebank headline_sample(const Treebank& treebank, std::uint32_t permille, std::uint64_t seed) {
  Treebank sample;
  SmallRandom random(seed);
  for (const TreeSentence& sentence : treebank.sentences) {
    if (random.below(1000) < permille) sample.add(treebank, sentence);
  }
  // First all changed forms into one buffer, then the views: the buffer moves while it grows.
  std::string forms;
  std::vector<std::pair<std::size_t, std::size_t>> changed;  // word, offset
  for (const TreeSentence& sentence : sample.sentences) {
    for (std::uint32_t w = sentence.first; w < sentence.last; ++w) {
      const std::string_view form = sample.words[w].form;
      if (!wants_capital(form, w == sentence.first)) continue;
      changed.emplace_back(w, forms.size());
      forms += static_cast<char>(form.front() - 'a' + 'A');
      forms += form.substr(1);
    }
  }
  sample.bytes = treebank.bytes;
  const auto kept = std::make_shared<const std::string>(std::move(forms));
  for (const auto& [word, offset] : changed) {
    std::string_view& form = sample.words[word].form;
    form = std::string_view(*kept).substr(offset, form.size());
  }
  sample.bytes.push_back(kept);
  return sample;
}

}  // namespace demarche::language
