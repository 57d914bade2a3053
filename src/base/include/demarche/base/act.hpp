// The acts of the codebook (section 3) and the modalities (section 5). Thread rule: constants and plain
// values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace demarche {

enum class Family : std::uint8_t { Talks, Position, Pressure, Relief, Words, Force };

enum class Act : std::uint8_t {
  Meet,
  Schedule,
  Mediate,
  Postpone,
  Cancel,
  BreakDown,
  Resume,
  Request,
  Demand,
  Offer,
  Promise,
  Accept,
  Reject,
  Agree,
  Renege,
  Threaten,
  Impose,
  Investigate,
  Litigate,
  BreakTies,
  Lift,
  Delay,
  Exempt,
  Implement,
  Aid,
  Accuse,
  Praise,
  Deny,
  Reassure,
  Caution,
  Apologise,
  Protest,
  Mobilise,
  Coerce,
  Attack,
  Ceasefire,
};
inline constexpr std::size_t kActCount = 36;

enum class Modality : std::uint8_t { Actual, Planned, Possible, Denied };

[[nodiscard]] std::string_view name_of(Act act);
[[nodiscard]] std::string_view name_of(Family family);
[[nodiscard]] std::string_view name_of(Modality modality);
[[nodiscard]] std::optional<Act> parse_act(std::string_view text);
[[nodiscard]] std::optional<Modality> parse_modality(std::string_view text);
[[nodiscard]] Family family_of(Act act);
// Mutual acts: actor and target may be swapped.
[[nodiscard]] bool is_mutual(Act act);

}  // namespace demarche
