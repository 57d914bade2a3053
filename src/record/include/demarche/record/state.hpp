// What the log adds up to at one moment: the record.
//
// Everything is in vectors, linked by indices, in a fixed order: entries by (known_at, seq), the rest by
// first mention. Ids that a user sees are hashes of what started the thing, so they hold from run to run.
// `fold` is pure: the same entries give the same State, in whatever order they were recorded.
// Thread rule: built by one thread, then read by any number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/day.hpp>
#include <demarche/base/instant.hpp>
#include <demarche/base/party.hpp>
#include <demarche/record/entry.hpp>

namespace demarche::record {

using Index = std::uint32_t;
inline constexpr Index kNone = 0xFFFFFFFFU;

enum class Relation : std::uint8_t { New, Repeats, Amends, Confirms, Denies, Withdraws };
[[nodiscard]] std::string_view name_of(Relation relation);

// Copies of one story, and reports that only cite the same outlet, are one origin.
struct Origin {
  std::string id;
  Index first = 0;             // entry
  std::vector<Index> entries;  // in State::entries
  std::string cited;           // the outlet that all cite, where that is the reason
};

// One move as one document tells it.
struct Mention {
  Index entry = 0;
  Index move = 0;    // into Entry::moves
  Index origin = 0;  // for its claim: a party's own media fall together
  Index event = 0;
  Relation relation = Relation::New;
  Index of = kNone;     // the mention that is repeated, amended, confirmed, denied, withdrawn
  std::string changed;  // "rate 10 % -> 25 %; date 2018-09-24 -> 2019-01-01"; empty unless Amends
  std::string reason;   // why it joined its event: "same act, parties and rate 25 %, 2 days apart"
  // A later version of its document no longer tells it.
  [[nodiscard]] bool untold() const { return relation == Relation::Withdraws && of == kNone; }
};

// One real act, told by one or more mentions.
struct Event {
  std::string id;
  Act act = Act::Meet;
  Modality modality =
      Modality::Actual;  // the furthest that was credibly told: actual over planned over possible
  PartyCode actor;
  PartyCode target;                 // may be empty
  std::vector<std::string> issues;  // sorted
  std::optional<Interval> when;     // when it happened or shall happen, where told
  Instant first_known;
  Instant last_known;
  std::vector<Index> mentions;  // into State::mentions, in order
  std::uint32_t origins = 0;    // distinct, the count that a reader may trust
  std::uint32_t outlets = 0;
  std::vector<Term> terms;  // as last told
  bool denied = false;      // someone who may know denies it
  bool withdrawn = false;
};

// Two accounts of one act that cannot both hold.
enum class ContestKind : std::uint8_t { DoneDenied, AgreedFailed, Amounts, Causes };
[[nodiscard]] std::string_view name_of(ContestKind kind);
struct Contest {
  std::string id;
  ContestKind kind = ContestKind::DoneDenied;
  std::vector<Index> one;  // mentions of the account told first
  std::vector<Index> other;
  bool resolved = false;
  Index by = kNone;  // mention that settled it
  std::string how;   // "confirmed by the party that had denied it"
};

enum class MeasureStatus : std::uint8_t {
  Threatened,
  Announced,
  Scheduled,
  Delayed,
  InForce,
  Changed,
  Exempted,
  Lifted,
  Withdrawn
};
[[nodiscard]] std::string_view name_of(MeasureStatus status);
struct MeasureStep {
  MeasureStatus status = MeasureStatus::Threatened;
  Instant known;
  std::optional<Interval>
      when;  // the day of the step where one is told: of effect, of the announcement, put off to
  std::optional<double> amount;  // in `currency`: value of the goods hit, as known by then
  std::string currency;
  std::optional<double> rate;  // percent, as known by then
  Index mention = 0;           // the evidence that told it first
  std::uint32_t origins = 1;   // distinct, that told this step
};
// A tariff, sanction, ban or quota through its life.
struct Measure {
  std::string id;
  PartyCode by;
  PartyCode against;               // may be empty
  std::string what;                // "tariffs", "sanctions", ... (an issue of the codebook)
  std::vector<std::string> goods;  // names of data/goods.tsv, sorted
  MeasureStatus status =
      MeasureStatus::Threatened;   // a planned change of what is in force leaves it in force
  std::vector<MeasureStep> steps;  // in the order of becoming known
  std::vector<Index> events;
  std::uint32_t origins = 0;  // distinct, that tell of it at all
};

enum class MeetingStatus : std::uint8_t { Proposed, Scheduled, Postponed, Cancelled, Held, Failed };
[[nodiscard]] std::string_view name_of(MeetingStatus status);
struct MeetingStep {
  MeetingStatus status = MeetingStatus::Scheduled;
  Instant known;
  std::optional<Interval> when;
  Index mention = 0;
};
struct Meeting {
  std::string id;
  PartyCode one;  // one < other
  PartyCode other;
  MeetingStatus status = MeetingStatus::Scheduled;
  std::optional<Interval> first_date;
  std::optional<Interval> date;  // as it stands
  Index outcome = kNone;         // event: what the two agreed, or that it failed
  std::vector<MeetingStep> steps;
  std::vector<Index> events;
};

// The last stated demand or offer of a party on an issue, and what answered it.
struct Position {
  std::string id;
  PartyCode party;
  PartyCode toward;  // may be empty
  std::string issue;
  Index stated = 0;              // event: demand, request, offer or promise
  Index answered = kNone;        // event: accept, reject, agree of the other side
  std::optional<double> number;  // where it is one, with its unit
  std::string unit;
  std::optional<double> gap;  // to the number of the other side, same unit
};

struct State {
  Instant as_of;
  std::vector<Entry> entries;  // with moves, by (known_at, seq)
  std::vector<Origin> origins;
  std::vector<Mention> mentions;
  std::vector<Event> events;
  std::vector<Contest> contests;
  std::vector<Measure> measures;
  std::vector<Meeting> meetings;
  std::vector<Position> positions;

  [[nodiscard]] const Move& move_of(const Mention& m) const { return entries[m.entry].moves[m.move]; }
  [[nodiscard]] const Entry& entry_of(const Mention& m) const { return entries[m.entry]; }
};

}  // namespace demarche::record
