// Tokens by rule; see tokenize.cpp. Private to the room. Thread rule: free functions without state.
#pragma once

#include <string_view>

#include <demarche/language/text.hpp>

namespace demarche::language {

// Appends the tokens of `text.source` to `text.tokens`. Linear; every byte that is not white space is in one
// token.
void tokenize(Text& text);

}  // namespace demarche::language
