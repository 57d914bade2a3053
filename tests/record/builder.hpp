// A record in a few lines: entries with hand-made moves, folded.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <demarche/base/hash.hpp>
#include <demarche/record/fold.hpp>

namespace demarche::record::testing {

inline const knowledge::Knowledge& shipped() {
  static const knowledge::Knowledge k = std::move(*knowledge::Knowledge::load(DEMARCHE_DATA_DIR));
  return k;
}

class MoveBuilder {
 public:
  MoveBuilder(Act act, std::string_view actor, std::string_view target = "") {
    move_.act = act;
    move_.actor.party = *PartyCode::parse(actor);
    if (!target.empty()) move_.target.emplace().party = *PartyCode::parse(target);
    move_.trigger_text = std::string(name_of(act));
  }
  MoveBuilder& issue(std::string issue) { return move_.issues.push_back(std::move(issue)), *this; }
  MoveBuilder& modality(Modality m) { return move_.modality = m, *this; }
  MoveBuilder& money(double value, std::string unit = "USD") {
    return term(TermKind::Money, value, std::move(unit));
  }
  MoveBuilder& rate(double value) { return term(TermKind::Rate, value, ""); }
  MoveBuilder& on(std::string_view day) {
    move_.date = DateOf{Interval::day(*Day::parse(day)), std::string(day)};
    return *this;
  }
  MoveBuilder& says(std::string name, std::string_view party, SpeakerKind kind = SpeakerKind::Named) {
    move_.speaker_kind = kind;
    move_.chain.push_back({name, PartyCode::parse(party).value_or(PartyCode()), kind, name});
    return *this;
  }
  MoveBuilder& trigger(std::string text) { return move_.trigger_text = std::move(text), *this; }
  MoveBuilder& in_title() { return move_.field = Field::Title, *this; }
  MoveBuilder& by(std::string person) { return move_.actor.name = std::move(person), *this; }
  [[nodiscard]] const Move& done() const { return move_; }

 private:
  MoveBuilder& term(TermKind kind, double value, std::string unit) {
    move_.terms.push_back({kind, value, std::move(unit), std::to_string(static_cast<long>(value)), {}});
    return *this;
  }
  Move move_;
};

class RecordBuilder {
 public:
  RecordBuilder& add(std::string document, std::string source, std::string_view when, std::string title,
                     const std::vector<MoveBuilder>& moves, std::uint32_t version = 1) {
    Entry e;
    e.seq = entries_.size() + 1;
    e.document = std::move(document);
    e.version = version;
    e.source = std::move(source);
    e.title = std::move(title);
    e.clocks.published = e.clocks.first_seen = e.clocks.recorded = *Instant::parse(when);
    e.content = Fnv1a().field(e.title).field(e.document).value();
    for (std::uint32_t i = 0; i < moves.size(); ++i) e.moves.push_back(placed(moves[i].done(), e, i));
    entries_.push_back(std::move(e));
    return *this;
  }
  [[nodiscard]] State fold(std::string_view as_of = "2030-01-01") const {
    return record::fold(entries_, *Instant::parse(as_of, true), shipped());
  }
  [[nodiscard]] std::vector<Entry>& entries() { return entries_; }

 private:
  // Every move gets words of its own in the title.
  static Move placed(Move move, const Entry& entry, std::uint32_t place) {
    move.document = entry.document;
    move.source = entry.source;
    move.sentence = {0, 100};
    move.trigger = {10 * place, 10 * place + 5};
    move.id =
        Fnv1a().field(entry.document).field(std::to_string(entry.version)).field(std::to_string(place)).hex();
    return move;
  }
  std::vector<Entry> entries_;
};

}  // namespace demarche::record::testing
