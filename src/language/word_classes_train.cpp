#include "word_classes_train.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "word_info.hpp"

namespace demarche::language {
namespace {

constexpr std::uint32_t kSentenceEnd = 0xFFFFFFFFU;
constexpr std::uint32_t kMinHabit = 3;
constexpr std::uint32_t kMinTagged = 3;
constexpr std::uint32_t kMinSilver = 5;
constexpr std::size_t kMaxTagSets = 255;

bool begins_with_letter(std::string_view form) {
  const auto c = static_cast<unsigned char>(form.front() | 32);
  return c >= 'a' && c <= 'z';
}

CaseHabit habit_of(std::uint32_t capital, std::uint32_t small) {
  const std::uint32_t all = capital + small;
  if (all < kMinHabit) return CaseHabit::Unknown;
  const std::uint32_t percent = capital * 100 / all;
  if (percent < 3) return CaseHabit::Never;
  if (percent < 25) return CaseHabit::Seldom;
  if (percent < 75) return CaseHabit::Mixed;
  return percent < 97 ? CaseHabit::Mostly : CaseHabit::Always;
}

// Follows each item's bigrams up to the class of its ends.
std::vector<Bigram> lift(std::span<const Bigram> bigrams, std::span<const std::uint32_t> class_of,
                         std::uint32_t classes) {
  std::vector<std::uint32_t> counts(std::size_t{classes} * classes, 0);
  for (const Bigram& b : bigrams)
    counts[std::size_t{class_of[b.left]} * classes + class_of[b.right]] += b.count;
  std::vector<Bigram> lifted;
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) lifted.push_back({i / classes, i % classes, counts[i]});
  }
  return lifted;
}

std::vector<Bigram> count_bigrams(std::vector<std::uint64_t> pairs) {
  std::sort(pairs.begin(), pairs.end());
  std::vector<Bigram> bigrams;
  for (std::size_t i = 0; i < pairs.size();) {
    std::size_t end = i;
    while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
    bigrams.push_back({static_cast<std::uint32_t>(pairs[i] >> 32U), static_cast<std::uint32_t>(pairs[i]),
                       static_cast<std::uint32_t>(end - i)});
    i = end;
  }
  return bigrams;
}

// The universal tags, and beyond them plural nouns and the inflected forms of
// verbs: what a set of tags is made of.
constexpr std::size_t kSetTags = kUposNames.size() + 5;

std::size_t set_tag_of(const Token& token) {
  const std::size_t more = kUposNames.size();
  switch (token.xpos) {
    case Xpos::Nns:
      return token.upos == Upos::Noun ? more : static_cast<std::size_t>(token.upos);
    case Xpos::Vbz:
      return more + 1;
    case Xpos::Vbd:
      return more + 2;
    case Xpos::Vbn:
      return more + 3;
    case Xpos::Vbg:
      return more + 4;
    default:
      return static_cast<std::size_t>(token.upos);
  }
}

void count_tag(std::vector<std::uint16_t>& counts, const Token& token) {
  if (counts.empty()) counts.resize(kSetTags, 0);
  std::uint16_t& count = counts[set_tag_of(token)];
  if (count < 0xFFFF) ++count;
}

// The tags that make up at least `percent` of the counts, one bit each; 0 if
// there are fewer than `least` counts.
std::uint32_t frequent_tags(const std::vector<std::uint16_t>& counts, std::uint32_t least,
                            std::uint32_t percent) {
  const auto all = std::accumulate(counts.begin(), counts.end(), 0U);
  std::uint32_t set = 0;
  for (std::size_t t = 0; t < counts.size() && all >= least; ++t) {
    if (counts[t] * 100U >= all * percent) set |= 1U << t;
  }
  return set;
}

}  // namespace

struct WordClassLearner::Clusters {
  std::vector<std::uint16_t> of_word;  // by word number, 0 = none
  WordClasses::Grains grains;
};

std::uint32_t WordClassLearner::id_of(std::uint64_t hash) {
  const auto [it, fresh] = ids_.try_emplace(hash, static_cast<std::uint32_t>(words_.size()));
  if (fresh) {
    words_.emplace_back();
    words_.back().hash = hash;
  }
  return it->second;
}

void WordClassLearner::add(const Text& text, bool gold) {
  for (const Sentence& sentence : text.sentences) {
    const std::span<const Token> tokens = text.tokens_of(sentence);
    const bool normal = style_of(tokens) == SentenceStyle::Mixed;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::uint32_t id = id_of(word_hash(tokens[i].lower));
      stream_.push_back(id);
      Word& word = words_[id];
      ++word.count;
      if (gold) count_tag(word.tags, tokens[i]);
      // A word behind a quote or a colon may be capitalised for its place only.
      const bool inside = i > 0 && begins_with_letter(tokens[i - 1].form);
      if (!normal || !inside || !begins_with_letter(tokens[i].form)) continue;
      const char first = tokens[i].form.front();
      ++(first >= 'A' && first <= 'Z' ? word.capital : word.small);
    }
    stream_.push_back(kSentenceEnd);
  }
}

// Items of the clustering: the frequent words by falling frequency, then one
// for all rare words, then the sentence end, which keeps a class to itself only
// if that pays.
WordClassLearner::Clusters WordClassLearner::cluster(const WordClassOptions& options) const {
  std::vector<std::uint32_t> order(words_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return words_[a].count > words_[b].count; });
  while (!order.empty() && words_[order.back()].count < options.min_count) order.pop_back();
  if (order.size() > options.max_words) order.resize(options.max_words);
  const auto frequent = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> item_of(words_.size(), frequent);
  for (std::uint32_t i = 0; i < frequent; ++i) item_of[order[i]] = i;

  std::vector<std::uint64_t> pairs;
  std::uint32_t left = frequent + 1;
  for (const std::uint32_t id : stream_) {
    const std::uint32_t right = id == kSentenceEnd ? frequent + 1 : item_of[id];
    pairs.push_back(std::uint64_t{left} << 32U | right);
    left = right;
  }
  const std::vector<Bigram> bigrams = count_bigrams(std::move(pairs));
  const auto fine = exchange(frequent + 2, bigrams, options.fine, options.rounds);
  const std::vector<Bigram> fine_bigrams = lift(bigrams, fine, options.fine);
  const auto medium = exchange(options.fine, fine_bigrams, options.medium, 30);
  const auto coarse =
      exchange(options.medium, lift(fine_bigrams, medium, options.medium), options.coarse, 30);

  Clusters clusters;
  clusters.of_word.assign(words_.size(), 0);
  for (std::uint32_t i = 0; i < frequent; ++i) {
    clusters.of_word[order[i]] = static_cast<std::uint16_t>(fine[i] + 1);
  }
  for (std::uint32_t c = 0; c < options.fine; ++c) {
    clusters.grains.push_back(
        {static_cast<std::uint8_t>(medium[c] + 1), static_cast<std::uint8_t>(coarse[medium[c]] + 1)});
  }
  return clusters;
}

void WordClassLearner::add_silver(const Text& text) {
  for (const Token& token : text.tokens) {
    const auto it = ids_.find(word_hash(token.lower));
    if (it != ids_.end()) count_tag(words_[it->second].silver, token);
  }
}

std::uint32_t WordClassLearner::tag_set_of(const Word& word) {
  const std::uint32_t gold = frequent_tags(word.tags, kMinTagged, 5);
  return gold != 0 ? gold : frequent_tags(word.silver, kMinSilver, 20);
}

void WordClassLearner::teach_tags(WordClasses& classes) const {
  const std::vector<std::uint8_t> sets = tag_sets();
  for (std::size_t i = 0; i < words_.size(); ++i) classes.set_tags(words_[i].hash, sets[i]);
}

// Numbers the sets of tags by how many words have them; the tail beyond 255
// sets stays unknown.
std::vector<std::uint8_t> WordClassLearner::tag_sets() const {
  std::vector<std::uint32_t> set_of(words_.size(), 0);
  std::map<std::uint32_t, std::uint32_t> words_with;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    set_of[i] = tag_set_of(words_[i]);
    if (set_of[i] != 0) ++words_with[set_of[i]];
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order(words_with.begin(), words_with.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::map<std::uint32_t, std::uint8_t> number;
  for (std::size_t i = 0; i < order.size() && i < kMaxTagSets; ++i) {
    number[order[i].first] = static_cast<std::uint8_t>(i + 1);
  }
  std::vector<std::uint8_t> result(words_.size(), 0);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const auto it = number.find(set_of[i]);
    if (set_of[i] != 0 && it != number.end()) result[i] = it->second;
  }
  return result;
}

WordClasses WordClassLearner::learn(const WordClassOptions& options) const {
  Clusters clusters = cluster(options);
  const std::vector<std::uint8_t> sets = tag_sets();
  std::vector<WordClasses::Entry> entries;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const CaseHabit habit = habit_of(words_[i].capital, words_[i].small);
    if (clusters.of_word[i] == 0 && sets[i] == 0) continue;
    entries.push_back({WordClasses::key_of(words_[i].hash), clusters.of_word[i],
                       static_cast<std::uint8_t>(habit), sets[i], 0});
  }
  return WordClasses(std::move(entries), std::move(clusters.grains));
}

}  // namespace demarche::language
