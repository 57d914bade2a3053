// Amounts that belong to a move: money, rates, counts, goods, deadlines, durations (codebook, section 7).
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <demarche/base/move.hpp>
#include <demarche/coding/time.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/text.hpp>

namespace demarche::coding {

struct FoundTerm {
  std::uint32_t first = 0;  // tokens [first, last) of the Text
  std::uint32_t last = 0;
  TermKind kind = TermKind::Money;
  std::optional<double> value;  // money in units of the currency (100 billion dollars: 1e11), rate in percent
  std::string unit;  // ISO 4217 for money, the thing counted for a count, day/week/month/year for durations
};

// The sentences whose entities find_terms looks at: those with a word of a good, which a name may hold.
[[nodiscard]] std::vector<std::size_t> sentences_with_goods(const language::Text& text,
                                                            const knowledge::Knowledge& knowledge);

// In text order, not overlapping. Durations and deadlines are taken from `times`.
[[nodiscard]] std::vector<FoundTerm> find_terms(const language::Text& text,
                                                const knowledge::Knowledge& knowledge,
                                                const std::vector<TimeExpression>& times);

}  // namespace demarche::coding
