// Little-endian integers and short strings in model sections. A reader that runs past the end yields zeros
// and remembers it, so that a parser checks once, at the end, instead of at every field. Thread rule: plain
// values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche::language {

inline void put_uint(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8U * i)) & 0xFFU);
}
inline void put_u8(std::string& out, std::uint8_t value) {
  put_uint(out, value, 1);
}
inline void put_u16(std::string& out, std::uint16_t value) {
  put_uint(out, value, 2);
}
inline void put_u32(std::string& out, std::uint32_t value) {
  put_uint(out, value, 4);
}
inline void put_u64(std::string& out, std::uint64_t value) {
  put_uint(out, value, 8);
}
// A string of up to 255 bytes; longer ones are cut (callers keep to the limit).
inline void put_short(std::string& out, std::string_view text) {
  text = text.substr(0, 255);
  put_u8(out, static_cast<std::uint8_t>(text.size()));
  out += text;
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return !failed_ && at_ == bytes_.size(); }
  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  std::uint64_t uint(unsigned bytes) {
    if (left() < bytes) {
      failed_ = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes_[at_ + i])} << (8U * i);
    }
    at_ += bytes;
    return value;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(uint(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(uint(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(uint(4)); }
  std::uint64_t u64() { return uint(8); }
  std::string_view text(std::size_t size) {
    if (left() < size) {
      failed_ = true;
      return {};
    }
    const std::string_view view = bytes_.substr(at_, size);
    at_ += size;
    return view;
  }
  std::string_view short_text() { return text(u8()); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace demarche::language
