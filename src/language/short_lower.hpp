// Lower case without allocation, for look-ups. Private to the room. Thread rule: plain values.
#pragma once

#include <array>
#include <string_view>

#include "characters.hpp"

namespace demarche::language {

// ASCII without capitals: its own lower form.
[[nodiscard]] inline bool is_plain_lower(std::string_view form) {
  for (const char c : form) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128 || kAsciiClass[byte] == CharClass::Upper) return false;
  }
  return true;
}

// A short word in lower case on the stack, for look-ups; empty when the word is too long to be in any list.
class ShortLower {
 public:
  explicit ShortLower(std::string_view word) {
    if (word.size() > buffer_.size()) return;
    for (const char c : word) buffer_[size_++] = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  }
  [[nodiscard]] std::string_view view() const { return {buffer_.data(), size_}; }

 private:
  std::array<char, 12> buffer_{};
  std::size_t size_ = 0;
};

}  // namespace demarche::language
