// JSON Lines and JSON from hostile bytes. Differential: what simdjson's strict DOM accepts, with strings for
// title and text, must be read the same; every delivered document is valid UTF-8, has an id and keeps the
// limits.
#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/document_reader.hpp>
#include <vector>

namespace {

using namespace demarche;

void check(bool holds) {
  if (!holds) std::abort();
}

std::vector<Document> read(std::string_view bytes, InputFormat format) {
  ReadOptions options;
  options.format = format;
  std::vector<Document> out;
  auto reader = make_reader(memory_source(bytes), "input", options);
  if (!reader) return out;
  while (auto item = (*reader)->next()) {
    if (!*item) {
      check(!item->error().what.empty() && !item->error().where.empty());
      continue;
    }
    const Document& d = (*item)->document;
    check(!d.id.empty() && utf8::valid(d.id) && utf8::valid(d.source) && utf8::valid(d.published));
    check(utf8::valid(d.url) && utf8::valid(d.title) && utf8::valid(d.text));
    check(d.published.empty() || d.published_day().has_value());
    out.push_back(d);
  }
  return out;
}

// A single line that the strict parser takes, whose members are title and text, once each, as strings.
void compare_with_dom(std::string_view line) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(line);
  simdjson::dom::element json;
  if (parser.parse(padded).get(json) != simdjson::SUCCESS) return;
  simdjson::dom::object object;
  if (json.get_object().get(object) != simdjson::SUCCESS || object.size() != 2) return;
  std::string_view title;
  std::string_view text;
  if (object["title"].get_string().get(title) != simdjson::SUCCESS) return;
  if (object["text"].get_string().get(text) != simdjson::SUCCESS) return;
  if (!utf8::valid(title) || !utf8::valid(text)) return;  // half a surrogate pair, which DOM lets through
  const std::vector<Document> got = read(line, InputFormat::JsonLines);
  check(got.size() == 1 && got[0].title == title && got[0].text == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto lines = read(bytes, InputFormat::JsonLines);
  check(lines.size() <= static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1 ||
        bytes.substr(0, 2) == "\x1f\x8b");
  (void)read(bytes, InputFormat::Json);
  (void)read(bytes, InputFormat::Auto);
  const bool marked =
      bytes.substr(0, 1) == "\xEF" || bytes.substr(0, 1) == "\xFF" || bytes.substr(0, 1) == "\xFE";
  if (!marked && bytes.find('\n') == std::string_view::npos) compare_with_dom(bytes);
  return 0;
}
