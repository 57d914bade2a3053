#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/json_writer.hpp>

namespace demarche {
namespace {

// The letter of a two-character escape, or 0.
char short_escape(char32_t c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

// Controls, and the two line ends that JavaScript sees in strings where JSON does not.
bool must_escape(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

// Where the run of bytes from `from` that stand for themselves ends.
std::size_t plain_run(std::string_view text, std::size_t from) {
  const auto stands = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  while (from < text.size() && stands(text[from])) ++from;
  return from;
}

}  // namespace

std::string number_text(double value) {
  if (value == 0.0) return "0";
  std::array<char, 64> buffer{};
  const double size = std::fabs(value);
  const auto form = size >= 1e-5 && size < 1e17 ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form).ptr;
  return {buffer.data(), end};
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_.push_back(bracket);
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_.push_back(bracket);
  comma_ = true;
  return *this;
}

void JsonWriter::separate() {
  if (comma_) out_.push_back(',');
  comma_ = true;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  out_.push_back(':');
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  quote(text);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  out_ += number_text(value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

void JsonWriter::quote(std::string_view text) {
  out_.push_back('"');
  // Keys and most values are plain: they need neither a check nor an escape.
  const std::size_t plain = plain_run(text, 0);
  out_.append(text.substr(0, plain));
  if (plain < text.size()) escape(text.substr(plain));
  out_.push_back('"');
}

void JsonWriter::escape(std::string_view text) {
  std::string repaired;
  if (!utf8::valid(text)) {
    repaired = utf8::repair(text).text;
    text = repaired;
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t plain = plain_run(text, i);
    out_.append(text.substr(i, plain - i));
    i = plain;
    if (i == text.size()) break;
    const utf8::Decoded d = utf8::decode(text, i);
    if (const char letter = short_escape(d.code_point); letter != 0) {
      out_.push_back('\\');
      out_.push_back(letter);
    } else if (must_escape(d.code_point)) {
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<std::uint32_t>(d.code_point));
    } else {
      out_.append(text.substr(i, d.length));
    }
    i += d.length;
  }
}

}  // namespace demarche
