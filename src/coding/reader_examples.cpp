#include <demarche/coding/reader_examples.hpp>

#include <algorithm>
#include <optional>

#include "proposal.hpp"
#include "sentence_view.hpp"
#include "sides_view.hpp"

namespace demarche::coding {
namespace {

Span span_of(const Analysis& field, std::uint32_t begin, std::uint32_t end) {
  return {field.offsets.code_points(begin), field.offsets.code_points(end)};
}

std::uint32_t overlap(const Span& a, const Span& b) {
  const std::uint32_t from = std::max(a.start, b.start);
  const std::uint32_t to = std::min(a.end, b.end);
  return to > from ? to - from : 0;
}

const GoldSentence* sheet_sentence(const GoldDocument& document, const Analysis& field,
                                   const language::Sentence& s) {
  const Span span = span_of(field, s.begin, s.end);
  const GoldSentence* best = nullptr;
  std::uint32_t most = 0;
  for (const GoldSentence& g : document.sentences) {
    if (g.field != field.field || overlap(span, g.span) <= most) continue;
    most = overlap(span, g.span);
    best = &g;
  }
  return best;
}

// Function words tell no move; auxiliaries only where nothing better stands in the trigger.
std::size_t reluctance(Upos upos) {
  switch (upos) {
    case Upos::Adp:
    case Upos::Det:
    case Upos::Punct:
    case Upos::Part:
    case Upos::Pron:
    case Upos::Cconj:
    case Upos::Sconj:
    case Upos::Num:
      return 100;
    case Upos::Aux:
      return 20;
    default:
      return 0;
  }
}

// The word of an annotated trigger that governs the others.
std::optional<TokenIndex> anchor_of(const Analysis& field, const language::Sentence& s,
                                    const GoldSentence& sheet, const GoldMove& move) {
  const std::size_t at = move.trigger.empty() ? std::string::npos : sheet.text.find(move.trigger);
  if (at == std::string::npos) return std::nullopt;
  const std::uint32_t start =
      sheet.span.start + static_cast<std::uint32_t>(utf8::count(std::string_view(sheet.text).substr(0, at)));
  const Span trigger{start, start + static_cast<std::uint32_t>(utf8::count(move.trigger))};
  std::optional<TokenIndex> best;
  std::size_t least = 0;
  for (TokenIndex i = s.first; i < s.last; ++i) {
    const language::Token& t = field.text.tokens[i];
    if (overlap(span_of(field, t.begin, t.end), trigger) == 0) continue;
    std::size_t cost = reluctance(t.upos);
    for (TokenIndex h = field.tree.head(i); h != kNoToken; h = field.tree.head(h)) ++cost;
    if (best && cost >= least) continue;
    best = i;
    least = cost;
  }
  return best;
}

struct Exporter {
  const GoldDocument& document;
  const Proposals& proposals;

  ReaderExample::Trigger trigger(const Analysis& field, const SentenceView& view, std::size_t token) const {
    ReaderExample::Trigger out{token, {}};
    const auto i = static_cast<TokenIndex>(view.first + token);
    const std::vector<Option> options = options_for(field, proposals.discourse, i);
    if (options.size() < 2) return out;
    std::vector<OptionView> views = view_options(field, proposals.discourse, i, options);
    for (std::size_t o = 0; o < options.size(); ++o) {
      ReaderExample::Option option;
      option.party = options[o].party;
      const TokenIndex at = views[o].at;
      const bool inside = at != kNoToken && at >= view.first && at < view.first + view.tokens.size();
      option.at = inside ? static_cast<int>(at - view.first) : -1;
      option.keys = std::move(views[o].keys);
      for (std::size_t t = 0; t < options.size() && !options[o].party.empty(); ++t) {
        option.with.push_back(pair_keys(field, proposals.discourse, options, o, t));
      }
      out.options.push_back(std::move(option));
    }
    return out;
  }

  void tokens(const SentenceView& view, ReaderExample& out) const {
    for (const TokenView& t : view.tokens) {
      ReaderExample::Token token{
          t.lower, t.lemma, {t.upos, t.xpos, t.relation, t.mention, t.role, t.voice, t.head}, {}};
      for (const Act a : t.frames) token.frames.push_back(static_cast<int>(a));
      out.tokens.push_back(std::move(token));
    }
  }

  ReaderExample example(const Analysis& field, std::size_t sentence, const GoldSentence& sheet) const {
    const SentenceView view = view_sentence(field, sentence);
    ReaderExample out;
    out.document = document.document.id;
    out.sentence = sheet.id;
    tokens(view, out);
    std::vector<bool> told(view.tokens.size(), false);
    for (const GoldMove& m : document.moves) {
      if (m.sentence != sheet.id) continue;
      const auto anchor = anchor_of(field, field.text.sentences[sentence], sheet, m);
      if (!anchor) continue;
      out.moves.push_back({*anchor - view.first, m.act, m.actor, m.target});
      told[*anchor - view.first] = true;
    }
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
      if (!view.tokens[i].trigger && !told[i]) continue;
      ReaderExample::Trigger t = trigger(field, view, i);
      if (!t.options.empty()) out.triggers.push_back(std::move(t));
    }
    return out;
  }
};

}  // namespace

void reader_examples(const std::vector<GoldDocument>& documents, const knowledge::Knowledge& knowledge,
                     const language::Chain& chain, const std::function<void(const ReaderExample&)>& take) {
  const auto scratch = chain.workspace();
  const WordTable words;
  for (const GoldDocument& document : documents) {
    const auto proposals = propose(document.document, knowledge, chain, words, *scratch);
    const Exporter exporter{document, *proposals};
    for (const auto& field : proposals->fields) {
      for (std::size_t s = 0; s < field->text.sentences.size(); ++s) {
        const language::Sentence& sentence = field->text.sentences[s];
        const GoldSentence* sheet =
            sentence.last > sentence.first ? sheet_sentence(document, *field, sentence) : nullptr;
        if (sheet != nullptr) take(exporter.example(*field, s, *sheet));
      }
    }
  }
}

}  // namespace demarche::coding
