// A document as it came in. Text fields are valid UTF-8 (readers repair and count what is not).
// Thread rule: a plain value; const access from many threads is safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <demarche/base/day.hpp>

namespace demarche {

struct Document {
  std::string id;
  std::string source;     // outlet as given, may be empty
  std::string published;  // as given, ISO 8601, may be empty
  std::string url;
  std::string title;
  std::string text;

  // The day of `published`; nullopt where it is missing. Relative dates then stay unresolved.
  [[nodiscard]] std::optional<Day> published_day() const { return Day::parse(published); }
};

enum class Field : std::uint8_t { Title, Text };
[[nodiscard]] constexpr std::string_view name_of(Field field) {
  return field == Field::Title ? "title" : "text";
}

inline constexpr std::size_t kMaxDocumentBytes = 4U << 20U;
inline constexpr std::size_t kMaxLineBytes = 64U << 20U;

}  // namespace demarche
