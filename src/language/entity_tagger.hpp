// Names of persons, organisations and places in a tagged sentence: BIO labels
// by a linear model and Viterbi.
//
// See entity_tagger.cpp. Time is linear in the number of tokens.
// Thread rule: const members may run on any number of threads, each with its
// own EntityScratch.
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

// Labels: 0 outside, 1 + kind begins, 4 + kind continues an entity.
inline constexpr std::size_t kEntityLabels = 7;
inline constexpr std::size_t kEntityStart = kEntityLabels;  // "label" before the sentence

[[nodiscard]] constexpr bool may_follow(std::size_t previous, std::size_t label) {
  return label < 4 || previous == label || previous + 3 == label;
}

using EntityScores = std::array<std::int32_t, kEntityLabels>;
// [previous label, or kEntityStart][label]
using EntityTransitions = std::array<EntityScores, kEntityLabels + 1>;

// The best permitted sequence of labels; of equals the one that prefers lower
// labels from the right.
void entity_viterbi(std::span<const EntityScores> emissions, const EntityTransitions& transitions,
                    std::vector<std::array<std::uint8_t, kEntityLabels>>& back,
                    std::vector<std::uint8_t>& labels);

class EntityFeatures {
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

// Features of token i; tags must be set.
void add_entity_features(std::span<const Token> tokens, std::span<const WordInfo> infos, std::size_t i,
                         EntityFeatures& out);

struct EntityScratch {
  EntityFeatures features;
  std::vector<EntityScores> emissions;
  std::vector<std::array<std::uint8_t, kEntityLabels>> back;
  std::vector<std::uint8_t> labels;
};

// Entities as labels and back. Labels must be a permitted sequence.
void entities_of(std::span<const std::uint8_t> labels, std::uint32_t first, std::vector<Entity>& out);
void labels_of(std::span<const Entity> entities, std::size_t tokens, std::vector<std::uint8_t>& out);

class EntityTagger {
 public:
  EntityTagger() = default;  // finds nothing
  // Weights of kEntityLabels classes, and transitions on the same scale.
  EntityTagger(Weights weights, const EntityTransitions& transitions);

  // Appends the entities of a sentence whose first token has the number
  // `first`. Tags must be set; `infos` is what describe() made of the same
  // tokens.
  void find(std::span<const Token> tokens, std::uint32_t first, std::span<const WordInfo> infos,
            EntityScratch& scratch, std::vector<Entity>& out) const;

  void append_to(std::string& out) const;
  [[nodiscard]] static Result<EntityTagger> parse(std::string_view bytes);

 private:
  Weights weights_;
  EntityTransitions transitions_{};
};

}  // namespace demarche::language
