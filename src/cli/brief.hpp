// The page that an analyst reads first: what is new, repeated, contested, changed and due. Thread rule: pure
// functions.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/rank.hpp>
#include <demarche/record/state.hpp>

#include "evidence.hpp"
#include "query_options.hpp"

namespace demarche::cli {

enum class Section : std::uint8_t { New, Repeated, Contested, Changed, Due };
inline constexpr std::size_t kSections = 5;
[[nodiscard]] std::string_view name_of(Section section);

struct BriefLine {
  Section section = Section::New;
  std::optional<record::Rank> rank;  // New only
  std::string id;                    // for `show`
  std::string day;
  std::string parties;
  std::string what;   // act, kind of contest, status
  std::string about;  // issues and terms, goods
  std::string note;   // what is new in it, what changed, who said it first
  int due = 0;        // Due only: days until the last day on which it may be
  Sources sources;
  std::vector<record::Index> evidence;  // mentions; Contested: one account, then the other
};

struct Brief {
  Instant from;
  Instant to;
  std::size_t documents = 0;  // with moves, in the window
  std::size_t moves = 0;
  std::vector<BriefLine> lines;               // by section
  std::array<std::size_t, kSections> left{};  // lines that `top` left out
};

// Without `since` the brief covers the week before its end; without `as_of` it ends with what was known last.
[[nodiscard]] Brief make_brief(const record::State& state, const QueryOptions& options,
                               const knowledge::Knowledge& knowledge);
// `format` must be settled.
[[nodiscard]] std::string brief_text(const Brief& brief, const record::State& state, OutputFormat format,
                                     std::size_t width, bool color);

}  // namespace demarche::cli
