// data/act_words.tsv.
#include <demarche/knowledge/act_words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

// Words that may stand between the parts of a phrase: "called the talks off".
constexpr std::size_t kGap = 3;

bool follows(std::span<const std::string> rest, std::span<const std::string_view> lemmas) {
  std::size_t at = 1;
  for (const std::string& word : rest) {
    const std::size_t end = std::min(lemmas.size(), at + kGap);
    while (at < end && lemmas[at] != word) ++at;
    if (at >= end) return false;
    ++at;
  }
  return true;
}

std::optional<Tone> tone_of(std::string_view cell) {
  if (cell.empty()) return Tone::None;
  if (cell == "good") return Tone::Good;
  return cell == "bad" ? std::optional(Tone::Bad) : std::nullopt;
}

}  // namespace

void ActWords::classes_at(std::span<const std::string_view> lemmas, std::vector<std::uint16_t>& out) const {
  if (lemmas.empty()) return;
  const auto it = by_first_.find(lemmas.front());
  if (it == by_first_.end()) return;
  const std::size_t before = out.size();
  for (const Phrase& p : it->second) {
    const bool known =
        std::find(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), p.word_class) != out.end();
    if (!known && follows(p.rest, lemmas)) out.push_back(p.word_class);
  }
}

Result<void> Loader::load_act_words() {
  enum Column : std::size_t { kClass, kTone, kWords };
  constexpr std::array<std::string_view, 3> kColumns = {"class", "tone", "words"};
  auto classes = table("act_words.tsv", kColumns);
  if (!classes) return tl::unexpected(std::move(classes.error()));
  ActWords& words = k_.act_words_;
  for (const Row& row : classes->rows()) {
    const auto name = row.filled(kClass);
    if (!name) return tl::unexpected(name.error());
    if (std::find(words.classes_.begin(), words.classes_.end(), *name) != words.classes_.end()) {
      return row.error(kClass, fmt::format("{} stands in an earlier row already", *name));
    }
    const auto tone = tone_of(row[kTone]);
    if (!tone) return row.error(kTone, fmt::format("\"{}\" must be good, bad or empty", row[kTone]));
    const auto index = static_cast<std::uint16_t>(words.classes_.size());
    const std::vector<std::string_view> entries = row.list(kWords);
    if (entries.empty()) return row.error(kWords, "is empty");
    for (const std::string_view entry : entries) {
      const std::vector<std::string_view> parts = words_of(entry);
      words.by_first_[std::string(parts.front())].push_back({{parts.begin() + 1, parts.end()}, index});
    }
    words.classes_.emplace_back(*name);
    words.tones_.push_back(*tone);
  }
  return {};
}

}  // namespace demarche::knowledge
