// URLs, e-mail addresses and hosts in running text. Every look-ahead is bounded by a constant, or by the
// white space that ends the name.
#include "net_names.hpp"

#include <algorithm>

#include "characters.hpp"
#include "short_lower.hpp"
#include "word_lists.hpp"

namespace demarche::language {
namespace {

constexpr std::size_t kMaxLocalPart = 64;  // of an e-mail address (RFC 5321)
constexpr std::size_t kMaxHost = 255;

}  // namespace

std::size_t url_end(std::string_view source, std::size_t begin) {
  const ShortLower head(source.substr(begin, 8));
  bool web = false;
  for (const std::string_view prefix : kWebPrefixes) {
    web = web || (head.view().starts_with(prefix) && !character_at(source, begin + prefix.size()).is_space());
  }
  if (!web) return begin;
  std::size_t end = begin;
  bool bracket = false;
  for (Character c = character_at(source, end);
       !c.is_space() && c.code_point != U'<' && c.code_point != U'>' && c.code_point != U'"' &&
       c.code_point < 0x2000;
       c = character_at(source, end)) {
    bracket = bracket || c.code_point == U'(';
    end += c.length;
  }
  while (end > begin + 1) {
    const char last = source[end - 1];
    const bool loose = last == '.' || last == ',' || last == ';' || last == ':' || last == '!' ||
                       last == '?' || last == '\'' || last == ']' || last == '*' || (last == ')' && !bracket);
    if (!loose) break;
    --end;
  }
  return end;
}

std::size_t mail_end(std::string_view source, std::size_t begin) {
  std::size_t at_sign = begin;
  const std::size_t limit = std::min(source.size(), begin + kMaxLocalPart + 1);
  const auto local = [](char c) {
    return kAsciiClass[static_cast<unsigned char>(c) & 127U] != CharClass::Mark || c == '.' || c == '_' ||
           c == '-' || c == '%' || c == '+';
  };
  while (at_sign < limit && static_cast<unsigned char>(source[at_sign]) < 128 &&
         !character_at(source, at_sign).is_space() && local(source[at_sign])) {
    ++at_sign;
  }
  if (at_sign == begin || at_sign >= limit || source[at_sign] != '@') return begin;
  std::size_t end = at_sign + 1;
  const std::size_t host_limit = std::min(source.size(), end + kMaxHost);
  while (end < host_limit) {
    const char c = source[end];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128 || (!character_at(source, end).is_word() && c != '.' && c != '-' && c != '_')) break;
    ++end;
  }
  while (end > at_sign + 1 && !character_at(source, end - 1).is_word()) --end;
  return end > at_sign + 1 ? end : begin;
}

// A host or file name whose first inner dot is at `dot`; its path belongs to it. `begin` when it is none.
std::size_t host_end(std::string_view source, std::size_t begin, std::size_t dot) {
  const std::size_t limit = std::min(source.size(), dot + kMaxHost);
  std::size_t end = dot;
  std::size_t last_dot = dot;
  std::size_t dots = 0;
  while (end < limit) {
    const Character c = character_at(source, end);
    if (c.code_point == U'.' && character_at(source, end + 1).is_word()) {
      last_dot = end;
      ++dots;
    } else if (c.code_point >= 128 || !(c.is_word() || c.code_point == U'-' || c.code_point == U'_')) {
      break;
    }
    ++end;
  }
  const std::string_view label = source.substr(last_dot + 1, end - last_dot - 1);
  // "said.In the end" is no host: the end of a name is in one case, and not a capitalised word.
  const bool capitalised = label.size() > 1 && character_at(source, last_dot + 1).kind == CharClass::Upper &&
                           character_at(source, last_dot + 2).kind == CharClass::Lower;
  const bool news_group = dots >= 2 && is_plain_lower(source.substr(begin, end - begin)) &&
                          dot - begin > 1;  // "comp.sources.unix"
  if (news_group) return end;
  if (capitalised || !in_sorted(kHostEnds, ShortLower(label).view())) return begin;
  if (end < source.size() && source[end] == '/' && character_at(source, end + 1).is_word()) {
    while (!character_at(source, end).is_space() && character_at(source, end).code_point < 128 && end < limit)
      ++end;
    while (!character_at(source, end - 1).is_word() && source[end - 1] != '/') --end;
  }
  return end;
}

}  // namespace demarche::language
