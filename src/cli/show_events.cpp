#include "show_events.hpp"

#include <algorithm>

#include "evidence.hpp"
#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Contest;
using record::Event;
using record::Index;
using record::State;

// "denied", "withdrawn", "planned": what a reader must know beside the act.
std::string standing(const Event& event) {
  if (event.withdrawn) return "withdrawn";
  if (event.denied) return "denied";
  return std::string(demarche::name_of(event.modality));
}

Day sort_day(const Event& event) {
  return event.when ? event.when->from : event.first_known.day();
}

std::vector<Index> asked_events(const State& state, const QueryOptions& options) {
  std::vector<Index> out;
  for (Index i = 0; i < state.events.size(); ++i) {
    if (fits(state.events[i], options)) out.push_back(i);
  }
  return out;
}

void add_evidence(std::vector<std::string>& cells, const State& state, const Event& event) {
  for (std::string& cell : evidence_cells(evidence_of(state, event.mentions.front())))
    cells.push_back(std::move(cell));
}

void write_mention(JsonWriter& json, const State& state, Index index) {
  const record::Mention& m = state.mentions[index];
  json.begin_object().key("relation").string(record::name_of(m.relation)).key("of");
  m.of == record::kNone ? json.null() : json.string(state.move_of(state.mentions[m.of]).id);
  json.key("changed").string_or_null(m.changed).key("reason").string_or_null(m.reason).key("evidence");
  write_evidence(json, state, index);
  json.end_object();
}

}  // namespace

std::string event_json(const State& state, const Event& event) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("id").string(event.id).key("act").string(demarche::name_of(event.act));
  json.key("modality").string(demarche::name_of(event.modality));
  json.key("actor").string(event.actor.view()).key("target").string_or_null(event.target.view());
  json.key("issues").begin_array();
  for (const std::string& issue : event.issues) json.string(issue);
  json.end_array().key("when");
  write_when(json, event.when);
  json.key("first_known").string(event.first_known.iso()).key("last_known").string(event.last_known.iso());
  json.key("terms").begin_array();
  for (const Term& term : event.terms) json.string(term.text);
  json.end_array();
  write_sources(json, {event.origins, event.outlets});
  json.key("denied").boolean(event.denied).key("withdrawn").boolean(event.withdrawn);
  json.key("mentions").begin_array();
  for (const Index m : event.mentions) write_mention(json, state, m);
  json.end_array().end_object();
  return out;
}

Sheet timeline_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"day", 11},
               {"parties", 9},
               {"act", 12},
               {"standing", 9},
               {"issues", 24},
               {"terms", 18},
               {"sources", 22},
               {"outlet", 18},
               {"speaker", 18},
               {"quote", 0},
               {"document", 14},
               {"field", 5},
               {"start", 5},
               {"end", 5},
               {"id", 16}});
  std::vector<Index> order = asked_events(state, options);
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return sort_day(state.events[a]) < sort_day(state.events[b]); });
  for (const Index i : order) {
    const Event& event = state.events[i];
    const auto row = [&state, &event] {
      std::vector<std::string> cells = {day_text(event),
                                        parties_text(event),
                                        std::string(demarche::name_of(event.act)),
                                        standing(event),
                                        issues_text(event),
                                        terms_text(event),
                                        sources_text({event.origins, event.outlets})};
      add_evidence(cells, state, event);
      cells.push_back(event.id);
      return cells;
    };
    sheet.add_later(row, [&state, &event] { return event_json(state, event); });
  }
  return sheet;
}

Sheet events_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"id", 16},
               {"known", 10},
               {"last", 10},
               {"when", 11},
               {"parties", 9},
               {"act", 12},
               {"standing", 9},
               {"sources", 22},
               {"mentions", 8},
               {"issues", 24},
               {"terms", 0},
               {"outlet", 18},
               {"speaker", 18},
               {"quote", 20},
               {"document", 14},
               {"field", 5},
               {"start", 5},
               {"end", 5}});
  for (const Index i : asked_events(state, options)) {
    const Event& event = state.events[i];
    const auto row = [&state, &event] {
      std::vector<std::string> cells = {event.id,
                                        event.first_known.day().iso(),
                                        event.last_known.day().iso(),
                                        when_text(event.when),
                                        parties_text(event),
                                        std::string(demarche::name_of(event.act)),
                                        standing(event),
                                        sources_text({event.origins, event.outlets}),
                                        std::to_string(event.mentions.size()),
                                        issues_text(event),
                                        terms_text(event)};
      add_evidence(cells, state, event);
      return cells;
    };
    sheet.add_later(row, [&state, &event] { return event_json(state, event); });
  }
  return sheet;
}

}  // namespace demarche::cli
