// The analysed text of one field of a document: sentences, tokens, tags, trees, entities.
//
// Offsets are bytes into the field as given, end exclusive. Token and sentence order is text order. Tokens of
// a sentence are contiguous in `Text::tokens`. Thread rule: built by one thread, then read by any number.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/language/ud.hpp>

namespace demarche::language {

inline constexpr std::int32_t kNoHead = -1;

struct Token {
  std::uint32_t begin = 0;  // bytes in the field
  std::uint32_t end = 0;
  std::string_view form;   // as written: a view into Text::source
  std::string_view lower;  // lower case, typographic quotes and dashes made plain: the form that is matched
  std::string_view lemma;  // lower case
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;
  Deprel deprel = Deprel::Dep;
  std::int32_t head = kNoHead;  // index into Text::tokens (not into the sentence); kNoHead for the root
  bool space_before = true;
};

struct Sentence {
  std::uint32_t begin = 0;  // bytes in the field, without surrounding white space
  std::uint32_t end = 0;
  std::uint32_t first = 0;  // tokens [first, last) of Text::tokens
  std::uint32_t last = 0;
};

enum class EntityKind : std::uint8_t { Person, Organisation, Place };
struct Entity {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  EntityKind kind = EntityKind::Person;
};

// What the text has lost, judged over the whole field (see degraded.hpp).
struct Condition {
  bool lower_case = false;      // no capitals to go by
  bool no_punctuation = false;  // sentence ends and commas are gone
  bool no_digits = false;
  [[nodiscard]] bool degraded() const { return lower_case || no_punctuation; }
};

struct Text {
  std::string_view source;  // the field; the caller keeps it alive
  Condition condition;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<Entity> entities;  // by position, not overlapping

  [[nodiscard]] std::span<const Token> tokens_of(const Sentence& s) const {
    return std::span<const Token>(tokens).subspan(s.first, s.last - s.first);
  }
  // Keeps a string alive as long as the Text; for lower-case forms and lemmas that are not in the source.
  std::string_view keep(std::string s) { return kept_.emplace_back(std::move(s)); }

 private:
  std::deque<std::string> kept_;  // addresses stay valid when it grows
};

}  // namespace demarche::language
