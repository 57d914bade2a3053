#include <demarche/knowledge/frames.hpp>

#include <array>

namespace demarche::knowledge {

std::string_view name_of(CoderClass which) {
  constexpr std::array<std::string_view, kCoderClassCount> kNames = {
      "say",           "plainsay",       "clausesay",     "voice",          "press",        "unnamed",
      "documents",     "topicmarks",     "possible",      "future",         "conditional",  "makespossible",
      "makesplanned",  "makesdenied",    "negators",      "conditionmarks", "openmarks",    "foretells",
      "sides",         "personpronouns", "thingpronouns", "pluralpronouns", "reciprocals",  "firstperson",
      "firstsubjects", "ownermarks",     "numberlabels",  "uncounted",      "counterparts", "unmarked",
      "tradenouns",    "generalgoods",   "deadlinemarks", "futuregroup",    "pastgroup",    "ahead"};
  return kNames[static_cast<std::size_t>(which)];
}

std::span<const std::uint32_t> FrameSet::of(std::string_view lemma) const {
  const auto it = by_lemma_.find(lemma);
  if (it == by_lemma_.end()) return {};
  return it->second;
}

const std::vector<std::string>* FrameSet::word_class(std::string_view name) const {
  const auto it = classes_.find(name);
  return it == classes_.end() ? nullptr : &it->second;
}

}  // namespace demarche::knowledge
