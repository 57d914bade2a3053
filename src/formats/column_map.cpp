#include <fmt/format.h>

#include <algorithm>
#include <demarche/formats/read_options.hpp>

namespace demarche {
namespace {

constexpr std::array<std::string_view, 5> kFormatNames = {"auto", "jsonl", "json", "csv", "text"};

std::optional<std::size_t> column_index(std::string_view field) {
  const auto* const found = std::find(kColumnNames.begin(), kColumnNames.end(), field);
  if (found == kColumnNames.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kColumnNames.begin());
}

// A name that was given for one field is no longer the default of another ("text=title" leaves the title
// without a column); given for two fields, it is a mistake.
Result<ColumnMap> settle(ColumnMap map, const std::array<bool, kColumnCount>& given) {
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    for (std::size_t j = 0; j < kColumnCount; ++j) {
      if (i == j || !given[i] || map.names[i] != map.names[j]) continue;
      if (given[j]) {
        return fail(ErrorKind::Usage, "", fmt::format("\"{}\" is given for two fields", map.names[i]));
      }
      map.names[j].clear();
    }
  }
  return map;
}

}  // namespace

std::string_view name_of(InputFormat format) {
  return kFormatNames[static_cast<std::size_t>(format)];
}

std::optional<InputFormat> parse_input_format(std::string_view name) {
  for (std::size_t i = 0; i < kFormatNames.size(); ++i) {
    if (kFormatNames[i] == name) return static_cast<InputFormat>(i);
  }
  return std::nullopt;
}

std::optional<Column> ColumnMap::find(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Column>(i);
  }
  return std::nullopt;
}

Result<ColumnMap> ColumnMap::parse(std::string_view text) {
  ColumnMap map;
  std::array<bool, kColumnCount> given{};
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view pair = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals + 1 == pair.size()) {
      return fail(ErrorKind::Usage, "", fmt::format("\"{}\" is not of the form field=name", pair));
    }
    const auto index = column_index(pair.substr(0, equals));
    if (!index) {
      return fail(ErrorKind::Usage, "",
                  fmt::format("there is no field \"{}\"; fields are id, source, published, url, title, text",
                              pair.substr(0, equals)));
    }
    if (given[*index]) {
      return fail(ErrorKind::Usage, "", fmt::format("field \"{}\" is given twice", pair.substr(0, equals)));
    }
    given[*index] = true;
    map.names[*index] = std::string(pair.substr(equals + 1));
  }
  return settle(std::move(map), given);
}

}  // namespace demarche
