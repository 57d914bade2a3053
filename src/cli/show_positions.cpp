#include <fmt/format.h>

#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Position;
using record::State;

bool is_asked_for(const State& state, const Position& position, const QueryOptions& options) {
  if (!fits_between(options, position.party, position.toward)) return false;
  if (!options.issue.empty() && position.issue != options.issue) return false;
  const record::Event& stated = state.events[position.stated];
  if (options.act && stated.act != *options.act) return false;
  return !options.since || stated.last_known >= *options.since;
}

std::string number_cell(std::optional<double> number, const std::string& unit) {
  if (!number) return {};
  return unit == "percent" ? number_text(*number) + "%" : amount_text(number, unit);
}

void write_event(JsonWriter& json, const State& state, record::Index index) {
  if (index == record::kNone) {
    json.null();
    return;
  }
  const record::Event& event = state.events[index];
  json.begin_object().key("event").string(event.id).key("act").string(name_of(event.act));
  json.key("known").string(event.first_known.iso()).key("when");
  write_when(json, event.when);
  json.key("origins").integer(event.origins).key("evidence");
  write_evidence(json, state, event.mentions.front());
  json.end_object();
}

}  // namespace

std::string position_json(const State& state, const Position& position) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("id").string(position.id).key("party").string(position.party.view());
  json.key("toward").string_or_null(position.toward.view()).key("issue").string(position.issue);
  json.key("stated");
  write_event(json, state, position.stated);
  json.key("answered");
  write_event(json, state, position.answered);
  json.key("number");
  position.number ? json.number(*position.number) : json.null();
  json.key("unit").string_or_null(position.unit).key("gap");
  position.gap ? json.number(*position.gap) : json.null();
  json.end_object();
  return out;
}

Sheet positions_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"id", 18},
               {"party", 5},
               {"toward", 6},
               {"issue", 21},
               {"act", 8},
               {"stated", 10},
               {"number", 14},
               {"gap", 14},
               {"answer", 8},
               {"answered", 10},
               {"words", 0}});
  for (const Position& position : state.positions) {
    if (!is_asked_for(state, position, options)) continue;
    const record::Event& stated = state.events[position.stated];
    const record::Event* answer =
        position.answered == record::kNone ? nullptr : &state.events[position.answered];
    const Move& move = state.move_of(state.mentions[stated.mentions.back()]);
    sheet.add({position.id, std::string(position.party.view()), std::string(position.toward.view()),
               position.issue, std::string(name_of(stated.act)), stated.last_known.day().iso(),
               number_cell(position.number, position.unit), number_cell(position.gap, position.unit),
               answer == nullptr ? "" : std::string(name_of(answer->act)),
               answer == nullptr ? "" : answer->first_known.day().iso(), move.trigger_text},
              position_json(state, position));
  }
  return sheet;
}

}  // namespace demarche::cli
