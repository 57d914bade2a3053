// Where a mention stands and who says so, in words. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <demarche/formats/json_writer.hpp>
#include <demarche/record/state.hpp>

#include "query_options.hpp"

namespace demarche::cli {

struct Evidence {
  std::string outlet;
  std::string speaker;  // "" where the article says so in its own voice
  std::string quote;    // the words of the trigger
  std::string day;      // when it became known
  std::string document;
  std::string field;
  std::uint32_t start = 0;  // of the trigger, in code points
  std::uint32_t end = 0;
};
[[nodiscard]] Evidence evidence_of(const record::State& state, record::Index mention);
// Liu He, Harbour Wire 2018-04-11
[[nodiscard]] std::string voice_text(const Evidence& evidence);
// ex-01 title 30-40
[[nodiscard]] std::string place_text(const Evidence& evidence);
// All of it in one line.
[[nodiscard]] std::string evidence_text(const Evidence& evidence);
// The cells of a sheet: outlet, speaker, quote, document, field, start, end.
[[nodiscard]] std::vector<std::string> evidence_cells(const Evidence& evidence);

// How many say so: origins, and the outlets they appeared in.
struct Sources {
  std::size_t origins = 0;
  std::size_t outlets = 0;
};
[[nodiscard]] Sources sources_of(const record::State& state, const std::vector<record::Index>& mentions);
[[nodiscard]] Sources sources_of_events(const record::State& state, const std::vector<record::Index>& events);
[[nodiscard]] std::string sources_text(Sources sources);  // "2 sources (3 outlets)"
void write_sources(JsonWriter& json, Sources sources);    // two members of an object

// "USA → CHN", "USA ↔ CHN" where the act is mutual.
[[nodiscard]] std::string parties_text(const record::Event& event);
[[nodiscard]] std::string issues_text(const record::Event& event);
[[nodiscard]] std::string terms_text(const record::Event& event);
[[nodiscard]] std::string day_text(
    const record::Event& event);  // when it happened, else when it became known

// Parties, issue and act as asked; and whether anything was told of it since.
[[nodiscard]] bool fits(const record::Event& event, const QueryOptions& options);

}  // namespace demarche::cli
