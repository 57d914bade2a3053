#include "evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "show_state.hpp"

namespace demarche::cli {

using record::Event;
using record::Index;
using record::State;

Evidence evidence_of(const State& state, Index mention) {
  const record::Mention& m = state.mentions[mention];
  const record::Entry& entry = state.entry_of(m);
  const Move& move = state.move_of(m);
  Evidence out;
  out.outlet = entry.source.empty() ? "unnamed outlet" : entry.source;
  if (!move.chain.empty()) out.speaker = move.chain.front().name;
  out.quote = move.trigger_text;
  out.day = entry.clocks.known_at().day().iso();
  out.document = entry.document;
  out.field = demarche::name_of(move.field);
  out.start = move.trigger.start;
  out.end = move.trigger.end;
  return out;
}

std::string voice_text(const Evidence& e) {
  return fmt::format("{}{}{} {}", e.speaker, e.speaker.empty() ? "" : ", ", e.outlet, e.day);
}

std::string place_text(const Evidence& e) {
  return fmt::format("{} {} {}-{}", e.document, e.field, e.start, e.end);
}

std::string evidence_text(const Evidence& e) {
  return fmt::format("“{}” — {} · {}", e.quote, voice_text(e), place_text(e));
}

std::vector<std::string> evidence_cells(const Evidence& e) {
  return {e.outlet, e.speaker, e.quote, e.document, e.field, std::to_string(e.start), std::to_string(e.end)};
}

Sources sources_of(const State& state, const std::vector<Index>& mentions) {
  std::set<Index> origins;
  std::set<std::string_view> outlets;
  for (const Index m : mentions) {
    origins.insert(state.mentions[m].origin);
    outlets.insert(state.entry_of(state.mentions[m]).source);
  }
  return {origins.size(), outlets.size()};
}

Sources sources_of_events(const State& state, const std::vector<Index>& events) {
  std::vector<Index> mentions;
  for (const Index e : events) {
    mentions.insert(mentions.end(), state.events[e].mentions.begin(), state.events[e].mentions.end());
  }
  return sources_of(state, mentions);
}

std::string sources_text(Sources s) {
  return fmt::format("{} source{} ({} outlet{})", s.origins, s.origins == 1 ? "" : "s", s.outlets,
                     s.outlets == 1 ? "" : "s");
}

void write_sources(JsonWriter& json, Sources s) {
  json.key("sources").integer(static_cast<std::int64_t>(s.origins));
  json.key("outlets").integer(static_cast<std::int64_t>(s.outlets));
}

std::string parties_text(const Event& event) {
  if (event.target.empty()) return std::string(event.actor.view());
  return fmt::format("{} {} {}", event.actor.view(), is_mutual(event.act) ? "↔" : "→", event.target.view());
}

std::string issues_text(const Event& event) {
  return fmt::format("{}", fmt::join(event.issues, ", "));
}

std::string terms_text(const Event& event) {
  constexpr std::size_t kMost = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(event.terms.size(), kMost); ++i) {
    if (i > 0) out += ", ";
    out += event.terms[i].text;
  }
  return out;
}

std::string day_text(const Event& event) {
  return event.when ? when_text(event.when) : event.first_known.day().iso();
}

bool fits(const Event& event, const QueryOptions& options) {
  if (!fits_between(options, event.actor, event.target)) return false;
  if (options.act && event.act != *options.act) return false;
  if (!options.issue.empty() &&
      !std::binary_search(event.issues.begin(), event.issues.end(), options.issue)) {
    return false;
  }
  return !options.since || event.last_known >= *options.since;
}

}  // namespace demarche::cli
