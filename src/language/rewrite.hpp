// Changed copies of treebank sentences: words get other forms and tags, or go. Private to the room.
//
// Of a word that goes, the dependents go to its head; if it was the root, its first dependent takes its
// place. Thread rule: one writer at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <demarche/language/conllu.hpp>

namespace demarche::language {

struct NewWord {
  std::string form;  // empty: the word goes
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;
  Deprel deprel = Deprel::Dep;
};

// Changes sentence after sentence. Strings are gathered in one buffer, and the views set when it is complete.
class Rewriter {
 public:
  using Respell = std::function<std::string(std::string_view)>;

  // `words` has one entry for each word of the sentence; multiword tokens of which two words are left are
  // written with `respell`. A sentence of which nothing is left is not added.
  void add(const Treebank& clean, const TreeSentence& sentence, const std::vector<NewWord>& words,
           const Respell& respell);

  [[nodiscard]] Treebank finish(const Treebank& clean);

 private:
  using Piece = std::pair<std::size_t, std::size_t>;

  Piece store(const std::string& form);
  void add_multiwords(const Treebank& clean, const TreeSentence& sentence,
                      const std::vector<std::uint32_t>& place, const Respell& respell, TreeSentence& copy);

  Treebank out_;
  std::string buffer_;
  std::vector<Piece> word_forms_;
  std::vector<Piece> multiword_forms_;
};

}  // namespace demarche::language
