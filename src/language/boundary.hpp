// Where sentences may end: what is certain by rule, and the features of what is not; see boundary.cpp.
// Private to the room; the segmenter and its trainer share it. Thread rule: const use from one or many
// threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <demarche/language/segment.hpp>
#include <demarche/language/text.hpp>

namespace demarche::language {

enum class Shape : std::uint8_t {
  Lower,
  Capital,
  AllCaps,
  OneCapital,
  Digits,
  Mixed,
  NonAscii,
  Net,
  Stop,
  Asking,
  Dots,
  Comma,
  Colon,
  Semicolon,
  Dash,
  Open,
  Close,
  Quote,
  Bullet,
  Symbol,
  None,
};

enum class GapWidth : std::uint8_t { None, Narrow, Wide, Line, Blank };

struct TokenView {           // what the features see of a token and of the gap before it
  std::uint32_t word = 0;    // hash of the lower form
  std::uint32_t ending = 0;  // what is left to tell words apart where all are in lower case
  Shape shape = Shape::None;
  GapWidth gap = GapWidth::None;
  std::uint8_t abbreviation = 0;
  std::uint8_t quote_open =
      0;                      // a quote or bracket is open before this token; wide text: the width of the gap
  std::uint32_t verbs = 0;    // finite verbs before this token, from the beginning of the text
  std::uint32_t pasts = 0;    // and words in "-ed"
  std::uint32_t to_stop = 0;  // tokens up to the next final mark; wide text: up to the next wide gap
  std::uint32_t to_block =
      0;  // tokens up to the next blank line; wide text: since the wide gap before this one
};

// The features of one gap: hashes, to be taken modulo the size of the table of weights.
inline constexpr std::size_t kMaxFeatures = 50;
struct Features {
  std::array<std::uint32_t, kMaxFeatures> hashes{};
  std::size_t size = 0;
  [[nodiscard]] std::span<const std::uint32_t> all() const { return std::span(hashes).first(size); }
};

class Boundaries {
 public:
  Boundaries(const Text& text, Genre genre);

  enum class Verdict : std::uint8_t { No, Yes, Ask };
  // May a sentence begin at token `i` (> 0), where the current one began at `first`?
  [[nodiscard]] Verdict by_rule(std::size_t i) const;
  // The decision without a model: a final mark and something that can begin a sentence.
  [[nodiscard]] bool by_habit(std::size_t i) const;
  void features(std::size_t i, std::size_t first, Features& out) const;
  [[nodiscard]] bool degraded() const { return degraded_; }

 private:
  class Hasher;
  void add_sides(std::size_t i, Hasher& add) const;
  void add_words(std::size_t i, Hasher& add) const;
  void add_course(std::size_t i, std::size_t first, Hasher& add) const;
  void add_clauses(std::size_t i, std::size_t first, Hasher& add) const;
  void view_tokens();
  void view_distances();
  void view_wide_gaps();
  void find_dateline();
  void find_degraded_dateline();
  void measure_lines();
  [[nodiscard]] GapWidth gap_before(std::size_t i) const;
  [[nodiscard]] bool line_break_ends(std::size_t i) const;
  [[nodiscard]] bool closes(std::size_t i) const;
  [[nodiscard]] const TokenView& view(std::ptrdiff_t i) const;

  const Text& text_;
  Genre genre_;
  bool degraded_;
  std::uint32_t gaps_are_wide_ = 0;  // 1 when wide gaps are common: they stand for lost marks
  std::size_t dateline_end_ = 0;     // no sentence begins before this token (except the first)
  std::uint32_t longest_line_ = 0;
  std::vector<TokenView> views_;
};

// The sum of the weights at the features, modulo the (power of two) size of the table.
[[nodiscard]] std::int32_t score(std::span<const std::int16_t> weights, const Features& features);

}  // namespace demarche::language
