#include <demarche/formats/gold.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/base/utf8.hpp>

#include "json_fields.hpp"

namespace demarche {
namespace {

namespace dom = simdjson::dom;

// Positions of documents in the order of the sheets, by id.
using DocumentIndex = std::unordered_map<std::string, std::size_t>;

tl::unexpected<Error> malformed(const std::string& where, std::string what) {
  return fail(ErrorKind::Malformed, where, std::move(what));
}

// Calls `take` with the object of each line that is not empty; `where` names the line.
Result<void> each_object(std::string_view text, const std::string& name,
                         const std::function<Result<void>(dom::object, const std::string&)>& take) {
  dom::parser parser;
  std::size_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string where = fmt::format("{}:{}", name, line_number);
    dom::object object;
    if (parser.parse(line.data(), line.size()).get_object().get(object) != simdjson::SUCCESS) {
      return malformed(where, "not a JSON object");
    }
    if (auto taken = take(object, where); !taken) return taken;
  }
  return {};
}

GoldSentence read_sentence(const JsonFields& fields) {
  GoldSentence out;
  out.id = fields.text("i");
  out.text = fields.text("text");
  const std::string field = fields.text("field");
  if (field != name_of(Field::Title) && field != name_of(Field::Text)) {
    fields.problem().say(fmt::format("\"field\" must be \"title\" or \"text\", not \"{}\"", field));
  }
  out.field = field == name_of(Field::Title) ? Field::Title : Field::Text;
  out.span = fields.span();
  if (utf8::count(out.text) != out.span.end - out.span.start) {
    fields.problem().say(fmt::format("sentence {} does not fill its span", out.id));
  }
  return out;
}

// Blanks for what lies between two sentences. More than one code point is as good as a paragraph break:
// whatever was left out there must not let the neighbours run together.
void append_gap(std::string& text, std::size_t code_points) {
  const std::size_t breaks = code_points >= 2 ? 2 : 0;
  text.append(breaks, '\n').append(code_points - breaks, ' ');
}

Result<std::string> rebuild_text(const std::vector<GoldSentence>& sentences, const std::string& where) {
  std::string text;
  std::uint32_t position = 0;
  for (const GoldSentence& sentence : sentences) {
    if (sentence.field != Field::Text) continue;
    if (sentence.span.start < position) {
      return malformed(where,
                       fmt::format("sentence {} begins before the one in front of it ends", sentence.id));
    }
    append_gap(text, sentence.span.start - position);
    text += sentence.text;
    position = sentence.span.end;
  }
  return text;
}

Result<GoldDocument> read_sheet(const JsonFields& fields, const std::string& where) {
  GoldDocument out;
  out.document.id = fields.text("doc");
  out.document.source = fields.text_or_empty("source");
  out.document.published = fields.text_or_empty("published");
  out.document.title = fields.text_or_empty("title");
  out.topic = fields.text_or_empty("topic");
  for (const JsonFields& sentence : fields.objects("sentences"))
    out.sentences.push_back(read_sentence(sentence));
  if (fields.problem().any()) return fields.problem().error();
  auto text = rebuild_text(out.sentences, where);
  if (!text) return tl::unexpected(text.error());
  out.document.text = std::move(*text);
  return out;
}

// The party of "actor" or "target"; empty where the value is null.
PartyCode read_party(const JsonFields& move, std::string_view key) {
  if (!move.has(key)) move.problem().say(fmt::format("a move has no \"{}\"", key));
  const auto side = move.object_or_none(key);
  if (!side) return {};
  const PartyCode party = side->party_or_empty();
  if (party.empty()) move.problem().say(fmt::format("\"{}\" names no party", key));
  return party;
}

GoldMove read_move(const JsonFields& fields) {
  GoldMove out;
  out.sentence = fields.text("s");
  out.trigger = fields.text("trigger");
  out.act = fields.choice("act", parse_act);
  out.modality = fields.choice("modality", parse_modality);
  out.actor = read_party(fields, "actor");
  if (out.actor.empty()) fields.problem().say("a move has no actor");
  out.target = read_party(fields, "target");
  out.issues = fields.texts_or_none("issues");
  std::sort(out.issues.begin(), out.issues.end());
  out.issues.erase(std::unique(out.issues.begin(), out.issues.end()), out.issues.end());
  out.speaker_kind = fields.choice_or_none("speaker_kind", parse_speaker_kind);
  out.date = fields.text_or_empty("date");
  return out;
}

bool has_sentence(const GoldDocument& document, const std::string& id) {
  return std::any_of(document.sentences.begin(), document.sentences.end(),
                     [&](const GoldSentence& sentence) { return sentence.id == id; });
}

Result<void> read_annotation(const JsonFields& fields, GoldDocument& out) {
  for (const JsonFields& move : fields.objects("moves")) {
    out.moves.push_back(read_move(move));
    if (!has_sentence(out, out.moves.back().sentence)) {
      fields.problem().say(fmt::format("the sheet has no sentence \"{}\"", out.moves.back().sentence));
    }
  }
  if (fields.problem().any()) return fields.problem().error();
  return {};
}

struct Sheets {
  std::vector<GoldDocument> documents;
  DocumentIndex index;
  std::vector<bool> annotated;
};

Result<void> read_sheets(std::string_view text, const std::string& name, Sheets& out) {
  return each_object(text, name, [&](dom::object object, const std::string& where) -> Result<void> {
    LineProblem problem(where);
    auto sheet = read_sheet(JsonFields(object, problem), where);
    if (!sheet) return tl::unexpected(sheet.error());
    if (!out.index.emplace(sheet->document.id, out.documents.size()).second) {
      return malformed(where, fmt::format("document \"{}\" stands here a second time", sheet->document.id));
    }
    out.documents.push_back(std::move(*sheet));
    out.annotated.push_back(false);
    return {};
  });
}

Result<void> read_annotations(std::string_view text, const std::string& name, Strangers strangers,
                              Sheets& out) {
  return each_object(text, name, [&](dom::object object, const std::string& where) -> Result<void> {
    LineProblem problem(where);
    const JsonFields fields(object, problem);
    const std::string id = fields.text("doc");
    if (problem.any()) return problem.error();
    const auto found = out.index.find(id);
    if (found == out.index.end()) {
      if (strangers == Strangers::Ignore) return {};
      return malformed(where, fmt::format("the sheets have no document \"{}\"", id));
    }
    if (out.annotated[found->second]) {
      return malformed(where, fmt::format("document \"{}\" stands here a second time", id));
    }
    out.annotated[found->second] = true;
    return read_annotation(fields, out.documents[found->second]);
  });
}

}  // namespace

Result<std::vector<GoldDocument>> parse_gold(std::string_view sheets, const std::string& sheets_name,
                                             std::string_view gold, const std::string& gold_name,
                                             Strangers strangers) {
  Sheets all;
  if (auto read = read_sheets(sheets, sheets_name, all); !read) return tl::unexpected(read.error());
  if (auto read = read_annotations(gold, gold_name, strangers, all); !read)
    return tl::unexpected(read.error());
  std::vector<GoldDocument> out;
  for (std::size_t i = 0; i < all.documents.size(); ++i) {
    if (all.annotated[i]) out.push_back(std::move(all.documents[i]));
  }
  return out;
}

Result<std::vector<GoldDocument>> read_gold(const std::string& sheets_path, const std::string& gold_path,
                                            Strangers strangers) {
  const auto sheets = read_file(sheets_path);
  if (!sheets) return tl::unexpected(sheets.error());
  const auto gold = read_file(gold_path);
  if (!gold) return tl::unexpected(gold.error());
  return parse_gold(*sheets, sheets_path, *gold, gold_path, strangers);
}

}  // namespace demarche
