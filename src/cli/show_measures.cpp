#include <fmt/format.h>

#include <algorithm>
#include <demarche/record/follow_through.hpp>

#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Measure;
using record::MeasureStep;
using record::State;

bool has_act(const State& state, const std::vector<record::Index>& events, Act act) {
  return std::any_of(events.begin(), events.end(),
                     [&](record::Index event) { return state.events[event].act == act; });
}

bool is_asked_for(const State& state, const Measure& measure, const QueryOptions& options) {
  if (!fits_between(options, measure.by, measure.against)) return false;
  if (!options.issue.empty() && measure.what != options.issue) return false;
  if (options.act && !has_act(state, measure.events, *options.act)) return false;
  return !options.since || measure.steps.back().known >= *options.since;
}

std::string step_text(const MeasureStep& step) {
  const std::string day = step.when ? when_text(step.when) : step.known.day().iso();
  std::string text = fmt::format("{} {}", day, name_of(step.status));
  if (step.rate) text += fmt::format(" {} %", number_text(*step.rate));
  return text;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string life_text(const Measure& measure) {
  std::vector<std::string> steps;
  for (const MeasureStep& step : measure.steps) steps.push_back(step_text(step));
  return joined(steps, "; ");
}

std::optional<double> last_rate(const Measure& measure) {
  for (auto step = measure.steps.rbegin(); step != measure.steps.rend(); ++step) {
    if (step->rate) return step->rate;
  }
  return std::nullopt;
}

void write_step(JsonWriter& json, const State& state, const MeasureStep& step) {
  json.begin_object();
  json.key("status").string(name_of(step.status));
  json.key("known").string(step.known.iso());
  json.key("when");
  write_when(json, step.when);
  json.key("amount");
  step.amount ? json.number(*step.amount) : json.null();
  json.key("currency").string_or_null(step.currency);
  json.key("rate");
  step.rate ? json.number(*step.rate) : json.null();
  json.key("origins").integer(step.origins);
  json.key("evidence");
  write_evidence(json, state, step.mention);
  json.end_object();
}

}  // namespace

std::string measure_json(const State& state, const Measure& measure) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("id").string(measure.id);
  json.key("by").string(measure.by.view());
  json.key("against").string_or_null(measure.against.view());
  json.key("what").string(measure.what);
  json.key("goods").begin_array();
  for (const std::string& good : measure.goods) json.string(good);
  json.end_array();
  json.key("status").string(name_of(measure.status));
  json.key("origins").integer(measure.origins);
  json.key("steps").begin_array();
  for (const MeasureStep& step : measure.steps) write_step(json, state, step);
  json.end_array();
  json.key("events").begin_array();
  for (const record::Index event : measure.events) json.string(state.events[event].id);
  json.end_array();
  json.end_object();
  return out;
}

Sheet measures_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"id", 18},
               {"by", 3},
               {"against", 7},
               {"what", 16},
               {"amount", 12},
               {"rate", 6},
               {"status", 10},
               {"sources", 7},
               {"goods", 24},
               {"life", 0}});
  for (const Measure& measure : state.measures) {
    if (!is_asked_for(state, measure, options)) continue;
    const MeasureStep& last = measure.steps.back();
    const auto rate = last_rate(measure);
    sheet.add({measure.id, std::string(measure.by.view()), std::string(measure.against.view()), measure.what,
               amount_text(last.amount, last.currency), rate ? number_text(*rate) + "%" : "",
               std::string(name_of(measure.status)), std::to_string(measure.origins),
               joined(measure.goods, ";"), life_text(measure)},
              measure_json(state, measure));
  }
  return sheet;
}

Sheet follow_through_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet(
      {{"by", 3}, {"threatened", 10}, {"in force", 10}, {"withdrawn", 10}, {"rate", 6}, {"median days", 11}});
  std::vector<Measure> asked;
  std::copy_if(state.measures.begin(), state.measures.end(), std::back_inserter(asked),
               [&](const Measure& measure) { return is_asked_for(state, measure, options); });
  for (const record::FollowThrough& f : record::follow_through(asked)) {
    const double rate = static_cast<double>(f.in_force) / f.threatened;
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("by").string(f.by.view()).key("threatened").integer(f.threatened);
    json.key("in_force").integer(f.in_force).key("withdrawn").integer(f.withdrawn).key("median_days");
    f.median_days ? json.integer(*f.median_days) : json.null();
    json.end_object();
    sheet.add({std::string(f.by.view()), std::to_string(f.threatened), std::to_string(f.in_force),
               std::to_string(f.withdrawn), fmt::format("{:.0f}%", rate * 100),
               f.median_days ? std::to_string(*f.median_days) : ""},
              std::move(out));
  }
  return sheet;
}

}  // namespace demarche::cli
