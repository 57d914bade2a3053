#include "detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <demarche/base/utf8.hpp>
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

std::size_t known_columns(std::string_view beginning, char separator, const ColumnMap& columns) {
  const std::vector<std::string> cells = first_row(beginning, separator);
  const std::vector<std::string_view> header(cells.begin(), cells.end());
  return static_cast<std::size_t>(
      std::count_if(columns.names.begin(), columns.names.end(),
                    [&](const std::string& name) { return find_column(header, name).has_value(); }));
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
  // One name alone may begin a headline: "Text, talks and tariffs".
  const auto known = known_columns(beginning, separator_of(beginning, columns), columns);
  return known >= 2 ? InputFormat::Csv : InputFormat::Plain;
}

char separator_of(std::string_view beginning, const ColumnMap& columns) {
  char best = commonest_separator(beginning);
  std::size_t most = known_columns(beginning, best, columns);
  for (const char separator : kSeparators) {
    const std::size_t known = known_columns(beginning, separator, columns);
    if (known <= most) continue;
    most = known;
    best = separator;
  }
  return best;
}

std::vector<std::string> header_of_unknown_table(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const char separator = commonest_separator(line);
  // Prose holds commas too, but with a blank behind them.
  if (line.find(std::string{separator, ' '}) != std::string_view::npos) return {};
  std::vector<std::string> header = first_row(line, separator);
  const std::size_t fewest = separator == ',' ? 3 : 2;
  const bool table =
      header.size() >= fewest && first_row(text.substr(line.size()), separator).size() == header.size();
  return table ? header : std::vector<std::string>();
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

std::string quoted(const std::vector<std::string_view>& names) {
  constexpr std::size_t kMost = 12;
  constexpr std::size_t kLongest = 40;
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
    out += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", utf8::repair(names[i].substr(0, kLongest)).text);
  }
  return names.size() > kMost ? out + ", ..." : out;
}

std::string no_content(const ColumnMap& columns) {
  const std::string& title = columns.name(Column::Title);
  const std::string& text = columns.name(Column::Text);
  if (title.empty() || text.empty()) return fmt::format("no \"{}\"", title.empty() ? text : title);
  return fmt::format("neither \"{}\" nor \"{}\"", title, text);
}

}  // namespace demarche
