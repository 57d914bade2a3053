#include "detect.hpp"

#include <algorithm>
#include <array>
#include <demarche/formats/document_reader.hpp>

#include "csv_parser.hpp"

namespace demarche {
namespace {

constexpr std::size_t kPeek = std::size_t{1} << 16U;
constexpr std::string_view kBlank = " \t\r\n";

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

// Whether the brackets of `line` are closed at its end, strings left out.
bool closed(std::string_view line) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return depth == 0 && !in_string;
}

}  // namespace

std::optional<InputFormat> format_of_name(std::string_view name) {
  struct Ending {
    std::string_view text;
    InputFormat format;
  };
  constexpr std::array<Ending, 6> kEndings = {{{".jsonl", InputFormat::JsonLines},
                                               {".ndjson", InputFormat::JsonLines},
                                               {".json", InputFormat::Json},
                                               {".csv", InputFormat::Csv},
                                               {".tsv", InputFormat::Csv},
                                               {".txt", InputFormat::Plain}}};
  const std::string lower = ascii_lower(name);
  std::string_view stem = lower;
  if (has_ending(stem, ".gz")) stem.remove_suffix(3);
  for (const Ending& ending : kEndings) {
    if (has_ending(stem, ending.text)) return ending.format;
  }
  return std::nullopt;
}

Result<std::string_view> peek_line(ByteStream& stream) {
  for (;;) {
    const std::string_view bytes = stream.pending();
    const std::size_t first = bytes.find_first_not_of(kBlank);
    if (bytes.size() >= kPeek) break;
    if (first != std::string_view::npos && bytes.find('\n', first) != std::string_view::npos) break;
    const auto more = stream.more();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
  }
  return stream.pending().substr(0, kPeek);
}

Result<void> pass_mark(ByteStream& stream) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (stream.pending().size() < kMark.size()) {
    const auto more = stream.more();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
  }
  const std::string_view start = stream.pending().substr(0, 3);
  if (start == kMark) stream.consume(kMark.size());
  if (start.substr(0, 2) == "\xFF\xFE" || start.substr(0, 2) == "\xFE\xFF") {
    return fail(ErrorKind::Malformed, stream.name(), "is UTF-16 or UTF-32; convert it to UTF-8 first");
  }
  return {};
}

InputFormat json_layout(std::string_view beginning) {
  const std::size_t first = beginning.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return InputFormat::JsonLines;
  if (beginning[first] == '[') return InputFormat::Json;
  const std::size_t end = beginning.find('\n', first);
  // One line longer than the window is taken for an object of JSON Lines: a printer that breaks lines does so
  // early.
  if (end == std::string_view::npos) return InputFormat::JsonLines;
  return closed(beginning.substr(first, end - first)) ? InputFormat::JsonLines : InputFormat::Json;
}

InputFormat format_of_content(std::string_view beginning, const ColumnMap& columns) {
  const std::size_t first = beginning.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return InputFormat::Plain;
  if (beginning[first] == '{') return json_layout(beginning);
  if (beginning[first] == '[') {
    // A plain text may begin with a bracketed note; an array of documents goes on with an object or ends.
    const std::size_t second = beginning.find_first_not_of(kBlank, first + 1);
    const bool array =
        second != std::string_view::npos && (beginning[second] == '{' || beginning[second] == ']');
    return array ? InputFormat::Json : InputFormat::Plain;
  }
  const std::vector<std::string> cells = first_row(beginning, detect_separator(beginning));
  const std::vector<std::string_view> header(cells.begin(), cells.end());
  // One name alone may begin a headline: "Text, talks and tariffs".
  const auto known = std::count_if(columns.names.begin(), columns.names.end(), [&](const std::string& name) {
    return find_column(header, name).has_value();
  });
  return known >= 2 ? InputFormat::Csv : InputFormat::Plain;
}

std::optional<std::size_t> find_column(const std::vector<std::string_view>& header, std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == name) return i;
  }
  const std::string wanted = ascii_lower(name);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (ascii_lower(trimmed(header[i])) == wanted) return i;
  }
  return std::nullopt;
}

}  // namespace demarche
