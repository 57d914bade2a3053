// The model loader on arbitrary bytes: as a file, and, so that the checksum does not keep the fuzzer out, as
// a file whose sections are the input cut at its zero bytes, and as each section by itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "chain_parts.hpp"

namespace language = demarche::language;

namespace {

void run_sections(std::string_view bytes) {
  constexpr std::string_view kNames[] = {"segmenter", "words",    "tagger", "lemmatizer",
                                         "parser",    "entities", "sanity"};
  language::ModelFile file;
  for (const std::string_view name : kNames) {
    const std::size_t end = bytes.find(std::string_view("\0\0\xFF\xFF", 4));
    file.add(name, std::string(bytes.substr(0, end)));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 4);
  }
  const auto again = language::ModelFile::parse(file.serialise(), "fuzz");
  if (!again || again->sections() != file.sections()) __builtin_trap();
  const auto parts = language::ChainParts::from_file(*again, "fuzz");
  if (!parts && parts.error().what.empty()) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)language::ModelFile::parse(bytes, "fuzz");
  (void)language::WordClasses::parse(bytes);
  (void)language::Tagger::parse(bytes);
  (void)language::Lemmatizer::parse(bytes);
  (void)language::EntityTagger::parse(bytes);
  (void)language::Segmenter::parse(bytes);
  std::string_view rest = bytes;
  (void)language::Parser::load(rest);
  run_sections(bytes);
  return 0;
}
