#include <demarche/base/utf8.hpp>

#include <algorithm>

namespace demarche::utf8 {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::uint8_t byte_at(std::string_view text, std::size_t pos) {
  return static_cast<std::uint8_t>(text[pos]);
}

bool is_continuation(std::string_view text, std::size_t pos) {
  return pos < text.size() && (byte_at(text, pos) & 0xC0U) == 0x80U;
}

// Length of the well-formed sequence at pos, or 0 (table 3-7 of the Unicode standard).
std::uint32_t well_formed_length(std::string_view text, std::size_t pos) {
  const std::uint8_t first = byte_at(text, pos);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (!is_continuation(text, pos + 1)) return 0;
  if (first < 0xE0) return 2;
  const std::uint8_t second = byte_at(text, pos + 1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  if (!is_continuation(text, pos + 2)) return 0;
  if (first < 0xF0) return 3;
  return is_continuation(text, pos + 3) ? 4 : 0;
}

}  // namespace

Decoded decode(std::string_view text, std::size_t pos) {
  const std::uint32_t length = well_formed_length(text, pos);
  const char32_t first = byte_at(text, pos);
  const auto tail = [&](std::size_t i) { return static_cast<char32_t>(byte_at(text, pos + i) & 0x3FU); };
  switch (length) {
    case 1:
      return {first, 1};
    case 2:
      return {((first & 0x1FU) << 6U) | tail(1), 2};
    case 3:
      return {((first & 0x0FU) << 12U) | (tail(1) << 6U) | tail(2), 3};
    case 4:
      return {((first & 0x07U) << 18U) | (tail(1) << 12U) | (tail(2) << 6U) | tail(3), 4};
    default:
      return {kReplacement, 1};
  }
}

bool valid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::uint32_t length = well_formed_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

Repaired repair(std::string_view bytes) {
  Repaired out;
  out.text.reserve(bytes.size());
  bool in_bad_run = false;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::uint32_t length = well_formed_length(bytes, i);
    if (length > 0) {
      out.text.append(bytes.substr(i, length));
      in_bad_run = false;
      i += length;
      continue;
    }
    if (!in_bad_run) {
      append(out.text, kReplacement);
      ++out.replaced;
      in_bad_run = true;
    }
    ++i;
  }
  return out;
}

void append(std::string& out, char32_t c) {
  const auto push = [&](char32_t b) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(b))); };
  if (c < 0x80) {
    push(c);
  } else if (c < 0x800) {
    push(0xC0U | (c >> 6U));
    push(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    push(0xE0U | (c >> 12U));
    push(0x80U | ((c >> 6U) & 0x3FU));
    push(0x80U | (c & 0x3FU));
  } else {
    push(0xF0U | (c >> 18U));
    push(0x80U | ((c >> 12U) & 0x3FU));
    push(0x80U | ((c >> 6U) & 0x3FU));
    push(0x80U | (c & 0x3FU));
  }
}

std::size_t count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

OffsetMap::OffsetMap(std::string_view text) {
  std::uint32_t surplus = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint32_t length = std::max<std::uint32_t>(1, well_formed_length(text, i));
    i += length;
    if (length == 1) continue;
    surplus += length - 1;
    after_.push_back(static_cast<std::uint32_t>(i));
    surplus_.push_back(surplus);
  }
}

std::uint32_t OffsetMap::code_points(std::uint32_t byte_offset) const {
  const auto it = std::upper_bound(after_.begin(), after_.end(), byte_offset);
  if (it == after_.begin()) return byte_offset;
  return byte_offset - surplus_[static_cast<std::size_t>(it - after_.begin()) - 1];
}

char32_t lower(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0xC0) return c;
  if (c <= 0xDE) return c == 0xD7 ? c : c + 32;
  if (c >= 0x100 && c <= 0x17F) {  // Latin Extended-A: pairs, with the parity changing twice
    if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17F) return c;
    if (c == 0x178) return 0xFF;
    const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return (c % 2 == 1) == odd_is_upper ? c + 1 : c;
  }
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x1E00 && c <= 0x1EFF && c % 2 == 0 && (c < 0x1E96 || c > 0x1E9E)) return c + 1;
  return c;
}

bool is_upper(char32_t c) {
  return lower(c) != c;
}

bool is_letter(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  return c < 0x2000 || (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD800) ||
         (c >= 0xF900 && c < 0xFE00) || (c >= 0x20000 && c < 0x30000);
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    append(out, lower(d.code_point));
    i += d.length;
  }
  return out;
}

}  // namespace demarche::utf8
