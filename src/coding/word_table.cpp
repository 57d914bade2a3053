#include "word_table.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace demarche::coding {

const WordTable::Names* WordTable::find(std::string_view lemma) const {
  const auto it = words_.find(lemma);
  return it == words_.end() ? nullptr : &it->second;
}

Result<WordTable> WordTable::parse(std::string text) {
  WordTable table;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++line;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view row = std::string_view(text).substr(at, end - at);
    at = end + 1;
    if (row.empty() || row.front() == '#') continue;
    std::array<std::string_view, kGrains + 1> cells;
    for (std::size_t i = 0; i <= kGrains; ++i) {
      const std::size_t tab = std::min(row.find('\t'), row.size());
      cells[i] = row.substr(0, tab);
      row.remove_prefix(std::min(tab + 1, row.size()));
      if (cells[i].empty()) {
        return fail(ErrorKind::Malformed, fmt::format("words:{}", line),
                    "needs a lemma and three classes, parted by tabs");
      }
    }
    // A class is named by its grain and its number, so that classes of two grains never meet.
    Names names;
    for (std::size_t g = 0; g < kGrains; ++g) names[g] = fmt::format("{}:{}", g, cells[g + 1]);
    table.words_.emplace(cells[0], std::move(names));
  }
  table.text_ = std::move(text);
  return table;
}

}  // namespace demarche::coding
