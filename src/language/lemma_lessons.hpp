// What teaches the lemmatizer beside the treebanks: irregular verbs, and which forms unlabelled text uses.
// Thread rule: free functions without state; FormCounts belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

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
[[nodiscard]] Result<std::vector<LemmaLesson>> parse_irregular_verbs(std::string_view bytes,
                                                                     std::string_view name);
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
  std::map<std::pair<Xpos, std::string>, std::uint32_t> base_;
  std::map<std::pair<Tags, std::string>, std::uint32_t> inflected_;
};

}  // namespace demarche::language
