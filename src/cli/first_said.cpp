#include <fmt/format.h>

#include <demarche/record/rank.hpp>

#include "evidence.hpp"
#include "sheet.hpp"
#include "show_state.hpp"
#include "show_thing.hpp"

namespace demarche::cli {
namespace {

using record::Index;
using record::State;

std::string telling_json(const State& state, Index index, bool first) {
  const record::Mention& m = state.mentions[index];
  const record::Event& event = state.events[m.event];
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("first").boolean(first).key("relation").string(record::name_of(m.relation));
  json.key("changed").string_or_null(m.changed).key("event").string(event.id);
  json.key("act").string(demarche::name_of(event.act)).key("actor").string(event.actor.view());
  json.key("target").string_or_null(event.target.view()).key("evidence");
  write_evidence(json, state, index);
  json.end_object();
  return out;
}

// "first said 2018-01-24 by Liu He, in Harbour Wire; 3 tellings since, 2 sources (2 outlets)"
std::string summary(const State& state, const std::vector<Index>& tellings) {
  const Evidence first = evidence_of(state, tellings.front());
  const std::string who = first.speaker.empty() ? first.outlet : first.speaker + ", in " + first.outlet;
  return fmt::format("first said {} by {}; told {} since; {}\n", first.day, who,
                     tellings.size() == 2 ? "once" : fmt::format("{} times", tellings.size() - 1),
                     sources_text(sources_of(state, tellings)));
}

}  // namespace

std::string history_text(const State& state, Index mention, const Paper& paper) {
  const std::vector<Index> tellings = record::trace(state, mention);
  Sheet sheet({{"known", 10},
               {"relation", 9},
               {"changed", 40},
               {"parties", 9},
               {"act", 12},
               {"outlet", 18},
               {"speaker", 20},
               {"quote", 0},
               {"document", 14},
               {"field", 5},
               {"start", 5},
               {"end", 5},
               {"event", 16}});
  for (const Index index : tellings) {
    const record::Mention& m = state.mentions[index];
    const record::Event& event = state.events[m.event];
    const Evidence e = evidence_of(state, index);
    std::vector<std::string> cells = {e.day, std::string(record::name_of(m.relation)), m.changed,
                                      parties_text(event), std::string(demarche::name_of(event.act))};
    const auto where = evidence_cells(e);
    cells.insert(cells.end(), where.begin(), where.end());
    cells.push_back(event.id);
    sheet.add(std::move(cells), telling_json(state, index, index == tellings.front()));
  }
  const std::string table = sheet.text(paper.format, paper.width, paper.color);
  return paper.format == OutputFormat::Table ? summary(state, tellings) + table : table;
}

}  // namespace demarche::cli
