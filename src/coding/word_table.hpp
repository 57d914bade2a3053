// Word classes at three grains, learned from unlabelled news: words that are used alike share a class.
//
// They let the weights say of a word that was never annotated what they learned from its neighbours. The
// table is text ("lemma<tab>class<tab>class<tab>class", coarse to fine) and travels inside
// models/coder.model; how it was made stands in the model card. Thread rule: const after parse.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <demarche/base/result.hpp>
#include <demarche/base/text_map.hpp>

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
  std::string text_;
  TextMap<Names> words_;
};

}  // namespace demarche::coding
