#include "name_habits.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "word_info.hpp"

namespace demarche::language {
namespace {

constexpr std::uint32_t kMinSeen = 3;
constexpr std::size_t kOutside = 3;

NameHabit habit_of(const std::array<std::uint32_t, 4>& counts) {
  const std::uint32_t all = std::accumulate(counts.begin(), counts.end(), 0U);
  if (all < kMinSeen) return NameHabit::Unknown;
  const auto best = std::max_element(counts.begin(), counts.end());
  if (*best * 10 < all * 7) return NameHabit::Mixed;
  const auto kind = static_cast<std::size_t>(best - counts.begin());
  return kind == kOutside ? NameHabit::None : static_cast<NameHabit>(kind + 1);
}

}  // namespace

void NameHabitLearner::add(const Text& text) {
  std::vector<std::uint8_t> kinds(text.tokens.size(), kOutside);
  for (const Entity& e : text.entities) {
    for (std::uint32_t i = e.first; i < e.last; ++i) kinds[i] = static_cast<std::uint8_t>(e.kind);
  }
  for (const Sentence& sentence : text.sentences) {
    if (style_of(text.tokens_of(sentence)) != SentenceStyle::Mixed) continue;
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      const Token& token = text.tokens[i];
      const bool capital = token.form.front() >= 'A' && token.form.front() <= 'Z';
      // The first word of a sentence is capitalised without being a name.
      if (!capital || (i == sentence.first && kinds[i] == kOutside)) continue;
      ++counts_[word_hash(token.lower)][kinds[i]];
    }
  }
}

void NameHabitLearner::teach(WordClasses& classes) const {
  for (const auto& [word, counts] : counts_) classes.set_name(word, habit_of(counts));
}

}  // namespace demarche::language
