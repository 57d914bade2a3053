#include "fold_codec.hpp"

#include <algorithm>

#include "byte_stream.hpp"

namespace demarche::record {
namespace {

constexpr std::uint8_t kVersion = 1;

// --- small things

void write_instant(Encoder& out, Instant value) {
  out.fixed(static_cast<std::uint64_t>(value.seconds()));
}
Instant read_instant(Decoder& in) {
  constexpr std::int64_t kFirst = -62'135'596'800;  // 0001-01-01
  constexpr std::int64_t kLast = 253'402'300'799;   // 9999-12-31
  const auto seconds = static_cast<std::int64_t>(in.fixed());
  if (seconds < kFirst || seconds > kLast) in.refuse();
  return Instant(in.failed() ? 0 : seconds);
}

void write_when(Encoder& out, const std::optional<Interval>& when) {
  out.byte(when ? 1 : 0);
  if (when) write_interval(out, *when);
}
std::optional<Interval> read_when(Decoder& in) {
  if (in.one_of<std::uint8_t>(2) == 0) return std::nullopt;
  return read_interval(in);
}

void write_real(Encoder& out, const std::optional<double>& value) {
  out.byte(value ? 1 : 0);
  if (value) out.real(*value);
}
std::optional<double> read_real(Decoder& in) {
  if (in.one_of<std::uint8_t>(2) == 0) return std::nullopt;
  return in.real();
}

void write_flag(Encoder& out, bool value) {
  out.byte(value ? 1 : 0);
}
bool read_flag(Decoder& in) {
  return in.one_of<std::uint8_t>(2) == 1;
}

std::uint32_t read_count(Decoder& in) {
  const std::uint64_t value = in.number();
  if (value > std::numeric_limits<std::uint32_t>::max()) in.refuse();
  return in.failed() ? 0 : static_cast<std::uint32_t>(value);
}

// --- indices

Index read_index(Decoder& in, std::size_t size) {
  const std::uint64_t value = in.number();
  if (value >= size) in.refuse();
  return in.failed() ? 0 : static_cast<Index>(value);
}

// 0 stands for kNone.
void write_link(Encoder& out, Index value) {
  out.number(value == kNone ? 0 : std::uint64_t{value} + 1);
}
Index read_link(Decoder& in, std::size_t size) {
  const std::uint64_t value = in.number();
  if (value > size) in.refuse();
  return in.failed() || value == 0 ? kNone : static_cast<Index>(value - 1);
}

void write_indices(Encoder& out, const std::vector<Index>& values) {
  out.number(values.size());
  for (const Index i : values) out.number(i);
}
// At least one: whoever shows a thing shows its first.
std::vector<Index> read_indices(Decoder& in, std::size_t size) {
  std::vector<Index> values(in.count(1));
  if (values.empty()) in.refuse();
  for (Index& i : values) i = read_index(in, size);
  return values;
}

void write_texts(Encoder& out, const std::vector<std::string>& texts) {
  out.number(texts.size());
  for (const std::string& t : texts) out.text(t);
}
std::vector<std::string> read_texts(Decoder& in) {
  std::vector<std::string> texts(in.count(1));
  for (std::string& t : texts) t = in.text();
  return texts;
}

// --- each thing, written and read side by side; `s` is what has been read so far

void write(Encoder& out, const Origin& o) {
  write_id(out, o.id);
  out.number(o.first);
  write_indices(out, o.entries);
  out.text(o.cited);
}
void read(Decoder& in, const State& s, Origin& o) {
  o.id = read_id(in);
  o.first = read_index(in, s.entries.size());
  o.entries = read_indices(in, s.entries.size());
  o.cited = in.text();
}

void write(Encoder& out, const Mention& m) {
  out.number(m.entry);
  out.number(m.move);
  out.number(m.origin);
  out.number(m.event);
  out.byte(static_cast<std::uint8_t>(m.relation));
  write_link(out, m.of);
  out.text(m.changed);
  out.text(m.reason);
}
// Events come later: their number is checked when they are known.
void read(Decoder& in, const State& s, Mention& m) {
  m.entry = read_index(in, s.entries.size());
  m.move = in.failed() ? 0 : read_index(in, s.entries[m.entry].moves.size());
  m.origin = read_index(in, s.origins.size());
  m.event = read_count(in);
  m.relation = in.one_of<Relation>(6);
  m.of = read_link(in, s.mentions.size());
  m.changed = in.text();
  m.reason = in.text();
}

void write(Encoder& out, const Event& e) {
  write_id(out, e.id);
  out.byte(static_cast<std::uint8_t>(e.act));
  out.byte(static_cast<std::uint8_t>(e.modality));
  out.party(e.actor);
  out.party(e.target);
  write_texts(out, e.issues);
  write_when(out, e.when);
  write_instant(out, e.first_known);
  write_instant(out, e.last_known);
  write_indices(out, e.mentions);
  out.number(e.origins);
  out.number(e.outlets);
  write_terms(out, e.terms);
  write_flag(out, e.denied);
  write_flag(out, e.withdrawn);
}
void read(Decoder& in, const State& s, Event& e) {
  e.id = read_id(in);
  e.act = in.one_of<Act>(kActCount);
  e.modality = in.one_of<Modality>(4);
  e.actor = in.party();
  e.target = in.party();
  e.issues = read_texts(in);
  e.when = read_when(in);
  e.first_known = read_instant(in);
  e.last_known = read_instant(in);
  e.mentions = read_indices(in, s.mentions.size());
  e.origins = read_count(in);
  e.outlets = read_count(in);
  e.terms = read_terms(in);
  e.denied = read_flag(in);
  e.withdrawn = read_flag(in);
}

void write(Encoder& out, const Contest& c) {
  write_id(out, c.id);
  out.byte(static_cast<std::uint8_t>(c.kind));
  write_indices(out, c.one);
  write_indices(out, c.other);
  write_flag(out, c.resolved);
  write_link(out, c.by);
  out.text(c.how);
}
void read(Decoder& in, const State& s, Contest& c) {
  c.id = read_id(in);
  c.kind = in.one_of<ContestKind>(4);
  c.one = read_indices(in, s.mentions.size());
  c.other = read_indices(in, s.mentions.size());
  c.resolved = read_flag(in);
  c.by = read_link(in, s.mentions.size());
  c.how = in.text();
}

void write(Encoder& out, const MeasureStep& step) {
  out.byte(static_cast<std::uint8_t>(step.status));
  write_instant(out, step.known);
  write_when(out, step.when);
  write_real(out, step.amount);
  out.text(step.currency);
  write_real(out, step.rate);
  out.number(step.mention);
  out.number(step.origins);
}
void read(Decoder& in, const State& s, MeasureStep& step) {
  step.status = in.one_of<MeasureStatus>(9);
  step.known = read_instant(in);
  step.when = read_when(in);
  step.amount = read_real(in);
  step.currency = in.text();
  step.rate = read_real(in);
  step.mention = read_index(in, s.mentions.size());
  step.origins = read_count(in);
}

void write(Encoder& out, const MeetingStep& step) {
  out.byte(static_cast<std::uint8_t>(step.status));
  write_instant(out, step.known);
  write_when(out, step.when);
  out.number(step.mention);
}
void read(Decoder& in, const State& s, MeetingStep& step) {
  step.status = in.one_of<MeetingStatus>(6);
  step.known = read_instant(in);
  step.when = read_when(in);
  step.mention = read_index(in, s.mentions.size());
}

void write(Encoder& out, const Measure& m);
void write(Encoder& out, const Meeting& m);
void write(Encoder& out, const Position& p);
void read(Decoder& in, const State& s, Measure& m);
void read(Decoder& in, const State& s, Meeting& m);
void read(Decoder& in, const State& s, Position& p);

// Lists of things. The least bytes that a thing takes bound a count before memory is taken for it.
template <typename Thing>
void write_list(Encoder& out, const std::vector<Thing>& things) {
  out.number(things.size());
  for (const Thing& t : things) write(out, t);
}
template <typename Thing>
void read_list(Decoder& in, const State& s, std::size_t least, std::vector<Thing>& things) {
  things.resize(in.count(least));
  for (Thing& t : things) {
    read(in, s, t);
    if (in.failed()) return;
  }
}
// The same for lists in which nothing is no thing.
template <typename Thing>
void read_some(Decoder& in, const State& s, std::size_t least, std::vector<Thing>& things) {
  read_list(in, s, least, things);
  if (things.empty()) in.refuse();
}

constexpr std::size_t kLeastOrigin = 6;
constexpr std::size_t kLeastMention = 8;
constexpr std::size_t kLeastEvent = 30;
constexpr std::size_t kLeastContest = 9;
constexpr std::size_t kLeastStep = 11;
constexpr std::size_t kLeastMeasure = 20;
constexpr std::size_t kLeastMeeting = 20;
constexpr std::size_t kLeastPosition = 10;

void write(Encoder& out, const Measure& m) {
  write_id(out, m.id);
  out.party(m.by);
  out.party(m.against);
  out.text(m.what);
  write_texts(out, m.goods);
  out.byte(static_cast<std::uint8_t>(m.status));
  write_list(out, m.steps);
  write_indices(out, m.events);
  out.number(m.origins);
}
void read(Decoder& in, const State& s, Measure& m) {
  m.id = read_id(in);
  m.by = in.party();
  m.against = in.party();
  m.what = in.text();
  m.goods = read_texts(in);
  m.status = in.one_of<MeasureStatus>(9);
  read_some(in, s, kLeastStep, m.steps);
  m.events = read_indices(in, s.events.size());
  m.origins = read_count(in);
}

void write(Encoder& out, const Meeting& m) {
  write_id(out, m.id);
  out.party(m.one);
  out.party(m.other);
  out.byte(static_cast<std::uint8_t>(m.status));
  write_when(out, m.first_date);
  write_when(out, m.date);
  write_link(out, m.outcome);
  write_list(out, m.steps);
  write_indices(out, m.events);
}
void read(Decoder& in, const State& s, Meeting& m) {
  m.id = read_id(in);
  m.one = in.party();
  m.other = in.party();
  m.status = in.one_of<MeetingStatus>(6);
  m.first_date = read_when(in);
  m.date = read_when(in);
  m.outcome = read_link(in, s.events.size());
  read_some(in, s, kLeastStep, m.steps);
  m.events = read_indices(in, s.events.size());
}

void write(Encoder& out, const Position& p) {
  write_id(out, p.id);
  out.party(p.party);
  out.party(p.toward);
  out.text(p.issue);
  out.number(p.stated);
  write_link(out, p.answered);
  write_real(out, p.number);
  out.text(p.unit);
  write_real(out, p.gap);
}
void read(Decoder& in, const State& s, Position& p) {
  p.id = read_id(in);
  p.party = in.party();
  p.toward = in.party();
  p.issue = in.text();
  p.stated = read_index(in, s.events.size());
  p.answered = read_link(in, s.events.size());
  p.number = read_real(in);
  p.unit = in.text();
  p.gap = read_real(in);
}

}  // namespace

std::string encode_fold(const State& state) {
  Encoder out;
  out.byte(kVersion);
  out.number(state.entries.size());
  write_list(out, state.origins);
  write_list(out, state.mentions);
  write_list(out, state.events);
  write_list(out, state.contests);
  write_list(out, state.measures);
  write_list(out, state.meetings);
  write_list(out, state.positions);
  return out.take();
}

Result<void> decode_fold(std::string_view bytes, State& state) {
  Decoder in(bytes);
  if (in.byte() != kVersion || in.number() != state.entries.size()) in.refuse();
  read_list(in, state, kLeastOrigin, state.origins);
  read_list(in, state, kLeastMention, state.mentions);
  read_list(in, state, kLeastEvent, state.events);
  const bool linked = std::all_of(state.mentions.begin(), state.mentions.end(),
                                  [&](const Mention& m) { return m.event < state.events.size(); });
  if (!linked) in.refuse();
  read_list(in, state, kLeastContest, state.contests);
  read_list(in, state, kLeastMeasure, state.measures);
  read_list(in, state, kLeastMeeting, state.meetings);
  read_list(in, state, kLeastPosition, state.positions);
  if (in.failed() || !in.at_end()) {
    return fail(ErrorKind::Malformed, "", "a kept fold is damaged at byte " + std::to_string(in.offset()));
  }
  return {};
}

}  // namespace demarche::record
