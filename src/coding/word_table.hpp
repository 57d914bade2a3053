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
#include <unordered_map>

#include <demarche/base/result.hpp>

namespace demarche::coding {

class WordTable {
 public:
  static constexpr std::size_t kGrains = 3;

  // The name of the class at a grain (0 coarse to 2 fine); empty for an unknown word.
  [[nodiscard]] std::string_view name(std::string_view lemma, std::size_t grain) const;
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] static Result<WordTable> parse(std::string text);

 private:
  std::string text_;
  std::unordered_map<std::string, std::array<std::string, kGrains>> words_;
};

}  // namespace demarche::coding
