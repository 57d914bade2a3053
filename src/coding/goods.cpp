// Goods: names from the table of goods, with the words that modify them.
//
// The table holds lemmas ("soybean", "natural gas"). A match must end in a noun; a match inside the name of a
// person or an organisation is that name. The term is widened to the left over its modifiers ("liquefied
// natural gas", "imported rice") and to the right over a word for trade ("steel imports"), so that its text
// can be read alone.
#include <algorithm>

#include "amounts.hpp"

namespace demarche::coding {
namespace {

using knowledge::CoderClass;
using language::Deprel;
using language::Token;
using language::Upos;
using language::Xpos;

constexpr std::size_t kMostModifiers = 4;

bool is_noun(const Token& t) {
  return t.upos == Upos::Noun || t.upos == Upos::Propn;
}

std::vector<knowledge::AtomId> goods_atoms(const language::Text& text, const knowledge::PhraseIndex& index) {
  std::vector<knowledge::AtomId> atoms;
  atoms.reserve(text.tokens.size());
  for (const Token& t : text.tokens) {
    knowledge::AtomId atom = index.atom(t.lower);
    if (atom == knowledge::kUnknownAtom && !t.lemma.empty()) atom = index.atom(t.lemma);
    atoms.push_back(atom);
  }
  return atoms;
}

}  // namespace

std::vector<std::size_t> sentences_with_goods(const language::Text& text,
                                              const knowledge::Knowledge& knowledge) {
  const knowledge::PhraseIndex& index = knowledge.goods_index();
  const std::vector<knowledge::AtomId> atoms = goods_atoms(text, index);
  std::vector<std::size_t> out;
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const language::Sentence& sentence = text.sentences[s];
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      if (!index.longest(atoms, i)) continue;
      out.push_back(s);
      break;
    }
  }
  return out;
}

Goods::Goods(const language::Text& text, const knowledge::Knowledge& knowledge,
             const std::vector<bool>& taken)
    : text_(text), knowledge_(knowledge), taken_(taken), atoms_(goods_atoms(text, knowledge.goods_index())) {}

bool Goods::in_entity(std::size_t i) const {
  const auto it = std::upper_bound(text_.entities.begin(), text_.entities.end(), i,
                                   [](std::size_t at, const language::Entity& e) { return at < e.last; });
  return it != text_.entities.end() && it->first <= i && it->kind != language::EntityKind::Place;
}

// Index behind the good that begins at `i`, 0 when none does. An inflected form may hide the lemma that the
// table has ("soybeans" is not in it, but "goods" is): the atoms were chosen for that.
std::size_t Goods::match(std::size_t i, std::size_t end) const {
  const auto found =
      knowledge_.goods_index().longest(std::span<const knowledge::AtomId>(atoms_).first(end), i);
  if (!found || found->length == 0) return 0;
  const std::size_t last = i + found->length;
  if (!is_noun(text_.tokens[last - 1]) || in_entity(i)) return 0;
  for (std::size_t k = i; k < last; ++k) {
    if (taken_[k]) return 0;
  }
  return last;
}

bool Goods::names_good(std::size_t i) const {
  const std::size_t from = i >= 3 ? i - 3 : 0;
  for (std::size_t k = from; k <= i; ++k) {
    if (match(k, text_.tokens.size()) > i) return true;
  }
  return false;
}

// Whether token `i`, just before [first, last), belongs to it: by the tree where there is one, else by its
// tag.
bool Goods::modifies(std::size_t i, std::size_t first, std::size_t last) const {
  const Token& t = text_.tokens[i];
  if (taken_[i]) return false;
  const bool adjectival = t.upos == Upos::Adj || t.xpos == Xpos::Vbn;
  if (t.head == language::kNoHead) return adjectival && t.deprel != Deprel::Root;
  const auto head = static_cast<std::size_t>(t.head);
  if (head < first || head >= last) return false;
  return t.deprel == Deprel::Amod || t.deprel == Deprel::Compound ||
         (t.lower == "-" && t.deprel == Deprel::Punct);
}

std::optional<FoundTerm> Goods::at(std::size_t i, std::size_t begin, std::size_t end) const {
  std::size_t last = match(i, end);
  const bool listed = last > 0;
  const Token& token = text_.tokens[i];
  if (!listed) {
    if (taken_[i] || !knowledge_.frames().in_class(CoderClass::GeneralGoods, token.lower) ||
        token.upos != Upos::Noun)
      return std::nullopt;
    last = i + 1;
  }
  std::size_t first = i;
  if (last < end && !taken_[last] && text_.tokens[last].upos == Upos::Noun &&
      knowledge_.frames().in_class(CoderClass::TradeNouns, text_.tokens[last].lower)) {
    ++last;
  }
  while (first > begin && i - first < kMostModifiers && modifies(first - 1, first, last)) --first;
  if (text_.tokens[first].lower == "-") ++first;
  if (!listed && first == i) return std::nullopt;
  FoundTerm out;
  out.first = static_cast<std::uint32_t>(first);
  out.last = static_cast<std::uint32_t>(last);
  out.kind = TermKind::Goods;
  return out;
}

}  // namespace demarche::coding
