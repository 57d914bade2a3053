// From a believed reading to the fields of a move.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

#include "dating.hpp"
#include "proposal.hpp"
#include "readings.hpp"

namespace demarche::coding {
namespace {

// Acts that are done by speaking: their actor is their own speaker (codebook, section 6).
bool is_spoken_act(Act act) {
  constexpr std::array<Act, 13> kSpoken = {
      Act::Request, Act::Demand, Act::Offer, Act::Promise,  Act::Accept,  Act::Reject,   Act::Threaten,
      Act::Accuse,  Act::Praise, Act::Deny,  Act::Reassure, Act::Caution, Act::Apologise};
  return std::find(kSpoken.begin(), kSpoken.end(), act) != kSpoken.end();
}

struct Context {
  const Reading& reading;
  const Proposals& proposals;
  const Document& document;
  const utf8::OffsetMap& offsets;

  [[nodiscard]] const Analysis& field() const { return *reading.field; }
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const {
    return {offsets.code_points(begin), offsets.code_points(end)};
  }
  [[nodiscard]] std::string slice(std::uint32_t begin, std::uint32_t end) const {
    return std::string(field().text.source.substr(begin, end - begin));
  }
};

// The phrase around its head: determiners and modifiers before it, not the clauses behind it.
Tree::Range phrase_of(const Tree& tree, TokenIndex head) {
  Tree::Range range{head, head};
  for (const TokenIndex c : tree.children(head)) {
    const Deprel r = tree.token(c).deprel;
    const bool part = r == Deprel::Det || r == Deprel::Compound || r == Deprel::Amod || r == Deprel::Flat ||
                      r == Deprel::FlatName || r == Deprel::Nummod || r == Deprel::NmodPoss ||
                      r == Deprel::NmodDesc;
    if (!part) continue;
    const Tree::Range sub = tree.subtree(c);
    range.first = std::min(range.first, sub.first);
    range.last = std::max(range.last, sub.last);
  }
  return range;
}

Participant participant(const Context& c, const Filled& f) {
  Participant p;
  p.party = f.side.party;
  p.role = f.side.role;
  p.name = f.side.name;
  if (f.side.at == kNoToken || f.side.origin == Origin::FirstPerson) return p;
  const language::Text& text = c.field().text;
  Tree::Range range = phrase_of(c.field().tree, f.side.at);
  if (const Mention* m = c.field().mentions.at(f.side.at)) {
    range.first = std::min(range.first, m->first);
    range.last = std::max(range.last, m->last - 1);
  }
  const std::uint32_t begin = text.tokens[range.first].begin;
  const std::uint32_t end = text.tokens[range.last].end;
  p.text = c.slice(begin, end);
  p.span = c.span(begin, end);
  return p;
}

// The trigger's words: the head with the particles and objects that belong to it, as one stretch of text.
Tree::Range trigger_range(const Context& c) {
  Tree::Range range{c.reading.candidate.trigger, c.reading.candidate.trigger};
  for (const TokenIndex s : c.reading.candidate.support) {
    if (s > range.last && s - range.last <= 4) range.last = s;
    if (s < range.first && range.first - s <= 3) range.first = s;
  }
  return range;
}

void add_chain(const Context& c, Move& move, Explanation* why) {
  const auto& chain = c.field().speakers.chain_of(c.reading.candidate.trigger);
  for (const Source& s : chain) {
    move.chain.push_back({s.name, s.side ? s.side->party : PartyCode(), s.kind, s.text});
  }
  if (!chain.empty()) move.speaker_kind = chain.back().kind;
  std::string rule =
      chain.empty() ? "the article's own voice" : fmt::format("reported by “{}”", chain.front().text);
  const TokenIndex at = c.reading.candidate.actors.front().side.at;
  const bool own_speaker = chain.empty() || chain.back().kind == SpeakerKind::Media;
  if (is_spoken_act(move.act) && own_speaker && at == kNoToken) {
    rule = "the outlet that writes it";  // an editorial accuses in its own voice
  } else if (is_spoken_act(move.act) && own_speaker) {
    move.speaker_kind = SpeakerKind::Named;
    const std::string& name = move.actor.name.empty() ? move.actor.text : move.actor.name;
    move.chain.push_back({name, move.actor.party, SpeakerKind::Named, move.actor.text});
    rule = "an act done by speaking: the actor is its speaker";
    const bool unnamed = c.field().mentions.at(at) == nullptr &&
                         c.proposals.discourse.knowledge->frames().in_class(knowledge::CoderClass::Unnamed,
                                                                            c.field().tree.token(at).lemma);
    if (unnamed) {
      move.speaker_kind = SpeakerKind::Unnamed;
      move.chain.back().kind = SpeakerKind::Unnamed;
    }
  }
  if (why != nullptr) why->speaker = rule;
}

void add_details(const Context& c, bool alone, Move& move, Explanation* why) {
  const Analysis& a = c.field();
  const TokenIndex trigger = c.reading.candidate.trigger;
  const Scope scope = scope_of(a.tree, trigger, alone);
  move.issues = issues_in(a.issues, scope, *c.proposals.discourse.knowledge);
  const DateRuling ruling = date_of(a.tree, a.times, scope, trigger, is_spoken_act(move.act));
  if (ruling.time != nullptr) {
    const std::uint32_t begin = a.text.tokens[ruling.time->first].begin;
    const std::uint32_t end = a.text.tokens[ruling.time->last - 1].end;
    move.date = DateOf{*ruling.time->days, c.slice(begin, end)};
  }
  if (why != nullptr) why->date = ruling.time != nullptr ? ruling.rule : "no date in the clause";
  for (const FoundTerm* t : terms_in(a.terms, scope)) {
    const std::uint32_t begin = a.text.tokens[t->first].begin;
    const std::uint32_t end = a.text.tokens[t->last - 1].end;
    move.terms.push_back({t->kind, t->value, t->unit, c.slice(begin, end), c.span(begin, end)});
  }
  if (const auto condition = condition_of(a.tree, c.proposals.discourse.knowledge->frames(), trigger))
    move.condition = c.slice(condition->begin, condition->end);
}

std::string place_text(const std::vector<Filled>& sides) {
  if (sides.empty()) return "not stated";
  const Filled& f = sides.front();
  return fmt::format("{} at {} ({})", f.side.party.view(), f.place, name_of(f.side.origin));
}

std::string tree_text(const Context& c) {
  const Tree& tree = c.field().tree;
  const TokenIndex trigger = c.reading.candidate.trigger;
  std::vector<std::pair<TokenIndex, std::string>> parts;
  parts.emplace_back(trigger, fmt::format("[{}]", tree.token(trigger).form));
  for (const TokenIndex child : tree.children(trigger)) {
    parts.emplace_back(
        child, fmt::format("{}<{}>", tree.token(child).form, language::name_of(tree.token(child).deprel)));
  }
  std::sort(parts.begin(), parts.end());
  std::string out;
  for (const auto& [at, text] : parts) out += (out.empty() ? "" : " ") + text;
  if (const TokenIndex head = tree.head(trigger); head != kNoToken) {
    out += fmt::format("   under {} as <{}>", tree.token(head).form,
                       language::name_of(tree.token(trigger).deprel));
  }
  return out;
}

Move base_move(const Context& c, std::string_view version) {
  const Analysis& a = c.field();
  const knowledge::Knowledge& k = *c.proposals.discourse.knowledge;
  const TokenIndex trigger = c.reading.candidate.trigger;
  const language::Sentence& s = a.text.sentences[a.tree.sentence_of(trigger)];
  Move move;
  move.document = c.document.id;
  move.published = c.document.published;
  move.source = c.document.source;
  move.field = a.field;
  move.sentence = c.span(s.begin, s.end);
  const Tree::Range words = trigger_range(c);
  const std::uint32_t begin = a.text.tokens[words.first].begin;
  const std::uint32_t end = a.text.tokens[words.last].end;
  move.trigger = c.span(begin, end);
  move.trigger_text = c.slice(begin, end);
  move.act = c.reading.candidate.frame->act;
  move.modality = c.reading.modality.modality;
  const knowledge::ActCodes& codes = k.codes(move.act);
  move.cameo = codes.cameo;
  move.plover = codes.plover;
  move.goldstein = codes.goldstein;
  move.confidence = c.reading.confidence;
  move.version = version;
  return move;
}

std::string id_of(const Move& m) {
  Fnv1a hash;
  hash.field(m.document)
      .field(name_of(m.field))
      .field(std::to_string(m.trigger.start))
      .field(std::to_string(m.trigger.end));
  hash.field(name_of(m.act))
      .field(m.actor.party.view())
      .field(m.target ? m.target->party.view() : std::string_view());
  return hash.hex();
}

}  // namespace

Move move_of(const Reading& reading, bool alone, const Proposals& proposals, const Document& document,
             std::string_view version, Explanation* why) {
  const Context c{reading, proposals, document, reading.field->offsets};
  Move move = base_move(c, version);
  move.actor = participant(c, reading.candidate.actors.front());
  if (!reading.candidate.targets.empty()) move.target = participant(c, reading.candidate.targets.front());
  add_details(c, alone, move, why);
  add_chain(c, move, why);
  move.id = id_of(move);
  if (why != nullptr) {
    why->frame = reading.candidate.frame->id;
    why->tree = tree_text(c);
    why->actor = place_text(reading.candidate.actors);
    why->target = place_text(reading.candidate.targets);
    why->modality = reading.modality.rule;
  }
  return move;
}

}  // namespace demarche::coding
