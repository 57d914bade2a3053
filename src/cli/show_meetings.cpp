#include <fmt/format.h>

#include <algorithm>

#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Meeting;
using record::MeetingStep;
using record::State;

bool is_asked_for(const State& state, const Meeting& meeting, const QueryOptions& options) {
  if (!fits_between(options, meeting.one, meeting.other)) return false;
  const auto event_fits = [&](record::Index i) {
    const record::Event& event = state.events[i];
    if (options.act && event.act != *options.act) return false;
    return options.issue.empty() ||
           std::find(event.issues.begin(), event.issues.end(), options.issue) != event.issues.end();
  };
  if (!std::any_of(meeting.events.begin(), meeting.events.end(), event_fits)) return false;
  return !options.since || meeting.steps.back().known >= *options.since;
}

// Days from the first date to the last; nullopt while there is only one.
std::optional<int> slippage(const Meeting& meeting) {
  if (!meeting.first_date || !meeting.date || meeting.first_date->precision != meeting.date->precision)
    return std::nullopt;
  return meeting.date->from.days() - meeting.first_date->from.days();
}

std::string life_text(const Meeting& meeting) {
  std::string out;
  for (const MeetingStep& step : meeting.steps) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{} {}", step.known.day().iso(), name_of(step.status));
    if (step.when) out += " for " + when_text(step.when);
  }
  return out;
}

}  // namespace

std::string meeting_json(const State& state, const Meeting& meeting) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("id").string(meeting.id);
  json.key("between").begin_array().string(meeting.one.view()).string(meeting.other.view()).end_array();
  json.key("status").string(name_of(meeting.status));
  json.key("first_date");
  write_when(json, meeting.first_date);
  json.key("date");
  write_when(json, meeting.date);
  json.key("slippage_days");
  const auto days = slippage(meeting);
  days ? json.integer(*days) : json.null();
  json.key("outcome");
  meeting.outcome == record::kNone ? json.null() : json.string(name_of(state.events[meeting.outcome].act));
  json.key("steps").begin_array();
  for (const MeetingStep& step : meeting.steps) {
    json.begin_object().key("status").string(name_of(step.status)).key("known").string(step.known.iso());
    json.key("when");
    write_when(json, step.when);
    json.key("evidence");
    write_evidence(json, state, step.mention);
    json.end_object();
  }
  json.end_array();
  json.key("events").begin_array();
  for (const record::Index event : meeting.events) json.string(state.events[event].id);
  json.end_array();
  json.end_object();
  return out;
}

Sheet meetings_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"id", 18},
               {"one", 3},
               {"other", 5},
               {"date", 11},
               {"status", 10},
               {"slippage", 8},
               {"outcome", 10},
               {"life", 0}});
  for (const Meeting& meeting : state.meetings) {
    if (!is_asked_for(state, meeting, options)) continue;
    const auto days = slippage(meeting);
    const std::string outcome =
        meeting.outcome == record::kNone ? "" : std::string(name_of(state.events[meeting.outcome].act));
    sheet.add({meeting.id, std::string(meeting.one.view()), std::string(meeting.other.view()),
               when_text(meeting.date), std::string(name_of(meeting.status)),
               days ? fmt::format("{:+}", *days) : "", outcome, life_text(meeting)},
              meeting_json(state, meeting));
  }
  return sheet;
}

}  // namespace demarche::cli
