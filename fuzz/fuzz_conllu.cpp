// The readers of CoNLL-U, IOB2 and irregular verbs on arbitrary bytes; what they accept goes on into
// training's preparations.
#include <cstddef>
#include <cstdint>
#include <string>

#include <demarche/base/utf8.hpp>
#include <demarche/language/conllu.hpp>
#include <demarche/language/iob2.hpp>

#include "degrade.hpp"
#include "gold_text.hpp"
#include "headline.hpp"
#include "lemma_lessons.hpp"

namespace language = demarche::language;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)language::parse_iob2(bytes, "fuzz");
  (void)language::parse_irregular_verbs(bytes, "fuzz");
  const auto bank = language::parse_conllu(bytes, "fuzz");
  if (!bank) {
    if (bank.error().where.empty()) __builtin_trap();
    return 0;
  }
  const language::RawText raw = language::raw_text(*bank, 0, bank->sentences.size());
  if (raw.sentences.size() != bank->sentences.size()) __builtin_trap();
  (void)language::documents_of(*bank);
  if (!demarche::utf8::valid(bytes)) return 0;  // the rest is promised valid text only
  (void)language::gold_texts(*bank);
  (void)language::gold_texts(language::degrade(*bank, {true, true, true}));
  (void)language::headline_sample(*bank, 1000, 1);
  return 0;
}
