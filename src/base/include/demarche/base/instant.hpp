// Points in time, in seconds: when a document was published, seen, recorded.
//
// An Instant counts seconds since 1970-01-01T00:00:00Z without leap seconds (POSIX time). Range: years 1 to
// 9999. Text is ISO 8601; a day without a time is its first second for "since" and its last for "as of".
// Thread rule: plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <demarche/base/day.hpp>

namespace demarche {

class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t seconds_since_epoch) : seconds_(seconds_since_epoch) {}

  // "YYYY-MM-DD", "YYYY-MM-DDTHH:MM[:SS[.fff]][Z|±HH:MM]", a blank for the T. A time without a zone is UTC.
  // nullopt when it does not read. `end_of_day`: what a bare day stands for.
  [[nodiscard]] static std::optional<Instant> parse(std::string_view text, bool end_of_day = false);

  [[nodiscard]] std::string iso() const;  // "YYYY-MM-DDTHH:MM:SSZ"
  [[nodiscard]] Day day() const;          // in UTC
  [[nodiscard]] constexpr std::int64_t seconds() const { return seconds_; }
  constexpr auto operator<=>(const Instant&) const = default;  // NOLINT(modernize-use-nullptr)

 private:
  std::int64_t seconds_ = 0;
};

}  // namespace demarche
