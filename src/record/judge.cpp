#include "judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace demarche::record {
namespace {

using knowledge::Bond;
using knowledge::Nature;

// Points by nature of the act; tuned on the annotated weeks (docs/record-quality.md).
struct Points {
  int base;         // same act, same parties
  int near_act;     // another name of the act
  int open_target;  // one of the two names no target
  int day;          // each day since the event was last told
  int document;     // told by the same document
  int amounts, amounts_differ, amounts_conflict;
  int date, date_conflict;
  int issue, issue_conflict;
  int words;                    // when all words are shared; in proportion below
  int same_voice, other_voice;  // who acts, by name
  int modality;                 // denied here and told there, or the other way round
  int size;                     // each doubling of its mentions: what all tell is told again
  int ten_days;  // each ten days since it was first told: else one event would chain through a year of news
};
constexpr int kThreshold = 50;
constexpr Points kDeed = {52, -22, -12, -3, 12, 45, 15, -70, 12, -10, 14, -32, 45, 6, -4, -12, 2, -6};
constexpr Points kMeeting = {48, -18, -10, -6, 12, 20, 0, -20, 14, -30, 10, -14, 40, 10, -10, -20, 1, -8};
constexpr Points kWord = {10, -14, -8, -10, 12, 40, 12, -40, 10, -5, 14, -14, 62, 14, -14, -16, 0, -10};

const Points& points_of(Nature nature) {
  if (nature == Nature::Deed) return kDeed;
  return nature == Nature::Meeting ? kMeeting : kWord;
}

int of_amounts(Agreement a, const Points& p) {
  switch (a) {
    case Agreement::Agrees:
      return p.amounts;
    case Agreement::Differs:
      return p.amounts_differ;
    case Agreement::Conflicts:
      return p.amounts_conflict;
    case Agreement::Silent:
      break;
  }
  return 0;
}

int of_date(Agreement a, const Points& p) {
  if (a == Agreement::Agrees) return p.date;
  return a == Agreement::Conflicts ? p.date_conflict : 0;
}

int of_issue(const Told& told, const Gathered& event, bool shared, const Points& p) {
  if (shared) return p.issue;
  return told.issues != 0 && event.issues != 0 ? p.issue_conflict : 0;
}

int of_voice(const Told& told, const Gathered& event, const Points& p) {
  if (told.actor_name == 0 || event.actor_name == 0) return 0;
  return told.actor_name == event.actor_name ? p.same_voice : p.other_voice;
}

int of_modality(const Told& told, const Gathered& event, const Points& p) {
  const bool denies = told.modality == Modality::Denied;
  return (denies ? event.denied : event.affirmed) ? 0 : p.modality;
}

// Do the parties agree, and how? A side that names no target agrees with any.
bool parties_agree(const Told& told, const Gathered& event, Judgement& j) {
  const auto agree = [&](std::uint32_t actor, std::uint32_t target) {
    if (actor != event.actor) return false;
    j.open_target = target != event.target;
    return target == event.target || target == 0 || event.target == 0;
  };
  if (agree(told.actor, told.target)) return true;
  if (!is_mutual(told.act) || !is_mutual(j.act)) return false;
  j.turned = true;
  if (told.target != 0) return agree(told.target, told.actor);
  j.open_target = true;
  return event.target != 0 && told.actor == event.target;
}

std::string amount_text(const Move& move) {
  for (const Term& t : move.terms) {
    if (t.value && t.kind == TermKind::Rate) return fmt::format("rate {} %", *t.value);
    if (t.value && t.kind == TermKind::Money) return fmt::format("amount {}", t.text);
  }
  return "amount";
}

}  // namespace

bool Judgement::joins() const {
  return score >= kThreshold;
}

void Judge::count(std::span<const WordId> words) {
  for (const WordId w : words) {
    if (counted_[w] == entry_) continue;
    counted_[w] = entry_;
    ++documents_[w];
  }
}

// Halvings from all documents down to those with the word: what every title holds weighs next to nothing.
int Judge::weight(WordId word) const {
  return static_cast<int>(std::bit_width(entries_ + 64U)) -
         static_cast<int>(std::bit_width(documents_[word]));
}

void Judge::begin(Index mention, const Told& told) {
  mention_ = mention;
  own_weight_ = 0;
  for (const WordId w : told.words) {
    marked_[w] = mention;
    own_weight_ += weight(w);
  }
}

int Judge::shared_words(const Gathered& event) const {
  if (own_weight_ == 0) return 0;
  int both = 0;
  for (const WordId w : event.words) {
    if (marked_[w] == mention_) both += weight(w);
  }
  return 100 * both / own_weight_;
}

void Judge::choose_act(Act act, std::uint64_t acts, Judgement& j) const {
  for (std::size_t a = 0; a < kActCount; ++a) {
    if ((acts >> a & 1U) == 0) continue;
    const Bond bond = knowledge_.bond(act, static_cast<Act>(a));
    if (bond <= j.bond && static_cast<Act>(a) != act) continue;
    j.bond = bond;
    j.act = static_cast<Act>(a);
    if (j.act == act) return;
  }
}

Judgement Judge::judge(const Told& told, Index entry, const Gathered& event) const {
  Judgement j;
  choose_act(told.act, event.acts, j);
  if (j.bond == Bond::None || !parties_agree(told, event, j)) return j;
  const Points& p = points_of(knowledge_.span_of(j.act).nature);
  j.amounts = compare(told.amounts, event.amounts);
  j.date = compare(told.when, event.when);
  j.issue = (told.issues & event.issues) != 0;
  j.document = event.last_entry == entry;
  j.words = shared_words(event);
  j.score = p.base + p.day * (told.day - event.last_day) + p.words * j.words / 100 +
            (j.bond == Bond::Near ? p.near_act : 0) + (j.open_target ? p.open_target : 0) +
            (j.document ? p.document : 0) + of_amounts(j.amounts, p) + of_date(j.date, p) +
            of_issue(told, event, j.issue, p) + of_voice(told, event, p) + of_modality(told, event, p) +
            p.size * static_cast<int>(std::bit_width(std::min(event.mentions, 63U)) - 1) +
            p.ten_days * ((told.day - event.first_day) / 10);
  return j;
}

std::string reason_of(const Judgement& j, const Move& move, std::int32_t days) {
  std::string out =
      j.act == move.act ? "same act" : fmt::format("{} as {}", name_of(move.act), name_of(j.act));
  out += j.open_target ? ", one party open" : j.turned ? ", parties either way" : ", same parties";
  if (j.amounts == Agreement::Agrees) out += ", " + amount_text(move);
  if (j.amounts == Agreement::Differs || j.amounts == Agreement::Conflicts)
    out += ", other " + amount_text(move);
  if (j.date == Agreement::Agrees) out += ", same date";
  if (j.issue) out += ", same issue";
  if (j.words >= 30) out += fmt::format(", {} % of the words", j.words);
  if (j.document) return out + ", same document";
  if (days == 0) return out + ", same day";
  return out + fmt::format(", {} day{} apart", days, days == 1 ? "" : "s");
}

}  // namespace demarche::record
