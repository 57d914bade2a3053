#include <demarche/language/parser.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "features.hpp"
#include "parser_features.hpp"
#include "parser_tables.hpp"
#include "transition.hpp"

namespace demarche::language {

namespace {

// Sentences that are parsed side by side: as many as fetch no more than the nearest cache holds.
constexpr std::size_t kLanes = 4;

// The best of the first `n` scores; the first of equals.
std::size_t best_of(std::span<const std::int32_t> scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

// One sentence on its way. Wherever a table must be asked it stops, asks for the weights, and lets others go
// on until they are there.
class Lane {
 public:
  void begin(const ParserJob& job, const Parser::Tables& tables) {
    job_ = job;
    tables_ = &tables;
    state_.reset(static_cast<std::uint32_t>(job.tokens.size()));
    atoms_.reset(job.tokens);
    go_on();
  }

  [[nodiscard]] bool done() const { return question_ == Question::None; }

  // Answers the question at hand and goes on to the next.
  void step() {
    if (question_ == Question::Relation) {
      attach();
    } else if (const Transition t = choose(); t != Transition::Shift) {
      ask_for_relation(t);
      return;
    } else {
      state_.shift();
    }
    go_on();
  }

 private:
  enum class Question : std::uint8_t { None, Transition, Relation };

  // At the ends there is no choice: an empty stack must shift, an empty buffer must reduce.
  void go_on() {
    while (!state_.done() && !state_.allowed(Transition::Left)) {
      if (!state_.allowed(Transition::Shift)) {
        ask_for_relation(Transition::Right);
        return;
      }
      state_.shift();
    }
    if (state_.done()) {
      if (!job_.tokens.empty()) job_.arcs[state_.stack(0)] = {-1, Deprel::Root};
      question_ = Question::None;
      return;
    }
    features_ = transition_features(state_, atoms_);
    tables_->transitions.prefetch(features_.view());
    question_ = Question::Transition;
  }

  Transition choose() {
    const std::span<std::int32_t> scores = std::span(scores_).first(kTransitions);
    tables_->transitions.score_fetched(features_.view(), scores);
    const std::size_t usable = state_.allowed(Transition::Right) ? kTransitions : kTransitions - 1;
    return static_cast<Transition>(best_of(scores.first(usable)));
  }

  void ask_for_relation(Transition t) {
    transition_ = t;
    features_ = label_features(state_, atoms_, state_.head_after(t), state_.stack(0));
    tables_->labels.prefetch(features_.view());
    question_ = Question::Relation;
  }

  void attach() {
    const std::uint32_t head = state_.head_after(transition_);
    const std::uint32_t dependent = state_.stack(0);
    const std::span<std::int32_t> scores = std::span(scores_).first(kDeprelNames.size());
    tables_->labels.score_fetched(features_.view(), scores);
    scores[static_cast<std::size_t>(Deprel::Root)] = INT32_MIN;
    const auto label = static_cast<std::uint8_t>(best_of(scores));
    state_.attach(transition_, label);
    job_.arcs[dependent] = {static_cast<std::int32_t>(head), static_cast<Deprel>(label)};
  }

  ParserJob job_;
  const Parser::Tables* tables_ = nullptr;
  ParserState state_;
  SentenceAtoms atoms_;
  Question question_ = Question::None;
  Transition transition_ = Transition::Shift;
  FeatureList features_{0};
  std::array<std::int32_t, kMaxClasses> scores_{};
};

}  // namespace

struct ParserWorkspace::Parts {
  std::array<Lane, kLanes> lanes;
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

void Parser::parse(std::span<const ParserJob> jobs, ParserWorkspace& workspace) const {
  std::array<Lane*, kLanes> lanes{};
  std::size_t open = std::min(kLanes, jobs.size());
  for (std::size_t i = 0; i < open; ++i) {
    lanes[i] = &workspace.parts_->lanes[i];
    lanes[i]->begin(jobs[i], *tables_);
  }
  for (std::size_t next = open; open > 0;) {
    for (std::size_t i = 0; i < open; ++i) {
      if (!lanes[i]->done()) {
        lanes[i]->step();
      } else if (next < jobs.size()) {
        lanes[i]->begin(jobs[next++], *tables_);
      } else {
        lanes[i] = lanes[--open];
      }
    }
  }
}

void Parser::parse(std::span<const ParserToken> tokens, std::span<Arc> arcs,
                   ParserWorkspace& workspace) const {
  const ParserJob job{tokens, arcs};
  parse(std::span(&job, 1), workspace);
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
