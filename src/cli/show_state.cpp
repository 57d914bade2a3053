#include "show_state.hpp"

#include <fmt/format.h>

namespace demarche::cli {

std::string when_text(const std::optional<Interval>& when) {
  if (!when) return {};
  const std::string from = when->from.iso();
  switch (when->precision) {
    case Precision::Month:
      return from.substr(0, 7);
    case Precision::Quarter:
      return fmt::format("{:04}-Q{}", when->from.year(), (when->from.month() - 1) / 3 + 1);
    case Precision::Year:
      return from.substr(0, 4);
    default:
      return from + (when->to == when->from ? "" : "+");
  }
}

std::string amount_text(std::optional<double> amount, const std::string& currency) {
  if (!amount) return {};
  constexpr double kBillion = 1e9;
  constexpr double kMillion = 1e6;
  const std::string number = *amount >= kBillion   ? number_text(*amount / kBillion) + " bn"
                             : *amount >= kMillion ? number_text(*amount / kMillion) + " m"
                                                   : number_text(*amount);
  return currency.empty() ? number : currency + " " + number;
}

void write_when(JsonWriter& json, const std::optional<Interval>& when) {
  if (!when) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("from").string(when->from.iso());
  json.key("to").string(when->to.iso());
  json.key("precision").string(name_of(when->precision));
  json.end_object();
}

void write_evidence(JsonWriter& json, const record::State& state, record::Index mention) {
  const record::Mention& m = state.mentions[mention];
  const record::Entry& entry = state.entry_of(m);
  const Move& move = state.move_of(m);
  json.begin_object();
  json.key("move").string(move.id);
  json.key("document").string(entry.document);
  json.key("published").string(entry.clocks.published.iso());
  json.key("source").string_or_null(entry.source);
  json.key("speaker").string_or_null(move.chain.empty() ? std::string_view() : move.chain.front().name);
  json.key("field").string(demarche::name_of(move.field));
  json.key("start").integer(move.sentence.start);
  json.key("end").integer(move.sentence.end);
  json.key("trigger").string(move.trigger_text);
  json.end_object();
}

}  // namespace demarche::cli
