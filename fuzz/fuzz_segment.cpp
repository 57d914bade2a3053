// Any bytes, repaired to UTF-8, must segment into tokens and sentences that tile the text; the weights are
// arbitrary too. The first bytes choose the genre; a damaged model blob must be refused or read, never crash.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <demarche/base/utf8.hpp>
#include <demarche/language/chain.hpp>
#include <demarche/language/segment.hpp>

#include "../tests/language/segment_checks.hpp"

using namespace demarche;
using namespace demarche::language;

namespace {

Segmenter::Weights noise() {
  Segmenter::Weights weights(1U << 10U);
  std::uint32_t state = 12345;
  for (std::int16_t& w : weights) {
    state = state * 1664525U + 1013904223U;
    w = static_cast<std::int16_t>(static_cast<std::int32_t>(state >> 16U) - 32768);
  }
  return weights;
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Segmenter noisy(noise(), noise());
  static const Segmenter plain;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string source = utf8::repair(bytes).text;
  for (const Segmenter* segmenter : {&plain, &noisy}) {
    Text text;
    text.source = source;
    segmenter->segment(text, size > 0 && data[0] % 2 == 0 ? Genre::Body : Genre::Title);
    require(language::testing::check_segmented(text).empty());
  }
  if (const Result<Segmenter> model = Segmenter::parse(bytes)) require(model->serialise() == bytes);
  return 0;
}
