// Precision, recall and F1 of matched moves, with an interval; by act, family, topic or source.
// Thread rule: free functions without state; plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/scoring/match.hpp>

namespace demarche::scoring {

// 0 where nothing was coded, annotated or right.
struct Ratio {
  std::size_t right = 0;
  std::size_t coded = 0;
  std::size_t annotated = 0;
  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
};

struct Share {
  std::size_t right = 0;
  std::size_t of = 0;
  [[nodiscard]] double value() const;  // 0 of nothing
};

inline constexpr std::array<Level, 4> kLevels = {Level::Detect, Level::Act, Level::Who, Level::Full};
[[nodiscard]] std::string_view name_of(Level level);

struct Bounds {
  double low = 0.0;
  double high = 0.0;
};

struct Score {
  std::size_t documents = 0;
  std::array<Ratio, kLevels.size()> levels;  // in the order of kLevels: of all moves
  Bounds who;                                // 95 % of the F1 of who, by bootstrap over documents

  // Of the pairs whose act is right. Actor and target of a mutual act are right together or not at all. A
  // date is right to the precision that was annotated; pairs without an annotated date do not count.
  Share actor;
  Share target;
  Share modality;
  Share speaker_kind;
  Share date;
  Ratio issues;  // counted one by one

  std::size_t quiet_sentences = 0;  // annotated sentences that hold no move
  std::size_t quiet_moves = 0;      // moves coded in them
};

// The bounds: 1,000 times as many documents as there are, drawn with replacement by SmallRandom(1)
// (demarche/base/random.hpp, splitmix64), the index being below(n); the F1 of each draw, sorted; the 25th and
// the 975th. The reference scorer draws with Python's generator, so its bounds differ a little; nothing else
// does.
[[nodiscard]] Score score_of(std::span<const Matched> matched);

enum class Grouping : std::uint8_t { Act, Family, Topic, Source };
[[nodiscard]] std::optional<Grouping> parse_grouping(std::string_view text);

struct Group {
  std::string name;  // may be empty: the sheet names no topic or source
  Ratio who;
};
// What is right and what is annotated counts for the group of the annotated move, what is coded for that of
// the coded one. Most annotated first, then by name.
[[nodiscard]] std::vector<Group> groups_of(std::span<const Matched> matched, Grouping grouping);

}  // namespace demarche::scoring
