#include "json_object.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <demarche/base/utf8.hpp>

#include "detect.hpp"

namespace demarche {
namespace {

namespace od = simdjson::ondemand;
static_assert(kPadding >= simdjson::SIMDJSON_PADDING);

// The parser's tables grow with the longest object; beyond this they are not kept for the next one.
constexpr std::size_t kKeptCapacity = std::size_t{4} << 20U;

struct Attempt {
  RawDocument document;
  simdjson::error_code code = simdjson::SUCCESS;
  std::string problem;  // set where the JSON is fine and its content is not
};

std::string_view kind_of(od::json_type type) {
  switch (type) {
    case od::json_type::array:
      return "an array";
    case od::json_type::object:
      return "an object";
    case od::json_type::number:
      return "a number";
    case od::json_type::boolean:
      return "true or false";
    case od::json_type::string:
      return "a string";
    default:
      return "null";
  }
}

// simdjson's own sentences speak about its interface; these speak about the file.
std::string_view reason(simdjson::error_code code) {
  switch (code) {
    case simdjson::STRING_ERROR:
      return "a string holds a bad escape";
    case simdjson::UNESCAPED_CHARS:
      return "a string holds a control character that is not escaped";
    case simdjson::UNCLOSED_STRING:
      return "a string is not closed";
    case simdjson::DEPTH_ERROR:
      return "it is nested too deeply";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "a bracket is not closed";
    case simdjson::N_ATOM_ERROR:
      return "a value is neither null nor any other JSON value";
    case simdjson::EMPTY:
      return "there is nothing to read";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "it is too large to be read";
    default:
      return "a comma, colon, quote or bracket is missing or misplaced";
  }
}

simdjson::error_code read_value(od::value value, Column column, const ColumnMap& columns, Attempt& out) {
  od::json_type type{};
  if (const auto code = value.type().get(type)) return code;
  std::optional<std::string>& slot = out.document[column];
  if (type == od::json_type::null) {
    bool is_null = false;
    if (value.is_null().get(is_null) != simdjson::SUCCESS || !is_null) return simdjson::N_ATOM_ERROR;
    slot.reset();
    return simdjson::SUCCESS;
  }
  if (type != od::json_type::string) {
    out.problem = fmt::format("\"{}\" must be a string or null, not {}", columns.name(column), kind_of(type));
    return simdjson::INCORRECT_TYPE;
  }
  std::string_view text;
  if (const auto code = value.get_string().get(text)) return code;
  slot.emplace(text);
  // Version 3.0.1 lets some lone surrogates through; the caller repairs them as it does the ones that are
  // refused.
  return simdjson::validate_utf8(text.data(), text.size()) ? simdjson::SUCCESS : simdjson::STRING_ERROR;
}

simdjson::error_code read_object(od::document& json, const ColumnMap& columns, Attempt& out) {
  od::object object;
  if (const auto code = json.get_object().get(object)) return code;
  bool has_content = false;
  for (auto field : object) {
    std::string_view key;
    if (const auto code = field.unescaped_key().get(key)) return code;
    const auto column = columns.find(key);
    if (!column) continue;
    has_content = has_content || *column == Column::Title || *column == Column::Text;
    od::value value;
    if (const auto code = field.value().get(value)) return code;
    if (const auto code = read_value(value, *column, columns, out)) return code;
  }
  // Version 3.0.1 has no at_end(): there is no current location where nothing is left.
  if (json.current_location().error() != simdjson::OUT_OF_BOUNDS) return simdjson::TAPE_ERROR;
  if (!has_content) {
    out.problem =
        fmt::format("the object has {}; name the keys to read with a map (--map title=...,text=...)",
                    no_content(columns));
    return simdjson::NO_SUCH_FIELD;
  }
  return simdjson::SUCCESS;
}

Attempt attempt(od::parser& parser, std::string_view padded, const ColumnMap& columns) {
  Attempt out;
  od::document json;
  const simdjson::padded_string_view view(padded.data(), padded.size(), padded.size() + kPadding);
  out.code = parser.iterate(view).get(json);
  if (out.code == simdjson::SUCCESS) out.code = read_object(json, columns, out);
  return out;
}

// The value of the \uXXXX escape at `pos`, or -1.
int escape_at(std::string_view text, std::size_t pos) {
  if (pos + 6 > text.size() || text[pos] != '\\' || text[pos + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = pos + 2; i < pos + 6; ++i) {
    const char c = text[i];
    const bool digit = c >= '0' && c <= '9';
    const char letter = static_cast<char>(c | 0x20);
    if (!digit && (letter < 'a' || letter > 'f')) return -1;
    value = value * 16 + (digit ? c - '0' : letter - 'a' + 10);
  }
  return value;
}

bool is_high(int unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(int unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

// Replaces escapes of half a surrogate pair by that of U+FFFD, which is as long.
std::size_t mend_surrogates(std::string& text) {
  std::size_t mended = 0;
  for (std::size_t i = text.find('\\'); i != std::string::npos; i = text.find('\\', i)) {
    const int unit = escape_at(text, i);
    if (unit < 0) {
      i += 2;
    } else if (is_high(unit) && is_low(escape_at(text, i + 6))) {
      i += 12;
    } else {
      if (is_high(unit) || is_low(unit)) {
        text.replace(i, 6, "\\ufffd");
        ++mended;
      }
      i += 6;
    }
  }
  return mended;
}

}  // namespace

struct JsonObjectParser::State {
  ColumnMap columns;
  od::parser parser;
};

JsonObjectParser::JsonObjectParser(ColumnMap columns)
    : state_(std::make_unique<State>(State{std::move(columns), od::parser()})) {}
JsonObjectParser::~JsonObjectParser() = default;
JsonObjectParser::JsonObjectParser(JsonObjectParser&&) noexcept = default;
JsonObjectParser& JsonObjectParser::operator=(JsonObjectParser&&) noexcept = default;

Result<RawDocument> JsonObjectParser::parse(std::string_view text, const std::string& where) {
  Attempt result = attempt(state_->parser, text, state_->columns);
  // Both repairs are rare, so they are tried only where the parser objects.
  std::string mended;
  std::size_t replaced = 0;
  const auto retry = [&] {
    const std::size_t size = mended.size();
    mended.append(kPadding, '\0');
    result = attempt(state_->parser, std::string_view(mended).substr(0, size), state_->columns);
    mended.resize(size);
  };
  if (result.code == simdjson::UTF8_ERROR) {
    utf8::Repaired repaired = utf8::repair(text);
    mended = std::move(repaired.text);
    replaced = repaired.replaced;
    retry();
  }
  if (result.code == simdjson::STRING_ERROR) {
    if (mended.empty()) mended.assign(text);
    if (const std::size_t count = mend_surrogates(mended); count > 0) {
      replaced += count;
      retry();
    }
  }
  if (state_->parser.capacity() > kKeptCapacity) state_->parser = od::parser();
  if (result.code == simdjson::INCORRECT_TYPE && result.problem.empty())
    result.problem = "an object was expected";
  if (!result.problem.empty()) return fail(ErrorKind::Malformed, where, std::move(result.problem));
  if (result.code != simdjson::SUCCESS) {
    return fail(ErrorKind::Malformed, where, fmt::format("not valid JSON: {}", reason(result.code)));
  }
  result.document.replaced = replaced;
  return std::move(result.document);
}

}  // namespace demarche
