// What the parser's perceptrons look at: the templates of Zhang & Nivre (2011), recast for arc-hybrid, with
// word clusters beside words and tags.
//
// Both extractors append 64-bit hashes to a fixed array. The order of the templates and their contents are
// part of the model format. Thread rule: free functions; a SentenceAtoms belongs to one parse at a time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <demarche/language/parser.hpp>

#include "features.hpp"
#include "transition.hpp"

namespace demarche::language {

// The values that templates combine, one entry a word and a sentinel for "no word" at the end.
struct Atoms {
  std::uint64_t word = 0;
  std::uint64_t tag = 0;  // upos and xpos together
  std::uint64_t upos = 0;
  std::uint64_t cluster = 0;
  std::uint32_t points = 0;  // punctuation before this word
  std::uint32_t verbs = 0;   // verbs before this word
  std::uint32_t joins = 0;   // coordinating conjunctions before this word
};

class SentenceAtoms {
 public:
  void reset(std::span<const ParserToken> tokens);
  [[nodiscard]] const Atoms& operator[](std::uint32_t i) const { return atoms_[i]; }

 private:
  std::vector<Atoms> atoms_;
};

inline constexpr std::size_t kMaxTemplates = 96;

// A list of features of bounded length, which numbers the templates itself.
class FeatureList {
 public:
  explicit FeatureList(std::uint64_t space) : template_(space) {}
  template <typename... Values>
  void add(Values... values) {
    features_[size_++] = feature_hash(template_++, values...);
  }
  [[nodiscard]] std::span<const std::uint64_t> view() const { return {features_.data(), size_}; }

  // Keeps the features for which `keep(feature)` holds, asked in order.
  template <typename Keep>
  void keep_if(const Keep& keep) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      if (keep(features_[i])) features_[kept++] = features_[i];
    }
    size_ = kept;
  }

 private:
  std::uint64_t template_;
  std::size_t size_ = 0;
  std::array<std::uint64_t, kMaxTemplates> features_;
};

// Which transition in this state?
[[nodiscard]] FeatureList transition_features(const ParserState& state, const SentenceAtoms& atoms);

// Which relation between `head` and `dependent`, about to be attached (or attached, in the finished tree)?
[[nodiscard]] FeatureList label_features(const ParserState& state, const SentenceAtoms& atoms,
                                         std::uint32_t head, std::uint32_t dependent);

}  // namespace demarche::language
