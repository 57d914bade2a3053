#include "lemmatizer_train.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace demarche::language {
namespace {

using Rule = Lemmatizer::Rule;
using Tags = std::pair<Upos, Xpos>;
using Context = std::pair<Tags, std::string>;  // tags and a word or suffix
using Votes = std::map<std::uint16_t, std::uint32_t>;

constexpr std::size_t kMaxRules = 60000;
constexpr std::size_t kMaxRuleBytes = 200;
// A rule that mends must be an inflection, not the habit of a few words; a form must be met more than by
// accident; and the other lemma must be a word, and met much more often than what the rules say.
constexpr std::uint32_t kInflectionVotes = 8;
constexpr std::uint32_t kLeastForms = 3;
constexpr std::uint32_t kLeastBase = 5;
constexpr std::uint32_t kMoreOften = 20;

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

struct Ending {
  std::string taken;
  std::string added;
  auto operator<=>(const Ending&) const = default;
};

class Learner {
 public:
  Learner() { number(Rule()); }

  void see(const Token& token) {
    if (token.lower.size() > kMaxRuleBytes || token.lemma.size() > kMaxRuleBytes || token.lemma == "_")
      return;
    const std::uint16_t rule = number(rule_between(token.lower, token.lemma));
    ++words_[{{token.upos, token.xpos}, std::string(token.lower)}][rule];
  }

  Lemmatizer finish(std::span<const LemmaLesson> lessons, const FormCounts& counts) {
    vote();
    build_list();
    add_exceptions();
    add_lessons(lessons);
    mend(counts);
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
      const Rule& how = rules_[rule];
      if (how.strip < word.size())
        ++inflections_[context.first][{word.substr(word.size() - how.strip), how.add}];
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

  void add_exception(const Context& context, std::uint16_t rule) {
    if (words_.contains(context) || !told_.insert(context).second || rule == decide(context)) return;
    entries_.push_back(
        {Lemmatizer::word_key(context.second, context.first.first, context.first.second), rule});
  }

  void add_lessons(std::span<const LemmaLesson> lessons) {
    for (const LemmaLesson& lesson : lessons) {
      add_exception({{lesson.upos, lesson.xpos}, lesson.lower},
                    number(rule_between(lesson.lower, lesson.lemma)));
    }
  }

  void mend(const FormCounts& counts) {
    for (const auto& [context, n] : counts.inflected()) {
      if (n < kLeastForms || context.second.size() > kMaxRuleBytes) continue;
      const Xpos xpos = context.first.second;
      const std::uint32_t now = counts.base(rules_[decide(context)].lemma(context.second), xpos);
      std::uint32_t most = std::max(kLeastBase, kMoreOften * now);
      std::uint16_t best = decide(context);
      for (const auto& [ending, votes] : inflections_[context.first]) {
        if (votes < kInflectionVotes || !context.second.ends_with(ending.taken)) continue;
        const std::uint16_t rule = number({static_cast<std::uint8_t>(ending.taken.size()), ending.added});
        if (const std::uint32_t times = counts.base(rules_[rule].lemma(context.second), xpos); times > most) {
          most = times;
          best = rule;
        }
      }
      add_exception(context, best);
    }
  }

  std::vector<Rule> rules_;
  std::map<Tags, std::map<Ending, std::uint32_t>> inflections_;  // word forms with that ending and lemma
  std::set<Context> told_;  // lessons and mended forms: the first one holds
  std::map<std::pair<std::uint8_t, std::string>, std::uint16_t> numbers_;
  std::map<Context, Votes> words_;
  std::map<Context, Votes> suffixes_;
  std::map<Context, std::uint16_t> list_;
  std::vector<Lemmatizer::Entry> entries_;
};

}  // namespace

Lemmatizer train_lemmatizer(std::span<const Text> sentences, std::span<const LemmaLesson> lessons,
                            const FormCounts& counts) {
  Learner learner;
  for (const Text& text : sentences) {
    for (const Token& token : text.tokens) learner.see(token);
  }
  return learner.finish(lessons, counts);
}

}  // namespace demarche::language
