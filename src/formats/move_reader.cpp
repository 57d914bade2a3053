#include <algorithm>
#include <demarche/base/document.hpp>
#include <demarche/formats/move_reader.hpp>

#include "detect.hpp"
#include "json_fields.hpp"
#include "records.hpp"

namespace demarche {
namespace {

static_assert(kPadding >= simdjson::SIMDJSON_PADDING);

std::optional<Field> parse_field(std::string_view name) {
  if (name == name_of(Field::Title)) return Field::Title;
  if (name == name_of(Field::Text)) return Field::Text;
  return std::nullopt;
}

// An object that has to be there; read on from an empty one where it is not.
JsonFields needed(const JsonFields& fields, std::string_view key) {
  const auto object = fields.object_or_none(key);
  if (!object) fields.problem().say(fmt::format("\"{}\" is missing", key));
  return object.value_or(fields);
}

Participant read_participant(const JsonFields& fields) {
  Participant out;
  out.party = fields.party_or_empty();
  out.role = fields.choice_or_none("role", parse_role).value_or(Role::Gov);
  out.name = fields.text_or_empty("name");
  out.text = fields.text_or_empty("text");
  out.span = fields.span_or_none();
  return out;
}

void read_evidence(const JsonFields& fields, Move& out) {
  const JsonFields sentence = needed(fields, "sentence");
  out.field = sentence.choice("field", parse_field);
  out.sentence = sentence.span();
  const JsonFields trigger = needed(fields, "trigger");
  out.trigger = trigger.span();
  out.trigger_text = trigger.text_or_empty("text");
}

void read_act(const JsonFields& fields, Move& out) {
  out.act = fields.choice("act", parse_act);
  const auto family = fields.text_or_none("family");
  if (family && *family != name_of(family_of(out.act))) {
    fields.problem().say(fmt::format("\"{}\" is not the family of \"{}\"", *family, name_of(out.act)));
  }
  out.modality = fields.choice("modality", parse_modality);
}

Day read_day(const JsonFields& fields, std::string_view key) {
  const std::string text = fields.text(key);
  const auto day = Day::parse(text);
  if (!day) fields.problem().say(fmt::format("\"{}\" is not a day", text));
  return day.value_or(Day());
}

std::optional<DateOf> read_date(const JsonFields& fields) {
  const auto date = fields.object_or_none("date");
  if (!date) return std::nullopt;
  DateOf out;
  out.days.from = read_day(*date, "from");
  out.days.to = read_day(*date, "to");
  out.days.precision = date->choice("precision", parse_precision);
  out.text = date->text_or_empty("text");
  if (out.days.to < out.days.from) fields.problem().say("the date ends before it begins");
  return out;
}

Term read_term(const JsonFields& fields) {
  Term out;
  out.kind = fields.choice("kind", parse_term_kind);
  out.value = fields.number_or_none("value");
  out.unit = fields.text_or_empty("unit");
  out.text = fields.text_or_empty("text");
  out.span = fields.span();
  return out;
}

ChainLink read_link(const JsonFields& fields) {
  ChainLink out;
  out.name = fields.text_or_empty("name");
  out.party = fields.party_or_empty();
  out.kind = fields.choice("kind", parse_speaker_kind);
  out.text = fields.text_or_empty("text");
  return out;
}

void read_codes(const JsonFields& fields, Move& out) {
  out.cameo = fields.text_or_empty("cameo");
  out.plover = fields.text_or_empty("plover");
  out.goldstein = fields.number_or_none("goldstein").value_or(0.0);
  out.confidence = fields.number_or_none("confidence").value_or(0.0);
  if (out.confidence < 0.0 || out.confidence > 1.0)
    fields.problem().say("\"confidence\" is not within 0 and 1");
  out.version = fields.text_or_empty("version");
}

Move read_move(const JsonFields& fields) {
  Move out;
  out.id = fields.text_or_empty("id");
  out.document = fields.text("document");
  out.published = fields.text_or_empty("published");
  out.source = fields.text_or_empty("source");
  read_evidence(fields, out);
  read_act(fields, out);
  out.actor = read_participant(needed(fields, "actor"));
  if (const auto target = fields.object_or_none("target")) out.target = read_participant(*target);
  out.issues = fields.texts_or_none("issues");
  out.condition = fields.text_or_none("condition");
  out.date = read_date(fields);
  for (const JsonFields& term : fields.objects_or_none("terms")) out.terms.push_back(read_term(term));
  const auto kind = fields.choice_or_none("speaker_kind", parse_speaker_kind);
  out.speaker_kind = kind.value_or(SpeakerKind::Narrator);
  for (const JsonFields& link : fields.objects_or_none("chain")) out.chain.push_back(read_link(link));
  read_codes(fields, out);
  return out;
}

}  // namespace

struct MoveReader::State {
  std::string name;
  std::unique_ptr<Records> lines;  // null at the end
  std::optional<Error> broken;     // why nothing can be read
  simdjson::dom::parser parser;
};

MoveReader::MoveReader(std::unique_ptr<ByteSource> source, std::string name)
    : state_(std::make_unique<State>()) {
  state_->name = std::move(name);
  auto stream = std::make_unique<ByteStream>(inflating_source(std::move(source), state_->name), state_->name);
  if (auto passed = pass_mark(*stream); !passed) {
    state_->broken = std::move(passed.error());
  } else {
    state_->lines = make_lines(std::move(stream), kMaxLineBytes);
  }
}
MoveReader::MoveReader(MoveReader&&) noexcept = default;
MoveReader& MoveReader::operator=(MoveReader&&) noexcept = default;
MoveReader::~MoveReader() = default;

std::optional<Result<Move>> MoveReader::next() {
  if (state_->broken) {
    Error error = std::move(*state_->broken);
    state_->broken.reset();
    return tl::unexpected(std::move(error));
  }
  while (state_->lines) {
    const auto record = state_->lines->next();
    if (!record) break;
    if (!*record) return tl::unexpected(record->error());
    const std::string_view line = (*record)->text;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    LineProblem problem(place(state_->name, (*record)->line));
    simdjson::dom::object object;
    // The bytes behind a record may be read: no copy is needed.
    if (state_->parser.parse(line.data(), line.size(), false).get_object().get(object) != simdjson::SUCCESS) {
      problem.say("not a JSON object");
      return problem.error();
    }
    Move move = read_move(JsonFields(object, problem));
    if (problem.any()) return problem.error();
    return move;
  }
  state_->lines.reset();
  return std::nullopt;
}

Result<ReadMoves> read_moves(const std::string& path) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  auto source =
      standard ? Result<std::unique_ptr<ByteSource>>(descriptor_source(0, name)) : file_source(path);
  if (!source) return tl::unexpected(std::move(source.error()));
  MoveReader reader(std::move(*source), name);
  ReadMoves out;
  while (auto move = reader.next()) {
    if (*move) {
      out.moves.push_back(std::move(**move));
    } else {
      out.skipped.push_back(std::move(move->error()));
    }
  }
  return out;
}

}  // namespace demarche
