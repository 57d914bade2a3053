#include "attributions.hpp"

#include <demarche/coding/attribution.hpp>
#include <demarche/formats/json_writer.hpp>

#include "engine.hpp"
#include "print_each.hpp"
#include "run.hpp"
#include "say.hpp"

namespace demarche::cli {
namespace {

void write_span(JsonWriter& json, const Span& span) {
  json.key("start").integer(span.start).key("end").integer(span.end);
}

// The order of the keys is part of the format (docs/formats.md).
void append_line(const Document& document, const coding::Attribution& a, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("document").string(document.id).key("field").string(name_of(a.field));
  json.key("source").begin_object().key("text").string(a.source_text);
  write_span(json, a.source);
  json.key("head").begin_object();
  write_span(json, a.source_head);
  json.end_object().key("name").string(a.name).key("party").string_or_null(a.party.view());
  json.key("kind").string(name_of(a.kind)).end_object();
  json.key("cue").begin_object().key("text").string(a.cue_text);
  write_span(json, a.cue);
  json.end_object().key("content").begin_array();
  for (const Span& span : a.content) {
    json.begin_object();
    write_span(json, span);
    json.end_object();
  }
  json.end_array().key("depth").integer(static_cast<std::int64_t>(a.depth));
  json.key("in_chain").boolean(a.in_chain).end_object();
  out.push_back('\n');
}

}  // namespace

int run_attributions(const AttributionsOptions& options) {
  const auto ground = load_ground(options.folders);
  if (!ground) {
    complain(ground.error());
    return kNothingDone;
  }
  const auto scratch = (*ground)->chain.workspace();
  return print_each(options.inputs, options.reading, [&](const Document& document) {
    std::string lines;
    for (const coding::Attribution& a :
         coding::find_attributions(document, (*ground)->knowledge, (*ground)->chain, *scratch)) {
      append_line(document, a, lines);
    }
    return lines;
  });
}

}  // namespace demarche::cli
