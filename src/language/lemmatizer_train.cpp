#include "lemmatizer_train.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace demarche::language {
namespace {

using Rule = Lemmatizer::Rule;
using Tags = std::pair<Upos, Xpos>;
using Context = std::pair<Tags, std::string>;  // tags and a word or suffix
using Votes = std::map<std::uint16_t, std::uint32_t>;

constexpr std::size_t kMaxRules = 60000;
constexpr std::size_t kMaxRuleBytes = 200;

Rule rule_between(std::string_view lower, std::string_view lemma) {
  std::size_t same = 0;
  while (same < lower.size() && same < lemma.size() && lower[same] == lemma[same]) ++same;
  return {static_cast<std::uint8_t>(lower.size() - same), std::string(lemma.substr(same))};
}

// Most votes; of equals the rule that was seen first.
std::uint16_t winner(const Votes& votes) {
  return std::max_element(votes.begin(), votes.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

class Learner {
 public:
  Learner() { number(Rule()); }

  void see(const Token& token) {
    if (token.lower.size() > kMaxRuleBytes || token.lemma.size() > kMaxRuleBytes || token.lemma == "_")
      return;
    const std::uint16_t rule = number(rule_between(token.lower, token.lemma));
    ++words_[{{token.upos, token.xpos}, std::string(token.lower)}][rule];
  }

  Lemmatizer finish() {
    vote();
    build_list();
    add_exceptions();
    return Lemmatizer(std::move(rules_), std::move(entries_));
  }

 private:
  std::uint16_t number(const Rule& rule) {
    const auto [it, fresh] =
        numbers_.try_emplace({rule.strip, rule.add}, static_cast<std::uint16_t>(rules_.size()));
    if (fresh && rules_.size() < kMaxRules) rules_.push_back(rule);
    return it->second < rules_.size() ? it->second : std::uint16_t{0};
  }

  // Each word form has one vote for each of its suffixes: rules are for the words we have not seen, and a new
  // word is more like a random form than like a random token.
  void vote() {
    for (const auto& [context, votes] : words_) {
      const std::uint16_t rule = winner(votes);
      const std::string& word = context.second;
      for (std::size_t k = 0; k <= std::min(Lemmatizer::kMaxSuffix, word.size()); ++k) {
        ++suffixes_[{context.first, word.substr(word.size() - k)}][rule];
      }
    }
  }

  // Shorter suffixes come first, so that each one can ask what would hold without it.
  void build_list() {
    std::vector<const std::pair<const Context, Votes>*> order;
    for (const auto& suffix : suffixes_) order.push_back(&suffix);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
      return a->first.second.size() < b->first.second.size();
    });
    for (const auto* suffix : order) {
      const auto& [context, votes] = *suffix;
      const std::uint16_t rule = winner(votes);
      std::uint32_t all = 0;
      for (const auto& [r, n] : votes) all += n;
      const bool whole_rule = rules_[rule].strip > context.second.size();
      if (!context.second.empty() && (all < 2 || rule == decide(context) || whole_rule)) continue;
      list_[context] = rule;
      entries_.push_back(
          {Lemmatizer::suffix_key(context.second, context.first.first, context.first.second), rule});
    }
  }

  [[nodiscard]] std::uint16_t decide(const Context& context) const {
    const std::string& word = context.second;
    for (std::size_t k = std::min(Lemmatizer::kMaxSuffix, word.size()) + 1; k-- > 0;) {
      const auto it = list_.find({context.first, word.substr(word.size() - k)});
      if (it != list_.end() && (rules_[it->second].strip < word.size() || rules_[it->second].strip == 0)) {
        return it->second;
      }
    }
    return 0;
  }

  void add_exceptions() {
    for (const auto& [context, votes] : words_) {
      const std::uint16_t rule = winner(votes);
      if (rule == decide(context)) continue;
      entries_.push_back(
          {Lemmatizer::word_key(context.second, context.first.first, context.first.second), rule});
    }
  }

  std::vector<Rule> rules_;
  std::map<std::pair<std::uint8_t, std::string>, std::uint16_t> numbers_;
  std::map<Context, Votes> words_;
  std::map<Context, Votes> suffixes_;
  std::map<Context, std::uint16_t> list_;
  std::vector<Lemmatizer::Entry> entries_;
};

}  // namespace

Lemmatizer train_lemmatizer(std::span<const Text> sentences) {
  Learner learner;
  for (const Text& text : sentences) {
    for (const Token& token : text.tokens) learner.see(token);
  }
  return learner.finish();
}

}  // namespace demarche::language
