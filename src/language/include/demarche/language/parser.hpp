// The dependency parser: greedy, transition-based, linear.
//
// Every word costs about two decisions of a perceptron (Shift, Left, Right) and one or two of another that
// names the relation. See transition.hpp for the transitions, parser_features.hpp for what the perceptrons
// look at. The result is always a tree with a single root. Time is linear in the number of words. Thread
// rule: const members may run on any number of threads, each with its own ParserWorkspace.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <demarche/base/result.hpp>
#include <demarche/language/ud.hpp>

namespace demarche::language {

// What the parser sees of a word.
struct ParserToken {
  std::uint64_t word = 0;  // word_key(lower-case form)
  Upos upos = Upos::X;
  Xpos xpos = Xpos::None;
  std::uint16_t cluster = 0;  // of the lower-case form; 0 = none
};

struct Arc {
  std::int32_t head = -1;  // index into the sentence, -1 for the root
  Deprel deprel = Deprel::Dep;
  bool operator==(const Arc&) const = default;
};

// A sentence and the place for its tree: arcs.size() >= tokens.size(). Any tags, any length (an empty
// sentence too).
struct ParserJob {
  std::span<const ParserToken> tokens;
  std::span<Arc> arcs;
};

// Stable identity of a lower-case form.
[[nodiscard]] std::uint64_t word_key(std::string_view lower);

// Scratch memory, reused from sentence to sentence.
class ParserWorkspace {
 public:
  ParserWorkspace();
  ParserWorkspace(ParserWorkspace&&) noexcept;
  ParserWorkspace& operator=(ParserWorkspace&&) noexcept;
  ~ParserWorkspace();

 private:
  friend class Parser;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

class Parser {
 public:
  struct Tables;  // see parser_tables.hpp
  explicit Parser(Tables tables);
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;
  ~Parser();

  // Fills arcs[i] for every token of every sentence. Each is parsed as if it were alone; many at once are
  // faster, because one goes on while the weights of another are fetched.
  void parse(std::span<const ParserJob> jobs, ParserWorkspace& workspace) const;
  void parse(std::span<const ParserToken> tokens, std::span<Arc> arcs, ParserWorkspace& workspace) const;

  // The model section. `load` takes its own bytes off the front of `in`; damaged bytes give Malformed.
  void append_to(std::string& out) const;
  [[nodiscard]] static Result<Parser> load(std::string_view& in);

  [[nodiscard]] const Tables& tables() const { return *tables_; }

 private:
  std::unique_ptr<Tables> tables_;
};

}  // namespace demarche::language
