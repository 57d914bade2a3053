// Sentence ends.
//
// Between two tokens a sentence may end or not. Some gaps are certain: a blank line always ends a sentence; a
// gap without white space does only behind a final mark; a closing quote or bracket stays with the sentence
// it closes; a dateline ("BEIJING, April 5 (Xinhua) --") stays with the sentence that follows. A single line
// break ends a sentence unless the text is hard-wrapped.
//
// Every other gap is put to a linear model over hashed features: the two words on each side and their shapes,
// the width of the gap, open quotes, the length of the sentence so far and the way to the next final mark.
// Text as written and text that lost its capitals or marks have weights of their own. In the latter a wide
// gap is where a mark has been, so the width takes part in nearly every feature.
//
// The decision is greedy from left to right: the length so far depends on the decisions before.
#include "boundary.hpp"

#include <algorithm>

#include <demarche/language/chain.hpp>

#include "abbreviations.hpp"
#include "characters.hpp"
#include "word_lists.hpp"

namespace demarche::language {
namespace {

constexpr std::uint32_t kFar = 63;
constexpr std::uint32_t kClause = 12;  // how far the look for a verb goes where no wide gap stops it
constexpr std::size_t kDatelineTokens = 16;
constexpr std::uint32_t kShortestWrap = 40;  // bytes a line, of hard-wrapped text
constexpr std::uint32_t kLongestWrap = 100;

constexpr auto kAgencies = std::to_array<std::string_view>(
    {"reuters", "xinhua", "ap", "afp", "upi", "bloomberg", "kyodo", "yonhap", "tass", "interfax"});

std::uint32_t hash_word(std::string_view s) {
  std::uint32_t h = 2166136261U;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

std::uint32_t bucket(std::uint32_t n) {
  constexpr std::array<std::uint8_t, 24> kBuckets = {0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8, 8,
                                                     8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9};
  if (n < kBuckets.size()) return kBuckets[n];
  return n < 32 ? 10 : n < 48 ? 11 : 12;
}

struct MarkShape {
  std::u32string_view marks;
  Shape shape;
};
constexpr auto kMarkShapes = std::to_array<MarkShape>({
    {U"\u2026", Shape::Dots},
    {U"!?", Shape::Asking},
    {U",", Shape::Comma},
    {U":", Shape::Colon},
    {U";", Shape::Semicolon},
    {U"-\u2013\u2014\u2015", Shape::Dash},
    {U"([{`\u2018\u201C\u00AB", Shape::Open},
    {U")]}\u2019\u201D\u00BB", Shape::Close},
    {U"\"'", Shape::Quote},
    {U"*>\u00B7\u2022\u25A0\u25CF", Shape::Bullet},
});

Shape shape_of_mark(char32_t c, std::size_t length) {
  if (c == U'.') return length > 1 ? Shape::Dots : Shape::Stop;
  for (const MarkShape& entry : kMarkShapes) {
    if (entry.marks.find(c) != std::u32string_view::npos) return entry.shape;
  }
  return Shape::Symbol;
}

Shape shape_of_word(std::string_view form) {
  std::size_t upper = 0, lower = 0, digits = 0;
  for (const char c : form) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128) return Shape::NonAscii;
    upper += kAsciiClass[byte] == CharClass::Upper ? 1U : 0U;
    lower += kAsciiClass[byte] == CharClass::Lower ? 1U : 0U;
    digits += kAsciiClass[byte] == CharClass::Digit ? 1U : 0U;
  }
  if (digits > 0) return upper + lower == 0 ? Shape::Digits : Shape::Mixed;
  if (upper == 0) return Shape::Lower;
  if (lower > 0)
    return kAsciiClass[static_cast<unsigned char>(form[0]) & 127U] == CharClass::Upper ? Shape::Capital
                                                                                       : Shape::Mixed;
  return upper == 1 ? Shape::OneCapital : Shape::AllCaps;
}

Shape shape_of(std::string_view form) {
  const Character c = character_at(form, 0);
  if (c.is_word()) {
    const bool net = form.size() > 6 && (form.find('@') != std::string_view::npos ||
                                         form.starts_with("http") || form.starts_with("www."));
    if (net) return Shape::Net;
    if (c.kind == CharClass::Letter) return utf8::is_upper(c.code_point) ? Shape::Capital : Shape::Lower;
    return shape_of_word(form);
  }
  if (form.size() > 1 && (c.code_point == U'@' || c.code_point == U'#')) return Shape::Net;
  if (c.code_point == U'.' &&
      (form.find('!') != std::string_view::npos || form.find('?') != std::string_view::npos))
    return Shape::Asking;
  return shape_of_mark(c.code_point, form.size());
}

Abbreviation abbreviation_of_token(const Token& token, Shape shape) {
  if (token.form.size() < 2 || token.form.back() != '.' || shape > Shape::Mixed) return Abbreviation::None;
  if (token.form.size() == 2) return Abbreviation::Initial;
  const std::string_view stem = token.lower.substr(0, token.lower.size() - 1);
  if (stem.find('.') != std::string_view::npos) return Abbreviation::Dotted;
  const Abbreviation known = abbreviation_of(stem);
  return known == Abbreviation::None ? Abbreviation::Plain : known;
}

bool is_final(Shape s) {
  return s == Shape::Stop || s == Shape::Asking || s == Shape::Dots;
}
bool is_word_shape(Shape s) {
  return s <= Shape::Net;
}

// A short word stands for itself, a longer one for its last two letters.
std::uint32_t ending_of(std::string_view lower) {
  const std::size_t keep = lower.size() <= 4 ? lower.size() : 2;
  return hash_word(lower.substr(lower.size() - keep)) * 2 + (lower.size() <= 4 ? 1U : 0U);
}

}  // namespace

Boundaries::Boundaries(const Text& text, Genre genre)
    : text_(text), genre_(genre), degraded_(text.condition.degraded()), views_(text.tokens.size()) {
  view_tokens();
  view_distances();
  if (gaps_are_wide_ != 0) view_wide_gaps();
  measure_lines();
  if (genre_ == Genre::Body) find_dateline();
}

GapWidth Boundaries::gap_before(std::size_t i) const {
  const std::uint32_t begin = i == 0 ? 0 : text_.tokens[i - 1].end;
  const std::string_view gap = text_.source.substr(begin, text_.tokens[i].begin - begin);
  if (gap.empty()) return GapWidth::None;
  if (gap == " ") return GapWidth::Narrow;
  const auto lines = std::count(gap.begin(), gap.end(), '\n');
  if (lines == 0) return gap.size() > 1 && gap[0] == ' ' && gap[1] == ' ' ? GapWidth::Wide : GapWidth::Narrow;
  return lines > 1 ? GapWidth::Blank : GapWidth::Line;
}

void Boundaries::view_tokens() {
  std::size_t wide = 0;
  std::uint32_t verbs = 0;
  std::uint32_t pasts = 0;
  bool quote = false;
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const Token& token = text_.tokens[i];
    TokenView& v = views_[i];
    v.word = hash_word(token.lower);
    v.shape = shape_of(token.form);
    v.ending = ending_of(token.lower);
    v.abbreviation = static_cast<std::uint8_t>(abbreviation_of_token(token, v.shape));
    v.gap = gap_before(i);
    v.verbs = verbs;
    v.pasts = pasts;
    verbs += degraded_ && in_sorted(kFiniteVerbs, token.lower) ? 1U : 0U;
    pasts += token.lower.size() > 4 && token.lower.ends_with("ed") ? 1U : 0U;
    wide += v.gap == GapWidth::Wide ? 1U : 0U;
    if (v.gap == GapWidth::Blank) quote = false;
    v.quote_open = quote ? 1 : 0;
    if (v.shape == Shape::Open) quote = true;
    if (v.shape == Shape::Close) quote = false;
    if (token.form == "\"") quote = !quote;
  }
  gaps_are_wide_ = wide * 40 > views_.size() ? 1U : 0U;
}

void Boundaries::view_distances() {
  std::uint32_t to_stop = kFar;
  std::uint32_t to_block = 0;
  for (std::size_t i = views_.size(); i-- > 0;) {
    to_stop = is_final(views_[i].shape) ? 0 : std::min(to_stop + 1, kFar);
    to_block = std::min(to_block + 1, kFar);
    views_[i].to_stop = to_stop;
    views_[i].to_block = to_block;
    if (views_[i].gap == GapWidth::Blank) {
      to_block = 0;
      to_stop = kFar;
    }
  }
}

// Where wide gaps stand for lost marks, the pattern of the gaps replaces the pattern of the marks.
void Boundaries::view_wide_gaps() {
  std::uint32_t since = 0;
  for (std::size_t i = 0; i < views_.size(); ++i) {
    views_[i].to_block = since;
    since = views_[i].gap >= GapWidth::Wide ? 0 : std::min(since + 1, kFar);
    const std::uint32_t begin = i == 0 ? 0 : text_.tokens[i - 1].end;
    views_[i].quote_open = static_cast<std::uint8_t>(std::min(text_.tokens[i].begin - begin, 6U));
  }
  std::uint32_t ahead = 0;
  for (std::size_t i = views_.size(); i-- > 0;) {
    views_[i].to_stop = ahead;
    ahead = views_[i].gap >= GapWidth::Wide ? 0 : std::min(ahead + 1, kFar);
  }
}

void Boundaries::measure_lines() {
  std::uint32_t begin = 0;
  for (std::size_t i = 1; i <= views_.size(); ++i) {
    if (i < views_.size() && views_[i].gap < GapWidth::Line) continue;
    longest_line_ = std::max(longest_line_, text_.tokens[i - 1].end - begin);
    if (i == views_.size()) break;
    begin = text_.tokens[i].begin;
  }
}

// A dateline: capitals, then marks, dates and an agency in brackets, closed by a dash.
void Boundaries::find_dateline() {
  if (views_.empty()) return;
  if (degraded_) return find_degraded_dateline();
  if (views_[0].shape != Shape::AllCaps || text_.tokens[0].form.size() < 3) return;
  for (std::size_t i = 1; i < views_.size() && i < kDatelineTokens; ++i) {
    const Shape s = views_[i].shape;
    if (views_[i].gap >= GapWidth::Line || is_final(s) || s == Shape::Colon) return;
    if (s == Shape::Lower && text_.tokens[i].form.size() > 3) return;
    const bool inside_word =
        views_[i].gap == GapWidth::None && i + 1 < views_.size() && views_[i + 1].gap == GapWidth::None;
    if (s == Shape::Dash && !inside_word) {
      dateline_end_ = i + 2;
      return;
    }
  }
}

// "washington  reuters    the united states": the agency and the gap behind it.
void Boundaries::find_degraded_dateline() {
  for (std::size_t i = 1; i + 1 < views_.size() && i < kDatelineTokens / 2; ++i) {
    const bool agency =
        std::find(kAgencies.begin(), kAgencies.end(), text_.tokens[i].lower) != kAgencies.end();
    if (!agency || views_[i].gap < GapWidth::Wide || views_[i + 1].gap < GapWidth::Wide) continue;
    dateline_end_ = i + 2;
    return;
  }
}

const TokenView& Boundaries::view(std::ptrdiff_t i) const {
  static constexpr TokenView kNone{};
  if (i < 0 || i >= static_cast<std::ptrdiff_t>(views_.size())) return kNone;
  return views_[static_cast<std::size_t>(i)];
}

// The token at `i` closes something behind it: a bracket, a typographic closing quote, a straight quote that
// touches what stands before it and not what follows.
bool Boundaries::closes(std::size_t i) const {
  const TokenView& v = views_[i];
  if (v.shape == Shape::Close)
    return v.gap <= GapWidth::Narrow && !(text_.tokens[i].lower == "'" && v.gap != GapWidth::None);
  if (v.shape != Shape::Quote) return false;
  return v.gap == GapWidth::None && view(static_cast<std::ptrdiff_t>(i) + 1).gap != GapWidth::None;
}

// A single line break ends a sentence, unless it looks like the work of a typesetter: no line of the text is
// longer than a line of print, and the word behind the break would not have fitted on the line before it.
bool Boundaries::line_break_ends(std::size_t i) const {
  if (longest_line_ < kShortestWrap || longest_line_ > kLongestWrap) return true;
  std::size_t line = i - 1;
  while (line > 0 && views_[line].gap < GapWidth::Line) {
    if (text_.tokens[i - 1].end - text_.tokens[line].begin > kLongestWrap) return true;
    --line;
  }
  std::size_t word = i;
  while (word + 1 < views_.size() && views_[word + 1].gap == GapWidth::None && word - i < kFar) ++word;
  const std::uint32_t width = text_.tokens[i - 1].end - text_.tokens[line].begin;
  const std::uint32_t wanted = text_.tokens[word].end - text_.tokens[i].begin;
  return width + 1 + wanted <= longest_line_;
}

Boundaries::Verdict Boundaries::by_rule(std::size_t i) const {
  const TokenView& v = views_[i];
  const TokenView& before = views_[i - 1];
  if (v.gap == GapWidth::Blank) return Verdict::Yes;
  if (i < dateline_end_) return Verdict::No;
  if (v.gap == GapWidth::Line) return line_break_ends(i) ? Verdict::Yes : Verdict::Ask;
  if (closes(i)) return Verdict::No;
  if (v.gap == GapWidth::None) {
    return is_final(before.shape) && v.shape == Shape::Capital ? Verdict::Ask : Verdict::No;
  }
  if (v.shape == Shape::Bullet && before.shape == Shape::Bullet) return Verdict::No;  // "* * *"
  if (genre_ == Genre::Title && !is_final(before.shape) && !degraded_) return Verdict::No;
  if (degraded_) return Verdict::Ask;
  const bool runs_on = is_word_shape(before.shape) || before.shape == Shape::Comma;
  return runs_on && v.shape == Shape::Lower ? Verdict::No : Verdict::Ask;
}

bool Boundaries::by_habit(std::size_t i) const {
  std::size_t mark = i - 1;
  while (mark > 0 && i - mark < 4 &&
         (views_[mark].shape == Shape::Close || views_[mark].shape == Shape::Quote))
    --mark;
  return is_final(views_[mark].shape) && views_[i].shape != Shape::Lower;
}

// Hashes one feature after the other; its place in the list tells features of the same values apart.
class Boundaries::Hasher {
 public:
  // `state` takes part in every feature.
  Hasher(Features& out, std::uint32_t state) : out_(out), state_(state) { out_.size = 0; }
  void operator()(std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
    std::uint32_t h = (static_cast<std::uint32_t>(out_.size) * 64 + state_ + 1) * 0x9E3779B1U;
    h = (h ^ a) * 0x85EBCA6BU;
    h = ((h ^ (h >> 15U)) + b) * 0xC2B2AE35U;
    h = ((h ^ (h >> 13U)) ^ c) * 0x27D4EB2FU;
    out_.hashes[out_.size++] = h ^ (h >> 16U);
  }

 private:
  Features& out_;
  std::uint32_t state_;
};

namespace {

std::uint32_t shape(const TokenView& v) {
  return static_cast<std::uint32_t>(v.shape);
}
std::uint32_t shapes(const TokenView& a, const TokenView& b) {
  return shape(a) * 32 + shape(b);
}

// A line break that is left to the model is a typesetter's: it counts as a blank.
std::uint32_t width_of(const TokenView& v) {
  return v.gap == GapWidth::Line ? 1U : std::min<std::uint32_t>(static_cast<std::uint32_t>(v.gap), 2);
}

}  // namespace

// The shapes around the gap.
void Boundaries::add_sides(std::size_t i, Hasher& add) const {
  const auto p = static_cast<std::ptrdiff_t>(i);
  const TokenView &l3 = view(p - 3), &l2 = view(p - 2), &l1 = view(p - 1), &r1 = views_[i], &r2 = view(p + 1);
  const TokenView& r3 = view(p + 2);
  const std::uint32_t sides = shapes(l1, r1);
  add(1);
  add(shape(l1));
  add(shape(r1));
  add(sides);
  add(sides, shape(l2));
  add(sides, shape(r2));
  add(sides, shape(l2), shape(r2));
  add(sides, shapes(l2, l3));
  add(sides, shape(r2), shape(r3));
  add(l1.abbreviation, shape(r1), shape(r2));
  add(l1.abbreviation, r1.word);
  add(width_of(r1), sides);
}

// The words around the gap.
void Boundaries::add_words(std::size_t i, Hasher& add) const {
  const auto p = static_cast<std::ptrdiff_t>(i);
  const TokenView &l3 = view(p - 3), &l2 = view(p - 2), &l1 = view(p - 1), &r1 = views_[i], &r2 = view(p + 1);
  const TokenView& r3 = view(p + 2);
  const std::uint32_t sides = shapes(l1, r1);
  add(l1.word);
  add(r1.word);
  add(l1.word, shape(r1));
  add(r1.word, shape(l1));
  add(l1.word, r1.word);
  add(l2.word, sides);
  add(l2.word, l1.word);
  add(r1.word, r2.word);
  add(r1.word, r2.word, shape(l1));
  add(r2.word, sides);
  add(l2.word, r1.word, shape(l1));
  add(l3.word, sides);
  add(r3.word, sides);
  add(l1.ending, r1.ending);
  add(l1.ending, r1.word, l2.ending);
  add(l1.word, r1.ending, r2.ending);
  add(l2.ending, l1.ending, r1.ending * 31U + r2.ending);
  add(l1.ending, r1.word, r2.word);
}

// Where the gap stands in the sentence so far and in the paragraph.
void Boundaries::add_course(std::size_t i, std::size_t first, Hasher& add) const {
  const auto p = static_cast<std::ptrdiff_t>(i);
  const TokenView &l2 = view(p - 2), &l1 = view(p - 1), &r1 = views_[i], &r2 = view(p + 1);
  const std::uint32_t sides = shapes(l1, r1);
  const std::uint32_t length = bucket(static_cast<std::uint32_t>(i - first));
  const std::uint32_t stop = bucket(r1.to_stop), block = bucket(r1.to_block);
  add(length, sides);
  add(length, l1.abbreviation, r1.quote_open);
  add(r1.quote_open, sides);
  add(r1.quote_open, sides, shapes(r2, l2));
  add(stop, sides);
  add(stop, length, shape(l1));
  add(block, sides);
  add(block, stop, shape(r1));
  add(views_[first].word, std::min(length, 6U), shape(l1));
  add(shape(views_[first]), length, sides);
  add(stop, block, r1.quote_open);
  add(stop, length, r1.quote_open * 64U + block);
  add(r1.word, stop, block);
}

// For degraded text: is there a verb on either side? "sending prices up" is no sentence, "prices rose" may be
// one.
void Boundaries::add_clauses(std::size_t i, std::size_t first, Hasher& add) const {
  const TokenView& l1 = views_[i - 1];
  const TokenView& r1 = views_[i];
  const std::size_t ahead = std::min(views_.size() - 1, i + std::min(r1.to_stop, kClause) + 1);
  const std::uint32_t left = std::min(r1.verbs - views_[first].verbs, 2U);
  const std::uint32_t right = std::min(views_[ahead].verbs - r1.verbs, 2U);
  const std::uint32_t pasts =
      (r1.pasts > views_[first].pasts ? 2U : 0U) + (views_[ahead].pasts > r1.pasts ? 1U : 0U);
  const std::uint32_t verbs = left * 3 + right;
  const std::uint32_t length = bucket(static_cast<std::uint32_t>(i - first));
  add(verbs);
  add(verbs, pasts, length);
  add(verbs, pasts, r1.word);
  add(verbs, l1.word);
  add(verbs, bucket(r1.to_stop), length);
  add(verbs, r1.ending, l1.ending);
  add(left, r1.word, views_[std::min(i + 1, views_.size() - 1)].word);
}

void Boundaries::features(std::size_t i, std::size_t first, Features& out) const {
  const std::uint32_t width = width_of(views_[i]);
  // In degraded text it matters how wide the gap is, and what wide gaps mean there; else only whether there
  // is one.
  const std::uint32_t damage = 4 * gaps_are_wide_ + (text_.condition.lower_case ? 8U : 0U) +
                               (text_.condition.no_punctuation ? 16U : 0U);
  Hasher add(out, degraded_ ? width + damage : std::min(width, 1U));
  add_sides(i, add);
  add_words(i, add);
  add_course(i, first, add);
  if (degraded_) add_clauses(i, first, add);
}

std::int32_t score(std::span<const std::int16_t> weights, const Features& features) {
  const std::uint32_t mask = static_cast<std::uint32_t>(weights.size()) - 1;
  std::int32_t sum = 0;
  for (const std::uint32_t f : features.all()) sum += weights[f & mask];
  return sum;
}

}  // namespace demarche::language
