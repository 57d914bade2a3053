// What is asked of a record: the options that every query has in common. Thread rule: a plain value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/instant.hpp>
#include <demarche/base/party.hpp>

#include "common_options.hpp"

namespace demarche::cli {

enum class Query : std::uint8_t {
  Brief,
  Timeline,
  Events,
  Measures,
  Meetings,
  Positions,
  Contests,
  Sources,
  Show,
  FirstSaid
};

struct QueryOptions {
  Query query = Query::Measures;
  Folders folders;
  std::string database;
  std::optional<Instant> as_of;    // nullopt: all that the database holds
  std::optional<Instant> since;    // only what was told at or after this moment
  std::vector<PartyCode> between;  // none, one (it and anyone), or two parties, in either order
  std::string issue;               // empty: all
  std::optional<Act> act;
  bool follow_through = false;  // measures: by party instead of one by one
  std::size_t top = 12;         // brief: lines of a section; 0: all
  std::string svg;              // timeline: draw it into this file
  std::string id;               // show: of an event, measure, meeting, position, contest or move
  std::string words;            // first-said: what was said,
  std::string move;             // or the id of a move
  OutputFormat format = OutputFormat::Auto;
  std::string output;  // empty: standard output
  ColorChoice color = ColorChoice::Auto;
};

// Do the parties of a thing fit `between`? `other` may be empty, which fits where one party alone is asked
// for.
[[nodiscard]] bool fits_between(const QueryOptions& options, PartyCode one, PartyCode other);

}  // namespace demarche::cli
