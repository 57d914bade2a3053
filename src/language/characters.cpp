#include "characters.hpp"

#include <demarche/language/segment.hpp>

namespace demarche::language {

bool is_space(char32_t c) {
  if (c < 128) return kAsciiClass[c] == CharClass::Space;
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

CharClass class_beyond_ascii(char32_t c) {
  if (is_space(c)) return CharClass::Space;
  if (c < 0xA0 || !utf8::is_letter(c)) return CharClass::Mark;
  return CharClass::Letter;
}

std::string_view plain_mark(char32_t c) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u201B':
      return "'";
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u00AB':
    case U'\u00BB':
      return "\"";
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2212':
      return "-";
    case U'\u2014':
    case U'\u2015':
      return "--";
    case U'\u2026':
      return "...";
    case U'\u00A0':
      return " ";
    default:
      return {};
  }
}

}  // namespace demarche::language
