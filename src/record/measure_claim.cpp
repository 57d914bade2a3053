#include "measure_claim.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace demarche::record {
namespace {

using knowledge::StepDate;
using knowledge::StepKind;

// Smaller sums near a tariff are prices and costs, not the value of the goods that it hits.
constexpr double kSmallestAmount = 1e8;
constexpr double kSmallestCount = 5;
// Smaller rates near a tariff are those of prices and growth.
constexpr double kSmallestRate = 1;
// What is told as done longer ago is history, not a step of today.
constexpr std::int32_t kHistoryDays = 400;

bool moves_measures(Act act) {
  return act == Act::Impose || act == Act::Threaten || act == Act::Delay || act == Act::Exempt ||
         act == Act::Lift;
}

// "Oil falls 7% as A announces tariffs": what stands before the one who acts is not what it does.
bool stands_before_actor(const Term& term, const Move& move) {
  return move.actor.span && move.actor.span->end <= move.trigger.start &&
         term.span.end <= move.actor.span->start;
}

std::uint32_t distance(Span span, const Move& move) {
  if (span.end <= move.trigger.start) return move.trigger.start - span.end;
  return span.start >= move.trigger.end ? span.start - move.trigger.end : 0;
}

// A day that is told exactly enough to date a step.
std::optional<Interval> told_day(const Move& move) {
  if (!move.date) return std::nullopt;
  const Precision precision = move.date->days.precision;
  if (precision == Precision::Year || precision == Precision::Quarter) return std::nullopt;
  return move.date->days;
}

StepDate date_of(const std::optional<Interval>& when, Day known) {
  if (!when) return StepDate::None;
  if (when->from > known) return StepDate::Ahead;
  return when->precision == Precision::Day ? StepDate::Told : StepDate::None;
}

bool speaks_of_change(const Move& move) {
  if (move.act == Act::Lift) return true;
  for (const std::string_view part : {"rais", "hik", "increas", "doubl", "Rais", "Hik", "Increas", "Doubl"}) {
    if (move.trigger_text.find(part) != std::string::npos) return true;
  }
  return false;
}

// "Tariffs on $16 billion of goods take effect": of a headline, what it goes on to say of the measure that it
// names.
constexpr std::size_t kWordsAfter = 9;

std::string_view said_after(std::string_view title, std::size_t from) {
  std::size_t end = from;
  for (std::size_t words = 0; words < kWordsAfter && end < title.size(); ++words) {
    end = title.find(' ', end + 1);
    if (end == std::string_view::npos) end = title.size();
    const std::string_view said = title.substr(from, end - from);
    if (said.ends_with(',') || said.ends_with(':') || said.ends_with(';') || said.ends_with(" as")) break;
  }
  return title.substr(from, end - from);
}

// What is still to come, or is told on a condition.
bool lies_ahead(std::string_view said) {
  constexpr std::array<std::string_view, 9> kAhead = {" to ",     " will ", " would ", " may ", " could ",
                                                      " before ", " if ",   " until ", " when "};
  return std::any_of(kAhead.begin(), kAhead.end(),
                     [&](std::string_view word) { return said.find(word) != std::string_view::npos; });
}

}  // namespace

ClaimReader::ClaimReader(const State& state, const knowledge::Knowledge& knowledge)
    : state_(state), knowledge_(knowledge) {
  const auto& kinds = knowledge.measure_rules().kinds;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    kinds_.emplace(kinds[i].issue, static_cast<std::uint32_t>(i));
}

std::optional<std::uint32_t> ClaimReader::kind_of(const Move& move) const {
  std::optional<std::uint32_t> best;
  for (const std::string& issue : move.issues) {
    const auto it = kinds_.find(issue);
    if (it != kinds_.end() && (!best || it->second < *best)) best = it->second;
  }
  if (!best || (move.act == Act::Threaten && !knowledge_.measure_rules().kinds[*best].threat))
    return std::nullopt;
  return best;
}

// In "threatens tariffs on $100 billion of goods" the tariffs are what is threatened: the noun is no step
// beside another move of the same sentence that moves measures.
bool ClaimReader::names_object(const Mention& mention, const Move& move) const {
  const std::vector<Move>& moves = state_.entry_of(mention).moves;
  const auto beside = [&](Index i) {
    const Move& other = moves[i];
    return other.field == move.field && other.sentence == move.sentence && moves_measures(other.act) &&
           !(other.trigger == move.trigger) && distance(other.trigger, move) < 60;
  };
  return (mention.move > 0 && beside(mention.move - 1)) ||
         (mention.move + 1 < moves.size() && beside(mention.move + 1));
}

bool ClaimReader::takes_effect(const Mention& mention, const Move& move) const {
  const std::string& title = state_.entry_of(mention).title;
  if (move.field != Field::Title || move.trigger.end >= title.size()) return false;
  const std::string_view said = said_after(title, move.trigger.end);
  return !lies_ahead(said) && knowledge_.measure_rules().step_of(move.act, move.modality, StepDate::None,
                                                                 said) == std::optional(StepKind::InForce);
}

void ClaimReader::read(Index index, std::vector<Claim>& to) {
  auto claim = claim_of(index);
  if (!claim) return;
  to.push_back(std::move(*claim));
  if (claim->opens) return;
  Claim other = to.back();  // an agreement binds the measures of both
  std::swap(other.by, other.against);
  if (!other.by.empty()) to.push_back(std::move(other));
}

std::optional<Claim> ClaimReader::claim_of(Index index) {
  const Mention& mention = state_.mentions[index];
  const Move& move = state_.move_of(mention);
  const bool agreed = move.act == Act::Agree;
  if (mention.untold() || !(moves_measures(move.act) || agreed) || move.actor.party.empty())
    return std::nullopt;
  const PartyCode against = move.target ? move.target->party : PartyCode();
  const auto kind = kind_of(move);
  if (!kind || against == move.actor.party) return std::nullopt;
  Claim claim;
  claim.known = state_.entry_of(mention).clocks.known_at();
  const Day day = claim.known.day();
  claim.when = told_day(move);
  if (claim.when && claim.when->to.plus(kHistoryDays) < day) return std::nullopt;
  const auto step = knowledge_.measure_rules().step_of(move.act, move.modality, date_of(claim.when, day),
                                                       move.trigger_text);
  if (agreed && !step) return std::nullopt;
  claim.opens = !agreed;
  if (agreed) claim.when.reset();  // the day of the agreement, not of what it puts off
  claim.step = step.value_or(StepKind::Mentioned);
  if (claim.step == StepKind::Mentioned && takes_effect(mention, move)) claim.step = StepKind::InForce;
  if (claim.step == StepKind::Mentioned && names_object(mention, move)) return std::nullopt;
  claim.mention = index;
  claim.event = mention.event;
  claim.origin = mention.origin;
  claim.by = move.actor.party;
  claim.against = against;
  claim.kind = *kind;
  claim.change = speaks_of_change(move);
  read_terms(move, claim);
  return claim;
}

void ClaimReader::read_terms(const Move& move, Claim& claim) {
  std::uint32_t nearest = 0;
  for (const Term& term : move.terms) {
    if (term.kind == TermKind::Goods) {
      const auto goods = goods_in(term.text);
      claim.goods.insert(claim.goods.end(), goods.begin(), goods.end());
    }
    if (!term.value || !std::isfinite(*term.value)) continue;
    if (term.kind == TermKind::Count && *term.value >= kSmallestCount) claim.counts.push_back(*term.value);
    if (term.kind != TermKind::Money || *term.value < kSmallestAmount) continue;
    if (claim.amount && distance(term.span, move) >= nearest) continue;
    nearest = distance(term.span, move);
    claim.amount = *term.value;
    claim.currency = term.unit;
  }
  std::sort(claim.goods.begin(), claim.goods.end());
  claim.goods.erase(std::unique(claim.goods.begin(), claim.goods.end()), claim.goods.end());
  read_rates(move, claim);
}

// Of two rates the one nearer to the trigger; of a change the end that it goes to, however it is told ("to 25
// from 10").
void ClaimReader::read_rates(const Move& move, Claim& claim) const {
  std::uint32_t nearest = 0;
  for (const Term& term : move.terms) {
    if (term.kind != TermKind::Rate || !term.value || !(*term.value >= kSmallestRate) || *term.value > 1000)
      continue;
    if (stands_before_actor(term, move)) continue;
    const std::uint32_t here = distance(term.span, move);
    const bool better = !claim.rate || (claim.change ? (move.act == Act::Lift) == (*term.value < *claim.rate)
                                                     : here < nearest);
    if (!better) continue;
    nearest = here;
    claim.rate = *term.value;
  }
}

std::span<const GoodId> ClaimReader::goods_in(const std::string& text) {
  const auto [it, is_new] = goods_.try_emplace(text);
  if (!is_new) return it->second;
  std::vector<knowledge::AtomId> atoms;
  std::string lower = text;
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const knowledge::PhraseIndex& index = knowledge_.goods_index();
  for (const std::string& atom : knowledge::atoms_of(lower)) {
    knowledge::AtomId id = index.atom(atom);
    // The table lists singulars, texts speak in plurals.
    if (id == knowledge::kUnknownAtom && atom.ends_with('s'))
      id = index.atom(atom.substr(0, atom.size() - 1));
    atoms.push_back(id);
  }
  for (std::size_t at = 0; at < atoms.size();) {
    const auto match = index.longest(atoms, at);
    if (match) it->second.insert(it->second.end(), match->values.begin(), match->values.end());
    at += match ? match->length : 1;
  }
  return it->second;
}

}  // namespace demarche::record
