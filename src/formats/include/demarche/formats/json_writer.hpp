// Writes JSON text into a string: compact, keys in the order given, one form for each value.
//
// The caller keeps the grammar (a key before each member, as many ends as begins); commas are set here.
// Thread rule: one thread a writer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

// The shortest decimal text that reads back as the same double: without an exponent where 1e-5 <= |x| < 1e17,
// "0" for both zeros. Not for NaN and infinity.
[[nodiscard]] std::string number_text(double value);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  // Escapes quotes, backslashes, all control characters (C0, DEL, C1) and U+2028/2029; each run of invalid
  // UTF-8 becomes U+FFFD.
  JsonWriter& string(std::string_view text);
  JsonWriter& string_or_null(std::string_view text) { return text.empty() ? null() : string(text); }
  JsonWriter& number(double value);  // null for NaN and infinity, which JSON does not have
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void quote(std::string_view text);
  void escape(std::string_view text);

  std::string& out_;
  bool comma_ = false;  // a value was written at this level: the next one needs a comma
};

}  // namespace demarche
