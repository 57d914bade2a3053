// Party codes and roles (codebook, section 2). Thread rule: plain values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace demarche {

// Three upper-case letters: ISO 3166-1 alpha-3, or a body code of the codebook (EUU, WTO, ...). Empty = none.
class PartyCode {
 public:
  constexpr PartyCode() = default;
  [[nodiscard]] static constexpr std::optional<PartyCode> parse(std::string_view text) {
    if (text.size() != 3) return std::nullopt;
    PartyCode code;
    for (std::size_t i = 0; i < 3; ++i) {
      if (text[i] < 'A' || text[i] > 'Z') return std::nullopt;
      code.letters_[i] = text[i];
    }
    return code;
  }
  [[nodiscard]] constexpr bool empty() const { return letters_[0] == '\0'; }
  [[nodiscard]] constexpr std::string_view view() const {
    return empty() ? std::string_view() : std::string_view(letters_.data(), 3);
  }
  constexpr auto operator<=>(const PartyCode&) const = default;  // NOLINT(modernize-use-nullptr)

 private:
  std::array<char, 3> letters_{};
};

enum class Role : std::uint8_t { Gov, Leg, Jud, Mil, Bus, Med, Opp, Org };
inline constexpr std::array<std::string_view, 8> kRoleNames = {"GOV", "LEG", "JUD", "MIL",
                                                               "BUS", "MED", "OPP", "ORG"};
[[nodiscard]] constexpr std::string_view name_of(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}
[[nodiscard]] constexpr std::optional<Role> parse_role(std::string_view text) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == text) return static_cast<Role>(i);
  }
  return std::nullopt;
}

}  // namespace demarche
