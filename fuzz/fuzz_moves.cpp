// Coded moves and annotated sheets from hostile bytes. A move that is read is written and read again to the
// same line; every message names its place.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/gold.hpp>
#include <demarche/formats/move_reader.hpp>
#include <demarche/formats/move_writer.hpp>

namespace {

using namespace demarche;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_again(const Move& move) {
  const std::string line = move_json(move);
  check(utf8::valid(line) && line.find('\n') == std::string::npos);
  MoveReader reader(memory_source(line), "again");
  const auto again = reader.next();
  check(again && *again && move_json(**again) == line);
  check(!reader.next());
}

void check_moves(std::string_view bytes) {
  MoveReader reader(memory_source(bytes), "input");
  while (const auto move = reader.next()) {
    if (*move) {
      check_again(**move);
    } else {
      check(!move->error().what.empty() && move->error().where.starts_with("input"));
    }
  }
}

// Sheets and gold are parted by a NUL, which JSON cannot hold.
void check_gold(std::string_view bytes) {
  const std::size_t cut = std::min(bytes.find('\0'), bytes.size());
  const std::string_view gold = bytes.substr(std::min(cut + 1, bytes.size()));
  const auto documents = parse_gold(bytes.substr(0, cut), "sheets", gold, "gold", Strangers::Ignore);
  if (!documents) {
    check(documents.error().where.starts_with("sheets:") || documents.error().where.starts_with("gold:"));
    return;
  }
  for (const GoldDocument& d : *documents) {
    const std::size_t length = utf8::count(d.document.text);
    check(utf8::valid(d.document.text));
    for (const GoldSentence& s : d.sentences) check(s.field == Field::Title || s.span.end <= length);
    for (const GoldMove& m : d.moves) check(!m.actor.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_moves(bytes);
  check_gold(bytes);
  return 0;
}
