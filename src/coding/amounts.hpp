// The parts of find_terms: what each kind of amount looks like in tokens.
//
// Every finder looks at one token and says whether its kind of term begins there. `taken` marks tokens that
// belong to a time expression or to a term found before; a finder does not read over them. Thread rule:
// refers to what it is given; const members are pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <demarche/coding/terms.hpp>

#include "numbers.hpp"

namespace demarche::coding {

class Amounts {
 public:
  Amounts(const language::Text& text, const knowledge::Knowledge& knowledge, const std::vector<bool>& taken)
      : text_(text), tokens_(text.tokens), knowledge_(knowledge), taken_(taken) {}

  [[nodiscard]] std::optional<FoundTerm> money(std::size_t i, std::size_t end) const;
  [[nodiscard]] std::optional<FoundTerm> rate(std::size_t i, std::size_t end) const;
  [[nodiscard]] std::optional<FoundTerm> count(std::size_t i, std::size_t end) const;

 private:
  struct Found {
    const knowledge::Currency* currency;
    std::size_t last;
  };
  [[nodiscard]] std::optional<Found> symbol(std::size_t i, std::size_t end) const;
  [[nodiscard]] std::optional<Found> currency_word(std::size_t i, std::size_t end) const;
  [[nodiscard]] std::optional<Number> number(std::size_t i, std::size_t end) const;
  [[nodiscard]] std::optional<Number> upper_bound(std::size_t i, std::size_t end) const;
  [[nodiscard]] double scaled_like(const Number& low, std::size_t at, const Number& high) const;
  [[nodiscard]] std::optional<FoundTerm> symbol_money(const Found& sign, std::size_t i,
                                                      std::size_t end) const;
  [[nodiscard]] std::size_t percent(std::size_t i, std::size_t end, double& factor) const;
  [[nodiscard]] std::size_t head_noun(std::size_t i, std::size_t end) const;
  [[nodiscard]] bool is_label(std::size_t i) const;
  [[nodiscard]] bool is_plural(std::size_t i) const;
  [[nodiscard]] bool is_one_of(knowledge::CoderClass which, std::string_view word) const {
    return knowledge_.frames().in_class(which, word);
  }
  [[nodiscard]] std::string_view lower(std::size_t i, std::size_t end) const {
    return i < end ? tokens_[i].lower : std::string_view();
  }

  const language::Text& text_;
  TokenSpan tokens_;
  const knowledge::Knowledge& knowledge_;
  const std::vector<bool>& taken_;
};

// Goods by the index of goods, with their modifiers; and general words ("imports") that something modifies.
class Goods {
 public:
  Goods(const language::Text& text, const knowledge::Knowledge& knowledge, const std::vector<bool>& taken);
  [[nodiscard]] std::optional<FoundTerm> at(std::size_t i, std::size_t begin, std::size_t end) const;
  // Whether the token ends the name of a good.
  [[nodiscard]] bool names_good(std::size_t i) const;

 private:
  [[nodiscard]] std::size_t match(std::size_t i, std::size_t end) const;
  [[nodiscard]] bool modifies(std::size_t i, std::size_t first, std::size_t last) const;
  [[nodiscard]] bool in_entity(std::size_t i) const;

  const language::Text& text_;
  const knowledge::Knowledge& knowledge_;
  const std::vector<bool>& taken_;
  std::vector<knowledge::AtomId> atoms_;
};

}  // namespace demarche::coding
