#include "sentence_view.hpp"

#include <algorithm>

#include "analysis.hpp"

namespace demarche::coding {
namespace {

constexpr std::uint8_t kKinds = 8;

std::uint8_t next_to(auto value) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(value) + 1U);
}

std::uint8_t voice_of(const Speakers& speakers, TokenIndex i) {
  const auto& chain = speakers.chain_of(i);
  const unsigned kind = chain.empty() ? 0U : std::min(next_to(chain.back().kind) + 0U, 5U);
  return static_cast<std::uint8_t>((speakers.quoted(i) ? 12U : 0U) + (speakers.is_cue(i) ? 6U : 0U) + kind);
}

bool may_tell(const TokenView& t, const language::Token& token, bool party) {
  if (!t.frames.empty()) return true;
  return !party && (token.upos == Upos::Verb || token.upos == Upos::Noun || token.upos == Upos::Adj);
}

}  // namespace

SentenceView view_sentence(const Analysis& field, std::size_t sentence) {
  const language::Sentence& s = field.text.sentences[sentence];
  SentenceView out;
  out.first = s.first;
  out.tokens.resize(s.last - s.first);
  for (const Candidate& c : field.matcher.candidates(sentence)) {
    std::vector<Act>& acts = out.tokens[c.trigger - s.first].frames;
    if (std::find(acts.begin(), acts.end(), c.frame->act) == acts.end()) acts.push_back(c.frame->act);
  }
  for (TokenIndex i = s.first; i < s.last; ++i) {
    const language::Token& token = field.text.tokens[i];
    TokenView& t = out.tokens[i - s.first];
    t.lower = token.lower;
    t.lemma = token.lemma;
    t.upos = next_to(token.upos);
    t.xpos = next_to(token.xpos);
    t.relation = next_to(token.deprel);
    const TokenIndex head = field.tree.head(i);
    if (head != kNoToken && head >= s.first && head < s.last)
      t.head = static_cast<std::int32_t>(head - s.first);
    const Mention* m = field.mentions.at(i);
    if (m != nullptr) {
      t.mention = static_cast<std::uint8_t>(next_to(m->kind) + (i == m->first ? 0U : kKinds));
      if (!m->party.empty()) t.role = next_to(m->role);
    }
    t.voice = voice_of(field.speakers, i);
    std::sort(t.frames.begin(), t.frames.end());
    t.trigger = may_tell(t, token, m != nullptr && !m->party.empty());
  }
  return out;
}

}  // namespace demarche::coding
