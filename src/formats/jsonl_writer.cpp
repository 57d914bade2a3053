#include <demarche/formats/json_writer.hpp>
#include <demarche/formats/move_writer.hpp>

namespace demarche {
namespace {

void write_offsets(JsonWriter& json, const std::optional<Span>& span) {
  json.key("start");
  span ? json.integer(span->start) : json.null();
  json.key("end");
  span ? json.integer(span->end) : json.null();
}

void write_participant(JsonWriter& json, const Participant& who) {
  json.begin_object();
  json.key("party").string_or_null(who.party.view());
  json.key("role").string(name_of(who.role));
  json.key("name").string_or_null(who.name);
  json.key("text").string(who.text);
  write_offsets(json, who.span);
  json.end_object();
}

void write_evidence(JsonWriter& json, const Move& move) {
  json.key("sentence").begin_object().key("field").string(name_of(move.field));
  write_offsets(json, move.sentence);
  json.end_object();
  json.key("trigger").begin_object();
  write_offsets(json, move.trigger);
  json.key("text").string(move.trigger_text).end_object();
}

void write_date(JsonWriter& json, const std::optional<DateOf>& date) {
  json.key("date");
  if (!date) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("from").string(date->days.from.iso());
  json.key("to").string(date->days.to.iso());
  json.key("precision").string(name_of(date->days.precision));
  json.key("text").string(date->text);
  json.end_object();
}

void write_terms(JsonWriter& json, const std::vector<Term>& terms) {
  json.key("terms").begin_array();
  for (const Term& term : terms) {
    json.begin_object().key("kind").string(name_of(term.kind)).key("value");
    term.value ? json.number(*term.value) : json.null();
    json.key("unit").string_or_null(term.unit).key("text").string(term.text);
    write_offsets(json, term.span);
    json.end_object();
  }
  json.end_array();
}

void write_speaker(JsonWriter& json, const Move& move) {
  json.key("speaker_kind").string(name_of(move.speaker_kind));
  json.key("chain").begin_array();
  for (const ChainLink& link : move.chain) {
    json.begin_object();
    json.key("name").string(link.name);
    json.key("party").string_or_null(link.party.view());
    json.key("kind").string(name_of(link.kind));
    json.key("text").string(link.text);
    json.end_object();
  }
  json.end_array();
}

void write_codes(JsonWriter& json, const Move& move, std::string_view scale) {
  json.key("cameo").string(move.cameo);
  json.key("plover").string(move.plover);
  json.key(scale).number(move.goldstein);
  json.key("confidence").number(move.confidence);
  json.key("version").string(move.version);
}

// The order of the keys is part of the format (design.md).
void write_move(JsonWriter& json, const Move& move, std::string_view scale) {
  json.begin_object();
  json.key("id").string(move.id);
  json.key("document").string(move.document);
  json.key("published").string_or_null(move.published);
  json.key("source").string_or_null(move.source);
  write_evidence(json, move);
  json.key("act").string(name_of(move.act));
  json.key("family").string(name_of(family_of(move.act)));
  json.key("actor");
  write_participant(json, move.actor);
  json.key("target");
  move.target ? write_participant(json, *move.target) : static_cast<void>(json.null());
  json.key("issues").begin_array();
  for (const std::string& issue : move.issues) json.string(issue);
  json.end_array();
  json.key("modality").string(name_of(move.modality));
  json.key("condition");
  move.condition ? json.string(*move.condition) : json.null();
  write_date(json, move.date);
  write_terms(json, move.terms);
  write_speaker(json, move);
  write_codes(json, move, scale);
  json.end_object();
}

class JsonLinesWriter final : public MoveWriter {
 public:
  JsonLinesWriter(TextSink sink, std::string_view scale) : sink_(std::move(sink)), scale_(scale) {}

  void document(const Document&, std::span<const Move> moves) override {
    lines_.clear();
    for (const Move& move : moves) {
      JsonWriter json(lines_);
      write_move(json, move, scale_);
      lines_.push_back('\n');
    }
    if (!lines_.empty()) sink_(lines_);
  }
  void finish() override {}

 private:
  TextSink sink_;
  std::string scale_;
  std::string lines_;
};

}  // namespace

TextSink append_to(std::string& out) {
  return [&out](std::string_view text) { out.append(text); };
}

std::string move_json(const Move& move) {
  std::string out;
  JsonWriter json(out);
  write_move(json, move, kUsualScale);
  return out;
}

std::unique_ptr<MoveWriter> make_jsonl_writer(TextSink sink, std::string_view scale) {
  return std::make_unique<JsonLinesWriter>(std::move(sink), scale);
}

}  // namespace demarche
