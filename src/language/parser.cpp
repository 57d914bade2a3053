#include <demarche/language/parser.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "features.hpp"
#include "parser_features.hpp"
#include "parser_tables.hpp"
#include "transition.hpp"

namespace demarche::language {

struct ParserWorkspace::Parts {
  ParserState state;
  SentenceAtoms atoms;
};

ParserWorkspace::ParserWorkspace() : parts_(std::make_unique<Parts>()) {}
ParserWorkspace::ParserWorkspace(ParserWorkspace&&) noexcept = default;
ParserWorkspace& ParserWorkspace::operator=(ParserWorkspace&&) noexcept = default;
ParserWorkspace::~ParserWorkspace() = default;

Parser::Parser(Tables tables) : tables_(std::make_unique<Tables>(std::move(tables))) {}
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;
Parser::~Parser() = default;

std::uint64_t word_key(std::string_view lower) {
  return string_hash(lower);
}

namespace {

// The best of the first `n` scores; the first of equals.
std::size_t best_of(std::span<const std::int32_t> scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

Transition choose(const ParserState& state, const SentenceAtoms& atoms, const Weights& weights) {
  // At the ends there is no choice: an empty stack must shift, an empty buffer must reduce.
  if (!state.allowed(Transition::Left)) {
    return state.allowed(Transition::Shift) ? Transition::Shift : Transition::Right;
  }
  std::array<std::int32_t, kTransitions> scores{};
  weights.score(transition_features(state, atoms).view(), scores);
  const std::size_t usable = state.allowed(Transition::Right) ? kTransitions : kTransitions - 1;
  return static_cast<Transition>(best_of(std::span(scores).first(usable)));
}

}  // namespace

void Parser::parse(std::span<const ParserToken> tokens, std::span<Arc> arcs,
                   ParserWorkspace& workspace) const {
  ParserState& state = workspace.parts_->state;
  SentenceAtoms& atoms = workspace.parts_->atoms;
  state.reset(static_cast<std::uint32_t>(tokens.size()));
  atoms.reset(tokens);
  std::array<std::int32_t, kMaxClasses> labels{};
  const std::span<std::int32_t> scores = std::span(labels).first(kDeprelNames.size());
  while (!state.done()) {
    const Transition t = choose(state, atoms, tables_->transitions);
    if (t == Transition::Shift) {
      state.shift();
      continue;
    }
    const std::uint32_t head = state.head_after(t);
    const std::uint32_t dependent = state.stack(0);
    tables_->labels.score(label_features(state, atoms, head, dependent).view(), scores);
    scores[static_cast<std::size_t>(Deprel::Root)] = INT32_MIN;
    const auto label = static_cast<std::uint8_t>(best_of(scores));
    state.attach(t, label);
    arcs[dependent] = {static_cast<std::int32_t>(head), static_cast<Deprel>(label)};
  }
  if (!tokens.empty()) arcs[state.stack(0)] = {-1, Deprel::Root};
}

void Parser::append_to(std::string& out) const {
  tables_->transitions.append_to(out);
  tables_->labels.append_to(out);
}

Result<Parser> Parser::load(std::string_view& in) {
  auto transitions = Weights::parse(in);
  if (!transitions) return tl::unexpected(transitions.error());
  auto labels = Weights::parse(in);
  if (!labels) return tl::unexpected(labels.error());
  if (transitions->classes() != kTransitions || labels->classes() != kDeprelNames.size()) {
    return fail(ErrorKind::Malformed, "parser", "the tables have the wrong number of classes");
  }
  return Parser(Tables{std::move(*transitions), std::move(*labels)});
}

}  // namespace demarche::language
