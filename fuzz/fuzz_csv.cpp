// CSV from hostile bytes, and back: the bytes become the cells of a well-formed table, which must read as
// written.
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

std::vector<Document> read(std::string_view bytes, std::size_t& errors) {
  ReadOptions options;
  options.format = InputFormat::Csv;
  options.max_line_bytes = 4096;
  std::vector<Document> out;
  auto reader = make_reader(memory_source(bytes), "input", options);
  if (!reader) return out;
  while (auto item = (*reader)->next()) {
    if (!*item) {
      ++errors;
      continue;
    }
    const Document& d = (*item)->document;
    check(!d.id.empty() && utf8::valid(d.id) && utf8::valid(d.title) && utf8::valid(d.text));
    check(d.title.size() + d.text.size() <= 3 * options.max_line_bytes + 3);  // U+FFFD is three bytes for one
    out.push_back(d);
  }
  return out;
}

std::string quoted(std::string_view cell) {
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out.append("\"");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::size_t errors = 0;
  (void)read(bytes, errors);
  if (size == 0 || size > 2000) return 0;
  const char separator = ",;\t"[data[0] % 3];
  const std::string_view line_end = (data[0] & 4U) != 0 ? "\r\n" : (data[0] & 8U) != 0 ? "\r" : "\n";
  const std::size_t middle = size / 2;
  const std::string row = quoted(bytes.substr(0, middle)) + separator + quoted(bytes.substr(middle));
  std::string table = std::string("title") + separator + "text";
  table.append(line_end).append(row).append(line_end).append(row);
  errors = 0;
  const std::vector<Document> got = read(table, errors);
  check(errors == 0 && got.size() == 2);
  for (const Document& d : got) {
    check(d.title == utf8::repair(bytes.substr(0, middle)).text);
    check(d.text == utf8::repair(bytes.substr(middle)).text);
  }
  return 0;
}
