#include <demarche/formats/gold.hpp>

#include <fmt/format.h>
#include <simdjson.h>

#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/base/utf8.hpp>

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

Result<std::string> text_of(dom::object object, std::string_view key, const std::string& where) {
  std::string_view text;
  if (object[key].get_string().get(text) != simdjson::SUCCESS) {
    return malformed(where, fmt::format("\"{}\" is missing or not a string", key));
  }
  return std::string(text);
}

// A field of a document that may be missing or null.
std::string text_or_empty(dom::object object, std::string_view key) {
  std::string_view text;
  return object[key].get_string().get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

Result<std::uint32_t> offset_of(dom::object object, std::string_view key, const std::string& where) {
  std::uint64_t value = 0;
  if (object[key].get_uint64().get(value) != simdjson::SUCCESS || value > kMaxDocumentBytes) {
    return malformed(where, fmt::format("\"{}\" is missing or not an offset", key));
  }
  return static_cast<std::uint32_t>(value);
}

Result<GoldSentence> read_sentence(dom::object object, const std::string& where) {
  GoldSentence out;
  auto id = text_of(object, "i", where);
  if (!id) return tl::unexpected(id.error());
  auto text = text_of(object, "text", where);
  if (!text) return tl::unexpected(text.error());
  const auto field = text_of(object, "field", where);
  if (!field) return tl::unexpected(field.error());
  if (*field != name_of(Field::Title) && *field != name_of(Field::Text)) {
    return malformed(where, fmt::format("\"field\" must be \"title\" or \"text\", not \"{}\"", *field));
  }
  const auto start = offset_of(object, "start", where);
  if (!start) return tl::unexpected(start.error());
  const auto end = offset_of(object, "end", where);
  if (!end) return tl::unexpected(end.error());
  out.id = std::move(*id);
  out.text = std::move(*text);
  out.field = *field == name_of(Field::Title) ? Field::Title : Field::Text;
  out.span = {*start, *end};
  if (*end < *start || utf8::count(out.text) != *end - *start) {
    return malformed(where, fmt::format("sentence {} does not fill its span", out.id));
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

Result<GoldDocument> read_sheet(dom::object object, const std::string& where) {
  GoldDocument out;
  auto id = text_of(object, "doc", where);
  if (!id) return tl::unexpected(id.error());
  out.document.id = std::move(*id);
  out.document.source = text_or_empty(object, "source");
  out.document.published = text_or_empty(object, "published");
  out.document.title = text_or_empty(object, "title");
  dom::array sentences;
  if (object["sentences"].get_array().get(sentences) != simdjson::SUCCESS) {
    return malformed(where, "\"sentences\" is missing or not an array");
  }
  for (const dom::element element : sentences) {
    dom::object fields;
    if (element.get_object().get(fields) != simdjson::SUCCESS) {
      return malformed(where, "a sentence is not an object");
    }
    auto sentence = read_sentence(fields, where);
    if (!sentence) return tl::unexpected(sentence.error());
    out.sentences.push_back(std::move(*sentence));
  }
  auto text = rebuild_text(out.sentences, where);
  if (!text) return tl::unexpected(text.error());
  out.document.text = std::move(*text);
  return out;
}

// The party of "actor" or "target"; empty where the value is null.
Result<PartyCode> read_party(dom::object move, std::string_view key, const std::string& where) {
  dom::element side;
  if (move[key].get(side) != simdjson::SUCCESS) {
    return malformed(where, fmt::format("a move has no \"{}\"", key));
  }
  if (side.is_null()) return PartyCode();
  dom::object fields;
  if (side.get_object().get(fields) != simdjson::SUCCESS) {
    return malformed(where, fmt::format("\"{}\" is neither an object nor null", key));
  }
  const auto code = text_of(fields, "party", where);
  if (!code) return tl::unexpected(code.error());
  const auto party = PartyCode::parse(*code);
  if (!party) return malformed(where, fmt::format("\"{}\" is not a party code", *code));
  return *party;
}

Result<void> read_act(dom::object object, const std::string& where, GoldMove& out) {
  const auto act = text_of(object, "act", where);
  if (!act) return tl::unexpected(act.error());
  const auto modality = text_of(object, "modality", where);
  if (!modality) return tl::unexpected(modality.error());
  const auto known_act = parse_act(*act);
  if (!known_act) return malformed(where, fmt::format("unknown act \"{}\"", *act));
  const auto known_modality = parse_modality(*modality);
  if (!known_modality) return malformed(where, fmt::format("unknown modality \"{}\"", *modality));
  out.act = *known_act;
  out.modality = *known_modality;
  return {};
}

Result<GoldMove> read_move(dom::object object, const std::string& where) {
  GoldMove out;
  auto sentence = text_of(object, "s", where);
  if (!sentence) return tl::unexpected(sentence.error());
  auto trigger = text_of(object, "trigger", where);
  if (!trigger) return tl::unexpected(trigger.error());
  if (auto act = read_act(object, where, out); !act) return tl::unexpected(act.error());
  const auto actor = read_party(object, "actor", where);
  if (!actor) return tl::unexpected(actor.error());
  if (actor->empty()) return malformed(where, "a move has no actor");
  const auto target = read_party(object, "target", where);
  if (!target) return tl::unexpected(target.error());
  out.sentence = std::move(*sentence);
  out.trigger = std::move(*trigger);
  out.actor = *actor;
  out.target = *target;
  return out;
}

bool has_sentence(const GoldDocument& document, const std::string& id) {
  for (const GoldSentence& sentence : document.sentences) {
    if (sentence.id == id) return true;
  }
  return false;
}

Result<void> read_moves(dom::object object, const std::string& where, GoldDocument& out) {
  dom::array moves;
  if (object["moves"].get_array().get(moves) != simdjson::SUCCESS) {
    return malformed(where, "\"moves\" is missing or not an array");
  }
  for (const dom::element element : moves) {
    dom::object fields;
    if (element.get_object().get(fields) != simdjson::SUCCESS)
      return malformed(where, "a move is not an object");
    auto move = read_move(fields, where);
    if (!move) return tl::unexpected(move.error());
    if (!has_sentence(out, move->sentence)) {
      return malformed(where, fmt::format("the sheet has no sentence \"{}\"", move->sentence));
    }
    out.moves.push_back(std::move(*move));
  }
  return {};
}

struct Sheets {
  std::vector<GoldDocument> documents;
  DocumentIndex index;
  std::vector<bool> annotated;
};

Result<void> read_sheets(std::string_view text, const std::string& name, Sheets& out) {
  return each_object(text, name, [&](dom::object object, const std::string& where) -> Result<void> {
    auto sheet = read_sheet(object, where);
    if (!sheet) return tl::unexpected(sheet.error());
    if (!out.index.emplace(sheet->document.id, out.documents.size()).second) {
      return malformed(where, fmt::format("document \"{}\" stands here a second time", sheet->document.id));
    }
    out.documents.push_back(std::move(*sheet));
    out.annotated.push_back(false);
    return {};
  });
}

Result<void> read_annotations(std::string_view text, const std::string& name, Sheets& out) {
  return each_object(text, name, [&](dom::object object, const std::string& where) -> Result<void> {
    const auto id = text_of(object, "doc", where);
    if (!id) return tl::unexpected(id.error());
    const auto found = out.index.find(*id);
    if (found == out.index.end())
      return malformed(where, fmt::format("the sheets have no document \"{}\"", *id));
    if (out.annotated[found->second]) {
      return malformed(where, fmt::format("document \"{}\" stands here a second time", *id));
    }
    out.annotated[found->second] = true;
    return read_moves(object, where, out.documents[found->second]);
  });
}

}  // namespace

Result<std::vector<GoldDocument>> parse_gold(std::string_view sheets, const std::string& sheets_name,
                                             std::string_view gold, const std::string& gold_name) {
  Sheets all;
  if (auto read = read_sheets(sheets, sheets_name, all); !read) return tl::unexpected(read.error());
  if (auto read = read_annotations(gold, gold_name, all); !read) return tl::unexpected(read.error());
  std::vector<GoldDocument> out;
  for (std::size_t i = 0; i < all.documents.size(); ++i) {
    if (all.annotated[i]) out.push_back(std::move(all.documents[i]));
  }
  return out;
}

Result<std::vector<GoldDocument>> read_gold(const std::string& sheets_path, const std::string& gold_path) {
  const auto sheets = read_file(sheets_path);
  if (!sheets) return tl::unexpected(sheets.error());
  const auto gold = read_file(gold_path);
  if (!gold) return tl::unexpected(gold.error());
  return parse_gold(*sheets, sheets_path, *gold, gold_path);
}

}  // namespace demarche
