#include "degrade.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <demarche/base/utf8.hpp>

#include "random.hpp"

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

// Spoils sentence after sentence. Strings are gathered in one buffer, and the views set when it is complete.
class Spoiler {
 public:
  void add(const Treebank& clean, const TreeSentence& sentence, const Degradation& what) {
    const std::span<const TreeWord> words = clean.words_of(sentence);
    std::vector<std::string> forms;
    for (const TreeWord& word : words) forms.push_back(spoil(word.form, what));
    const std::vector<std::int32_t> heads = heads_without(words, forms);
    if (heads.empty()) return;
    TreeSentence copy = sentence;
    copy.text = {};
    copy.first = static_cast<std::uint32_t>(out_.words.size());
    std::vector<std::uint32_t> place;  // where each old word begins or would begin
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      place.push_back(static_cast<std::uint32_t>(out_.words.size()));
      if (forms[i].empty()) {
        if (kept > 0) out_.words.back().space_after = true;
        continue;
      }
      TreeWord word = words[i];
      word.head = heads[kept++];
      if (word.head < 0) word.deprel = Deprel::Root;
      out_.words.push_back(word);
      word_forms_.push_back(store(forms[i]));
    }
    copy.last = static_cast<std::uint32_t>(out_.words.size());
    place.push_back(copy.last);
    add_multiwords(clean, sentence, place, what, copy);
    out_.sentences.push_back(copy);
  }

  [[nodiscard]] Treebank finish(const Treebank& clean) {
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

 private:
  using Piece = std::pair<std::size_t, std::size_t>;

  Piece store(const std::string& form) {
    const std::size_t begin = buffer_.size();
    buffer_ += form;
    return {begin, form.size()};
  }

  // The heads of the words that are left, renumbered; empty when none is left.
  static std::vector<std::int32_t> heads_without(std::span<const TreeWord> words,
                                                 const std::vector<std::string>& forms) {
    std::vector<std::int32_t> number(words.size(), -1);
    std::int32_t next = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!forms[i].empty()) number[i] = next++;
    }
    std::vector<std::int32_t> heads;
    std::int32_t root = -1;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (forms[i].empty()) continue;
      std::int32_t up = words[i].head;
      while (up >= 0 && forms[static_cast<std::size_t>(up)].empty())
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

  void add_multiwords(const Treebank& clean, const TreeSentence& sentence,
                      const std::vector<std::uint32_t>& place, const Degradation& what, TreeSentence& copy) {
    copy.first_multiword = static_cast<std::uint32_t>(out_.multiwords.size());
    for (const TreeMultiword& old : clean.multiwords_of(sentence)) {
      TreeMultiword multiword = old;
      multiword.first = place[old.first - sentence.first];
      multiword.last = place[old.last - sentence.first];
      if (multiword.last < multiword.first + 2) continue;
      out_.multiwords.push_back(multiword);
      multiword_forms_.push_back(store(spoil(old.form, what)));
    }
    copy.last_multiword = static_cast<std::uint32_t>(out_.multiwords.size());
  }

  Treebank out_;
  std::string buffer_;
  std::vector<Piece> word_forms_;
  std::vector<Piece> multiword_forms_;
};

}  // namespace

Treebank degrade(const Treebank& clean, const Degradation& what) {
  Spoiler spoiler;
  for (const TreeSentence& sentence : clean.sentences) spoiler.add(clean, sentence, what);
  return spoiler.finish(clean);
}

Treebank degraded_sample(const Treebank& clean, std::uint32_t permille, std::uint64_t seed) {
  Spoiler spoiler;
  SmallRandom random(seed);
  for (const TreeSentence& sentence : clean.sentences) {
    const std::uint64_t kind = random.below(5);
    if (random.below(1000) >= permille) continue;
    spoiler.add(clean, sentence, {kind != 3, kind != 2, kind == 4});
  }
  return spoiler.finish(clean);
}

}  // namespace demarche::language
