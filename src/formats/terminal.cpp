#include <algorithm>
#include <array>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/terminal.hpp>

namespace demarche::terminal {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

#include "width_table.inc"

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t c) {
  const auto it =
      std::lower_bound(ranges.begin(), ranges.end(), c, [](Range r, char32_t v) { return r.last < v; });
  return it != ranges.end() && it->first <= c;
}

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// How far a cut may move to fall between words, in columns.
constexpr std::size_t kWordReach = 12;

bool is_blank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x2028 || c == 0x2029;
}

// Characters that turn the order of others around (a quote could be made to read as its opposite), and marks
// of byte order, which nobody sees.
bool is_hidden_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

char32_t harmless(char32_t c) {
  if (c < 0x20) return 0x2400 + c;
  if (c == 0x7F) return 0x2421;
  if (c < 0xA0 && c >= 0x80) return 0xFFFD;
  return c;
}

// The bytes of the longest beginning that is at most `columns` wide, marks on its last character included.
std::size_t prefix_bytes(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const utf8::Decoded d = utf8::decode(text, i);
    const std::size_t w = width(d.code_point);
    if (used + w > columns) break;
    used += w;
    i += d.length;
  }
  return i;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank_before = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const utf8::Decoded d = byte < 0x80 ? utf8::Decoded{byte, 1} : utf8::decode(text, i);
    i += d.length;
    if (is_blank(d.code_point)) {
      if (!blank_before) out.push_back(' ');
      blank_before = true;
      continue;
    }
    if (is_hidden_control(d.code_point)) continue;
    blank_before = false;
    utf8::append(out, harmless(d.code_point));
  }
  return out;
}

std::size_t width(char32_t c) {
  if (c < 0x300) return 1;
  if (contains(kZeroWidth, c)) return 0;
  return contains(kDoubleWidth, c) ? 2 : 1;
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Decoded d = utf8::decode(text, i);
    columns += width(d.code_point);
    i += d.length;
  }
  return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
  if (width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::string_view kept = text.substr(0, prefix_bytes(text, columns - 1));
  const std::size_t blank = kept.rfind(' ');
  if (text[kept.size()] != ' ' && blank != std::string_view::npos && blank > 0 &&
      width(kept.substr(blank)) <= std::min(kWordReach, columns / 3)) {
    kept = kept.substr(0, blank);
  }
  while (!kept.empty() && (kept.back() == ' ' || kept.back() == ',')) kept.remove_suffix(1);
  return std::string(kept).append(kEllipsis);
}

std::string fit_tail(std::string_view text, std::size_t columns) {
  const std::size_t all = width(text);
  if (all <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t cut = prefix_bytes(text, all - (columns - 1));
  // A wide character may straddle the cut: it goes as well, and so do marks that would lose their letter.
  while (cut < text.size() &&
         (width(text.substr(cut)) > columns - 1 || width(utf8::decode(text, cut).code_point) == 0)) {
    cut += utf8::decode(text, cut).length;
  }
  std::string_view kept = text.substr(cut);
  const std::size_t blank = kept.find(' ');
  if (cut > 0 && text[cut - 1] != ' ' && blank != std::string_view::npos && blank + 1 < kept.size() &&
      width(kept.substr(0, blank)) < std::min(kWordReach, columns / 3)) {
    kept = kept.substr(blank + 1);
  }
  while (!kept.empty() && kept.front() == ' ') kept.remove_prefix(1);
  return std::string(kEllipsis).append(kept);
}

std::string pad(std::string_view text, std::size_t columns) {
  std::string out = fit(text, columns);
  out.append(columns - std::min(columns, width(out)), ' ');
  return out;
}

}  // namespace demarche::terminal
