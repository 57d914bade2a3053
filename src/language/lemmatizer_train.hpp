// Training of the lemmatizer. Deterministic. Thread rule: free functions without state; FormCounts belongs to
// one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

#include "lemmatizer.hpp"

namespace demarche::language {

// A form whose lemma is known from elsewhere than a treebank.
struct LemmaLesson {
  std::string lower;
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;
  std::string lemma;
};

// Irregular verbs, "base<tab>past<tab>participle" a line, "#" before a comment: a lesson for each of the two
// forms with either tag, which taggers mix up. Errors name file and line.
[[nodiscard]] Result<std::vector<LemmaLesson>> read_irregular_verbs(const std::filesystem::path& path);

// Which forms unlabelled text uses, by their predicted tags.
class FormCounts {
 public:
  using Tags = std::pair<Upos, Xpos>;
  void add(const Text& tagged);
  // How often `lemma` stands as the base form that a form with the tags of `inflected` has.
  [[nodiscard]] std::uint32_t base(std::string_view lemma, Xpos inflected) const;
  [[nodiscard]] const std::map<std::pair<Tags, std::string>, std::uint32_t>& inflected() const {
    return inflected_;
  }

 private:
  std::map<std::pair<Xpos, std::string>, std::uint32_t, std::less<>> base_;
  std::map<std::pair<Tags, std::string>, std::uint32_t> inflected_;
};

// Every Text has gold tags and lemmas (see gold_text.hpp). Lessons, and then forms of `counts` for which the
// learned rules make up a word that nobody writes ("rebuk" of "rebuked"), become exceptions where the
// treebank has no say.
[[nodiscard]] Lemmatizer train_lemmatizer(std::span<const Text> sentences,
                                          std::span<const LemmaLesson> lessons = {},
                                          const FormCounts& counts = {});

}  // namespace demarche::language
