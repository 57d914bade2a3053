#include "headline.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"
#include "rewrite.hpp"

namespace demarche::language {
namespace {

struct Style {
  bool capitals = false;
  bool copula = false;  // "is ready" keeps its "is"
};

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

// The third person of a verb by its lemma; empty where the lemma is no plain word.
std::string third_person(std::string_view lemma) {
  for (const char c : lemma) {
    if (c < 'a' || c > 'z') return {};
  }
  if (lemma.size() < 2 || lemma == "be") return {};
  if (lemma == "have") return "has";
  const std::string stem(lemma);
  const char last = stem.back();
  const bool hissing =
      last == 's' || last == 'x' || last == 'z' || stem.ends_with("ch") || stem.ends_with("sh");
  if (hissing || last == 'o') return stem + "es";
  if (last == 'y' && !is_vowel(stem[stem.size() - 2])) return stem.substr(0, stem.size() - 1) + "ies";
  return stem + "s";
}

bool is_subject(Deprel relation) {
  return relation == Deprel::Nsubj || relation == Deprel::NsubjPass;
}

// Of several persons or things: the verb takes no "s".
bool has_plural_subject(std::span<const TreeWord> words, std::size_t verb) {
  std::size_t subject = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].head == static_cast<std::int32_t>(verb) && is_subject(words[i].deprel)) subject = i;
  }
  if (subject == words.size()) return false;
  const TreeWord& word = words[subject];
  if (word.xpos == Xpos::Nns || word.xpos == Xpos::Nnps) return true;
  if (word.upos == Upos::Pron)
    return word.lemma == "they" || word.lemma == "we" || word.lemma == "I" || word.lemma == "you";
  for (const TreeWord& other : words) {
    if (other.head == static_cast<std::int32_t>(subject) && other.deprel == Deprel::Conj) return true;
  }
  return false;
}

bool tells_the_news(const TreeWord& word) {
  return word.deprel == Deprel::Root || word.deprel == Deprel::Conj || word.deprel == Deprel::Parataxis;
}

void to_present(NewWord& word, std::span<const TreeWord> words, std::size_t at) {
  const std::string third = third_person(words[at].lemma);
  if (third.empty()) return;
  const bool plural = has_plural_subject(words, at);
  word.form = plural ? std::string(words[at].lemma) : third;
  word.xpos = plural ? Xpos::Vbp : Xpos::Vbz;
}

bool goes(const TreeWord& word, bool last, const Style& style) {
  const bool article =
      word.deprel == Deprel::Det && (word.lemma == "the" || word.lemma == "a" || word.lemma == "an");
  const bool auxiliary = word.lemma == "be" && (word.deprel == Deprel::Aux || word.deprel == Deprel::AuxPass);
  const bool copula = word.deprel == Deprel::Cop && !style.copula;
  return article || auxiliary || copula || (last && word.form == ".");
}

std::vector<NewWord> headline_of(std::span<const TreeWord> words, const Style& style) {
  std::vector<NewWord> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const TreeWord& word = words[i];
    NewWord changed{std::string(word.form), word.upos, word.xpos, word.deprel};
    if (goes(word, i + 1 == words.size(), style)) {
      changed.form.clear();
    } else if (word.deprel == Deprel::Aux && word.form == "will") {
      changed = {"to", Upos::Part, Xpos::To, Deprel::Mark};
    } else if (word.xpos == Xpos::Vbd && tells_the_news(word)) {
      to_present(changed, words, i);
    }
    out.push_back(std::move(changed));
  }
  return out;
}

void write_capitals(std::vector<NewWord>& words, const Style& style) {
  bool first = true;
  for (NewWord& word : words) {
    if (word.form.empty()) continue;
    char& c = word.form.front();
    if ((first || (style.capitals && word.form.size() >= 4)) && c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
    first = false;
  }
}

}  // namespace

Treebank headline_sample(const Treebank& treebank, std::uint32_t permille, std::uint64_t seed) {
  Rewriter rewriter;
  SmallRandom random(seed);
  for (const TreeSentence& sentence : treebank.sentences) {
    const Style style{random.below(2) == 0, random.below(2) == 0};
    if (random.below(1000) >= permille) continue;
    std::vector<NewWord> words = headline_of(treebank.words_of(sentence), style);
    write_capitals(words, style);
    rewriter.add(treebank, sentence, words, [](std::string_view form) { return std::string(form); });
  }
  return rewriter.finish(treebank);
}

}  // namespace demarche::language
