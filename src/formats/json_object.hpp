// One JSON object to the fields of a document, with what is bad in it repaired where that is safe. Private to
// the room.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "raw_document.hpp"

namespace demarche {

// Strings and nulls are taken for the fields of the map, a later duplicate of a key wins; values of other
// keys are skipped: their strings and brackets are checked, the rest of them is not.
class JsonObjectParser {
 public:
  explicit JsonObjectParser(ColumnMap columns);
  ~JsonObjectParser();
  JsonObjectParser(JsonObjectParser&&) noexcept;
  JsonObjectParser& operator=(JsonObjectParser&&) noexcept;

  // kPadding bytes behind `text` must be readable. Invalid UTF-8 and lone surrogate escapes become U+FFFD and
  // are counted. Malformed: not JSON, not an object, a field of another type, neither title nor text.
  [[nodiscard]] Result<RawDocument> parse(std::string_view text, const std::string& where);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
