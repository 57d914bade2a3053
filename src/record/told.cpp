#include "told.hpp"

#include <algorithm>
#include <cmath>

#include <demarche/base/hash.hpp>

#include "words.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kDaysThatRound = 3;  // "next week" and the day itself; time zones

std::uint64_t name_hash(std::string_view name) {
  return name.empty() ? 0 : Fnv1a().add(name).value();
}

// Issues under which every measure and every deal falls tell nothing apart.
bool tells_apart(std::string_view issue) {
  return issue != "tariffs" && issue != "agreement";
}

}  // namespace

bool same_number(double a, double b) {
  return std::fabs(a - b) <= 0.04 * std::max(std::fabs(a), std::fabs(b));
}

bool close_number(double a, double b) {
  return std::fabs(a - b) <= 0.25 * std::max(std::fabs(a), std::fabs(b));
}

Agreement compare(std::span<const Amount> one, std::span<const Amount> other) {
  Agreement best = Agreement::Silent;
  for (const Amount& a : one) {
    for (const Amount& b : other) {
      if (a.kind != b.kind || a.unit != b.unit) continue;
      if (same_number(a.value, b.value)) return Agreement::Agrees;
      const Agreement now = a.kind == TermKind::Rate || close_number(a.value, b.value) ? Agreement::Differs
                                                                                       : Agreement::Conflicts;
      // Money weighs more than rates: one tariff may carry several.
      if (best == Agreement::Silent || now == Agreement::Conflicts) best = now;
    }
  }
  return best;
}

Agreement compare(const std::optional<Interval>& one, const std::optional<Interval>& other) {
  if (!one || !other) return Agreement::Silent;
  const std::int32_t apart =
      std::max(one->from.days() - other->to.days(), other->from.days() - one->to.days());
  if (apart <= 0) return Agreement::Agrees;
  return apart <= kDaysThatRound ? Agreement::Differs : Agreement::Conflicts;
}

Tellings::Tellings(const State& state, const knowledge::Knowledge& knowledge) {
  for (std::size_t i = 0; i < knowledge.issues().size() && i < 64; ++i) {
    const std::string& issue = knowledge.issues()[i];
    issue_bits_.emplace(issue, tells_apart(issue) ? std::uint64_t{1} << i : 0);
  }
  told_.reserve(state.mentions.size());
  // Spans into pools that still grow would dangle: first offsets, then spans.
  std::vector<std::size_t> word_end, amount_end;
  word_end.reserve(state.mentions.size());
  amount_end.reserve(state.mentions.size());
  Index entry = kNone;
  for (const Mention& m : state.mentions) {
    if (m.entry != entry) add_entry(state.entries[entry = m.entry]);
    told_.push_back(told(state, m));
    word_end.push_back(word_pool_.size());
    amount_end.push_back(amount_pool_.size());
  }
  std::size_t word = 0;
  std::size_t amount = 0;
  for (std::size_t i = 0; i < told_.size(); ++i) {
    told_[i].words = std::span(word_pool_).subspan(word, word_end[i] - word);
    told_[i].amounts = std::span(amount_pool_).subspan(amount, amount_end[i] - amount);
    word = word_end[i];
    amount = amount_end[i];
  }
}

void Tellings::add_words(std::string_view text, std::vector<WordId>& out) {
  for_each_word(text, [&](std::uint64_t hash) {
    out.push_back(ids_.try_emplace(hash, static_cast<WordId>(ids_.size())).first->second);
  });
}

void Tellings::add_entry(const Entry& entry) {
  title_.clear();
  add_words(entry.title, title_);
}

std::uint64_t Tellings::issue_bits(const Move& move) const {
  std::uint64_t bits = 0;
  for (const std::string& issue : move.issues) {
    if (const auto it = issue_bits_.find(issue); it != issue_bits_.end()) bits |= it->second;
  }
  return bits;
}

Told Tellings::told(const State& state, const Mention& mention) {
  const Move& move = state.move_of(mention);
  Told t;
  t.act = move.act;
  t.modality = move.modality;
  t.actor = packed(move.actor.party);
  t.target = move.target ? packed(move.target->party) : 0;
  t.issues = issue_bits(move);
  t.day = state.entry_of(mention).clocks.known_at().day().days();
  t.actor_name = name_hash(move.actor.name);
  t.source = move.chain.empty() ? 0 : name_hash(move.chain.back().name);
  if (move.date && move.date->days.precision <= Precision::Month) t.when = move.date->days;
  own_ = title_;
  add_words(move.trigger_text, own_);
  for (const Term& term : move.terms) {
    add_words(term.text, own_);
    if (!term.value || (term.kind != TermKind::Money && term.kind != TermKind::Rate)) continue;
    amount_pool_.push_back({*term.value, term.kind, static_cast<std::uint32_t>(name_hash(term.unit))});
  }
  std::sort(own_.begin(), own_.end());
  own_.erase(std::unique(own_.begin(), own_.end()), own_.end());
  word_pool_.insert(word_pool_.end(), own_.begin(), own_.end());
  return t;
}

}  // namespace demarche::record
