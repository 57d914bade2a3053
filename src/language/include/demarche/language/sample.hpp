// Sentences of plain text as CoNLL-U, for a teacher: a slow parser of better judgement gives them trees, and
// the chain learns from these (TrainingOptions::silver). In the columns stands what the chain itself finds.
// Thread rule: a free function without state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <demarche/language/chain.hpp>

namespace demarche::language {

struct SampleOptions {
  std::size_t sentences = 100'000;  // no more than these, evenly from all texts
  std::uint32_t least_words = 6;
  std::uint32_t most_words = 45;
};

// Words, tags and trees as the chain finds them, without lemmas; sentences are numbered from 1.
[[nodiscard]] std::string sample_sentences(const Chain& chain, std::span<const std::string> texts,
                                           const SampleOptions& options = {});

}  // namespace demarche::language
