#include <demarche/base/move.hpp>

#include <array>

namespace demarche {
namespace {

constexpr std::array<std::string_view, 6> kTermKinds = {"money", "rate",     "count",
                                                        "goods", "deadline", "duration"};
constexpr std::array<std::string_view, 5> kSpeakerKinds = {"narrator", "named", "unnamed", "media",
                                                           "document"};

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(TermKind kind) {
  return kTermKinds[static_cast<std::size_t>(kind)];
}
std::string_view name_of(SpeakerKind kind) {
  return kSpeakerKinds[static_cast<std::size_t>(kind)];
}
std::optional<TermKind> parse_term_kind(std::string_view text) {
  return find<TermKind>(kTermKinds, text);
}
std::optional<SpeakerKind> parse_speaker_kind(std::string_view text) {
  return find<SpeakerKind>(kSpeakerKinds, text);
}

}  // namespace demarche
