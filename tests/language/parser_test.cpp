// The parser: its oracle against exhaustive search, its trees on any input, its learning, its bytes.
#include <demarche/language/parser.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "eisner.hpp"
#include "parser_ensemble.hpp"
#include "parser_train.hpp"
#include "random.hpp"
#include "transition.hpp"

namespace demarche::language {
namespace {

// A random tree: words join, in random order, a random earlier one. Often non-projective.
std::vector<std::int32_t> random_tree(SmallRandom& random, std::size_t words) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < words; ++i) order.push_back(i);
  random.shuffle(std::span(order));
  std::vector<std::int32_t> heads(words, -1);
  for (std::size_t i = 1; i < words; ++i) heads[order[i]] = static_cast<std::int32_t>(order[random.below(i)]);
  return heads;
}

bool is_single_rooted_tree(std::span<const std::int32_t> heads) {
  if (std::count(heads.begin(), heads.end(), -1) != 1) return false;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::int32_t up = heads[i];
    for (std::size_t steps = 0; up >= 0; ++steps) {
      if (static_cast<std::size_t>(up) >= heads.size() || steps > heads.size()) return false;
      up = heads[static_cast<std::size_t>(up)];
    }
  }
  return true;
}

// The slow definition: no two arcs cross, and none covers the root.
bool is_projective(std::span<const std::int32_t> heads) {
  struct Span {
    std::int32_t from, to;
  };
  std::vector<Span> arcs;
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(heads.size()); ++i) {
    const std::int32_t head = heads[static_cast<std::size_t>(i)];
    arcs.push_back({std::min(i, head), std::max(i, head)});
  }
  for (const Span& a : arcs) {
    for (const Span& b : arcs) {
      if (a.from < b.from && b.from < a.to && a.to < b.to) return false;
    }
  }
  return true;
}

void take(ParserState& state, Transition t) {
  if (t == Transition::Shift) {
    state.shift();
  } else {
    state.attach(t, 1);
  }
}

std::vector<std::int32_t> heads_of(const ParserState& state) {
  std::vector<std::int32_t> heads;
  for (std::uint32_t i = 0; i < state.words(); ++i) {
    heads.push_back(i == state.stack(0) ? -1 : static_cast<std::int32_t>(state.node(i).head));
  }
  return heads;
}

// Fewest wrong heads of all trees that can be reached from here.
std::int32_t least_loss(const ParserState& state, std::span<const std::int32_t> gold) {
  if (state.done()) {
    const auto heads = heads_of(state);
    std::int32_t wrong = 0;
    for (std::size_t i = 0; i < heads.size(); ++i) wrong += heads[i] != gold[i] ? 1 : 0;
    return wrong;
  }
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  for (const Transition t : {Transition::Shift, Transition::Left, Transition::Right}) {
    if (!state.allowed(t)) continue;
    ParserState next = state;
    take(next, t);
    least = std::min(least, least_loss(next, gold));
  }
  return least;
}

TEST(Oracle, CostsAreThoseOfExhaustiveSearch) {
  SmallRandom random(7);
  for (int round = 0; round < 400; ++round) {
    auto gold = random_tree(random, 1 + random.below(6));
    projectivise(gold);
    const GoldTree oracle(gold);
    ParserState state;
    state.reset(static_cast<std::uint32_t>(gold.size()));
    while (!state.done()) {  // a random walk, mostly through states with mistakes in them
      const std::int32_t before = least_loss(state, gold);
      const auto costs = oracle.costs(state);
      std::vector<Transition> allowed;
      for (const Transition t : {Transition::Shift, Transition::Left, Transition::Right}) {
        if (!state.allowed(t)) continue;
        allowed.push_back(t);
        ParserState next = state;
        take(next, t);
        EXPECT_EQ(costs[static_cast<std::size_t>(t)], least_loss(next, gold) - before) << "round " << round;
      }
      take(state, allowed[random.below(allowed.size())]);
    }
  }
}

TEST(Oracle, FreeTransitionsLeadToTheGoldTree) {
  SmallRandom random(8);
  for (int round = 0; round < 300; ++round) {
    auto gold = random_tree(random, 1 + random.below(30));
    projectivise(gold);
    const GoldTree oracle(gold);
    ParserState state;
    state.reset(static_cast<std::uint32_t>(gold.size()));
    while (!state.done()) {
      std::vector<Transition> free;
      for (const Transition t : {Transition::Shift, Transition::Left, Transition::Right}) {
        if (state.allowed(t) && oracle.costs(state)[static_cast<std::size_t>(t)] == 0) free.push_back(t);
      }
      ASSERT_FALSE(free.empty());
      take(state, free[random.below(free.size())]);
    }
    EXPECT_EQ(heads_of(state), gold);
  }
}

TEST(Transitions, AnyWalkEndsInATreeWithOneRoot) {
  SmallRandom random(9);
  for (int round = 0; round < 300; ++round) {
    ParserState state;
    state.reset(static_cast<std::uint32_t>(1 + random.below(40)));
    while (!state.done()) {
      const auto t = static_cast<Transition>(random.below(3));
      if (state.allowed(t)) take(state, t);
    }
    const auto heads = heads_of(state);
    EXPECT_TRUE(is_single_rooted_tree(heads));
    EXPECT_TRUE(is_projective(heads));
  }
}

TEST(Projectivise, LiftsOnlyWhatCrosses) {
  SmallRandom random(10);
  for (int round = 0; round < 300; ++round) {
    const auto tree = random_tree(random, 1 + random.below(15));
    auto lifted = tree;
    projectivise(lifted);
    EXPECT_TRUE(is_single_rooted_tree(lifted));
    EXPECT_TRUE(is_projective(lifted));
    if (is_projective(tree)) {
      EXPECT_EQ(lifted, tree);
    }
  }
}

// All trees of up to six words.
TEST(Eisner, FindsTheBestOfAllTrees) {
  SmallRandom random(11);
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 1 + random.below(5);
    ArcScores scores(n);
    for (std::size_t h = 0; h <= n; ++h) {
      for (std::size_t d = 0; d < n; ++d) scores.at(h, d) = static_cast<std::int64_t>(random.below(100)) - 50;
    }
    const auto sum = [&](std::span<const std::int32_t> heads) {
      std::int64_t total = 0;
      for (std::size_t d = 0; d < n; ++d)
        total += scores.at(heads[d] < 0 ? n : static_cast<std::size_t>(heads[d]), d);
      return total;
    };
    std::int64_t best = std::numeric_limits<std::int64_t>::min();
    std::vector<std::int32_t> heads(n, -1);
    while (true) {  // counts through all assignments of heads
      if (is_single_rooted_tree(heads) && is_projective(heads)) best = std::max(best, sum(heads));
      std::size_t i = 0;
      while (i < n && ++heads[i] == static_cast<std::int32_t>(n)) heads[i++] = -1;
      if (i == n) break;
    }
    const auto found = best_projective_tree(scores);
    EXPECT_TRUE(is_single_rooted_tree(found));
    EXPECT_TRUE(is_projective(found));
    EXPECT_EQ(sum(found), best);
  }
}

// A toy language: every word has a kind, the tree follows from the kinds.
ParserExample toy_sentence(SmallRandom& random) {
  ParserExample example;
  const auto add = [&](std::string_view word, Upos upos, std::int32_t head, Deprel rel) {
    example.tokens.push_back({word_key(word), upos, Xpos::None, 0});
    example.gold.push_back({head, rel});
  };
  const bool adjective = random.below(2) == 0;
  const bool object = random.below(2) == 0;
  const std::int32_t noun = adjective ? 2 : 1;
  add("the", Upos::Det, noun, Deprel::Det);
  if (adjective) add(random.below(2) == 0 ? "new" : "old", Upos::Adj, noun, Deprel::Amod);
  add(random.below(2) == 0 ? "envoy" : "panel", Upos::Noun, noun + 1, Deprel::Nsubj);
  add(random.below(2) == 0 ? "met" : "left", Upos::Verb, -1, Deprel::Root);
  if (object) {
    add("the", Upos::Det, noun + 3, Deprel::Det);
    add("rivals", Upos::Noun, noun + 1, Deprel::Obj);
  }
  add(".", Upos::Punct, noun + 1, Deprel::Punct);
  return example;
}

std::vector<ParserExample> toy_treebank(std::uint64_t seed, int sentences) {
  SmallRandom random(seed);
  std::vector<ParserExample> out;
  for (int i = 0; i < sentences; ++i) out.push_back(toy_sentence(random));
  return out;
}

std::string bytes_of(const Parser& parser) {
  std::string bytes;
  parser.append_to(bytes);
  return bytes;
}

ParserTrainOptions quick() {
  ParserTrainOptions options;
  options.epochs = 3;
  return options;
}

TEST(Parser, LearnsAToyLanguage) {
  const Parser parser = train_parser(toy_treebank(1, 60), quick());
  const AttachmentScore score = evaluate_parser(parser, toy_treebank(2, 60));
  EXPECT_EQ(score.labelled, score.words);
}

TEST(Parser, TrainingIsDeterministic) {
  EXPECT_EQ(bytes_of(train_parser(toy_treebank(1, 60), quick())),
            bytes_of(train_parser(toy_treebank(1, 60), quick())));
}

TEST(Parser, AnythingGivesATreeWithOneRoot) {
  const Parser parser = train_parser(toy_treebank(1, 60), quick());
  SmallRandom random(12);
  ParserWorkspace workspace;
  for (int round = 0; round < 300; ++round) {
    std::vector<ParserToken> tokens(random.below(60));
    for (ParserToken& t : tokens) {
      t = {random.next() % 50, static_cast<Upos>(random.below(kUposNames.size())),
           static_cast<Xpos>(random.below(kXposNames.size())), static_cast<std::uint16_t>(random.below(5))};
    }
    std::vector<Arc> arcs(tokens.size());
    parser.parse(tokens, arcs, workspace);
    std::vector<std::int32_t> heads;
    for (const Arc& arc : arcs) {
      heads.push_back(arc.head);
      EXPECT_EQ(arc.head < 0, arc.deprel == Deprel::Root);
    }
    if (!heads.empty()) {
      EXPECT_TRUE(is_single_rooted_tree(heads));
    }
  }
}

// Sentences are parsed in turns; none may notice the others, whatever their lengths, and however many there
// are.
TEST(Parser, ManyAtOnceAreAsEachAlone) {
  const Parser parser = train_parser(toy_treebank(1, 60), quick());
  SmallRandom random(14);
  ParserWorkspace workspace;
  for (const std::size_t count : {0U, 1U, 3U, 4U, 5U, 23U}) {
    std::vector<std::vector<ParserToken>> sentences(count);
    std::vector<std::vector<Arc>> arcs(count);
    std::vector<ParserJob> jobs;
    for (std::size_t s = 0; s < count; ++s) {
      sentences[s].resize(s % 4 == 1 ? 0 : random.below(40));
      for (ParserToken& t : sentences[s]) {
        t = {random.next() % 50, static_cast<Upos>(random.below(kUposNames.size())),
             static_cast<Xpos>(random.below(kXposNames.size())), static_cast<std::uint16_t>(random.below(5))};
      }
      arcs[s].resize(sentences[s].size());
      jobs.push_back({sentences[s], arcs[s]});
    }
    parser.parse(jobs, workspace);
    for (std::size_t s = 0; s < count; ++s) {
      std::vector<Arc> alone(sentences[s].size());
      ParserWorkspace fresh;
      parser.parse(sentences[s], alone, fresh);
      EXPECT_EQ(arcs[s], alone) << "sentence " << s << " of " << count;
    }
  }
}

TEST(Parser, ComesBackFromBytes) {
  const Parser parser = train_parser(toy_treebank(1, 60), quick());
  const std::string bytes = bytes_of(parser);
  std::string_view in = bytes;
  const auto back = Parser::load(in);
  ASSERT_TRUE(back.has_value()) << back.error().message();
  EXPECT_TRUE(in.empty());
  EXPECT_EQ(bytes_of(*back), bytes);
  EXPECT_EQ(evaluate_parser(*back, toy_treebank(2, 60)).labelled,
            evaluate_parser(parser, toy_treebank(2, 60)).labelled);
}

TEST(Parser, DamagedBytesAreHarmless) {
  const std::string bytes = bytes_of(train_parser(toy_treebank(1, 30), quick()));
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    std::string_view in = std::string_view(bytes).substr(0, size);
    EXPECT_FALSE(Parser::load(in).has_value());
  }
  SmallRandom random(13);
  for (int round = 0; round < 500; ++round) {
    std::string spoilt = bytes;
    for (int k = 0; k < 20; ++k) spoilt[random.below(spoilt.size())] = static_cast<char>(random.below(256));
    std::string_view in = spoilt;
    const auto parser = Parser::load(in);
    if (parser) (void)evaluate_parser(*parser, toy_treebank(2, 3));
  }
}

TEST(Ensemble, AgreesOnWhatItLearned) {
  const auto ensemble = ParserEnsemble::train(toy_treebank(1, 60), 4, quick());
  for (const ParserExample& example : toy_treebank(2, 30)) {
    std::vector<Arc> arcs(example.tokens.size());
    EXPECT_EQ(ensemble.parse(example.tokens, arcs), 1000U);
    EXPECT_EQ(arcs, example.gold);
  }
}

}  // namespace
}  // namespace demarche::language
