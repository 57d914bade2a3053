// Entities in IOB2 columns, as Universal NER publishes them: number, form, tag ("B-PER", "I-LOC", "O"),
// notes.
//
// PER, ORG and LOC are kept. Everything else (OTH, and the "B-O" of undecided annotators) counts as outside.
// An "I-" that continues nothing of its kind begins an entity.
// Thread rule: a plain value; const access from many threads is safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>
#include <demarche/language/text.hpp>

namespace demarche::language {

struct EntitySentence {
  std::string_view id;
  std::string_view text;    // `# text`; empty where absent
  std::uint32_t first = 0;  // forms [first, last) of EntityBank::forms
  std::uint32_t last = 0;
  std::vector<Entity> entities;  // token numbers from 0 within the sentence, by position
};

struct EntityBank {
  std::vector<std::string_view> forms;
  std::vector<EntitySentence> sentences;
  std::shared_ptr<const std::string> bytes;  // what the views look into

  [[nodiscard]] std::span<const std::string_view> forms_of(const EntitySentence& s) const {
    return std::span<const std::string_view>(forms).subspan(s.first, s.last - s.first);
  }
};

// Errors name `where:line`.
[[nodiscard]] Result<EntityBank> parse_iob2(std::string bytes, const std::string& where);
[[nodiscard]] Result<EntityBank> read_iob2(const std::filesystem::path& path);

// The entities of one sentence carried over to another split of the same text. Characters are compared
// without spaces; where that fails, by lower-case letters only, so that a copy without capitals, punctuation
// or digits still aligns. An entity whose ends fall inside a token of the new split is widened to whole
// tokens; where two then want the same token the first one keeps it. `aligned` is false, and nothing is
// carried over, when letters differ.
struct Realigned {
  bool aligned = false;
  std::vector<Entity> entities;
};
[[nodiscard]] Realigned realign(std::span<const std::string_view> from, std::span<const Entity> entities,
                                std::span<const std::string_view> to);

}  // namespace demarche::language
