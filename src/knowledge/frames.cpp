#include <demarche/knowledge/frames.hpp>

#include <algorithm>

namespace demarche::knowledge {

std::span<const std::uint32_t> FrameSet::of(std::string_view lemma) const {
  const auto it = by_lemma_.find(lemma);
  if (it == by_lemma_.end()) return {};
  return it->second;
}

const std::vector<std::string>* FrameSet::word_class(std::string_view name) const {
  const auto it = classes_.find(name);
  return it == classes_.end() ? nullptr : &it->second;
}

bool FrameSet::in_class(std::string_view name, std::string_view lemma) const {
  const std::vector<std::string>* lemmas = word_class(name);
  return lemmas != nullptr && std::find(lemmas->begin(), lemmas->end(), lemma) != lemmas->end();
}

}  // namespace demarche::knowledge
