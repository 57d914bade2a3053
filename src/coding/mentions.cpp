#include "mentions.hpp"

#include <algorithm>
#include <array>

#include <demarche/base/utf8.hpp>

namespace demarche::coding {
namespace {

using knowledge::Name;
using knowledge::NameKind;

std::uint32_t packed(PartyCode code) {
  const std::string_view v = code.view();
  if (v.empty()) return 0;
  return (static_cast<std::uint32_t>(v[0]) << 16U) | (static_cast<std::uint32_t>(v[1]) << 8U) |
         static_cast<std::uint32_t>(v[2]);
}

bool capitalised(std::string_view form) {
  return !form.empty() && utf8::is_upper(utf8::decode(form, 0).code_point);
}

// In text without capitals a name that needs its case is believed unless it is too short to be told from a
// word.
bool survives_lower_case(std::string_view exact) {
  return exact.size() >= 4;
}

// Lower is better: full names before surnames, states before outlets.
int rank(NameKind kind) {
  constexpr std::array<int, 9> kRank = {1, 2, 3, 4, 5, 0, 6, 7, 8};
  return kRank[static_cast<std::size_t>(kind)];
}

MentionKind mention_kind(NameKind kind) {
  switch (kind) {
    case NameKind::Party:
      return MentionKind::Party;
    case NameKind::Adjective:
      return MentionKind::Adjective;
    case NameKind::People:
      return MentionKind::People;
    case NameKind::Metonym:
      return MentionKind::Metonym;
    case NameKind::Institution:
      return MentionKind::Institution;
    case NameKind::Person:
    case NameKind::Surname:
      return MentionKind::Person;
    case NameKind::Outlet:
      return MentionKind::Outlet;
    case NameKind::Stop:
      break;
  }
  return MentionKind::Party;
}

bool joins_names(Deprel r) {
  return r == Deprel::Compound || r == Deprel::Amod || r == Deprel::NmodPoss || r == Deprel::Appos ||
         r == Deprel::Flat || r == Deprel::FlatName || r == Deprel::NmodDesc || r == Deprel::NmodUnmarked ||
         r == Deprel::Det;
}

}  // namespace

std::string_view name_of(Origin origin) {
  constexpr std::array<std::string_view, 7> kNames = {"named",      "modifier",     "pronoun", "title",
                                                      "both sides", "first person", "author"};
  return kNames[static_cast<std::size_t>(origin)];
}

void Discourse::note(PartyCode party) {
  if (party.empty()) return;
  if (counts[packed(party)]++ == 0) parties.push_back(party);
}

bool Discourse::in_title(PartyCode party) const {
  return std::find(title.begin(), title.end(), party) != title.end();
}

std::vector<PartyCode> Discourse::principal() const {
  std::vector<PartyCode> out = parties;
  std::stable_sort(out.begin(), out.end(),
                   [this](PartyCode a, PartyCode b) { return counts.at(packed(a)) > counts.at(packed(b)); });
  return out;
}

Mentions::Mentions(const Tree& tree, Discourse& discourse) : tree_(&tree), discourse_(&discourse) {
  const std::size_t n = tree.text().tokens.size();
  mention_at_.assign(n, 0);
  noun_roles_.assign(n, std::nullopt);
  find_names();
  const knowledge::Knowledge& k = *discourse.knowledge;
  for (std::size_t i = 0; i < n; ++i) {
    const language::Token& t = tree.token(static_cast<TokenIndex>(i));
    if (t.upos != Upos::Noun && t.upos != Upos::Propn) continue;
    const knowledge::AtomId atom = k.role_noun_index().atom(t.lemma);
    const auto match = k.role_noun_index().longest(std::span(&atom, 1), 0);
    if (match) noun_roles_[i] = k.role_nouns()[match->values.front()].role;
  }
}

void Mentions::find_names() {
  const knowledge::PhraseIndex& index = discourse_->knowledge->names();
  const language::Text& text = tree_->text();
  std::vector<knowledge::AtomId> atoms(text.tokens.size());
  for (std::size_t i = 0; i < atoms.size(); ++i) atoms[i] = index.atom(text.tokens[i].lower);
  for (const language::Sentence& s : text.sentences) {
    for (TokenIndex i = s.first; i < s.last;) {
      TokenIndex taken = 0;
      if (atoms[i] != knowledge::kUnknownAtom && atoms[i] != knowledge::kJoiningAtom) {
        const auto inside = std::span<const knowledge::AtomId>(atoms).subspan(s.first, s.last - s.first);
        const auto match = index.longest(inside, i - s.first);
        const std::size_t before = mentions_.size();
        const bool stop = match && is_stop(match->values);
        if (match && !stop) add_best_reading(i, i + match->length, match->values);
        if (stop || mentions_.size() > before) taken = match->length;
      }
      if (taken == 0 && short_name_at(i, s)) taken = 1;
      i += std::max<TokenIndex>(taken, 1);
    }
  }
}

bool Mentions::is_stop(std::span<const std::uint32_t> values) const {
  return discourse_->knowledge->all_names()[values.front()].kind == NameKind::Stop;
}

bool Mentions::reads_as_name(const Name& name, TokenIndex first, TokenIndex last) const {
  const language::Text& text = tree_->text();
  const language::Token& head = text.tokens[first];
  if (!name.exact.empty()) {
    if (text.condition.lower_case) return survives_lower_case(name.exact);
    const std::uint32_t end = text.tokens[last - 1].end;
    if (text.source.substr(head.begin, end - head.begin) != name.exact) return false;
  }
  if (text.condition.lower_case) return true;
  return capitalised(head.form) || name.common || name.kind == NameKind::Outlet;
}

Mention Mentions::person_mention(std::uint32_t person, TokenIndex first, TokenIndex last) const {
  const knowledge::Person& p = discourse_->knowledge->people()[person];
  const knowledge::Person::Held held = p.office_at(discourse_->published);
  Mention m{first, last, MentionKind::Person, held.office->party, held.office->role, p.name, person, false};
  // Out of office the person speaks for no branch of government.
  const bool later = discourse_->published && held.office->to && *discourse_->published > *held.office->to;
  if (!held.current && later) m.role = Role::Org;
  return m;
}

std::optional<std::uint32_t> Mentions::person_of_surname(std::span<const std::uint32_t> values,
                                                         TokenIndex first, TokenIndex last) const {
  const knowledge::Knowledge& k = *discourse_->knowledge;
  const language::Text& text = tree_->text();
  std::string key;
  for (TokenIndex i = first; i < last; ++i) key += text.tokens[i].lower;
  if (const auto it = discourse_->surnames.find(key); it != discourse_->surnames.end()) return it->second;
  const language::Token& t = text.tokens[first];
  // Of "von der Leyen" the last word is the noun.
  const Upos noun = capitalised(t.form) ? t.upos : text.tokens[last - 1].upos;
  if (noun != Upos::Propn && noun != Upos::Noun) return std::nullopt;
  // "Roy Moore": a surname behind a given name that the tables do not know is somebody else.
  if (first > 0) {
    const language::Token& before = text.tokens[first - 1];
    const bool name_before =
        before.upos == Upos::Propn && mention_at_[first - 1] == 0 &&
        (before.head == static_cast<std::int32_t>(first) || t.head == static_cast<std::int32_t>(first - 1)) &&
        !k.role_noun_index().longest(std::array{k.role_noun_index().atom(before.lemma)}, 0) &&
        before.lower.find('.') == std::string_view::npos;
    if (name_before && before.space_before) return std::nullopt;
  }
  std::optional<std::uint32_t> best;
  bool best_current = false;
  bool best_executive = false;
  for (const std::uint32_t v : values) {
    const Name& name = k.all_names()[v];
    if (name.kind != NameKind::Surname || !reads_as_name(name, first, last)) continue;
    const auto held = k.people()[name.index].office_at(discourse_->published);
    const bool current = held.current;
    const bool executive = held.office->role == Role::Gov;
    const bool better =
        !best || (current && !best_current) || (current == best_current && executive && !best_executive);
    if (!better) continue;
    best = name.index;
    best_current = current;
    best_executive = executive;
  }
  return best_current ? best : std::nullopt;
}

std::optional<Mention> Mentions::reading(const Name& name, TokenIndex first, TokenIndex last) const {
  const knowledge::Knowledge& k = *discourse_->knowledge;
  if (!reads_as_name(name, first, last)) return std::nullopt;
  Mention m{first, last, mention_kind(name.kind), {}, Role::Gov, {}, name.index, false};
  switch (name.kind) {
    case NameKind::Party:
    case NameKind::Adjective:
    case NameKind::People:
    case NameKind::Metonym: {
      const knowledge::PartyInfo& p = k.parties()[name.index];
      m.party = p.code;
      m.role = p.role;
      if (p.kind == "body") m.name = p.name;
      return m;
    }
    case NameKind::Institution: {
      const knowledge::Institution& i = k.institutions()[name.index];
      m.party = i.party;
      m.role = i.role;
      m.name = i.name;
      return m;
    }
    case NameKind::Person:
      return person_mention(name.index, first, last);
    case NameKind::Outlet: {
      const knowledge::Outlet& o = k.outlets()[name.index];
      m.name = o.name;
      m.state_outlet = o.state;
      m.role = Role::Med;
      if (o.state) m.party = o.country;
      return m;
    }
    case NameKind::Surname:
    case NameKind::Stop:
      return std::nullopt;
  }
  return std::nullopt;
}

void Mentions::add_best_reading(TokenIndex first, TokenIndex last, std::span<const std::uint32_t> values) {
  const knowledge::Knowledge& k = *discourse_->knowledge;
  std::optional<Mention> best;
  int best_rank = 99;
  bool surname = false;
  for (const std::uint32_t v : values) {
    const Name& name = k.all_names()[v];
    if (name.kind == NameKind::Surname) {
      surname = true;
      continue;
    }
    const std::optional<Mention> m = reading(name, first, last);
    if (m && rank(name.kind) < best_rank) {
      best = m;
      best_rank = rank(name.kind);
    }
  }
  if (!best && surname) {
    if (const auto person = person_of_surname(values, first, last))
      best = person_mention(*person, first, last);
  }
  if (!best) return;
  if (best->kind == MentionKind::Person && last - first > 1) {
    std::string key(tree_->token(last - 1).lower);
    discourse_->surnames[key] = best->index;
    discourse_->surnames[std::string(tree_->token(first).lower)] = best->index;
  }
  put(*best);
  if (best->kind != MentionKind::People) return;
  // A people whose name several share stands for all of them.
  for (const std::uint32_t v : values) {
    const Name& name = k.all_names()[v];
    if (name.kind != NameKind::People || name.index == best->index) continue;
    const std::optional<Mention> other = reading(name, first, last);
    if (!other) continue;
    mentions_.push_back(*other);
    discourse_->note(other->party);
    introduce(*other);
  }
}

void Mentions::put(const Mention& mention) {
  mentions_.push_back(mention);
  std::fill(mention_at_.begin() + mention.first, mention_at_.begin() + mention.last,
            static_cast<std::uint32_t>(mentions_.size()));
  if (mention.kind == MentionKind::Outlet) return;
  discourse_->note(mention.party);
  introduce(mention);
}

void Mentions::introduce(const Mention& mention) {
  if (mention.party.empty()) return;
  const std::span<const knowledge::ShortName> shorts = discourse_->knowledge->short_names();
  const bool firm = mention.kind == MentionKind::Party || mention.kind == MentionKind::Institution;
  for (std::uint32_t i = 0; i < shorts.size(); ++i) {
    const knowledge::ShortName& s = shorts[i];
    bool claims = std::find(s.parties.begin(), s.parties.end(), mention.party) != s.parties.end() ||
                  std::find(s.names.begin(), s.names.end(), mention.name) != s.names.end();
    // "The Constitutional Court" is the court from here on.
    for (TokenIndex t = mention.first; mention.kind == MentionKind::Institution && t < mention.last; ++t)
      claims = claims || tree_->token(t).lower == s.word;
    if (!claims) continue;
    const auto known = discourse_->called.find(i);
    if (!firm && known != discourse_->called.end() && known->second.firm) continue;
    discourse_->called[i] = {mention.party, mention.role, mention.name, firm};
  }
}

bool Mentions::short_name_at(TokenIndex i, const language::Sentence& sentence) {
  const std::span<const knowledge::ShortName> shorts = discourse_->knowledge->short_names();
  const language::Token& t = tree_->token(i);
  const auto s = std::find_if(shorts.begin(), shorts.end(),
                              [&](const knowledge::ShortName& n) { return n.word == t.lower; });
  if (s == shorts.end() || (!s->exact.empty() && s->exact != t.form)) return false;
  const language::Token* before = i > sentence.first ? &tree_->token(i - 1) : nullptr;
  const language::Token* next = i + 1 < sentence.last ? &tree_->token(i + 1) : nullptr;
  const bool definite = before != nullptr && (before->lower == "the" || before->lower == "this");
  // "Understanding with Fund", "talks with North": a name, as headlines write it.
  const bool as_name = capitalised(t.form) && (t.upos == Upos::Propn || t.upos == Upos::Noun) &&
                       (!s->exact.empty() || (before != nullptr && !capitalised(before->form)));
  const bool longer = next != nullptr && (next->lower == "of" || (next->upos == Upos::Propn && as_name));
  const auto key = static_cast<std::uint32_t>(s - shorts.begin());
  if ((!definite && !as_name) || longer) {
    // "A court", "the Dutch court": another of the kind is spoken of.
    if (s->exact.empty()) discourse_->called[key] = {};
    return false;
  }
  const auto known = discourse_->called.find(key);
  if (known == discourse_->called.end() || known->second.party.empty()) return false;
  const Discourse::Called& c = known->second;
  put({i, i + 1, MentionKind::Institution, c.party, c.role, c.name, 0, false, Origin::Title});
  return true;
}

const Mention* Mentions::at(TokenIndex token) const {
  const std::uint32_t m = mention_at_[token];
  return m == 0 ? nullptr : &mentions_[m - 1];
}

std::span<const Mention> Mentions::all_at(TokenIndex token) const {
  const Mention* first = at(token);
  if (first == nullptr) return {};
  std::size_t count = 1;
  const std::size_t rest = mentions_.size() - static_cast<std::size_t>(first - mentions_.data());
  while (count < rest && first[count].first == first->first) ++count;
  return {first, count};
}

Side Mentions::side(const Mention& m) const {
  return {m.party, m.role, m.name, m.last - 1, m.origin, m.kind};
}

std::optional<Role> Mentions::role_of_noun(TokenIndex token) const {
  return noun_roles_[token];
}

void Mentions::collect_owners(TokenIndex noun, std::vector<Side>& out, int depth) const {
  for (const TokenIndex c : tree_->children(noun)) {
    const language::Token& t = tree_->token(c);
    const bool of = t.deprel == Deprel::Nmod &&
                    frames().in_class(knowledge::CoderClass::OwnerMarks, tree_->preposition(c));
    const bool coordinated = t.deprel == Deprel::Conj && c < noun;
    if (!joins_names(t.deprel) && !of && !coordinated) continue;
    if (const Mention* m = at(c); m != nullptr && !m->party.empty()) {
      for (const Mention& one : all_at(c)) {
        Side s = side(one);
        s.origin = Origin::Modifier;
        out.push_back(s);
      }
      for (const TokenIndex d : conjuncts(*tree_, c)) {
        const Mention* n = at(d);
        if (d == c || n == nullptr || n->party.empty()) continue;
        Side other = side(*n);
        other.origin = Origin::Modifier;
        out.push_back(other);
      }
    } else if (t.upos == Upos::Pron && t.deprel == Deprel::NmodPoss) {
      if (const auto s = antecedent(c)) out.push_back(*s);
    } else if (depth < 3 && (is_nominal(*tree_, c) || t.deprel == Deprel::Compound)) {
      collect_owners(c, out, depth + 1);
    }
  }
}

std::vector<Side> Mentions::owners_of(TokenIndex noun) const {
  std::vector<Side> out;
  collect_owners(noun, out, 0);
  std::vector<Side> unique;
  for (const Side& s : out) {
    const bool seen =
        std::any_of(unique.begin(), unique.end(), [&](const Side& u) { return u.party == s.party; });
    if (!seen) unique.push_back(s);
  }
  return unique;
}

std::vector<Side> Mentions::sides_of(TokenIndex nominal) const {
  if (const Mention* m = at(nominal); m != nullptr && !m->party.empty()) {
    std::vector<Side> all;
    for (const Mention& one : all_at(nominal)) all.push_back(side(one));
    return all;
  }
  const language::Token& t = tree_->token(nominal);
  if (t.upos == Upos::Pron) {
    if (const auto s = antecedent(nominal)) return {*s};
    return both_sides(nominal);
  }
  std::vector<Side> group = both_sides(nominal);
  if (!group.empty()) return group;
  std::vector<Side> owners = owners_of(nominal);
  if (owners.empty()) {
    if (const auto s = side_of_title(nominal)) owners.push_back(*s);
  }
  const std::optional<Role> role = role_of_noun(nominal);
  for (Side& s : owners) {
    s.at = nominal;
    if (role) s.role = *role;
  }
  if (owners.size() > 1 && role) owners.resize(1);
  return owners;
}

std::size_t Mentions::first_from(TokenIndex token) const {
  const auto it = std::lower_bound(mentions_.begin(), mentions_.end(), token,
                                   [](const Mention& m, TokenIndex t) { return m.first < t; });
  return static_cast<std::size_t>(it - mentions_.begin());
}

std::size_t Mentions::first_within(TokenIndex token, std::size_t back) const {
  const std::size_t here = tree_->sentence_of(token);
  return first_from(tree_->text().sentences[here > back ? here - back : 0].first);
}

std::vector<Side> Mentions::parties_in(std::size_t sentence) const {
  std::vector<Side> out;
  const language::Sentence& s = tree_->text().sentences[sentence];
  for (std::size_t i = first_from(s.first); i < mentions_.size() && mentions_[i].first < s.last; ++i) {
    const Mention& m = mentions_[i];
    if (m.party.empty() || m.kind == MentionKind::Outlet) continue;
    out.push_back(side(m));
  }
  return out;
}

}  // namespace demarche::coding
