// Learns WordClasses from plain text and from the training treebanks. Used in
// training only. Thread rule: a learner belongs to one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/language/text.hpp>

#include "cluster_train.hpp"
#include "word_classes.hpp"

namespace demarche::language {

struct WordClassOptions {
  std::uint32_t max_words = 40000;  // the most frequent forms get a cluster
  std::uint32_t min_count = 4;
  std::uint32_t fine = 400;
  std::uint32_t medium = 100;
  std::uint32_t coarse = 28;
  std::uint32_t rounds = 8;
};

class WordClassLearner {
 public:
  // A tokenised text; `gold` says that its tags are to be trusted.
  void add(const Text& text, bool gold);
  // An unlabelled text that was added before, with tags from a first tagger:
  // they count for words that the treebanks do not know well enough.
  void add_silver(const Text& text);
  [[nodiscard]] WordClasses learn(const WordClassOptions& options) const;
  // Gives the words of `classes` their sets of tags anew, silver tags included.
  void teach_tags(WordClasses& classes) const;

 private:
  struct Word {
    std::uint64_t hash = 0;
    std::uint32_t count = 0;
    std::uint32_t capital = 0;  // inside of sentences in normal style
    std::uint32_t small = 0;
    std::vector<std::uint16_t> tags;    // counts by tag; empty where it was never seen with gold tags
    std::vector<std::uint16_t> silver;  // the same of predicted tags
  };
  [[nodiscard]] std::uint32_t id_of(std::uint64_t hash);
  [[nodiscard]] static std::uint32_t tag_set_of(const Word& word);
  struct Clusters;
  [[nodiscard]] Clusters cluster(const WordClassOptions& options) const;
  [[nodiscard]] std::vector<std::uint8_t> tag_sets() const;

  std::unordered_map<std::uint64_t, std::uint32_t> ids_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> stream_;  // word numbers; 0xFFFFFFFF between sentences
};

}  // namespace demarche::language
