#include <demarche/base/move.hpp>

#include <array>

namespace demarche {

std::string_view name_of(TermKind kind) {
  constexpr std::array<std::string_view, 6> kNames = {"money", "rate", "count", "goods", "deadline", "duration"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(SpeakerKind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"narrator", "named", "unnamed", "media", "document"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace demarche
