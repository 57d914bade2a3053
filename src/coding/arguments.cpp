#include "arguments.hpp"

#include <algorithm>
#include <array>

#include <demarche/base/hash.hpp>

#include "analysis.hpp"
#include "partners.hpp"
#include "roads.hpp"

namespace demarche::coding {
namespace {

using knowledge::Place;
using knowledge::PlaceKind;

constexpr std::size_t kMaxOptions = 12;
constexpr std::size_t kMaxDocumentParties = 3;

// Collects evidence party by party, in the order of strength in which the places are asked.
struct Collector {
  std::vector<Option> options;

  void add(std::string_view place, const Side& side) {
    if (side.party.empty()) return;
    auto it =
        std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.party == side.party; });
    if (it == options.end()) {
      if (options.size() >= kMaxOptions) return;
      options.push_back({side.party, {}});
      it = options.end() - 1;
    }
    const bool known = std::any_of(it->evidence.begin(), it->evidence.end(),
                                   [&](const Evidence& e) { return e.place == place; });
    if (!known) it->evidence.push_back({place, side});
  }
};

// "US" in capitals is a country: a name is never the pronoun it looks like.
bool first_person(const Analysis& field, TokenIndex i) {
  if (field.mentions.at(i) != nullptr) return false;
  return field.mentions.frames().in_class(knowledge::CoderClass::FirstPerson, field.tree.token(i).lower);
}

struct Gatherer {
  const Analysis& field;
  TokenIndex trigger;
  Collector collector;

  void nominal(std::string_view place, TokenIndex i) {
    if (first_person(field, i)) {
      if (auto s = field.speakers.speaking_side(trigger)) {
        s->origin = Origin::FirstPerson;
        s->at = i;
        collector.add(place, *s);
      }
      return;
    }
    for (const Side& s : field.mentions.sides_of(i)) collector.add(place, s);
  }

  void kind(std::string_view place, PlaceKind which) {
    for (const TokenIndex i : tokens_at(field.tree, Place{which, {}}, trigger)) nominal(place, i);
  }

  void owners() {
    for (const Side& s : field.mentions.owners_of(trigger)) collector.add("own", s);
    for (const TokenIndex c : field.tree.children(trigger)) {
      if (first_person(field, c)) nominal("own", c);
    }
  }

  void prepositions(TokenIndex head) {
    for (const TokenIndex c : field.tree.children(head)) {
      const Deprel r = field.tree.token(c).deprel;
      if (r != Deprel::Obl && r != Deprel::Nmod && r != Deprel::OblAgent) continue;
      const std::string_view p = field.tree.preposition(c);
      if (p.empty()) continue;
      for (const TokenIndex i : conjuncts(field.tree, c)) nominal(p, i);
    }
  }

  void governor() {
    const TokenIndex head = field.tree.head(trigger);
    if (head == kNoToken) return;
    if (is_verbal(field.tree, head)) {
      for (const TokenIndex i : deep_subjects(field.tree, head)) nominal("gov.subj", i);
      for (const TokenIndex i : deep_objects(field.tree, head)) {
        if (i != trigger) nominal("gov.obj", i);
      }
      for (const TokenIndex c : field.tree.children(head)) {
        const Deprel r = field.tree.token(c).deprel;
        if ((r == Deprel::Obl || r == Deprel::Nmod || r == Deprel::Iobj) && c != trigger)
          nominal("gov.obl", c);
      }
    } else if (is_nominal(field.tree, head)) {
      for (const Side& s : field.mentions.owners_of(head)) collector.add("gov.own", s);
      nominal("gov", head);
    }
  }

  void inside(std::string_view place, PlaceKind clause) {
    for (const TokenIndex x : tokens_at(field.tree, Place{clause, {}}, trigger)) {
      for (const TokenIndex o : deep_objects(field.tree, x)) nominal(place, o);
      for (const TokenIndex c : field.tree.children(x)) {
        if (field.tree.token(c).deprel == Deprel::Obl) nominal(place, c);
      }
    }
  }

  void sentence() {
    for (const Side& s : field.mentions.parties_in(field.tree.sentence_of(trigger))) {
      collector.add(s.at < trigger ? "before" : "after", s);
    }
  }
};

struct Sink {
  std::vector<FeatureKey>& out;
  std::string_view act;
  std::string_view lemma;
  void plain(std::string_view kind, std::string_view a, std::string_view b = {}) const {
    out.push_back(Fnv1a().field(kind).field(a).field(b).value());
  }
  // The feature alone, with the act, and with act and lemma.
  void all(std::string_view kind, std::string_view a, std::string_view b = {}) const {
    Fnv1a hash;
    out.push_back(hash.field(kind).field(a).field(b).value());
    out.push_back(hash.field(act).value());
    out.push_back(hash.field(lemma).value());
  }
};

std::string_view frame_rank(const std::vector<Place>& places, const Option& option) {
  constexpr std::array<std::string_view, 4> kRanks = {"first", "second", "third", "late"};
  constexpr std::array<std::pair<PlaceKind, std::string_view>, 7> kNames = {
      {{PlaceKind::Subject, "subj"},
       {PlaceKind::Object, "obj"},
       {PlaceKind::Indirect, "iobj"},
       {PlaceKind::Owner, "own"},
       {PlaceKind::Xcomp, "xcomp"},
       {PlaceKind::ClauseSubject, "comp.subj"},
       {PlaceKind::Speaker, "speaker"}}};
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::string_view name = places[i].preposition;
    for (const auto& [kind, text] : kNames) {
      if (places[i].kind == kind) name = text;
    }
    if (name.empty()) continue;
    const bool here = std::any_of(option.evidence.begin(), option.evidence.end(),
                                  [&](const Evidence& e) { return e.place == name; });
    if (here) return kRanks[std::min<std::size_t>(i, 3)];
  }
  return "none";
}

// Where the mentions of a party in the sentence stand, whatever the frame expects.
void road_features(const Sink& sink, const Analysis& field, const Candidate& candidate, const Option& option,
                   const std::string& prefix) {
  const std::size_t sentence = field.tree.sentence_of(candidate.trigger);
  std::size_t count = 0;
  std::string_view nearest = "none";
  TokenIndex best = 0xFFFFFFFFU;
  for (const Side& s : field.mentions.parties_in(sentence)) {
    if (s.party != option.party) continue;
    if (++count <= 3) sink.all(prefix + "path", path_to(field.tree, candidate.trigger, s.at));
    const TokenIndex d = s.at > candidate.trigger ? s.at - candidate.trigger : candidate.trigger - s.at;
    if (d < best) {
      best = d;
      nearest = distance_bucket(candidate.trigger, s.at);
    }
  }
  sink.all(prefix + "near", nearest);
  sink.plain(prefix + "count", bucket_of(count));
  for (const Evidence& e : option.evidence) {
    if (e.side.at == kNoToken || e.side.origin == Origin::Named) continue;
    sink.plain(prefix + "path.ref", path_to(field.tree, candidate.trigger, e.side.at),
               name_of(e.side.origin));
    break;
  }
}

void option_features(const Sink& sink, const Analysis& field, const Discourse& discourse,
                     const Candidate& candidate, const std::vector<Option>& options, std::size_t index,
                     std::string_view which) {
  const Option& o = options[index];
  const std::string prefix(which);
  road_features(sink, field, candidate, o, prefix);
  sink.all(prefix + "title", discourse.in_title(o.party) ? "yes" : "no");
  for (const Evidence& e : o.evidence) sink.all(prefix + "place", e.place);
  if (!o.evidence.empty()) {
    const Evidence& e = o.evidence.front();
    sink.all(prefix + "best", e.place);
    sink.plain(prefix + "origin", name_of(e.side.origin), e.place);
    sink.plain(prefix + "kind", bucket_of(static_cast<std::size_t>(e.side.kind)), e.place);
    sink.all(prefix + "kind", bucket_of(static_cast<std::size_t>(e.side.kind)));
    sink.all(prefix + "role", name_of(e.side.role));
  }
  sink.all(prefix + "frame.actor", frame_rank(candidate.frame->actor, o));
  sink.all(prefix + "frame.target", frame_rank(candidate.frame->target, o));
  sink.plain(prefix + "order", bucket_of(index), bucket_of(options.size()));
  const std::vector<PartyCode> principal = discourse.principal();
  const auto rank =
      static_cast<std::size_t>(std::find(principal.begin(), principal.end(), o.party) - principal.begin());
  sink.all(prefix + "document", bucket_of(rank));
  const knowledge::PartyInfo* info = discourse.knowledge->party(o.party);
  const bool body = info != nullptr && info->kind == "body";
  sink.all(prefix + "body", body ? "yes" : "no");
}

}  // namespace

bool is_implied(const Option& option) {
  if (option.evidence.empty()) return false;
  const std::string_view place = option.evidence.front().place;
  return place == "document" || place == "author";
}

std::vector<Option> options_for(const Analysis& field, const Discourse& discourse, TokenIndex trigger) {
  Gatherer g{field, trigger, {}};
  g.kind("subj", PlaceKind::Subject);
  g.kind("obj", PlaceKind::Object);
  g.kind("iobj", PlaceKind::Indirect);
  g.owners();
  g.prepositions(trigger);
  for (const TokenIndex o : deep_objects(field.tree, trigger)) g.prepositions(o);
  g.kind("comp.subj", PlaceKind::ClauseSubject);
  g.inside("xcomp", PlaceKind::Xcomp);
  g.inside("ccomp", PlaceKind::Ccomp);
  g.governor();
  if (const auto s = field.speakers.speaking_side(trigger)) g.collector.add("speaker", *s);
  g.sentence();
  std::size_t added = 0;
  for (const PartyCode p : discourse.principal()) {
    if (added++ >= kMaxDocumentParties) break;
    const knowledge::PartyInfo* info = discourse.knowledge->party(p);
    g.collector.add(
        "document",
        {p, info != nullptr ? info->role : Role::Gov, {}, kNoToken, Origin::BothSides, MentionKind::Party});
  }
  if (const knowledge::Outlet* o = discourse.author) {
    g.collector.add("author",
                    {o->country, Role::Med, o->name, kNoToken, Origin::Author, MentionKind::Outlet});
  }
  std::vector<Option> out = std::move(g.collector.options);
  out.push_back({PartyCode(), {}});
  return out;
}

void actor_features(const Analysis& field, const Discourse& discourse, const Candidate& candidate,
                    const std::vector<Option>& options, std::size_t option, std::vector<FeatureKey>& out) {
  const Sink sink{out, name_of(candidate.frame->act), field.tree.token(candidate.trigger).lemma};
  option_features(sink, field, discourse, candidate, options, option, "a.");
  const bool passive = is_passive(field.tree, candidate.trigger);
  if (!options[option].evidence.empty())
    sink.plain("a.passive", passive ? "yes" : "no", options[option].evidence.front().place);
  sink.plain("a.pos", language::name_of(field.tree.token(candidate.trigger).upos),
             options[option].evidence.empty() ? "none" : options[option].evidence.front().place);
}

void target_features(const Analysis& field, const Discourse& discourse, const Candidate& candidate,
                     const std::vector<Option>& options, std::size_t actor, std::size_t option,
                     std::vector<FeatureKey>& out) {
  const Sink sink{out, name_of(candidate.frame->act), field.tree.token(candidate.trigger).lemma};
  const std::string_view actor_place =
      options[actor].evidence.empty() ? "none" : options[actor].evidence.front().place;
  if (options[option].party.empty()) {
    std::size_t in_sentence = 0;
    for (std::size_t i = 0; i + 1 < options.size(); ++i) {
      in_sentence += i != actor && !is_implied(options[i]) ? 1U : 0U;
    }
    sink.all("t.none", "others", bucket_of(in_sentence));
    sink.all("t.none", "frame", candidate.frame->target.empty() ? "no" : "yes");
    sink.plain("t.none", "actor", actor_place);
    sink.all("t.none", name_of(field.field));
    for (const TokenIndex s : candidate.support) sink.all("t.none.support", field.tree.token(s).lemma);
    return;
  }
  option_features(sink, field, discourse, candidate, options, option, "t.");
  const std::string_view place = options[option].evidence.front().place;
  sink.all("t.pair", actor_place, place);
  sink.plain("t.pos", language::name_of(field.tree.token(candidate.trigger).upos), place);
  const std::vector<PartyCode> principal = discourse.principal();
  const auto rank = [&](PartyCode p) {
    return static_cast<std::size_t>(std::find(principal.begin(), principal.end(), p) - principal.begin());
  };
  sink.all("t.ranks", bucket_of(rank(options[actor].party)), bucket_of(rank(options[option].party)));
  if (option == actor)
    sink.all("t.same", options[option].evidence.size() > 1 ? options[option].evidence[1].place : "alone");
}

std::optional<Chosen> choose(const Analysis& field, const Discourse& discourse, const Candidate& candidate,
                             const std::vector<Option>& options, const LinearModel& actor_model,
                             const LinearModel& target_model) {
  if (options.size() < 2) return std::nullopt;
  Chosen best;
  const auto pick = [](const std::vector<std::int32_t>& scores, std::size_t& at, std::int32_t& margin) {
    at = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    std::int32_t second = scores[at] - 8192;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (i != at) second = std::max(second, scores[i]);
    }
    margin = scores[at] - second;
  };
  std::vector<FeatureKey> features;
  std::vector<std::int32_t> scores;
  for (std::size_t i = 0; i + 1 < options.size(); ++i) {
    features.clear();
    actor_features(field, discourse, candidate, options, i, features);
    scores.push_back(actor_model.score(features));
  }
  pick(scores, best.actor, best.actor_margin);
  scores.clear();
  for (std::size_t i = 0; i < options.size(); ++i) {
    features.clear();
    target_features(field, discourse, candidate, options, best.actor, i, features);
    scores.push_back(target_model.score(features));
  }
  pick(scores, best.target, best.target_margin);
  return best;
}

void apply_choice(const Analysis& field, const std::vector<Option>& options, const Chosen& chosen,
                  Candidate& candidate) {
  constexpr std::size_t kMaxSides = 4;
  const Partners partners(field.mentions, options);
  const auto expand = [&](std::size_t index, PartyCode not_this) {
    std::vector<Filled> out;
    const Option& o = options[index];
    if (o.party.empty()) return out;
    const Evidence& e = o.evidence.front();
    out.push_back({e.side, e.place});
    // Parties coordinated with the phrase take the same side: "Britain, France and Germany defended ...".
    const auto add = [&](const Side& s, std::string_view place) {
      const bool seen =
          std::any_of(out.begin(), out.end(), [&](const Filled& f) { return f.side.party == s.party; });
      if (!seen && s.party != not_this && out.size() < kMaxSides) out.push_back({s, place});
    };
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (partners.are(index, i)) add(options[i].evidence.front().side, options[i].evidence.front().place);
    }
    if (e.side.at == kNoToken || e.side.origin != Origin::Named) return out;
    for (const TokenIndex c : conjuncts(field.tree, first_conjunct(field.tree, e.side.at))) {
      for (const Side& s : field.mentions.sides_of(c)) {
        add(s, e.place);
      }
    }
    return out;
  };
  const PartyCode actor = options[chosen.actor].party;
  const PartyCode target = options[chosen.target].party;
  candidate.actors = expand(chosen.actor, target);
  candidate.targets = expand(chosen.target, actor);
  if (is_mutual(candidate.frame->act) && candidate.actors.size() > 1 && !candidate.targets.empty())
    candidate.actors.resize(1);
}

}  // namespace demarche::coding
