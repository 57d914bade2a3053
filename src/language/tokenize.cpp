// Tokens by rule.
//
// The text is read once, left to right. At the beginning of each token the scanner asks, in this order: is it
// a name of the net (URL, e-mail, host, @handle, #tag)? a word or number? a mark? Each question consumes the
// longest token of its kind. A word is a run of letters and digits; at the character that ends the run a
// connector rule decides whether the token goes on behind it ("3.5", "U.S", "AT&T", "co-worker",
// "11/28/2000") or stops ("and|/|or"). Then the stop of an abbreviation is taken in, and contractions
// ("do|n't", "can|not", "10|am") are cut off the end.
//
// Every look-ahead is bounded by a constant or by what the token itself consumes: the time is linear.
#include "tokenize.hpp"

#include <array>
#include <optional>

#include "abbreviations.hpp"
#include "characters.hpp"
#include "net_names.hpp"
#include "short_lower.hpp"
#include "word_lists.hpp"

namespace demarche::language {
namespace {

constexpr std::size_t kLookAhead = 32;

std::string_view lower_form(Text& text, std::string_view form) {
  if (is_plain_lower(form)) return form;
  const Character first = character_at(form, 0);
  if (first.length == form.size()) {
    if (const std::string_view mark = plain_mark(first.code_point); !mark.empty()) return mark;
  }
  std::string out;
  out.reserve(form.size());
  for (std::size_t i = 0; i < form.size();) {
    const Character c = character_at(form, i);
    const std::string_view mark = c.code_point < 128 ? std::string_view() : plain_mark(c.code_point);
    if (mark.empty()) {
      utf8::append(out, utf8::lower(c.code_point));
    } else {
      out.append(mark);
    }
    i += c.length;
  }
  return text.keep(std::move(out));
}

class Scanner {
 public:
  explicit Scanner(Text& text) : text_(text), source_(text.source) {}
  void run();

 private:
  [[nodiscard]] Character at(std::size_t pos) const { return character_at(source_, pos); }
  [[nodiscard]] bool at_ascii(std::size_t pos, char c) const {
    return pos < source_.size() && source_[pos] == c;
  }
  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
    return source_.substr(begin, end - begin);
  }
  void emit(std::size_t begin, std::size_t end);

  std::size_t net_name_end(std::size_t begin) const;

  void word(std::size_t begin);
  std::size_t run_end(std::size_t pos) const;
  std::size_t connected_end(std::size_t begin, std::size_t end, std::size_t part);
  bool joins_at_dot(std::size_t part, std::size_t end) const;
  bool joins_at_hyphen(std::size_t begin, std::size_t part, std::size_t end) const;
  bool joins_at_slash(std::size_t begin, std::size_t part, std::size_t end) const;
  std::size_t with_stop(std::size_t begin, std::size_t part, std::size_t end) const;
  bool takes_stop(std::string_view token, std::size_t part_length, std::size_t behind) const;
  std::size_t digits_end(std::size_t pos, std::size_t limit) const;
  std::size_t clitic_length(std::size_t apostrophe) const;
  void emit_word(std::size_t begin, std::size_t end);

  void mark(std::size_t begin);
  std::size_t quote_word_end(std::size_t begin, const Character& c) const;
  std::size_t mark_run_end(std::size_t begin, const Character& c) const;

  Text& text_;
  std::string_view source_;
  std::size_t pos_ = 0;
  bool space_before_ = true;
};

void Scanner::emit(std::size_t begin, std::size_t end) {
  Token token;
  token.begin = static_cast<std::uint32_t>(begin);
  token.end = static_cast<std::uint32_t>(end);
  token.form = slice(begin, end);
  token.lower = lower_form(text_, token.form);
  token.space_before = space_before_;
  text_.tokens.push_back(token);
  space_before_ = false;
  pos_ = end;
}

void Scanner::run() {
  text_.tokens.reserve(text_.tokens.size() + source_.size() / 5 + 8);
  while (pos_ < source_.size()) {
    const Character c = at(pos_);
    if (c.is_space()) {
      space_before_ = true;
      pos_ += c.length;
      continue;
    }
    if (const std::size_t end = net_name_end(pos_); end > pos_) {
      emit(pos_, end);
    } else if (c.is_word()) {
      word(pos_);
    } else {
      mark(pos_);
    }
  }
}

// --- Names of the net ---

std::size_t Scanner::net_name_end(std::size_t begin) const {
  const char c = source_[begin];
  if (c == '@' || c == '#') {
    if (!space_before_ && !text_.tokens.empty() && at(text_.tokens.back().begin).is_word()) return begin;
    const Character next = at(begin + 1);
    if (!(next.is_letter() || next.code_point == U'_')) return begin;
    return run_end(begin + 1);
  }
  if (c == 'h' || c == 'H' || c == 'w' || c == 'W' || c == 'f' || c == 'F') {
    if (const std::size_t end = url_end(source_, begin); end > begin) return end;
  }
  if (!space_before_ && !text_.tokens.empty() && at(text_.tokens.back().begin).is_word()) return begin;
  return mail_end(source_, begin);
}

// --- Words and numbers ---

std::size_t Scanner::run_end(std::size_t pos) const {
  for (;;) {
    while (pos < source_.size() && static_cast<unsigned char>(source_[pos]) < 128) {
      const CharClass kind = kAsciiClass[static_cast<unsigned char>(source_[pos])];
      if (kind == CharClass::Space || (kind == CharClass::Mark && source_[pos] != '_')) return pos;
      ++pos;
    }
    const Character c = at(pos);
    if (c.length == 0 || !c.is_word()) return pos;
    pos += c.length;
  }
}

std::size_t Scanner::digits_end(std::size_t pos, std::size_t limit) const {
  const std::size_t stop = std::min(source_.size(), pos + limit);
  while (pos < stop && at(pos).is_digit()) ++pos;
  return pos;
}

bool is_word_shaped(std::string_view s, CharClass kind) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [kind](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 128 && kAsciiClass[byte] == kind;
  });
}
bool all_digits(std::string_view s) {
  return is_word_shaped(s, CharClass::Digit);
}

// `part` is where the last run of the token begins, `end` is at the dot.
bool Scanner::joins_at_dot(std::size_t part, std::size_t end) const {
  const Character next = at(end + 1);
  if (!next.is_word()) return false;
  if (at(end - 1).is_digit() && next.is_digit()) return true;
  // Single letters with dots between them: "U.S", "p.m", "a.k.a"; also "Ph.D".
  if (!next.is_letter()) return false;
  const std::size_t next_end = std::min(run_end(end + 1), end + 4);
  const bool single = end - part == 1 && at(part).is_letter();
  if (single && next_end == end + 2) return true;
  return slice(part, end) == "Ph" && at_ascii(end + 1, 'D');
}

bool Scanner::joins_at_hyphen(std::size_t begin, std::size_t part, std::size_t end) const {
  const std::size_t behind = end + at(end).length;
  if (!at(behind).is_word()) return false;
  const std::string_view left = slice(part, end);
  if (all_digits(left) && left.size() <= 4 && at(behind).is_digit()) {
    const std::size_t next_end = digits_end(behind, 8);
    const bool third = (part > begin && source_[part - 1] == '-') ||
                       (at_ascii(next_end, '-') && at(next_end + 1).is_digit());
    const bool phone = left.size() == 3 && next_end - behind == 4;
    return third || phone;
  }
  const bool first_part = part == begin && (space_before_ || !at_ascii(begin - 1, '-'));
  if (first_part && in_sorted(kJoinedPrefixes, ShortLower(left).view())) {
    return at(behind).is_letter() || left.size() == 3;  // "mid-80s"
  }
  const std::string_view right = slice(behind, std::min(run_end(behind), behind + kLookAhead));
  return left.size() > 2 && in_list(kJoinedSuffixes, right);
}

bool Scanner::joins_at_slash(std::size_t begin, std::size_t part, std::size_t end) const {
  const std::string_view left = slice(part, end);
  if (at(end + 1).is_digit() && all_digits(left) && left.size() <= 4) {
    const std::size_t next_end = digits_end(end + 1, 5);
    const bool third = part > begin && source_[part - 1] == '/';
    if (third || (at_ascii(next_end, '/') && at(next_end + 1).is_digit())) return true;
    // "9/11" but "3/4": the second number of a fraction is small.
    const std::string_view right = slice(end + 1, next_end);
    return left.size() <= 2 && left != "1" && (right.size() == 2 || (right.size() == 1 && right[0] > '4'));
  }
  // "I/C" but "and/or"
  return part == begin && left.size() == 1 && at(part).is_letter() && at(end + 1).is_letter() &&
         run_end(end + 1) == end + 2 && !at_ascii(end + 2, '/');
}

// Where the token that began at `begin` ends, given that its run [part, end) is over: extends it over
// connectors.
std::size_t Scanner::connected_end(std::size_t begin, std::size_t end, std::size_t part) {
  for (;;) {
    const Character c = at(end);
    const Character next = at(end + c.length);
    if (c.length == 0 || !next.is_word()) break;
    bool joins = false;
    if (c.code_point == U'.') {
      joins = joins_at_dot(part, end);
      if (!joins && next.is_word()) {
        if (const std::size_t host = host_end(source_, begin, end); host > begin) return host;
      }
    } else if (is_apostrophe(c.code_point)) {
      joins = next.is_letter() && at(end - 1).code_point < 0x3000 && clitic_length(end) == 0;
      if (at(end - 1).is_digit()) joins = next.code_point == U's' && !at(end + c.length + 1).is_word();
    } else if (is_hyphen(c.code_point)) {
      joins = joins_at_hyphen(begin, part, end);
    } else if (c.code_point == U'/') {
      joins = joins_at_slash(begin, part, end);
    } else if (c.code_point == U',') {
      joins = at(end - 1).is_digit() && digits_end(end + 1, 4) == end + 4;
    } else if (c.code_point == U':') {
      joins = at(end - 1).is_digit() && next.is_digit();
    } else if (c.code_point == U'&') {
      joins = end - part <= 4 && run_end(end + 1) - end <= 4 && part == begin;
    }
    if (!joins) break;
    part = end + c.length;
    end = run_end(part);
  }
  return with_stop(begin, part, end);
}

// Takes in the stop of an abbreviation, if the dot at `end` is one.
std::size_t Scanner::with_stop(std::size_t begin, std::size_t part, std::size_t end) const {
  if (!at_ascii(end, '.') || end - begin > kLookAhead) return end;
  if (at_ascii(end + 1, '.') && at_ascii(end + 2, '.')) return end;
  const Character behind = at(end + 1);
  if (behind.is_word()) return end;
  return takes_stop(slice(begin, end), end - part, end + 1) ? end + 1 : end;
}

bool Scanner::takes_stop(std::string_view token, std::size_t part_length, std::size_t behind) const {
  const Character first = character_at(token, 0);
  const bool capital = first.kind == CharClass::Upper;
  if (token.size() == part_length) {
    std::size_t next = behind;
    while (next < source_.size() && next < behind + 4 && at_ascii(next, ' ')) ++next;
    const bool more = next < source_.size() && !at(next).is_space();
    if (token.size() == 1) return capital && token != "I" && more && next > behind;
    switch (abbreviation_of(ShortLower(token).view())) {
      case Abbreviation::None:
        return false;
      case Abbreviation::Number:
        return at(next).is_digit();
      case Abbreviation::Title:
      case Abbreviation::Month:
        return more && (capital || at(next).is_digit());
      case Abbreviation::State:
        return capital && (token.size() > 2 || more) && character_at(token, 1).kind == CharClass::Lower;
      // EWT gives the last stop of a sentence a token of its own: "etc|." but "etc. of".
      case Abbreviation::Plain:
        return more && at(next).kind != CharClass::Upper;
      default:
        return true;
    }
  }
  if (token == "Ph.D") return true;
  // Letters and dots in turn: "U.S", "p.m".
  for (std::size_t i = 0; i < token.size(); ++i) {
    if ((i % 2 == 1) != (token[i] == '.')) return false;
  }
  return token.size() % 2 == 1 && first.is_letter();
}

// Bytes of the clitic that begins at the apostrophe ("'s", "'ll"), or 0.
std::size_t Scanner::clitic_length(std::size_t apostrophe) const {
  const std::size_t letters = apostrophe + at(apostrophe).length;
  const std::size_t end = std::min(run_end(letters), letters + 3);
  const std::string_view tail = slice(letters, end);
  if (tail.empty() || at(end).is_word()) return 0;
  const ShortLower lower(tail);
  constexpr auto kTails = std::to_array<std::string_view>({"s", "m", "d", "re", "ve", "ll"});
  if (in_list(kTails, lower.view())) return end - apostrophe;
  const bool negation = lower.view() == "t" && apostrophe > 0 && (source_[apostrophe - 1] | 32) == 'n';
  return negation ? end - apostrophe : 0;
}

void Scanner::word(std::size_t begin) {
  const std::size_t end = run_end(begin);
  // "US$", "HK$"
  if (at_ascii(end, '$') && end - begin <= 3 && is_word_shaped(slice(begin, end), CharClass::Upper)) {
    emit(begin, end + 1);
    return;
  }
  emit_word(begin, connected_end(begin, end, begin));
}

// Cuts off what EWT makes a token of its own: "n't", fused words, units behind numbers.
void Scanner::emit_word(std::size_t begin, std::size_t end) {
  const Character next = at(end);
  if (is_apostrophe(next.code_point) && end - begin >= 2) {
    const std::size_t clitic = clitic_length(end);
    const bool negation = clitic > 0 && (source_[end + clitic - 1] | 32) == 't';
    if (clitic > 0) {
      const std::size_t cut = negation ? end - 1 : end;
      if (cut > begin) emit(begin, cut);
      emit(cut, end + clitic);
      return;
    }
  }
  const std::string_view token = slice(begin, end);
  if (may_be_fused(token) && at(begin).is_letter()) {
    const ShortLower lower(token);
    const auto it = std::lower_bound(kFusedWords.begin(), kFusedWords.end(), lower.view(),
                                     [](const FusedWord& w, std::string_view s) { return w.word < s; });
    if (it != kFusedWords.end() && it->word == lower.view() && !is_word_shaped(token, CharClass::Upper)) {
      emit(begin, begin + it->first);
      emit(begin + it->first, end);
      return;
    }
  }
  if (at(begin).is_digit()) {
    std::size_t letters = end;
    while (letters > begin && end - letters <= 3 && at(letters - 1).is_letter()) --letters;
    if (letters > begin && letters < end && at(letters - 1).is_digit() &&
        in_sorted(kUnits, ShortLower(slice(letters, end)).view())) {
      emit(begin, letters);
      emit(letters, end);
      return;
    }
  }
  emit(begin, end);
}

// --- Marks ---

// A word that begins with an apostrophe: a clitic ("'s"), a year ("'90s"), "'em". `begin` when it is a quote.
std::size_t Scanner::quote_word_end(std::size_t begin, const Character& c) const {
  if (!is_apostrophe(c.code_point)) return begin;
  const std::size_t clitic = clitic_length(begin);
  if (clitic > 0 && (!space_before_ || at(begin + clitic).is_space())) return begin + clitic;
  const std::size_t letters = begin + c.length;
  const std::size_t digits = digits_end(letters, 3);
  if (digits == letters + 2) return at_ascii(digits, 's') && !at(digits + 1).is_word() ? digits + 1 : digits;
  const std::size_t end = std::min(run_end(letters), letters + 8);
  if (!at(end).is_word() && in_list(kApostropheWords, ShortLower(slice(letters, end)).view())) return end;
  return begin;
}

// Marks that repeat make one token: "...", "--", "!!!", "?!", "====".
std::size_t Scanner::mark_run_end(std::size_t begin, const Character& c) const {
  constexpr std::u32string_view kRuns = U".-*=_~+<>#$\u2026\u2014\u2019'`^|";
  const auto asks = [](char32_t m) { return m == U'!' || m == U'?'; };
  std::size_t end = begin + c.length;
  if (kRuns.find(c.code_point) != std::u32string_view::npos) {
    while (at(end).length > 0 && at(end).code_point == c.code_point) end += c.length;
  }
  if (asks(c.code_point) || (c.code_point == U'.' && end == begin + 1)) {
    while (asks(at(end).code_point)) ++end;
  } else if (c.code_point == U'\u2018' && at(end).code_point == U'\u2019') {
    end += at(end).length;  // what some presses print for an opening double quote
  } else if (c.code_point == U'-' || c.code_point == U'=') {
    std::size_t rule = end;
    while (at_ascii(rule, '-') || at_ascii(rule, '=')) ++rule;
    if (rule - begin > 2) end = rule;
  }
  return end;
}

void Scanner::mark(std::size_t begin) {
  const Character c = at(begin);
  if (const std::size_t end = quote_word_end(begin, c); end > begin) return emit(begin, end);
  const Character next = at(begin + c.length);
  const bool number_sign = c.code_point == U'.' || c.code_point == U'+';
  if (number_sign && space_before_ && next.is_digit()) {  // ".04", "+1"
    const std::size_t digits = begin + c.length;
    return emit_word(begin, connected_end(begin, run_end(digits), digits));
  }
  if (c.code_point < 128 && space_before_) {
    for (const std::string_view face : kEmoticons) {
      if (source_.substr(begin).starts_with(face) && !at(begin + face.size()).is_word()) {
        return emit(begin, begin + face.size());
      }
    }
  }
  emit(begin, mark_run_end(begin, c));
}

}  // namespace

void tokenize(Text& text) {
  Scanner(text).run();
}

}  // namespace demarche::language
