#include <demarche/formats/act_questions.hpp>

#include <fmt/format.h>
#include <simdjson.h>

#include <cstdint>
#include <string_view>
#include <utility>

#include <demarche/base/document.hpp>
#include <demarche/base/utf8.hpp>

#include "records.hpp"

namespace demarche {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A string that may be missing or null; nullopt for a value of another type.
std::optional<std::string> text_of(dom::object object, std::string_view key) {
  dom::element value;
  if (object[key].get(value) != simdjson::SUCCESS || value.is_null()) return std::string();
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
  return utf8::repair(text).text;  // simdjson 3.0.1 lets some lone surrogates through
}

class Fields {
 public:
  explicit Fields(std::string where) : where_(std::move(where)) {}

  Result<ActQuestion> read(dom::object object) {
    ActQuestion out;
    take_id(object, out);
    take(object, "sentence", out.sentence);
    take_sides(object, out);
    dom::element events;
    dom::object event;
    if (object["events"].get(events) == simdjson::SUCCESS && events.is_array() &&
        events.at(0).get_object().get(event) == simdjson::SUCCESS) {
      take_sides(event, out);
    }
    std::string_view ignored;
    if (problem_.empty() && object["sentence"].get_string().get(ignored) != simdjson::SUCCESS) {
      problem_ = "the object has no \"sentence\"";
    }
    if (!problem_.empty()) return fail(ErrorKind::Malformed, where_, std::move(problem_));
    if (out.sentence.size() > kMaxDocumentBytes) {
      return fail(ErrorKind::TooLarge, where_,
                  fmt::format("the sentence is longer than {} MiB", kMaxDocumentBytes >> 20U));
    }
    return out;
  }

 private:
  // A whole number is as good an id as a string.
  void take_id(dom::object object, ActQuestion& out) {
    std::int64_t number = 0;
    std::string id;
    if (object["id"].get_int64().get(number) == simdjson::SUCCESS) {
      id = fmt::format("{}", number);
    } else {
      take(object, "id", id);
    }
    if (!id.empty()) out.id = std::move(id);
  }
  void take_sides(dom::object object, ActQuestion& out) {
    take(object, "source_text", out.source);
    take(object, "target_text", out.target);
    take(object, "plover", out.plover);
    take(object, "cameo", out.cameo);
    take(object, "cameo_root", out.cameo);
  }
  // Leaves `into` alone where the key is missing.
  void take(dom::object object, std::string_view key, std::string& into) {
    std::optional<std::string> text = text_of(object, key);
    if (!text) {
      problem_ = fmt::format("\"{}\" must be a string or null", key);
    } else if (!text->empty()) {
      into = std::move(*text);
    }
  }

  std::string where_;
  std::string problem_;
};

}  // namespace

struct ActQuestionReader::State {
  std::string name;
  std::unique_ptr<Records> lines;
  dom::parser parser;
  bool begun = false;
};

ActQuestionReader::ActQuestionReader(std::unique_ptr<ByteSource> source, std::string name)
    : state_(std::make_unique<State>()) {
  state_->name = name;
  auto plain = inflating_source(std::move(source), name);
  state_->lines = make_lines(std::make_unique<ByteStream>(std::move(plain), std::move(name)), kMaxLineBytes);
}

ActQuestionReader::ActQuestionReader(ActQuestionReader&&) noexcept = default;
ActQuestionReader& ActQuestionReader::operator=(ActQuestionReader&&) noexcept = default;
ActQuestionReader::~ActQuestionReader() = default;

Result<ActQuestionReader> ActQuestionReader::open(const std::string& input) {
  if (input == "-") return ActQuestionReader(descriptor_source(0, "standard input"), "standard input");
  auto source = file_source(input);
  if (!source) return tl::unexpected(source.error());
  return ActQuestionReader(std::move(*source), input);
}

std::optional<Result<ActQuestion>> ActQuestionReader::next() {
  for (;;) {
    const auto record = state_->lines->next();
    if (!record) return std::nullopt;
    if (!*record) return tl::unexpected(record->error());
    std::string_view text = (*record)->text;
    if (!std::exchange(state_->begun, true) && text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      text.remove_prefix(kByteOrderMark.size());
    }
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string where = place(state_->name, (*record)->line);
    const utf8::Repaired repaired = utf8::repair(text);
    dom::object object;
    if (state_->parser.parse(repaired.text.data(), repaired.text.size()).get_object().get(object) !=
        simdjson::SUCCESS) {
      return fail(ErrorKind::Malformed, where, "not a JSON object");
    }
    return Fields(where).read(object);
  }
}

}  // namespace demarche
