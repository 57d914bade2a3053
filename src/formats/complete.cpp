#include <fmt/format.h>

#include <cstdint>
#include <demarche/base/utf8.hpp>

#include "raw_document.hpp"

namespace demarche {
namespace {

// FNV-1a over all fields, each closed by a byte that UTF-8 never holds, then a mixer so that all bits count.
std::string content_id(const Document& document) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&](unsigned char byte) { hash = (hash ^ byte) * 0x100000001B3U; };
  for (const std::string* field :
       {&document.source, &document.published, &document.url, &document.title, &document.text}) {
    for (const char c : *field) add(static_cast<unsigned char>(c));
    add(0xFF);
  }
  hash = (hash ^ (hash >> 33U)) * 0xFF51AFD7ED558CCDU;
  hash = (hash ^ (hash >> 33U)) * 0xC4CEB9FE1A85EC53U;
  return fmt::format("doc-{:016x}", hash ^ (hash >> 33U));
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// A piece of a value for a message: short and whole characters.
std::string sample(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() <= kLongest) return std::string(text);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string take(std::optional<std::string>& value, std::size_t& replaced) {
  if (!value) return {};
  if (utf8::valid(*value)) return std::move(*value);
  utf8::Repaired repaired = utf8::repair(*value);
  replaced += repaired.replaced;
  return std::move(repaired.text);
}

}  // namespace

Result<ReadDocument> complete(RawDocument raw, std::string where, const ReadOptions& options) {
  std::size_t size = 0;
  for (const auto& value : raw.values) size += value ? value->size() : 0;
  if (size > options.max_document_bytes) {
    return fail(ErrorKind::TooLarge, std::move(where),
                fmt::format("the document has {} bytes; the limit is {}", size, options.max_document_bytes));
  }
  ReadDocument out{{}, raw.replaced, std::move(where)};
  Document& document = out.document;
  document.id = take(raw[Column::Id], out.replaced);
  document.source = take(raw[Column::Source], out.replaced);
  document.published = std::string(trimmed(take(raw[Column::Published], out.replaced)));
  document.url = take(raw[Column::Url], out.replaced);
  document.title = take(raw[Column::Title], out.replaced);
  document.text = take(raw[Column::Text], out.replaced);
  if (!document.published.empty() && !document.published_day()) {
    return fail(
        ErrorKind::Malformed, std::move(out.where),
        fmt::format("the date \"{}\" cannot be read; expected YYYY-MM-DD, or that with a time behind it",
                    sample(document.published)));
  }
  // Before the defaults: the id of a document must not depend on the options.
  if (document.id.empty()) document.id = content_id(document);
  if (document.source.empty()) document.source = options.default_source;
  if (document.published.empty()) document.published = options.default_published;
  return out;
}

}  // namespace demarche
