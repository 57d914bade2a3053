#include "speaker.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

constexpr std::size_t kMaxChain = 4;

bool is_opening(std::string_view f, bool open) {
  return f == "“" || f == "``" || (f == "\"" && !open);
}
bool is_closing(std::string_view f, bool open) {
  return f == "”" || f == "''" || (f == "\"" && open);
}

bool is_first_person(std::string_view lower) { return lower == "i" || lower == "we"; }

// The clause a cue reports: its complement, or, for "..., X said", the clause it is a parenthesis of.
struct Content {
  TokenIndex first = 0;
  TokenIndex last = 0;  // inclusive
  bool around = false;  // the content surrounds the cue, whose own subtree is not part of it
};

std::optional<Content> content_of(const Tree& tree, TokenIndex cue) {
  for (const TokenIndex c : tree.children(cue)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::Ccomp || ((r == Deprel::Parataxis || r == Deprel::Dep) && is_verbal(tree, c))) {
      const Tree::Range range = tree.subtree(c);
      return Content{range.first, range.last, false};
    }
  }
  const Deprel own = tree.token(cue).deprel;
  const TokenIndex head = tree.head(cue);
  if ((own == Deprel::Parataxis || own == Deprel::Discourse) && head != kNoToken) {
    const Tree::Range range = tree.subtree(head);
    return Content{range.first, range.last, true};
  }
  for (const TokenIndex c : tree.children(cue)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::Xcomp || r == Deprel::Obj || r == Deprel::Advcl) {
      const Tree::Range range = tree.subtree(c);
      return Content{range.first, range.last, false};
    }
  }
  return std::nullopt;
}

int depth_of(const Tree& tree, TokenIndex i) {
  int depth = 0;
  for (TokenIndex at = tree.head(i); at != kNoToken && depth < 200; at = tree.head(at)) ++depth;
  return depth;
}

// The phrase without clauses that hang on it.
Tree::Range short_phrase(const Tree& tree, TokenIndex head) {
  Tree::Range range{head, head};
  for (const TokenIndex c : tree.children(head)) {
    const Deprel r = tree.token(c).deprel;
    if (r == Deprel::AclRelcl || r == Deprel::Acl || r == Deprel::Appos || r == Deprel::Punct ||
        r == Deprel::Parataxis || r == Deprel::Conj || r == Deprel::Cc || r == Deprel::Case) {
      continue;
    }
    const Tree::Range sub = tree.subtree(c);
    range.first = std::min(range.first, sub.first);
    range.last = std::max(range.last, sub.last);
  }
  return range;
}

}  // namespace

Speakers::Speakers(const Mentions& mentions, const Discourse& discourse)
    : mentions_(&mentions), discourse_(&discourse) {
  const std::size_t n = mentions.tree().text().tokens.size();
  quoted_.assign(n, false);
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

void Speakers::mark_quotes() {
  const language::Text& text = mentions_->tree().text();
  bool open = false;
  std::size_t opened_at = 0;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const std::string_view f = text.tokens[i].form;
    if (is_closing(f, open)) {
      open = false;
    } else if (is_opening(f, open)) {
      open = true;
      opened_at = i;
    } else if (open) {
      if (i - opened_at > 150) open = false;  // a quotation mark that was never closed
      quoted_[i] = open;
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
  } else if (m != nullptr || tree.token(nominal).upos == Upos::Propn || tree.token(nominal).upos == Upos::Pron) {
    s.kind = SpeakerKind::Named;
    if (s.side && !s.side->name.empty()) s.name = s.side->name;
  } else if (frames.in_class("unnamed", lemma)) {
    bool apposed = false;  // "a spokesman, Geng Shuang, said": the name stands beside the title
    for (const TokenIndex c : tree.children(nominal)) {
      const language::Token& t = tree.token(c);
      const bool beside = t.deprel == Deprel::Appos || t.deprel == Deprel::Flat;
      const Mention* who = mentions_->at(c);
      apposed = apposed || (beside && t.upos == Upos::Propn) || (who != nullptr && who->kind == MentionKind::Person);
    }
    s.kind = apposed ? SpeakerKind::Named : SpeakerKind::Unnamed;
  } else if (frames.in_class("documents", lemma)) {
    s.kind = SpeakerKind::Document;
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
    if (t.upos == Upos::Verb && frames.in_class("say", t.lemma)) cues.emplace_back(depth_of(tree, i), i);
  }
  std::stable_sort(cues.begin(), cues.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [depth, cue] : cues) {
    const std::vector<TokenIndex> subjects = deep_subjects(tree, cue);
    if (subjects.empty()) continue;
    const std::optional<Content> content = content_of(tree, cue);
    const bool plain = frames.in_class("plainsay", tree.token(cue).lemma);
    if (!content && !plain) continue;
    cue_[cue] = true;
    if (!content) continue;
    Source source = source_at(subjects.front(), cue);
    if (is_first_person(tree.token(subjects.front()).lower)) continue;
    const Tree::Range own = tree.subtree(cue);
    if (content->around) {
      assign(content->first, content->last, own.first, own.last, source);
    } else {
      assign(content->first, content->last, kNoToken, 0, source);
    }
  }
}

void Speakers::find_according_to(std::size_t sentence) {
  const Tree& tree = mentions_->tree();
  const language::Sentence& s = tree.text().sentences[sentence];
  for (TokenIndex i = s.first; i + 2 < s.last; ++i) {
    if (tree.token(i).lower != "according" || tree.token(i + 1).lower != "to") continue;
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
    assign(s.first, s.last - 1, std::min(i, phrase.first), std::max(i + 1, std::min(phrase.last, s.last - 1)), source);
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
      const bool speaks = frames.in_class("unnamed", t.lemma) || frames.in_class("documents", t.lemma) ||
                          (m != nullptr && m->kind != MentionKind::Adjective && m->kind != MentionKind::Party) ||
                          (mentions_->role_of_noun(last).has_value() && f == ":");
      if (speaks && chain_at_[s.first] == 0) assign(s.first, i - 1, kNoToken, 0, source_at(last, i));
      return;
    }
    if (f == ":" && i - s.first <= 4) {
      const Mention* m = mentions_->at(i - 1);
      if (m != nullptr && m->kind == MentionKind::Person) assign(i + 1, s.last - 1, kNoToken, 0, source_at(i - 1, i));
      return;
    }
  }
}

// A quotation without a cue of its own belongs to whoever spoke last, else to whoever speaks next.
void Speakers::carry_quotes_over() {
  const language::Text& text = mentions_->tree().text();
  const auto chain_of_sentence = [&](std::size_t s) -> std::uint32_t {
    for (TokenIndex i = text.sentences[s].first; i < text.sentences[s].last; ++i) {
      if (chain_at_[i] != 0 && quoted_[i]) return chain_at_[i];
    }
    for (TokenIndex i = text.sentences[s].first; i < text.sentences[s].last; ++i) {
      if (chain_at_[i] != 0) return chain_at_[i];
    }
    return 0;
  };
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const language::Sentence& sentence = text.sentences[s];
    bool all_quoted = true;
    for (TokenIndex i = sentence.first; i < sentence.last; ++i) {
      const bool word = text.tokens[i].upos != Upos::Punct;
      all_quoted = all_quoted && (!word || quoted_[i]);
    }
    if (!all_quoted || chain_of_sentence(s) != 0) continue;
    std::uint32_t chain = s > 0 ? chain_of_sentence(s - 1) : 0;
    if (chain == 0 && s + 1 < text.sentences.size()) chain = chain_of_sentence(s + 1);
    if (chain == 0) continue;
    std::fill(chain_at_.begin() + sentence.first, chain_at_.begin() + sentence.last, chain);
    for (const Source& source : chains_[chain]) reports_[source.report].content.push_back({sentence.first, sentence.last - 1});
  }
}

const std::vector<Source>& Speakers::chain_of(TokenIndex token) const { return chains_[chain_at_[token]]; }

std::optional<Side> Speakers::speaking_side(TokenIndex token) const {
  const std::vector<Source>& chain = chain_of(token);
  for (auto s = chain.rbegin(); s != chain.rend(); ++s) {
    if (s->side && !s->side->party.empty()) return s->side;
  }
  return std::nullopt;
}

bool Speakers::is_cue(TokenIndex token) const { return cue_[token]; }

std::vector<Report> Speakers::reports() const {
  std::vector<Report> out = reports_;
  std::stable_sort(out.begin(), out.end(), [](const Report& a, const Report& b) { return a.source.cue < b.source.cue; });
  return out;
}

}  // namespace demarche::coding
