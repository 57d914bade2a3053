// Treebanks in CoNLL-U (https://universaldependencies.org/format.html), read into memory for training and for
// evaluation.
//
// The words of all sentences lie in one vector, and every string is a view into the bytes of the file, which
// the treebank keeps alive: copying a treebank is cheap in text and safe, and a filtered copy shares the
// bytes. Multiword tokens ("don't" over "do" and "n't") do not touch the tree; they are kept, since only they
// know how the raw text looked. Empty nodes (8.1) and enhanced graphs are skipped. Thread rule: a plain
// value; const access from many threads is safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/ud.hpp>

namespace demarche::language {

struct TreeWord {
  std::string_view form;
  std::string_view lemma;  // as annotated: case as written
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;  // a tag that is not in the inventory becomes None
  Deprel deprel = Deprel::Dep;
  std::int32_t head = -1;   // index into the sentence, -1 for the root
  bool space_after = true;  // false inside a multiword token; of its last word: as the multiword token says
};

struct TreeMultiword {
  std::string_view form;
  std::uint32_t first = 0;  // words [first, last) of Treebank::words
  std::uint32_t last = 0;
};

struct TreeSentence {
  std::string_view id;        // `# sent_id`
  std::string_view text;      // `# text`; empty where absent
  std::string_view document;  // `# newdoc id` in force
  std::uint32_t first = 0;    // words [first, last) of Treebank::words
  std::uint32_t last = 0;
  std::uint32_t first_multiword = 0;  // multiwords [first_multiword, last_multiword) of Treebank::multiwords
  std::uint32_t last_multiword = 0;
  bool new_document = false;
  bool new_paragraph = false;  // also true where a document begins
};

struct Treebank {
  std::vector<TreeWord> words;
  std::vector<TreeMultiword> multiwords;
  std::vector<TreeSentence> sentences;
  std::vector<std::shared_ptr<const std::string>> bytes;  // what the views look into

  [[nodiscard]] std::span<const TreeWord> words_of(const TreeSentence& s) const {
    return std::span<const TreeWord>(words).subspan(s.first, s.last - s.first);
  }
  [[nodiscard]] std::span<const TreeMultiword> multiwords_of(const TreeSentence& s) const {
    return std::span<const TreeMultiword>(multiwords)
        .subspan(s.first_multiword, s.last_multiword - s.first_multiword);
  }
  // Adds a copy of one sentence of another treebank. The caller sees to `bytes` (see append).
  void add(const Treebank& other, const TreeSentence& sentence);
  // Adds all sentences of another treebank.
  void append(const Treebank& other);
};

// Errors name `where:line`. Checks the numbering, that heads exist, and that every sentence is a tree.
[[nodiscard]] Result<Treebank> parse_conllu(std::string bytes, const std::string& where);
[[nodiscard]] Result<Treebank> read_conllu(const std::filesystem::path& path);

// The sentences for which `keep(document id)` holds.
using KeepDocument = bool (*)(std::string_view document);
[[nodiscard]] Treebank filter(const Treebank& treebank, KeepDocument keep);

// "news" of "GUM_news_iodine", "weblog" of "weblog-juancole.com_..."; empty for anything else.
[[nodiscard]] std::string_view genre_of_document(std::string_view document);
// GUM as a whole is CC BY-NC-SA; the genres that are free of the NC clause may be shipped in a model.
// Documents of other treebanks are free as far as this function knows.
[[nodiscard]] bool has_free_licence(std::string_view document);

// Sentences [first, last) as they stood in the raw text: forms with their spaces, multiword tokens as
// written, an empty line between paragraphs. For one sentence it is `# text` without its surrounding space.
struct RawText {
  struct Span {
    std::uint32_t begin = 0;  // bytes, end exclusive
    std::uint32_t end = 0;
  };
  std::string text;
  std::vector<Span> sentences;
};
[[nodiscard]] RawText raw_text(const Treebank& treebank, std::size_t first, std::size_t last);

// The sentence numbers [first, last) of each document: the pieces that raw text is segmented in.
struct DocumentSpan {
  std::size_t first = 0;
  std::size_t last = 0;
};
[[nodiscard]] std::vector<DocumentSpan> documents_of(const Treebank& treebank);

}  // namespace demarche::language
