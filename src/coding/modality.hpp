// What the text says about the act itself: done, planned, possible or denied (codebook, section 5), and on
// what condition. Thread rule: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <demarche/base/act.hpp>
#include <demarche/knowledge/frames.hpp>

#include "tree.hpp"

namespace demarche::coding {

// Negated by "not", "never", "no", "without", "neither", or a negative subject ("no deal was reached").
[[nodiscard]] bool is_negated(const Tree& tree, const knowledge::FrameSet& frames, TokenIndex trigger);

struct ModalityRuling {
  Modality modality = Modality::Actual;
  std::string rule;  // what decided, for `explain`
};
[[nodiscard]] ModalityRuling rule_modality(const Tree& tree, const knowledge::FrameSet& frames,
                                           const knowledge::Frame& frame, TokenIndex trigger);

// Byte range of an "if/unless" clause that hangs on the trigger or on the verb above it.
struct Clause {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
[[nodiscard]] std::optional<Clause> condition_of(const Tree& tree, const knowledge::FrameSet& frames,
                                                 TokenIndex trigger);

}  // namespace demarche::coding
