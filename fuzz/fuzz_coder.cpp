// The coder on arbitrary text: title and body are the input, cut at its first line end. Readers give valid
// UTF-8, so the input is repaired first.
#include <cstddef>
#include <cstdint>
#include <string>

#include <demarche/base/utf8.hpp>
#include <demarche/coding/coder.hpp>

namespace {

struct World {
  demarche::knowledge::Knowledge knowledge = *demarche::knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  demarche::language::Chain chain = *demarche::language::Chain::load(DEMARCHE_MODELS_DIR);
  demarche::coding::Coder coder =
      *demarche::coding::Coder::load(knowledge, chain, DEMARCHE_MODELS_DIR, {0.05});
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World kWorld;
  static const auto scratch = kWorld.coder.scratch();
  const std::string text =
      demarche::utf8::repair(std::string_view(reinterpret_cast<const char*>(data), size)).text;
  const std::size_t cut = std::min(text.find('\n'), text.size());
  demarche::Document d;
  d.id = "fuzz";
  d.published = "2019-05-10";
  d.title = text.substr(0, cut);
  d.text = text.substr(cut);
  for (const demarche::Move& m : kWorld.coder.code(d, *scratch)) {
    if (m.trigger.start >= m.trigger.end || m.actor.party.empty()) __builtin_trap();
  }
  return 0;
}
