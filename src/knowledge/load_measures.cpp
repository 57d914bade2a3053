// data/measure_kinds.tsv and data/measure_steps.tsv: what moves a measure from state to state.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "loader.hpp"

namespace demarche::knowledge {
namespace {

constexpr std::array<std::string_view, 4> kDates = {"any", "ahead", "told", "none"};
constexpr std::array<std::string_view, 12> kSteps = {"mentioned", "threatened", "announced", "scheduled",
                                                     "delayed",   "in-force",   "changed",   "exempted",
                                                     "lifted",    "withdrawn",  "imposed",   "decided"};

template <typename Value, std::size_t N>
std::optional<Value> among(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<Value>(it - names.begin());
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Does `part` stand in `text` from the beginning of a word?
bool begins_word(std::string_view text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    if (at == 0 || text[at - 1] == ' ') return true;
  }
  return false;
}

bool fits(const std::vector<std::string>& words, std::string_view trigger) {
  return words.empty() || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return word.starts_with('=') ? trigger == word.substr(1) : begins_word(trigger, word);
         });
}

}  // namespace

std::optional<StepKind> MeasureRules::step_of(Act act, Modality modality, StepDate date,
                                              std::string_view trigger) const {
  const std::string words = lower(trigger);
  for (const MeasureRule& rule : steps) {
    if (rule.act != act || rule.modality != modality) continue;
    if (rule.date != StepDate::Any && rule.date != date) continue;
    if (fits(rule.words, words)) return rule.step;
  }
  return std::nullopt;
}

Result<void> Loader::load_measure_kinds() {
  enum Column : std::size_t { kIssue, kThreat };
  constexpr std::array<std::string_view, 2> kColumns = {"issue", "threat"};
  auto kinds = table("measure_kinds.tsv", kColumns);
  if (!kinds) return tl::unexpected(std::move(kinds.error()));
  for (const Row& row : kinds->rows()) {
    if (std::find(k_.issues_.begin(), k_.issues_.end(), row[kIssue]) == k_.issues_.end()) {
      return row.error(kIssue, fmt::format("unknown issue {}; issues.tsv lists them", row[kIssue]));
    }
    if (row[kThreat] != "yes" && row[kThreat] != "no") return row.error(kThreat, "is neither yes nor no");
    k_.measure_rules_.kinds.push_back({std::string(row[kIssue]), row[kThreat] == "yes"});
  }
  return {};
}

Result<void> Loader::load_measure_steps() {
  enum Column : std::size_t { kAct, kModality, kDate, kWords, kStep };
  constexpr std::array<std::string_view, 5> kColumns = {"act", "modality", "date", "words", "step"};
  auto steps = table("measure_steps.tsv", kColumns);
  if (!steps) return tl::unexpected(std::move(steps.error()));
  for (const Row& row : steps->rows()) {
    const auto act = parse_act(row[kAct]);
    if (!act) return row.error(kAct, fmt::format("unknown act \"{}\"; the codebook lists them", row[kAct]));
    const auto modality = parse_modality(row[kModality]);
    if (!modality) return row.error(kModality, fmt::format("unknown modality \"{}\"", row[kModality]));
    const auto date = among<StepDate>(kDates, row[kDate]);
    if (!date) return row.error(kDate, fmt::format("\"{}\" is none of {}", row[kDate], listed(kDates)));
    const auto step = among<StepKind>(kSteps, row[kStep]);
    if (!step) return row.error(kStep, fmt::format("\"{}\" is none of {}", row[kStep], listed(kSteps)));
    MeasureRule rule{*act, *modality, *date, {}, *step};
    for (const std::string_view word : row.list(kWords)) rule.words.emplace_back(word);
    k_.measure_rules_.steps.push_back(std::move(rule));
  }
  return {};
}

}  // namespace demarche::knowledge
