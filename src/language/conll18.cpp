// Words are aligned by where they stand in the text without its white space. That is exact as long as words
// are made of the characters of the text; the words of a multiword token need not be ("won't" = "will" +
// "not"), so within such a token, and everything that overlaps it on the other side, words are aligned by a
// longest common subsequence of forms. The loops below follow conll18_ud_eval.py closely on purpose: numbers
// must be comparable.
#include "conll18.hpp"

#include <algorithm>

#include <demarche/base/utf8.hpp>
#include <demarche/language/segment.hpp>

namespace demarche::language {
namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
using Words = std::vector<ScoredWord>;

struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
};

bool beyond(const Words& words, std::size_t i, std::size_t end) {
  if (i >= words.size()) return true;
  return words[i].multiword ? words[i].begin >= end : words[i].end > end;
}

// Steps over words[i], and widens the stretch if it is a multiword token that sticks out.
void step(const Words& words, std::size_t& i, std::size_t& end) {
  if (words[i].multiword && words[i].end > end) end = words[i].end;
  ++i;
}

// The stretches on both sides that a multiword token at `g` or `s` ties together.
std::pair<Range, Range> multiword_stretch(const Words& gold, const Words& system, std::size_t g,
                                          std::size_t s) {
  std::size_t end = 0;
  if (gold[g].multiword) {
    end = gold[g].end;
    if (!system[s].multiword && system[s].begin < gold[g].begin) ++s;
  } else {
    end = system[s].end;
    if (!gold[g].multiword && gold[g].begin < system[s].begin) ++g;
  }
  const std::size_t gold_first = g;
  const std::size_t system_first = s;
  while (!beyond(gold, g, end) || !beyond(system, s, end)) {
    if (g < gold.size() && (s >= system.size() || gold[g].begin <= system[s].begin)) {
      step(gold, g, end);
    } else {
      step(system, s, end);
    }
  }
  return {{gold_first, g}, {system_first, s}};
}

void align_by_forms(const Words& gold, const Words& system, Range g, Range s, Pairs& out) {
  const std::size_t rows = g.last - g.first;
  const std::size_t columns = s.last - s.first;
  std::vector<std::vector<std::size_t>> lcs(rows + 1, std::vector<std::size_t>(columns + 1, 0));
  const auto same = [&](std::size_t i, std::size_t j) {
    return utf8::lower(gold[g.first + i].form) == utf8::lower(system[s.first + j].form);
  };
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      lcs[i][j] = std::max(lcs[i + 1][j], lcs[i][j + 1]);
      if (same(i, j)) lcs[i][j] = std::max(lcs[i][j], 1 + lcs[i + 1][j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (same(i, j)) {
      out.emplace_back(g.first + i++, s.first + j++);
    } else if (lcs[i][j] == lcs[i + 1][j]) {
      ++i;
    } else {
      ++j;
    }
  }
}

// Spans that occur on both sides.
std::size_t count_common(const std::vector<std::pair<std::size_t, std::size_t>>& a,
                         const std::vector<std::pair<std::size_t, std::size_t>>& b) {
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common, ++i, ++j;
    } else if (a[i].first < b[j].first || (a[i].first == b[j].first && a[i].second < b[j].second)) {
      ++i;
    } else {
      ++j;
    }
  }
  return common;
}

std::string_view universal(Deprel deprel) {
  const std::string_view name = name_of(deprel);
  return name.substr(0, name.find(':'));
}

}  // namespace

std::pair<std::size_t, std::size_t> append_characters(ScoredText& text, std::string_view form) {
  const std::size_t begin = text.characters.size();
  for (std::size_t i = 0; i < form.size();) {
    const utf8::Decoded d = utf8::decode(form, i);
    if (!is_space(d.code_point)) text.characters += form.substr(i, d.length);
    i += d.length;
  }
  return {begin, text.characters.size()};
}

Pairs align_words(const ScoredText& gold, const ScoredText& system) {
  Pairs pairs;
  std::size_t g = 0;
  std::size_t s = 0;
  while (g < gold.words.size() && s < system.words.size()) {
    const ScoredWord& a = gold.words[g];
    const ScoredWord& b = system.words[s];
    if (a.multiword || b.multiword) {
      const auto [gold_range, system_range] = multiword_stretch(gold.words, system.words, g, s);
      align_by_forms(gold.words, system.words, gold_range, system_range, pairs);
      g = gold_range.last;
      s = system_range.last;
    } else if (a.begin == b.begin && a.end == b.end) {
      pairs.emplace_back(g++, s++);
    } else if (a.begin <= b.begin) {
      ++g;
    } else {
      ++s;
    }
  }
  return pairs;
}

TreeScores score_text(const ScoredText& gold, const ScoredText& system) {
  TreeScores scores;
  const Score empty{gold.words.size(), system.words.size(), 0};
  scores.words = scores.upos = scores.xpos = scores.lemmas = scores.uas = scores.las = empty;
  scores.sentences = {gold.sentences.size(), system.sentences.size(), 0};
  if (gold.characters != system.characters) return scores;
  scores.sentences.correct = count_common(gold.sentences, system.sentences);
  const Pairs pairs = align_words(gold, system);
  std::vector<std::int64_t> partner(gold.words.size(), -2);  // system word of a gold word
  for (const auto& [g, s] : pairs) partner[g] = static_cast<std::int64_t>(s);
  scores.words.correct = pairs.size();
  for (const auto& [g, s] : pairs) {
    const ScoredWord& a = gold.words[g];
    const ScoredWord& b = system.words[s];
    scores.upos.correct += a.upos == b.upos ? 1U : 0U;
    scores.xpos.correct += a.xpos == b.xpos ? 1U : 0U;
    const bool lemma = a.lemma == "_" || utf8::lower(a.lemma) == utf8::lower(b.lemma);
    scores.lemmas.correct += lemma ? 1U : 0U;
    const std::int64_t expected = a.head < 0 ? -1 : partner[static_cast<std::size_t>(a.head)];
    if (expected != b.head) continue;
    ++scores.uas.correct;
    scores.las.correct += universal(a.deprel) == universal(b.deprel) ? 1U : 0U;
  }
  return scores;
}

}  // namespace demarche::language
