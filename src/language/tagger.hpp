// The tagger: one joint tag (universal and Penn) for each word, left to right,
// by a linear model.
//
// See tagger.cpp for the method. Time is linear in the number of tokens.
// Thread rule: const members may run on any number of threads, each with its
// own TaggerScratch.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

#include "features.hpp"
#include "weights.hpp"
#include "word_info.hpp"

namespace demarche::language {

struct TagPair {
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;
  bool operator==(const TagPair&) const = default;
};

// Features of one decision: first those that the words alone give, then those
// that need the tags before.
class TaggerFeatures {
 public:
  void clear() { size_ = 0; }
  template <typename... Values>
  void add(std::uint64_t template_id, Values... values) {
    list_[size_++] = feature_hash(template_id, values...);
  }
  // Keeps the features for which `keep()` holds, asked once for each.
  template <typename Keep>
  void keep_if(const Keep& keep) {
    std::size_t kept = 0;
    for (std::size_t k = 0; k < size_; ++k) {
      if (keep()) list_[kept++] = list_[k];
    }
    size_ = kept;
  }
  [[nodiscard]] std::span<const std::uint64_t> view() const { return {list_.data(), size_}; }

 private:
  std::array<std::uint64_t, 64> list_{};
  std::size_t size_ = 0;
};

// `word` points at the token's info, with kPad infos before and behind it. Tags
// are class numbers + 1, 0 before the sentence.
void add_word_features(const WordInfo* word, TaggerFeatures& out);
void add_history_features(const WordInfo* word, std::uint64_t previous, std::uint64_t before,
                          TaggerFeatures& out);

struct TaggerScratch {
  TaggerFeatures now;    // of the word that is decided
  TaggerFeatures ahead;  // of the next one, as far as its words tell
  std::vector<std::int32_t> scores;
};

class Tagger {
 public:
  // Words with one tag wherever they were seen often: no scoring.
  struct SureWord {
    std::uint64_t word = 0;
    std::uint8_t tag = 0;
  };

  Tagger() = default;
  // `sure` sorted by word. tags.size() == weights.classes(), at most
  // kMaxClasses.
  Tagger(std::vector<TagPair> tags, std::vector<SureWord> sure, Weights weights);

  // Sets upos and xpos. `infos` is what describe() made of the same tokens.
  void tag(std::span<Token> tokens, std::span<const WordInfo> infos, TaggerScratch& scratch) const;

  void append_to(std::string& out) const;
  [[nodiscard]] static Result<Tagger> parse(std::string_view bytes);
  [[nodiscard]] std::span<const TagPair> tags() const { return tags_; }

 private:
  [[nodiscard]] std::size_t sure_tag(std::uint64_t word) const;
  std::size_t look_ahead(const WordInfo* word, TaggerFeatures& out) const;
  void index();

  std::vector<TagPair> tags_;
  std::vector<SureWord> sure_;
  std::vector<SureWord> slots_;  // open addressing over sure_, word 0 = free
  std::size_t mask_ = 0;
  Weights weights_;
};

}  // namespace demarche::language
