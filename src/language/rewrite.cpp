#include "rewrite.hpp"

#include <memory>

namespace demarche::language {
namespace {

// The heads of the words that are left, renumbered; empty when none is left.
std::vector<std::int32_t> heads_without(std::span<const TreeWord> words,
                                        const std::vector<NewWord>& changed) {
  std::vector<std::int32_t> number(words.size(), -1);
  std::int32_t next = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!changed[i].form.empty()) number[i] = next++;
  }
  std::vector<std::int32_t> heads;
  std::int32_t root = -1;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (changed[i].form.empty()) continue;
    std::int32_t up = words[i].head;
    while (up >= 0 && changed[static_cast<std::size_t>(up)].form.empty())
      up = words[static_cast<std::size_t>(up)].head;
    if (up >= 0) {
      heads.push_back(number[static_cast<std::size_t>(up)]);
    } else {  // the first takes the place of the root, the others join it
      heads.push_back(root);
      if (root < 0) root = number[i];
    }
  }
  return heads;
}

}  // namespace

void Rewriter::add(const Treebank& clean, const TreeSentence& sentence, const std::vector<NewWord>& changed,
                   const Respell& respell) {
  const std::span<const TreeWord> words = clean.words_of(sentence);
  const std::vector<std::int32_t> heads = heads_without(words, changed);
  if (heads.empty()) return;
  TreeSentence copy = sentence;
  copy.text = {};
  copy.first = static_cast<std::uint32_t>(out_.words.size());
  std::vector<std::uint32_t> place;  // where each old word begins or would begin
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    place.push_back(static_cast<std::uint32_t>(out_.words.size()));
    if (changed[i].form.empty()) {
      if (kept > 0) out_.words.back().space_after = true;
      continue;
    }
    TreeWord word = words[i];
    word.upos = changed[i].upos;
    word.xpos = changed[i].xpos;
    word.head = heads[kept++];
    word.deprel = word.head < 0 ? Deprel::Root : changed[i].deprel;
    out_.words.push_back(word);
    word_forms_.push_back(store(changed[i].form));
  }
  copy.last = static_cast<std::uint32_t>(out_.words.size());
  place.push_back(copy.last);
  add_multiwords(clean, sentence, place, respell, copy);
  out_.sentences.push_back(copy);
}

Treebank Rewriter::finish(const Treebank& clean) {
  out_.bytes = clean.bytes;
  const auto kept = std::make_shared<const std::string>(std::move(buffer_));
  out_.bytes.push_back(kept);
  const std::string_view all = *kept;
  for (std::size_t i = 0; i < out_.words.size(); ++i) {
    out_.words[i].form = all.substr(word_forms_[i].first, word_forms_[i].second);
  }
  for (std::size_t i = 0; i < out_.multiwords.size(); ++i) {
    out_.multiwords[i].form = all.substr(multiword_forms_[i].first, multiword_forms_[i].second);
  }
  return std::move(out_);
}

Rewriter::Piece Rewriter::store(const std::string& form) {
  const std::size_t begin = buffer_.size();
  buffer_ += form;
  return {begin, form.size()};
}

void Rewriter::add_multiwords(const Treebank& clean, const TreeSentence& sentence,
                              const std::vector<std::uint32_t>& place, const Respell& respell,
                              TreeSentence& copy) {
  copy.first_multiword = static_cast<std::uint32_t>(out_.multiwords.size());
  for (const TreeMultiword& old : clean.multiwords_of(sentence)) {
    TreeMultiword multiword = old;
    multiword.first = place[old.first - sentence.first];
    multiword.last = place[old.last - sentence.first];
    if (multiword.last < multiword.first + 2) continue;
    out_.multiwords.push_back(multiword);
    multiword_forms_.push_back(store(respell(old.form)));
  }
  copy.last_multiword = static_cast<std::uint32_t>(out_.multiwords.size());
}

}  // namespace demarche::language
