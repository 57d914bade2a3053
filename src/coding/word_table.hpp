// Word classes at three grains, learned from unlabelled news: words that are used alike share a class.
//
// They let the weights say of a word that was never annotated what they learned from its neighbours. The
// table is text ("lemma<tab>class<tab>class<tab>class", coarse to fine) and travels inside
// models/coder.model; how it was made stands in the model card. Thread rule: const after parse.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <demarche/base/result.hpp>

namespace demarche::coding {

class WordTable {
 public:
  static constexpr std::size_t kGrains = 3;

  using Names = std::array<std::string, kGrains>;  // of classes, from coarse to fine; none is empty

  // Null for an unknown word.
  [[nodiscard]] const Names* find(std::string_view lemma) const;
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] static Result<WordTable> parse(std::string text);

 private:
  // Looks up a string_view without making a string of it.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  std::string text_;
  std::unordered_map<std::string, Names, Hash, std::equal_to<>> words_;
};

}  // namespace demarche::coding
