// Words by what they say about an act between two sides (data/act_words.tsv): "bomb" is a class, "bombard" a
// word of it.
//
// A word may be in several classes. Phrases ("call off", "tear gas") match where their further words follow
// the first within a short distance, so that "called the meeting off" is found. Thread rule: built at load,
// then const.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/text_map.hpp>

namespace demarche::knowledge {

// What the deed means to the one it is done to.
enum class Tone : std::uint8_t { None, Good, Bad };

class ActWords {
 public:
  [[nodiscard]] const std::string& name(std::uint16_t word_class) const { return classes_[word_class]; }
  [[nodiscard]] Tone tone(std::uint16_t word_class) const { return tones_[word_class]; }
  [[nodiscard]] std::size_t size() const { return classes_.size(); }

  // Appends the classes of the word that stands first in `lemmas`, and of the phrases that begin with it; the
  // rest of `lemmas` is what follows in the sentence. No class twice.
  void classes_at(std::span<const std::string_view> lemmas, std::vector<std::uint16_t>& out) const;

 private:
  friend class Loader;
  struct Phrase {
    std::vector<std::string> rest;  // behind the first word; empty for a single word
    std::uint16_t word_class = 0;
  };
  std::vector<std::string> classes_;
  std::vector<Tone> tones_;
  TextMap<std::vector<Phrase>> by_first_;
};

}  // namespace demarche::knowledge
