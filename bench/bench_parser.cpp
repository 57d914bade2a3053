// Tokens per second of the parser alone, on sentences made up from a toy grammar with a large vocabulary.
//
// The tables are trained on the spot and are smaller than those that ship, so that this is a ceiling;
// `demarche eval` measures the real chain on real text.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include <demarche/language/parser.hpp>

#include "parser_train.hpp"
#include "random.hpp"

namespace {

using namespace demarche::language;

// "the noun (of the noun)* verb the noun , ... ." with words drawn from 5,000 of each kind.
ParserExample sentence(SmallRandom& random) {
  ParserExample example;
  const auto add = [&](std::string_view kind, Upos upos, std::int32_t head, Deprel rel) {
    const std::string word =
        std::string(kind) + std::to_string(random.below(5000) * random.below(5000) / 5000);
    example.tokens.push_back(
        {word_key(word), upos, Xpos::None, static_cast<std::uint16_t>(random.below(200))});
    example.gold.push_back({head, rel});
    return static_cast<std::int32_t>(example.tokens.size()) - 1;
  };
  const auto noun_phrase = [&](std::int32_t head, Deprel rel) {
    const std::int32_t noun = static_cast<std::int32_t>(example.tokens.size()) + 1;
    add("the", Upos::Det, noun, Deprel::Det);
    add("noun", Upos::Noun, head, rel);
    for (std::uint64_t i = random.below(3); i > 0; --i) {
      const std::int32_t inner = static_cast<std::int32_t>(example.tokens.size()) + 2;
      add("of", Upos::Adp, inner, Deprel::Case);
      add("the", Upos::Det, inner, Deprel::Det);
      add("noun", Upos::Noun, noun, Deprel::Nmod);
    }
    return noun;
  };
  const std::int32_t subject = noun_phrase(0, Deprel::Nsubj);
  const std::int32_t verb = add("verb", Upos::Verb, -1, Deprel::Root);
  example.gold[static_cast<std::size_t>(subject)].head = verb;
  noun_phrase(verb, Deprel::Obj);
  add(".", Upos::Punct, verb, Deprel::Punct);
  return example;
}

void parse_sentences(benchmark::State& bench) {
  SmallRandom random(1);
  std::vector<ParserExample> examples;
  for (int i = 0; i < 3000; ++i) examples.push_back(sentence(random));
  ParserTrainOptions options;
  options.epochs = 2;
  const Parser parser = train_parser(examples, options);
  ParserWorkspace workspace;
  std::vector<Arc> arcs(100);
  std::int64_t words = 0;
  for (auto _ : bench) {
    for (const ParserExample& example : examples) {
      parser.parse(example.tokens, arcs, workspace);
      benchmark::DoNotOptimize(arcs.data());
      words += static_cast<std::int64_t>(example.tokens.size());
    }
  }
  bench.SetItemsProcessed(words);
}
BENCHMARK(parse_sentences)->Unit(benchmark::kMillisecond);

}  // namespace
