// What the confidence model sees of a proposal.
//
// No feature names a party: nothing may be fitted to two countries. Features are strings, hashed; their names
// are kept only for `explain`.
#include <algorithm>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

#include "proposal.hpp"

namespace demarche::coding {
namespace {

struct Sink {
  std::vector<std::uint64_t>& keys;
  std::vector<std::string>* names;
  const WordTable& words;

  // The classes of a word, from coarse to fine, in the place of the word itself.
  void classes(std::string_view kind, std::string_view lemma, std::string_view b, std::string_view c = {}) {
    const WordTable::Names* names_of_word = words.find(lemma);
    if (names_of_word == nullptr) return;
    for (const std::string& name : *names_of_word) add(kind, name, b, c);
  }

  void add(std::string_view kind, std::string_view a, std::string_view b = {}, std::string_view c = {}) {
    keys.push_back(Fnv1a().field(kind).field(a).field(b).field(c).value());
    if (names != nullptr)
      names->push_back(
          fmt::format("{}={}{}{}{}{}", kind, a, b.empty() ? "" : "+", b, c.empty() ? "" : "+", c));
  }
};

std::string_view bucket(std::size_t n) {
  constexpr std::array<std::string_view, 5> kNames = {"0", "1", "2", "3", "4+"};
  return kNames[std::min<std::size_t>(n, 4)];
}

void side_features(Sink& sink, std::string_view act, std::string_view which, const std::vector<Filled>& sides,
                   const Tree& tree) {
  if (sides.empty()) {
    sink.add(which, "none");
    sink.add(which, "none", act);
    return;
  }
  const Filled& f = sides.front();
  sink.add(which, f.place);
  sink.add(which, f.place, act);
  sink.add(which, "origin", name_of(f.side.origin));
  sink.add(which, "role", name_of(f.side.role), act);
  sink.add(which, "kind", bucket(static_cast<std::size_t>(f.side.kind)), f.place);
  sink.add(which, "count", bucket(sides.size()));
  if (f.side.at != kNoToken && tree.token(f.side.at).upos == Upos::Noun) {
    sink.add(which, "head", tree.token(f.side.at).lemma);
    sink.add(which, "head", tree.token(f.side.at).lemma, act);
  }
}

void trigger_features(Sink& sink, const Proposal& p, std::string_view act) {
  const Tree& tree = p.field->tree;
  const TokenIndex i = p.candidate.trigger;
  const language::Token& t = tree.token(i);
  sink.add("act", act);
  sink.add("family", name_of(family_of(p.candidate.frame->act)));
  sink.add("frame", p.candidate.frame->id.substr(0, p.candidate.frame->id.rfind('#')),
           bucket(p.candidate.met_needs));
  sink.add("lemma", t.lemma, act);
  sink.add("word", t.lower, act);
  sink.classes("lemma", t.lemma, act);
  sink.add("xpos", language::name_of(t.xpos), act);
  sink.add("rel", language::name_of(t.deprel), act);
  sink.add("weak", p.candidate.frame->weak ? "yes" : "no",
           p.candidate.targets.empty() ? "no target" : "target");
  sink.add("needs", bucket(p.candidate.met_needs));
  for (const TokenIndex s : p.candidate.support) {
    sink.add("support", tree.token(s).lemma, act);
    sink.classes("support", tree.token(s).lemma, act);
  }
  const TokenIndex head = tree.head(i);
  if (head != kNoToken) {
    sink.add("head", tree.token(head).lemma, act);
    sink.add("head", tree.token(head).lemma, language::name_of(t.deprel));
    sink.classes("head", tree.token(head).lemma, act, language::name_of(t.deprel));
  }
  for (const TokenIndex c : tree.children(i)) {
    const language::Token& d = tree.token(c);
    if (d.deprel == Deprel::Punct) continue;
    sink.add("child", language::name_of(d.deprel), act);
    sink.add("child", language::name_of(d.deprel), d.lemma, act);
    sink.add("child", language::name_of(d.deprel), d.lemma);
    sink.classes("child", d.lemma, act, language::name_of(d.deprel));
  }
  const language::Sentence& s = tree.text().sentences[tree.sentence_of(i)];
  if (i + 2 < s.last) sink.add("next2", tree.token(i + 1).lemma, tree.token(i + 2).lemma, act);
  if (i > s.first + 1) sink.add("prev2", tree.token(i - 2).lemma, tree.token(i - 1).lemma, act);
  sink.add("lemma.parties", t.lemma, act, p.candidate.targets.empty() ? "one" : "two");
  sink.add("lemma.field", t.lemma, act, name_of(p.field->field));
  sink.add("prev", i > s.first ? tree.token(i - 1).lemma : "^", act);
  sink.add("next", i + 1 < s.last ? tree.token(i + 1).lemma : "$", act);
}

// What else is proposed in the sentence: rivals on the same word, acts above and below in the tree.
void neighbour_features(Sink& sink, const Proposals& all, std::size_t index, std::string_view act) {
  const Proposal& p = all.all[index];
  const Tree& tree = p.field->tree;
  const std::size_t sentence = tree.sentence_of(p.candidate.trigger);
  std::size_t count = 0;
  for (std::size_t j = all.sentence_first(index); j < all.all.size(); ++j) {
    const Proposal& q = all.all[j];
    if (q.field != p.field || tree.sentence_of(q.candidate.trigger) != sentence) break;
    if (j == index) continue;
    ++count;
    const std::string_view other = name_of(q.candidate.frame->act);
    if (q.candidate.trigger == p.candidate.trigger) {
      sink.add("rival", other, act);
      if (other == act)
        sink.add("same", q.candidate.met_needs > p.candidate.met_needs ? "stronger"
                                                                       : (j < index ? "earlier" : "later"));
      continue;
    }
    const auto& support = q.candidate.support;
    if (std::find(support.begin(), support.end(), p.candidate.trigger) != support.end()) {
      sink.add("supports", other, act);
      sink.add("supports", "any");
    }
    if (tree.head(p.candidate.trigger) == q.candidate.trigger) {
      sink.add("under", other, act, language::name_of(tree.token(p.candidate.trigger).deprel));
      sink.add("under", language::name_of(tree.token(p.candidate.trigger).deprel), act);
    } else if (tree.head(q.candidate.trigger) == p.candidate.trigger) {
      sink.add("over", other, act, language::name_of(tree.token(q.candidate.trigger).deprel));
    } else {
      sink.add("beside", other, act);
    }
  }
  sink.add("crowd", bucket(count));
}

void context_features(Sink& sink, const Proposals& all, const Proposal& p, std::string_view act) {
  const Tree& tree = p.field->tree;
  const TokenIndex i = p.candidate.trigger;
  const std::size_t sentence = tree.sentence_of(i);
  const language::Sentence& s = tree.text().sentences[sentence];
  const std::string_view family = name_of(family_of(p.candidate.frame->act));
  sink.add("field", name_of(p.field->field), act);
  sink.add("sentence", p.field->field == Field::Title ? "t" : bucket(sentence));
  sink.add("modality", name_of(p.modality.modality), act);
  sink.add("rule", p.modality.rule);
  const auto& chain = p.field->speakers.chain_of(i);
  sink.add("chain", bucket(chain.size()), act);
  if (!chain.empty()) sink.add("speaker", name_of(chain.back().kind), act);
  sink.add("cue", p.field->speakers.is_cue(i) ? "yes" : "no", act);
  sink.add("quoted", p.field->speakers.quoted(i) ? "yes" : "no", act);
  std::vector<PartyCode> parties;
  for (const Side& side : p.field->mentions.parties_in(sentence)) {
    if (std::find(parties.begin(), parties.end(), side.party) == parties.end()) parties.push_back(side.party);
  }
  sink.add("parties", bucket(parties.size()));
  sink.add("parties", bucket(parties.size()), act);
  sink.add("states", bucket(all.discourse.parties.size()));
  std::vector<std::uint32_t> issues;
  for (const IssueHit& h : p.field->issues) {
    if (h.first < s.first || h.first >= s.last) continue;
    if (std::find(issues.begin(), issues.end(), h.issue) == issues.end()) issues.push_back(h.issue);
  }
  sink.add("issues", bucket(issues.size()));
  for (const std::uint32_t issue : issues) {
    sink.add("issue", all.discourse.knowledge->issues()[issue], act);
    sink.add("issue", all.discourse.knowledge->issues()[issue]);
  }
  std::vector<std::string_view> seen;
  for (TokenIndex j = s.first; j < s.last; ++j) {
    const language::Token& t = tree.token(j);
    const bool content = t.upos == Upos::Noun || t.upos == Upos::Verb || t.upos == Upos::Adj;
    if (!content || j == i || std::find(seen.begin(), seen.end(), t.lemma) != seen.end()) continue;
    seen.push_back(t.lemma);
    sink.add("bag", t.lemma);
    sink.add("bag", t.lemma, family);
    sink.classes("bag", t.lemma, family);
  }
}

}  // namespace

void extract_features(const Proposals& proposals, std::size_t index, std::vector<std::uint64_t>& keys,
                      std::vector<std::string>* names) {
  const Proposal& p = proposals.all[index];
  const std::string_view act = name_of(p.candidate.frame->act);
  Sink sink{keys, names, *proposals.words};
  trigger_features(sink, p, act);
  side_features(sink, act, "actor", p.candidate.actors, p.field->tree);
  side_features(sink, act, "target", p.candidate.targets, p.field->tree);
  sink.add("pair", p.candidate.actors.empty() ? "none" : p.candidate.actors.front().place,
           p.candidate.targets.empty() ? "none" : p.candidate.targets.front().place, act);
  sink.add("sure", "actor", bucket(static_cast<std::size_t>(p.chosen.actor_margin / 1024)));
  sink.add("sure", "target", bucket(static_cast<std::size_t>(p.chosen.target_margin / 1024)));
  neighbour_features(sink, proposals, index, act);
  context_features(sink, proposals, p, act);
}

}  // namespace demarche::coding
