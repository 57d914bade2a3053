#include <demarche/base/instant.hpp>

#include <fmt/format.h>

namespace demarche {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

// Two digits at `at`, below `limit`; nullopt otherwise.
std::optional<int> two_digits(std::string_view text, std::size_t at, int limit) {
  if (at + 2 > text.size()) return std::nullopt;
  const char a = text[at];
  const char b = text[at + 1];
  if (a < '0' || a > '9' || b < '0' || b > '9') return std::nullopt;
  const int value = (a - '0') * 10 + (b - '0');
  return value < limit ? std::optional<int>(value) : std::nullopt;
}

// Seconds east of UTC of "", "Z", "+HH:MM", "-HHMM"; nullopt when it does not read.
std::optional<std::int64_t> zone_of(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  if (text[0] != '+' && text[0] != '-') return std::nullopt;
  const std::optional<int> hours = two_digits(text, 1, 24);
  const bool colon = text.size() > 3 && text[3] == ':';
  const std::optional<int> minutes =
      text.size() == 3 ? std::optional<int>(0) : two_digits(text, colon ? 4 : 3, 60);
  if (!hours || !minutes || (text.size() != 3 && text.size() != (colon ? 6U : 5U))) return std::nullopt;
  const std::int64_t east = *hours * 3600 + *minutes * 60;
  return text[0] == '+' ? east : -east;
}

// Seconds into the day, and what is left behind the time.
std::optional<std::int64_t> clock_of(std::string_view& text) {
  const std::optional<int> hours = two_digits(text, 0, 24);
  const std::optional<int> minutes = two_digits(text, 3, 60);
  if (!hours || !minutes || text[2] != ':') return std::nullopt;
  std::int64_t seconds = *hours * 3600 + *minutes * 60;
  text.remove_prefix(5);
  if (text.empty() || text[0] != ':') return seconds;
  const std::optional<int> s = two_digits(text, 1, 61);  // 60: a leap second, counted as the next
  if (!s) return std::nullopt;
  seconds += *s;
  text.remove_prefix(3);
  if (text.empty() || text[0] != '.') return seconds;
  text.remove_prefix(1);
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') text.remove_prefix(1);
  return seconds;
}

}  // namespace

std::optional<Instant> Instant::parse(std::string_view text, bool end_of_day) {
  const std::optional<Day> day = Day::parse(text);
  if (!day) return std::nullopt;
  const std::int64_t midnight = static_cast<std::int64_t>(day->days()) * kDaySeconds;
  text.remove_prefix(10);
  if (text.empty()) return Instant(midnight + (end_of_day ? kDaySeconds - 1 : 0));
  text.remove_prefix(1);
  const std::optional<std::int64_t> clock = clock_of(text);
  if (!clock) return std::nullopt;
  const std::optional<std::int64_t> east = zone_of(text);
  if (!east) return std::nullopt;
  return Instant(midnight + *clock - *east);
}

Day Instant::day() const {
  std::int64_t days = seconds_ / kDaySeconds;
  if (seconds_ % kDaySeconds < 0) --days;
  return Day(static_cast<std::int32_t>(days));
}

std::string Instant::iso() const {
  const std::int64_t into = seconds_ - static_cast<std::int64_t>(day().days()) * kDaySeconds;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day().iso(), into / 3600, into / 60 % 60, into % 60);
}

}  // namespace demarche
