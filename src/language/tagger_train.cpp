#include "tagger_train.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

#include "random.hpp"

namespace demarche::language {
namespace {

constexpr std::uint8_t kNoTag = 255;

// The pairs worth a class, most frequent first.
std::vector<TagPair> collect_pairs(std::span<const Text> sentences, std::uint32_t min_count) {
  std::map<std::pair<Upos, Xpos>, std::uint32_t> counts;
  for (const Text& text : sentences) {
    for (const Token& token : text.tokens) ++counts[{token.upos, token.xpos}];
  }
  std::vector<std::pair<std::uint32_t, TagPair>> order;
  for (const auto& [pair, count] : counts) {
    if (count >= min_count && pair.second != Xpos::None) order.push_back({count, {pair.first, pair.second}});
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (order.size() > kMaxClasses - 1) order.resize(kMaxClasses - 1);
  std::vector<TagPair> pairs;
  for (const auto& [count, pair] : order) pairs.push_back(pair);
  return pairs;
}

std::uint8_t index_of(const std::vector<TagPair>& pairs, const Token& token) {
  const auto it = std::find(pairs.begin(), pairs.end(), TagPair{token.upos, token.xpos});
  return it == pairs.end() ? kNoTag : static_cast<std::uint8_t>(it - pairs.begin());
}

struct Example {
  std::vector<WordInfo> infos;
  std::vector<std::uint8_t> gold;  // kNoTag: no lesson here
};

std::vector<Tagger::SureWord> collect_sure(std::span<const Example> examples,
                                           const TaggerTrainOptions& options, std::size_t tags) {
  std::map<std::uint64_t, std::vector<std::uint32_t>> counts;
  for (const Example& example : examples) {
    for (std::size_t i = 0; i < example.gold.size(); ++i) {
      auto& row = counts[example.infos[kPad + i].word];
      row.resize(tags + 1, 0);
      ++row[std::min<std::size_t>(example.gold[i], tags)];
    }
  }
  std::vector<Tagger::SureWord> sure;
  for (const auto& [word, row] : counts) {
    const std::uint64_t all = std::accumulate(row.begin(), row.end(), std::uint64_t{0});
    const auto best = std::max_element(row.begin(), row.end());
    if (all < options.sure_count || std::uint64_t{*best} * 1000 < all * options.sure_permille) continue;
    const auto tag = static_cast<std::size_t>(best - row.begin());
    if (tag < tags) sure.push_back({word, static_cast<std::uint8_t>(tag)});
  }
  return sure;
}

class Trainer {
 public:
  Trainer(std::size_t tags, const std::vector<Tagger::SureWord>& sure, const TaggerTrainOptions& options)
      : trainer_(tags), scores_(tags), random_(options.seed), drop_permille_(options.drop_permille) {
    for (const auto& s : sure) sure_.emplace(s.word, s.tag);
  }

  // One pass over a sentence, deciding as the tagger will decide; returns the
  // number of mistakes.
  std::uint64_t learn(const Example& example) {
    std::uint64_t mistakes = 0;
    std::uint64_t previous = 0;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < example.gold.size(); ++i) {
      const WordInfo* word = &example.infos[kPad + i];
      const auto sure = sure_.find(word->word);
      const std::size_t guess =
          sure != sure_.end() ? sure->second : decide(word, previous, before, example.gold[i]);
      if (guess != example.gold[i]) ++mistakes;
      before = previous;
      previous = guess + 1;
    }
    return mistakes;
  }

  [[nodiscard]] Weights finish(const FinishOptions& options) const { return trainer_.finish(options); }

 private:
  std::size_t decide(const WordInfo* word, std::uint64_t previous, std::uint64_t before, std::uint8_t gold) {
    features_.clear();
    add_word_features(word, features_);
    add_history_features(word, previous, before, features_);
    features_.keep_if([&] { return random_.below(1000) >= drop_permille_; });
    trainer_.score(features_.view(), scores_);
    const auto guess =
        static_cast<std::size_t>(std::max_element(scores_.begin(), scores_.end()) - scores_.begin());
    if (gold != kNoTag && guess != gold) trainer_.update(features_.view(), gold, guess);
    trainer_.step();
    return guess;
  }

  WeightTrainer trainer_;
  std::vector<std::int32_t> scores_;
  TaggerFeatures features_;
  SmallRandom random_;
  std::uint32_t drop_permille_;
  std::unordered_map<std::uint64_t, std::uint8_t> sure_;
};

}  // namespace

Tagger train_tagger(std::span<const Text> sentences, const WordClasses& classes,
                    const TaggerTrainOptions& options,
                    const std::function<void(const TaggerProgress&)>& progress) {
  std::vector<TagPair> pairs = collect_pairs(sentences, options.min_pair);
  std::vector<Example> examples(sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    describe(sentences[s].tokens, classes, examples[s].infos);
    for (const Token& token : sentences[s].tokens) examples[s].gold.push_back(index_of(pairs, token));
  }
  std::vector<Tagger::SureWord> sure = collect_sure(examples, options, pairs.size());
  Trainer trainer(pairs.size(), sure, options);
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  SmallRandom random(options.seed);
  for (std::uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    random.shuffle(std::span<std::uint32_t>(order));
    TaggerProgress report{epoch, 0, 0};
    for (const std::uint32_t s : order) {
      report.mistakes += trainer.learn(examples[s]);
      report.words += examples[s].gold.size();
    }
    if (progress) progress(report);
  }
  return Tagger(std::move(pairs), std::move(sure), trainer.finish(options.finish));
}

}  // namespace demarche::language
