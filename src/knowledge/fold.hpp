// Letters without their accents: "É" is "e", "ß" is "ss".
// Thread rule: free functions without state.
#pragma once

#include <string>

namespace demarche::knowledge {

// Appends the lower-case form of the letter without accents; a combining accent appends nothing.
void append_folded(std::string& out, char32_t code_point);

}  // namespace demarche::knowledge
