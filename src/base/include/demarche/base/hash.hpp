// FNV-1a, 64 bits: a stable, portable hash for ids and fingerprints
// (http://www.isthe.com/chongo/tech/comp/fnv/). Not for hash tables that hostile input can fill. Thread rule:
// a plain value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

class Fnv1a {
 public:
  constexpr Fnv1a& add(std::string_view bytes) {
    for (const char c : bytes) {
      value_ ^= static_cast<std::uint8_t>(c);
      value_ *= 0x100000001B3ULL;
    }
    return *this;
  }
  // Adds a field with its end, so that ("ab","c") and ("a","bc") differ.
  constexpr Fnv1a& field(std::string_view bytes) {
    add(bytes);
    return add(std::string_view("\0", 1));
  }
  [[nodiscard]] constexpr std::uint64_t value() const { return value_; }
  [[nodiscard]] std::string hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out(16, '0');
    for (std::size_t i = 0; i < 16; ++i) out[15 - i] = kDigits[(value_ >> (4 * i)) & 0xFU];
    return out;
  }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

}  // namespace demarche
