#include "dating.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace demarche::coding {
namespace {

constexpr int kHops = 6;

// The word of the expression on which the others hang.
TokenIndex head_of(const Tree& tree, const TimeExpression& t) {
  for (TokenIndex i = t.first; i < t.last; ++i) {
    const TokenIndex head = tree.head(i);
    if (head == kNoToken || head < t.first || head >= t.last) return i;
  }
  return t.first;
}

// The noun that the time itself describes, as in "the 2016 election" or "the Act of 1974"; kNoToken where it
// hangs on a verb, or on a noun by another preposition ("talks on Friday").
TokenIndex described_noun(const Tree& tree, const TimeExpression& t) {
  const TokenIndex at = head_of(tree, t);
  const TokenIndex noun = tree.head(at);
  if (noun == kNoToken || !is_nominal(tree, noun) || is_verbal(tree, noun)) return kNoToken;
  const std::string_view preposition = tree.preposition(at);
  const bool before = noun >= t.last && preposition.empty();
  return before || preposition == "of" ? noun : kNoToken;
}

// A bare year right behind a name, where no comma or preposition parts them.
bool ends_a_name(const Tree& tree, const TimeExpression& t) {
  const auto& tokens = tree.text().tokens;
  if (t.last - t.first != 1 || t.first == 0) return false;
  const language::Token& before = tokens[t.first - 1];
  return t.days->precision == Precision::Year && before.upos == Upos::Propn &&
         tree.sentence_of(t.first - 1) == tree.sentence_of(t.first);
}

bool may_date(const Tree& tree, const TimeExpression& t, TokenIndex trigger) {
  if (!t.days || t.type == TimeType::Duration || t.type == TimeType::Set) return false;
  if (tree.sentence_of(t.first) != tree.sentence_of(trigger) || ends_a_name(tree, t)) return false;
  const TokenIndex noun = described_noun(tree, t);
  return noun == kNoToken || noun == trigger || tree.dominates(noun, trigger);
}

// The verb that a time hangs on, without crossing into another clause.
TokenIndex verb_of(const Tree& tree, const TimeExpression& t) {
  TokenIndex at = t.first;
  for (int hop = 0; hop < kHops && at != kNoToken && !is_verbal(tree, at); ++hop) at = tree.head(at);
  return at;
}

const TimeExpression* nearest_in_clause(const std::vector<const TimeExpression*>& times, const Scope& scope,
                                        TokenIndex trigger) {
  const TimeExpression* best = nullptr;
  std::uint32_t best_distance = 0xFFFFFFFFU;
  for (const TimeExpression* t : times) {
    if (!scope.holds(t->first)) continue;
    const std::uint32_t distance = t->first > trigger ? t->first - trigger : trigger - t->first;
    if (distance >= best_distance) continue;
    best = t;
    best_distance = distance;
  }
  return best;
}

const TimeExpression* at_verb_above(const Tree& tree, const std::vector<const TimeExpression*>& times,
                                    TokenIndex trigger) {
  TokenIndex at = tree.head(trigger);
  for (int hop = 0; hop < kHops && at != kNoToken; ++hop, at = tree.head(at)) {
    if (!is_verbal(tree, at)) continue;
    for (const TimeExpression* t : times) {
      if (verb_of(tree, *t) == at) return t;
    }
  }
  return nullptr;
}

// Whether a clause is told in one breath with the clause above it, so that a time of the one is a time of the
// other: "raised tariffs on Friday, calling the deal a betrayal and vowing more".
bool goes_along(const Tree& tree, TokenIndex verb) {
  const Deprel r = tree.token(verb).deprel;
  if (r == Deprel::Advcl) return tree.child(verb, Deprel::Mark) == kNoToken;
  return r == Deprel::Conj || r == Deprel::Xcomp || r == Deprel::Parataxis;
}

// Up from a verb as far as its clauses go along.
TokenIndex top_of(const Tree& tree, TokenIndex verb) {
  for (int hop = 0; hop < kHops && goes_along(tree, verb) && tree.head(verb) != kNoToken &&
                    is_verbal(tree, tree.head(verb));
       ++hop) {
    verb = tree.head(verb);
  }
  return verb;
}

// The one time of the sentence, to the month at least, in a clause that goes along with that of the trigger.
const TimeExpression* only_one_along(const Tree& tree, const std::vector<const TimeExpression*>& times,
                                     TokenIndex trigger) {
  if (times.size() != 1 || times.front()->days->precision > Precision::Month || !is_verbal(tree, trigger))
    return nullptr;
  const TokenIndex verb = verb_of(tree, *times.front());
  if (verb == kNoToken || top_of(tree, verb) != top_of(tree, trigger)) return nullptr;
  return times.front();
}

// The one day that the sentence names, for what its main clause tells: "on Friday" at the end of a lead is
// the day of the news, whatever it seems to hang on.
const TimeExpression* day_of_news(const Tree& tree, const std::vector<const TimeExpression*>& times,
                                  TokenIndex trigger) {
  const TokenIndex top = is_verbal(tree, trigger) ? top_of(tree, trigger) : kNoToken;
  if (top == kNoToken || tree.head(top) != kNoToken) return nullptr;
  const auto is_day = [](const TimeExpression* t) { return t->days->precision == Precision::Day; };
  const auto day = std::find_if(times.begin(), times.end(), is_day);
  return day != times.end() && std::count_if(times.begin(), times.end(), is_day) == 1 ? *day : nullptr;
}

}  // namespace

DateRuling date_of(const Tree& tree, const std::vector<TimeExpression>& times, const Scope& scope,
                   TokenIndex trigger, bool spoken) {
  const language::Sentence& sentence = tree.text().sentences[tree.sentence_of(trigger)];
  const auto first =
      std::lower_bound(times.begin(), times.end(), sentence.first,
                       [](const TimeExpression& t, TokenIndex token) { return t.first < token; });
  std::vector<const TimeExpression*> usable;
  for (auto t = first; t != times.end() && t->first < sentence.last; ++t) {
    if (may_date(tree, *t, trigger)) usable.push_back(&*t);
  }
  if (usable.empty()) return {};
  if (const auto* t = nearest_in_clause(usable, scope, trigger)) return {t, "in the clause of the trigger"};
  if (spoken) {
    if (const auto* t = at_verb_above(tree, usable, trigger)) return {t, "at the verb above the trigger"};
  }
  if (const auto* t = only_one_along(tree, usable, trigger)) return {t, "the only one of the sentence"};
  if (const auto* t = day_of_news(tree, usable, trigger)) return {t, "the day of the main clause"};
  return {};
}

void share_dates(std::vector<Move>& moves) {
  struct Dated {
    PartyCode target;
    const DateOf* date;
  };
  const auto target = [](const Move& m) { return m.target ? m.target->party : PartyCode(); };
  const auto telling = [](const Move& m) { return std::tuple(m.act, m.modality, m.actor.party); };
  // What is passed on is what the text says, not what was passed on; so nothing is dated before all is read.
  std::map<std::tuple<Act, Modality, PartyCode>, std::vector<Dated>> told;  // the first of each target
  std::map<PartyCode, const DateOf*> days;  // the first that the text says its actor did
  for (const Move& m : moves) {
    if (!m.date) continue;
    std::vector<Dated>& same = told[telling(m)];
    if (std::none_of(same.begin(), same.end(), [&](const Dated& d) { return d.target == target(m); }))
      same.push_back({target(m), &*m.date});
    if (m.field == Field::Text && m.modality == Modality::Actual && m.date->days.precision == Precision::Day)
      days.emplace(m.actor.party, &*m.date);
  }
  const auto date_for = [&](const Move& m) -> const DateOf* {
    if (const auto same = told.find(telling(m)); same != told.end()) {
      for (const Dated& d : same->second) {
        if (d.target == target(m) || d.target.empty() || target(m).empty()) return d.date;
      }
    }
    if (m.field != Field::Title || m.modality != Modality::Actual) return nullptr;
    const auto day = days.find(m.actor.party);
    return day == days.end() ? nullptr : day->second;
  };
  std::vector<std::pair<std::size_t, DateOf>> found;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].date) continue;
    if (const DateOf* date = date_for(moves[i])) found.emplace_back(i, *date);
  }
  for (auto& [i, date] : found) moves[i].date = std::move(date);
}

}  // namespace demarche::coding
