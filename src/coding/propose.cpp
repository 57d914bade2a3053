#include <algorithm>

#include "proposal.hpp"

namespace demarche::coding {
namespace {

// Sentences before and after one that passes the gate in which it is asked who speaks: a quotation is often
// told whose it is in another sentence than its own.
constexpr std::size_t kReach = 2;

// What is asked of each sentence before it is given a tree.
struct Inquiry {
  const knowledge::Knowledge& knowledge;
  const Gate* gate;
  Field field;
  std::vector<GateRuling>& rulings;  // of all sentences, once the first was asked about
};

bool passes_nearby(const std::vector<GateRuling>& rulings, std::size_t sentence) {
  const std::size_t first = sentence - std::min(sentence, kReach);
  const std::size_t last = std::min(sentence + kReach + 1, rulings.size());
  return std::any_of(rulings.begin() + static_cast<std::ptrdiff_t>(first),
                     rulings.begin() + static_cast<std::ptrdiff_t>(last),
                     [](const GateRuling& r) { return r.passes; });
}

// Only a sentence with a word that may carry an act is worth a tree, and, where the gate leaves it out, only
// one near a sentence that passes in which somebody may speak: who does is told by the tree.
bool is_worth_a_tree(const void* context, const language::Text& text, const language::Sentence& sentence) {
  const auto& asked = *static_cast<const Inquiry*>(context);
  const knowledge::FrameSet& frames = asked.knowledge.frames();
  const std::span<const language::Token> tokens = text.tokens_of(sentence);
  const auto may_act = [&] {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const language::Token& t) { return !frames.of(t.lemma).empty(); });
  };
  if (asked.gate == nullptr) return may_act();
  if (asked.rulings.empty()) {
    for (const language::Sentence& s : text.sentences)
      asked.rulings.push_back(rule(*asked.gate, text, s, asked.field, asked.knowledge));
  }
  const auto index = static_cast<std::size_t>(&sentence - text.sentences.data());
  if (asked.rulings[index].passes) return may_act();
  return passes_nearby(asked.rulings, index) &&
         std::any_of(tokens.begin(), tokens.end(),
                     [&](const language::Token& t) { return may_tell_who_speaks(t, frames); }) &&
         may_act();
}

bool same_who(const Candidate& a, const Candidate& b) {
  const auto party = [](const std::vector<Filled>& f) {
    return f.empty() ? PartyCode() : f.front().side.party;
  };
  const bool straight = party(a.actors) == party(b.actors) && party(a.targets) == party(b.targets);
  const bool crossed = party(a.actors) == party(b.targets) && party(a.targets) == party(b.actors);
  return straight || (is_mutual(a.frame->act) && crossed);
}

bool tells_the_same(const Proposal& a, const Proposal& b) {
  if (a.field != b.field || a.candidate.frame->act != b.candidate.frame->act ||
      !same_who(a.candidate, b.candidate))
    return false;
  const Tree& tree = a.field->tree;
  const auto supports = [](const Candidate& c, TokenIndex i) {
    return std::find(c.support.begin(), c.support.end(), i) != c.support.end();
  };
  if (supports(a.candidate, b.candidate.trigger) || supports(b.candidate, a.candidate.trigger)) return true;
  return tree.head(a.candidate.trigger) == b.candidate.trigger ||
         tree.head(b.candidate.trigger) == a.candidate.trigger;
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.ends_with(e); });
}

// The singular of a plural that the lemmatiser left as it was: names in headline capitals ("Tariffs"), rare
// nouns.
std::string singular(std::string_view plural) {
  if (ends_with_any(plural, {"ies"}) && plural.size() > 4)
    return std::string(plural.substr(0, plural.size() - 3)) + "y";
  const bool sibilant = ends_with_any(plural, {"ches", "shes", "sses", "xes"});
  return std::string(plural.substr(0, plural.size() - (sibilant ? 2 : 1)));
}

language::Text with_singular_lemmas(language::Text text) {
  for (language::Token& t : text.tokens) {
    if (t.upos != Upos::Noun && t.upos != Upos::Propn) continue;
    const bool plural = t.lemma == t.lower && t.lemma.size() > 3 && t.lemma.ends_with("s") &&
                        !ends_with_any(t.lemma, {"ss", "us", "is", "news", "series"});
    if (plural) t.lemma = text.keep(singular(t.lemma));
  }
  return text;
}

}  // namespace

Analysis::Analysis(Field which, language::Text analysed, std::vector<GateRuling> rulings,
                   Discourse& discourse)
    : field(which),
      text(with_singular_lemmas(std::move(analysed))),
      gate(std::move(rulings)),
      offsets(text.source),
      tree(text),
      mentions(tree, discourse),
      speakers(mentions, discourse),
      issues(find_issues(text, *discourse.knowledge)),
      matcher(mentions, discourse.knowledge->frames()) {}

void Analysis::find_details(const Discourse& discourse, const language::Chain& chain,
                            language::Chain::Workspace& scratch) {
  const knowledge::Knowledge& knowledge = *discourse.knowledge;
  times = find_times(text, discourse.published, knowledge.frames());
  chain.find_entities(text, sentences_with_goods(text, knowledge), scratch);
  terms = find_terms(text, knowledge, times);
}

std::unique_ptr<Proposals> propose(const Document& document, const knowledge::Knowledge& knowledge,
                                   const language::Chain& chain, const WordTable& words, const Gate* gate,
                                   language::Chain::Workspace& scratch) {
  auto out = std::make_unique<Proposals>();
  out->words = &words;
  out->discourse.knowledge = &knowledge;
  out->discourse.published = document.published_day();
  const knowledge::Outlet* outlet = knowledge.outlet(document.source);
  if (outlet != nullptr && outlet->state) out->discourse.author = outlet;
  const auto analyse = [&](Field field, std::string_view source, language::Genre genre) {
    if (source.empty()) return;
    std::vector<GateRuling> rulings;
    const Inquiry asked{knowledge, gate, field, rulings};
    language::Text text = chain.analyse(source, genre, scratch, &is_worth_a_tree, &asked);
    out->fields.push_back(
        std::make_unique<Analysis>(field, std::move(text), std::move(rulings), out->discourse));
  };
  // The body first: it introduces by full name those whom the title names by surname.
  analyse(Field::Text, document.text, language::Genre::Body);
  analyse(Field::Title, document.title, language::Genre::Title);
  std::reverse(out->fields.begin(), out->fields.end());
  for (const auto& field : out->fields) {
    if (field->field != Field::Title) continue;
    for (const Mention& m : field->mentions.all()) out->discourse.title.push_back(m.party);
  }
  for (const auto& field : out->fields) {
    for (std::size_t s = 0; s < field->text.sentences.size(); ++s) {
      if (!field->passes(s)) continue;
      for (Candidate& c : field->matcher.candidates(s)) {
        Proposal p;
        p.field = field.get();
        p.modality = rule_modality(field->tree, knowledge.frames(), *c.frame, c.trigger);
        p.candidate = std::move(c);
        p.options = options_for(*field, out->discourse, p.candidate.trigger);
        out->all.push_back(std::move(p));
      }
    }
  }
  return out;
}

void choose_parties(Proposals& proposals, const LinearModel& actor, const LinearModel& target) {
  for (Proposal& p : proposals.all) {
    p.candidate.actors.clear();
    p.candidate.targets.clear();
    const std::optional<Chosen> chosen =
        choose(*p.field, proposals.discourse, p.candidate, p.options, actor, target);
    if (!chosen) continue;
    p.chosen = *chosen;
    apply_choice(*p.field, p.options, *chosen, p.candidate);
  }
  for (std::size_t i = 0; i < proposals.all.size(); ++i) {
    proposals.all[i].features.clear();
    extract_features(proposals, i, proposals.all[i].features, nullptr);
  }
}

std::unique_ptr<Proposals> judge_frames(const Document& document, const knowledge::Knowledge& knowledge,
                                        const language::Chain& chain, const CoderModel& model,
                                        language::Chain::Workspace& scratch) {
  auto proposals = propose(document, knowledge, chain, model.words, &model.gate, scratch);
  choose_parties(*proposals, model.actor, model.target);
  for (Proposal& p : proposals->all) {
    p.score = model.belief.score(p.features);
    p.confidence = model.calibration.confidence(p.score);
  }
  return proposals;
}

std::size_t Proposals::sentence_first(std::size_t index) const {
  const Proposal& p = all[index];
  const std::size_t sentence = p.field->tree.sentence_of(p.candidate.trigger);
  while (index > 0 && all[index - 1].field == p.field &&
         p.field->tree.sentence_of(all[index - 1].candidate.trigger) == sentence) {
    --index;
  }
  return index;
}

namespace {

// Greedy within one sentence: the most credible first, then whatever is neither on a taken word nor a second
// telling of the same act.
void select_in_sentence(std::span<Proposal> sentence, double threshold) {
  std::vector<std::size_t> order(sentence.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sentence[a].score > sentence[b].score; });
  std::vector<std::size_t> kept;
  for (const std::size_t i : order) {
    Proposal& p = sentence[i];
    p.kept = false;
    if (p.confidence < threshold || p.candidate.actors.empty()) continue;
    const bool taken = std::any_of(kept.begin(), kept.end(), [&](std::size_t k) {
      return sentence[k].candidate.trigger == p.candidate.trigger || tells_the_same(p, sentence[k]);
    });
    if (taken) continue;
    p.kept = true;
    kept.push_back(i);
  }
}

}  // namespace

void select(Proposals& proposals, double threshold) {
  std::vector<Proposal>& all = proposals.all;
  for (std::size_t first = 0; first < all.size();) {
    const Tree& tree = all[first].field->tree;
    const std::size_t sentence = tree.sentence_of(all[first].candidate.trigger);
    std::size_t last = first + 1;
    while (last < all.size() && all[last].field == all[first].field &&
           tree.sentence_of(all[last].candidate.trigger) == sentence) {
      ++last;
    }
    select_in_sentence(std::span(all).subspan(first, last - first), threshold);
    first = last;
  }
}

}  // namespace demarche::coding
