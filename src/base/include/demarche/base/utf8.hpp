// UTF-8: validation, repair, and the two ways of counting (bytes inside, code points outside).
//
// Inside the program offsets are bytes into the text as given (after repair); what leaves the program is
// counted in Unicode code points, as the codebook demands. Thread rule: free functions without state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::utf8 {

// Decodes the sequence that begins at text[pos]; a malformed one yields U+FFFD and length 1.
struct Decoded {
  char32_t code_point;
  std::uint32_t length;  // bytes, 1 to 4
};
[[nodiscard]] Decoded decode(std::string_view text, std::size_t pos);

[[nodiscard]] bool valid(std::string_view text);

// Replaces every maximal invalid run by one U+FFFD (as WHATWG and Unicode 3.9 advise); `replaced` counts
// them.
struct Repaired {
  std::string text;
  std::size_t replaced = 0;
};
[[nodiscard]] Repaired repair(std::string_view bytes);

void append(std::string& out, char32_t code_point);

[[nodiscard]] std::size_t count(std::string_view text);  // code points in valid UTF-8

// Maps byte offsets to code-point offsets in O(log n) after one pass over the text. Pure ASCII costs nothing.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);
  [[nodiscard]] std::uint32_t code_points(std::uint32_t byte_offset) const;

 private:
  // Byte offsets just behind each multi-byte character, and the surplus bytes up to there.
  std::vector<std::uint32_t> after_;
  std::vector<std::uint32_t> surplus_;
};

// Simple lower case for Latin, Greek and Cyrillic letters of one code point each; ASCII otherwise.
// Locale-free.
[[nodiscard]] char32_t lower(char32_t code_point);
[[nodiscard]] bool is_upper(char32_t code_point);
[[nodiscard]] bool is_letter(char32_t code_point);
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace demarche::utf8
