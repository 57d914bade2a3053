#include "fold.hpp"

#include <array>
#include <string_view>

#include <demarche/base/utf8.hpp>

namespace demarche::knowledge {
namespace {

// Two characters a code point, blanks where shorter; two blanks: no base letter in ASCII. From the NFKD
// decompositions of Unicode 14 without combining marks, with the letters that decompose to themselves (ø, ł,
// ß, æ, ...) written as news agencies write them.
constexpr char32_t kLatinFirst = 0xC0;
constexpr std::string_view kLatin =
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss"
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy "
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
    "g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "
    "l l l n n n n n n n ngngo o o o o o oeoer r r r r r s s s s s s "
    "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s "
    "                              e                                 "
    "o o                           u u                               "
    "        dzdzdzljljljnjnjnja a i i o o u u u u u u u u u u e a a "
    "a a         g g k k o o o o     j dzdzdzg g     n n a a         "
    "a a a a e e e e i i i i o o o o r r r r u u u u s s t t     h h "
    "            a a e e o o o o o o o o y y                         "
    "                  e                                             ";
constexpr char32_t kVietnameseFirst = 0x1E00;
constexpr std::string_view kVietnamese =
    "a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f "
    "g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m "
    "m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r "
    "s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v "
    "w w w w w w w w w w x x x x y y z z z z z z h t w y   s         "
    "a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e "
    "e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o "
    "o o o o u u u u u u u u u u u u u u y y y y y y y y             ";
static_assert(kLatin.size() % 64 == 0 && kVietnamese.size() == 512);

std::string_view base_of(std::string_view table, char32_t first, char32_t c) {
  if (c < first || c >= first + table.size() / 2) return {};
  const std::string_view pair = table.substr((c - first) * 2, 2);
  if (pair[0] == ' ') return {};
  return pair[1] == ' ' ? pair.substr(0, 1) : pair;
}

}  // namespace

void append_folded(std::string& out, char32_t code_point) {
  if (code_point >= 0x300 && code_point <= 0x36F) return;
  std::string_view base = base_of(kLatin, kLatinFirst, code_point);
  if (base.empty()) base = base_of(kVietnamese, kVietnameseFirst, code_point);
  if (!base.empty()) {
    out.append(base);
    return;
  }
  utf8::append(out, utf8::lower(code_point));
}

}  // namespace demarche::knowledge
