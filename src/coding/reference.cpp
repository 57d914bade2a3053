// What pronouns, titles alone and "both sides" refer to.
//
// Centring in its plainest form: the nearest mention before the pronoun that agrees with it, a subject before
// anything else within its sentence, at most four sentences back. "We" and "I" stand for whoever speaks; that
// is settled by the speaker of the clause, so they resolve to nothing here.
#include <algorithm>

#include "mentions.hpp"

namespace demarche::coding {
namespace {

using knowledge::CoderClass;

enum class Agreement { Person, Thing, Plural };

std::optional<Agreement> agreement_of(const knowledge::FrameSet& frames, std::string_view pronoun) {
  if (frames.in_class(CoderClass::PersonPronouns, pronoun)) return Agreement::Person;
  if (frames.in_class(CoderClass::ThingPronouns, pronoun)) return Agreement::Thing;
  if (frames.in_class(CoderClass::PluralPronouns, pronoun)) return Agreement::Plural;
  return std::nullopt;
}

constexpr std::size_t kReach = 4;  // sentences

bool agrees(const Mention& m, Agreement agreement) {
  if (m.party.empty() || m.kind == MentionKind::Outlet) return false;
  if (agreement == Agreement::Person) return m.kind == MentionKind::Person;
  if (m.kind == MentionKind::Person) return false;
  return m.kind != MentionKind::Adjective || agreement == Agreement::Plural;
}

bool is_subject_relation(Deprel r) {
  return r == Deprel::Nsubj || r == Deprel::NsubjPass;
}

}  // namespace

std::optional<Side> Mentions::antecedent(TokenIndex pronoun) const {
  const auto agreement = agreement_of(frames(), tree_->token(pronoun).lower);
  if (!agreement) return std::nullopt;
  const std::size_t here = tree_->sentence_of(pronoun);
  const Mention* best = nullptr;
  std::size_t best_score = 0;
  for (std::size_t i = first_within(pronoun, kReach); i < mentions_.size() && mentions_[i].first < pronoun;
       ++i) {
    const Mention& m = mentions_[i];
    if (!agrees(m, *agreement)) continue;
    const std::size_t distance = here - tree_->sentence_of(m.first);
    if (distance > kReach) continue;
    const bool subject = is_subject_relation(tree_->token(m.last - 1).deprel);
    const std::size_t score = (kReach - distance) * 4 + (subject ? 2U : 0U) + 1;
    // A subject wins over a later non-subject of the same sentence; among equals the later wins.
    if (score >= best_score) {
      best = &m;
      best_score = score;
    }
  }
  if (best == nullptr) return std::nullopt;
  Side s = side(*best);
  s.origin = Origin::Pronoun;
  s.at = pronoun;
  return s;
}

std::vector<Side> Mentions::both_sides(TokenIndex noun) const {
  const language::Token& t = tree_->token(noun);
  bool two = t.lower == "both" || (t.upos == Upos::Pron && t.lower == "other");
  if (!two) {
    if (!frames().in_class(CoderClass::Sides, t.lemma) && t.lower != "sides") return {};
    for (const TokenIndex c : tree_->children(noun)) {
      const std::string_view w = tree_->token(c).lower;
      two = two || w == "two" || w == "both" || w == "2";
    }
    if (!two && t.lemma == "side" && t.lower == "sides") two = true;
  }
  if (!two) return {};
  // The two states named last before this point; the document's two most frequent ones fill up.
  std::vector<Side> out;
  const auto add = [&](PartyCode party) {
    const bool seen = std::any_of(out.begin(), out.end(), [&](const Side& s) { return s.party == party; });
    if (out.size() < 2 && !seen)
      out.push_back({party, Role::Gov, {}, noun, Origin::BothSides, MentionKind::Party});
  };
  const std::size_t here = tree_->sentence_of(noun);
  std::vector<PartyCode> recent;
  for (std::size_t i = first_from(noun); i-- > 0;) {
    const Mention* m = &mentions_[i];
    if (m->party.empty() || m->kind == MentionKind::Outlet) continue;
    if (here - tree_->sentence_of(m->first) > 1) break;
    if (std::find(recent.begin(), recent.end(), m->party) == recent.end()) recent.push_back(m->party);
  }
  if (recent.size() == 2) {
    add(recent[1]);
    add(recent[0]);
  }
  for (const PartyCode p : discourse_->principal()) add(p);
  return out.size() == 2 ? out : std::vector<Side>{};
}

std::optional<Side> Mentions::side_of_title(TokenIndex noun) const {
  const std::optional<Role> role = role_of_noun(noun);
  if (!role || *role == Role::Bus || *role == Role::Med || *role == Role::Opp) return std::nullopt;
  bool definite = false;
  for (const TokenIndex c : tree_->children(noun)) {
    const language::Token& t = tree_->token(c);
    if (t.deprel == Deprel::Det && (t.lower == "the" || t.lower == "this")) definite = true;
    if (t.deprel == Deprel::Nmod || t.deprel == Deprel::NmodPoss) return std::nullopt;
  }
  if (!definite) return std::nullopt;
  const std::size_t here = tree_->sentence_of(noun);
  const Mention* best = nullptr;
  const knowledge::Knowledge& k = *discourse_->knowledge;
  const std::string_view lemma = tree_->token(noun).lemma;
  for (std::size_t i = first_within(noun, kReach); i < mentions_.size() && mentions_[i].first < noun; ++i) {
    const Mention& m = mentions_[i];
    if (m.party.empty() || m.role != *role || here - tree_->sentence_of(m.first) > kReach) continue;
    if (m.kind == MentionKind::Person) {
      const auto held = k.people()[m.index].office_at(discourse_->published);
      if (held.office->title.find(lemma) == std::string::npos) continue;
    } else if (m.kind == MentionKind::Adjective || m.kind == MentionKind::People) {
      continue;
    }
    best = &m;
  }
  if (best == nullptr) return std::nullopt;
  Side s = side(*best);
  s.origin = Origin::Title;
  s.role = *role;
  return s;
}

}  // namespace demarche::coding
