// Whether the words around a time expression speak of what was or of what will be.
// Thread rule: pure functions.
#pragma once

#include <cstdint>

#include <demarche/knowledge/frames.hpp>
#include <demarche/language/text.hpp>

namespace demarche::coding {

enum class Tense : std::uint8_t { Unknown, Past, Present, Future };

// Tokens [first, last) are an expression in `sentence`.
[[nodiscard]] Tense tense_around(const language::Text& text, const knowledge::FrameSet& frames,
                                 const language::Sentence& sentence, std::uint32_t first, std::uint32_t last);

}  // namespace demarche::coding
