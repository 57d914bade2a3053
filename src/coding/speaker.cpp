#include "speaker.hpp"

#include <algorithm>

#include "report.hpp"

namespace demarche::coding {
namespace {

using knowledge::CoderClass;

constexpr std::size_t kMaxChain = 4;

constexpr std::string_view kAccording = "according";

constexpr std::size_t kLongestQuotation = 150;  // a mark that is not closed within so many tokens never is

bool is_closing(std::string_view f) {
  return f == "”" || f == "''" || f == "\"";
}

bool is_opening(const language::Token& t) {
  return t.form == "“" || t.form == "``" || t.form == "\"" || (t.form == "''" && t.space_before);
}

// Either of the two, or a single one; typographic marks are plain in `lower`.
bool is_quotation_mark(std::string_view lower) {
  return lower == "\"" || lower == "''" || lower == "``" || lower == "'";
}

bool is_saying(const language::Token& t, const knowledge::FrameSet& frames) {
  return t.upos == Upos::Verb && frames.in_class(CoderClass::Say, t.lemma);
}

int depth_of(const Tree& tree, TokenIndex i) {
  int depth = 0;
  for (TokenIndex at = tree.head(i); at != kNoToken && depth < 200; at = tree.head(at)) ++depth;
  return depth;
}

}  // namespace

bool may_tell_who_speaks(const language::Token& t, const knowledge::FrameSet& frames) {
  return is_quotation_mark(t.lower) || t.lower == kAccording || is_saying(t, frames);
}

Speakers::Speakers(const Mentions& mentions, const Discourse& discourse)
    : mentions_(&mentions), discourse_(&discourse) {
  const std::size_t n = mentions.tree().text().tokens.size();
  quotation_.assign(n, 0);
  cue_.assign(n, false);
  chain_at_.assign(n, 0);
  chains_.emplace_back();
  mark_quotes();
  find_reports();
  for (std::size_t s = 0; s < mentions.tree().text().sentences.size(); ++s) {
    find_according_to(s);
    find_headline_attributions(s);
  }
  carry_quotes_over();
}

// Some outlets write two apostrophes on both sides, so that only their place tells which they are.
void Speakers::mark_quotes() {
  const language::Text& text = mentions_->tree().text();
  std::uint32_t quotation = 0;
  bool open = false;
  std::size_t opened_at = 0;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const language::Token& t = text.tokens[i];
    if (open && is_closing(t.form)) {
      open = false;
    } else if (!open && is_opening(t)) {
      open = true;
      opened_at = i;
      ++quotation;
    } else if (open) {
      open = i - opened_at <= kLongestQuotation;
      if (open) quotation_[i] = quotation;
    }
  }
}

Source Speakers::source_at(TokenIndex nominal, TokenIndex cue) const {
  const Tree& tree = mentions_->tree();
  const knowledge::FrameSet& frames = discourse_->knowledge->frames();
  Source s;
  s.head = nominal;
  s.cue = cue;
  const Tree::Range phrase = short_phrase(tree, nominal);
  const language::Text& text = tree.text();
  s.text = text.source.substr(text.tokens[phrase.first].begin,
                              text.tokens[phrase.last].end - text.tokens[phrase.first].begin);
  s.name = s.text;
  const std::vector<Side> sides = mentions_->sides_of(nominal);
  if (!sides.empty()) s.side = sides.front();
  const Mention* m = mentions_->at(nominal);
  const std::string_view lemma = tree.token(nominal).lemma;
  if (m != nullptr && m->kind == MentionKind::Outlet) {
    s.kind = SpeakerKind::Media;
    s.name = m->name;
  } else if (m != nullptr || tree.token(nominal).upos == Upos::Propn ||
             tree.token(nominal).upos == Upos::Pron) {
    s.kind = SpeakerKind::Named;
    if (s.side && !s.side->name.empty()) s.name = s.side->name;
  } else if (frames.in_class(CoderClass::Unnamed, lemma)) {
    bool apposed = false;  // "a spokesman, Geng Shuang, said": the name stands beside the title
    for (const TokenIndex c : tree.children(nominal)) {
      const language::Token& t = tree.token(c);
      const bool beside = t.deprel == Deprel::Appos || t.deprel == Deprel::Flat;
      const Mention* who = mentions_->at(c);
      apposed = apposed || (beside && t.upos == Upos::Propn) ||
                (who != nullptr && who->kind == MentionKind::Person);
    }
    s.kind = apposed ? SpeakerKind::Named : SpeakerKind::Unnamed;
  } else if (frames.in_class(CoderClass::Documents, lemma)) {
    s.kind = SpeakerKind::Document;
  } else if (frames.in_class(CoderClass::Press, lemma)) {
    s.kind = SpeakerKind::Media;
  }
  return s;
}

void Speakers::assign(TokenIndex first, TokenIndex last, TokenIndex except_first, TokenIndex except_last,
                      Source source) {
  Report report;
  const bool inside = except_first >= first && except_first <= last;
  if (!inside || except_first > first) report.content.push_back({first, inside ? except_first - 1 : last});
  if (inside && except_last < last) report.content.push_back({except_last + 1, last});
  if (report.content.empty()) return;
  source.report = static_cast<std::uint32_t>(reports_.size());
  report.depth = chain_of(report.content.front().first).size() + 1;
  report.source = source;
  report.phrase = short_phrase(mentions_->tree(), source.head);
  reports_.push_back(std::move(report));
  // Chains are shared: one new chain for each different chain that the range held before.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> renamed;
  for (TokenIndex i = first; i <= last; ++i) {
    if (i >= except_first && i <= except_last) continue;
    const std::uint32_t old = chain_at_[i];
    auto it = std::find_if(renamed.begin(), renamed.end(), [&](const auto& p) { return p.first == old; });
    if (it == renamed.end()) {
      std::vector<Source> chain = chains_[old];
      if (chain.size() < kMaxChain) chain.push_back(source);
      chains_.push_back(std::move(chain));
      renamed.emplace_back(old, static_cast<std::uint32_t>(chains_.size() - 1));
      it = renamed.end() - 1;
    }
    chain_at_[i] = it->second;
  }
}

void Speakers::find_reports() {
  const Tree& tree = mentions_->tree();
  const knowledge::FrameSet& frames = discourse_->knowledge->frames();
  std::vector<std::pair<int, TokenIndex>> cues;  // outer before inner
  for (TokenIndex i = 0; i < tree.text().tokens.size(); ++i) {
    const language::Token& t = tree.token(i);
    if (is_saying(t, frames)) cues.emplace_back(depth_of(tree, i), i);
  }
  std::stable_sort(cues.begin(), cues.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [depth, cue] : cues) {
    const std::string_view lemma = tree.token(cue).lemma;
    const Saying saying{frames.in_class(CoderClass::PlainSay, lemma),
                        frames.in_class(CoderClass::ClauseSay, lemma), false};
    const TokenIndex speaker = speaker_of(tree, cue, saying);
    if (speaker == kNoToken) continue;
    const std::optional<Content> content = content_of(tree, frames, cue, speaker, saying, quotation_);
    if (!content && !saying.plain) continue;
    cue_[cue] = true;
    if (!content) continue;
    if (frames.in_class(CoderClass::FirstSubjects, tree.token(speaker).lower)) continue;
    assign(content->first, content->last, content->except_first, content->except_last,
           source_at(speaker, cue));
  }
}

void Speakers::find_according_to(std::size_t sentence) {
  const Tree& tree = mentions_->tree();
  const language::Sentence& s = tree.text().sentences[sentence];
  for (TokenIndex i = s.first; i + 2 < s.last; ++i) {
    if (tree.token(i).lower != kAccording || tree.token(i + 1).lower != "to") continue;
    // The nominal that "according" marks, wherever the parser hung it.
    TokenIndex nominal = kNoToken;
    for (TokenIndex j = i + 2; j < s.last && j < i + 12; ++j) {
      if (is_nominal(tree, j) && (tree.head(j) == kNoToken || tree.head(j) <= i || tree.head(j) > j + 8 ||
                                  !is_nominal(tree, tree.head(j)))) {
        nominal = j;
        break;
      }
    }
    if (nominal == kNoToken) continue;
    const Tree::Range phrase = tree.subtree(nominal);
    const Source source = source_at(nominal, i);
    assign(s.first, s.last - 1, std::min(i, phrase.first), std::max(i + 1, std::min(phrase.last, s.last - 1)),
           source);
  }
}

// "Tariffs to take effect Friday: source", "... - Xinhua", "Trump: ...".
void Speakers::find_headline_attributions(std::size_t sentence) {
  const Tree& tree = mentions_->tree();
  const knowledge::FrameSet& frames = discourse_->knowledge->frames();
  const language::Sentence& s = tree.text().sentences[sentence];
  if (s.last - s.first < 4) return;
  for (TokenIndex i = s.first + 1; i + 1 < s.last; ++i) {
    const std::string_view f = tree.token(i).lower;
    if (f != ":" && f != "-" && f != "--") continue;
    if (!tree.token(i).space_before && f != ":") continue;
    const std::size_t behind = s.last - i - 1;
    if (behind <= 4 && f != "--") {
      const TokenIndex last = s.last - 1;
      const language::Token& t = tree.token(last);
      const Mention* m = mentions_->at(last);
      const bool speaks =
          frames.in_class(CoderClass::Unnamed, t.lemma) || frames.in_class(CoderClass::Documents, t.lemma) ||
          (m != nullptr && m->kind != MentionKind::Adjective && m->kind != MentionKind::Party) ||
          (mentions_->role_of_noun(last).has_value() && f == ":");
      if (speaks && chain_at_[s.first] == 0) assign(s.first, i - 1, kNoToken, 0, source_at(last, i));
      return;
    }
    if (f == ":" && i - s.first <= 4) {
      const Mention* m = mentions_->at(i - 1);
      const bool speaks =
          (m != nullptr && (m->kind == MentionKind::Person || m->kind == MentionKind::Outlet ||
                            m->kind == MentionKind::Institution)) ||
          frames.in_class(CoderClass::Unnamed, tree.token(i - 1).lemma) ||
          frames.in_class(CoderClass::Documents, tree.token(i - 1).lemma);
      if (speaks) assign(i + 1, s.last - 1, kNoToken, 0, source_at(i - 1, i));
      return;
    }
  }
}

// Who speaks each quotation: the first source of its words that is not itself a part of it.
std::vector<std::uint32_t> Speakers::speakers_of_quotations() const {
  std::vector<std::uint32_t> chain_of_quotation(quotation_.size() + 1, 0);
  for (TokenIndex i = 0; i < quotation_.size(); ++i) {
    if (quotation_[i] == 0 || chain_at_[i] == 0 || chain_of_quotation[quotation_[i]] != 0) continue;
    const std::vector<Source>& chain = chains_[chain_at_[i]];
    if (quotation_[chain.back().cue] != quotation_[i]) chain_of_quotation[quotation_[i]] = chain_at_[i];
  }
  return chain_of_quotation;
}

// A quotation without a cue of its own belongs to whoever speaks another sentence of it, else to whoever
// spoke last, else to whoever speaks next.
void Speakers::carry_quotes_over() {
  const language::Text& text = mentions_->tree().text();
  std::vector<std::uint32_t> chain_of_quotation = speakers_of_quotations();
  const auto chain_of_sentence = [&](std::size_t s) -> std::uint32_t {
    std::uint32_t any = 0;
    for (TokenIndex i = text.sentences[s].first; i < text.sentences[s].last; ++i) {
      if (quotation_[i] != 0 && chain_of_quotation[quotation_[i]] != 0)
        return chain_of_quotation[quotation_[i]];
      if (any == 0) any = chain_at_[i];
    }
    return any;
  };
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const language::Sentence& sentence = text.sentences[s];
    std::uint32_t quotation = 0;
    bool all_quoted = true;
    bool spoken = false;
    for (TokenIndex i = sentence.first; i < sentence.last; ++i) {
      const bool word = text.tokens[i].upos != Upos::Punct;
      all_quoted = all_quoted && (!word || quoted(i));
      if (quoted(i)) quotation = quotation_[i];
      spoken = spoken || chain_at_[i] != 0;
    }
    if (!all_quoted || quotation == 0 || spoken) continue;
    std::uint32_t chain = chain_of_quotation[quotation];
    if (chain == 0 && s > 0) chain = chain_of_sentence(s - 1);
    if (chain == 0 && s + 1 < text.sentences.size()) chain = chain_of_sentence(s + 1);
    if (chain == 0) continue;
    chain_of_quotation[quotation] = chain;
    std::fill(chain_at_.begin() + sentence.first, chain_at_.begin() + sentence.last, chain);
    for (const Source& source : chains_[chain])
      reports_[source.report].content.push_back({sentence.first, sentence.last - 1});
  }
}

const std::vector<Source>& Speakers::chain_of(TokenIndex token) const {
  return chains_[chain_at_[token]];
}

std::optional<Side> Speakers::speaking_side(TokenIndex token) const {
  const std::vector<Source>& chain = chain_of(token);
  for (auto s = chain.rbegin(); s != chain.rend(); ++s) {
    if (s->side && !s->side->party.empty()) return s->side;
  }
  return std::nullopt;
}

bool Speakers::is_cue(TokenIndex token) const {
  return cue_[token];
}

// "Ottawa called for talks", "Paris hopes for an answer": told by the article in its own voice, so they are
// in no chain. What somebody may or is to ask ("will call for") has not been voiced.
void Speakers::add_voiced(std::vector<Report>& out) const {
  const Tree& tree = mentions_->tree();
  const knowledge::FrameSet& frames = discourse_->knowledge->frames();
  for (TokenIndex cue = 0; cue < tree.text().tokens.size(); ++cue) {
    const language::Token& t = tree.token(cue);
    if (t.upos != Upos::Verb || t.xpos == language::Xpos::Vb || !frames.in_class(CoderClass::Voice, t.lemma))
      continue;
    constexpr Saying kVoiced{false, false, true};
    const TokenIndex speaker = speaker_of(tree, cue, kVoiced);
    if (speaker == kNoToken || frames.in_class(CoderClass::FirstSubjects, tree.token(speaker).lower))
      continue;
    const std::optional<Content> content = content_of(tree, frames, cue, speaker, kVoiced, quotation_);
    if (!content) continue;
    Report report;
    report.source = source_at(speaker, cue);
    report.phrase = short_phrase(tree, speaker);
    report.content.push_back({content->first, content->last});
    report.depth = chain_of(cue).size() + 1;
    report.in_chain = false;
    out.push_back(std::move(report));
  }
}

std::vector<Report> Speakers::reports() const {
  std::vector<Report> out = reports_;
  add_voiced(out);
  std::stable_sort(out.begin(), out.end(),
                   [](const Report& a, const Report& b) { return a.source.cue < b.source.cue; });
  return out;
}

}  // namespace demarche::coding
