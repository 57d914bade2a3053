#include "show_thing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include <demarche/formats/terminal.hpp>

#include "evidence.hpp"
#include "show_events.hpp"
#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Contest;
using record::Event;
using record::Index;
using record::kNone;
using record::Measure;
using record::Meeting;
using record::Position;
using record::State;

struct MoveOf {
  Index mention = 0;
};
using Thing =
    std::variant<const Event*, const Measure*, const Meeting*, const Position*, const Contest*, MoveOf>;

template <typename T>
void collect(const std::vector<T>& from, const std::string& id, std::vector<Thing>& out) {
  for (const T& thing : from) {
    if (thing.id.starts_with(id)) out.emplace_back(&thing);
  }
}

std::vector<Thing> things(const State& state, const std::string& id) {
  std::vector<Thing> out;
  collect(state.events, id, out);
  collect(state.measures, id, out);
  collect(state.meetings, id, out);
  collect(state.positions, id, out);
  collect(state.contests, id, out);
  for (Index i = 0; i < state.mentions.size(); ++i) {
    if (state.move_of(state.mentions[i]).id.starts_with(id)) out.emplace_back(MoveOf{i});
  }
  return out;
}

bool holds(const std::vector<Index>& events, Index event) {
  return std::find(events.begin(), events.end(), event) != events.end();
}

class Sheaf {
 public:
  Sheaf(const State& state, const Paper& paper) : state_(state), paper_(paper) {}

  std::string text(const Thing& thing) {
    std::visit([&](const auto& t) { put(t); }, thing);
    return std::move(out_);
  }

 private:
  void row(std::size_t indent, std::string_view text, bool strong = false) {
    std::string line = terminal::fit(terminal::clean(text), paper_.width - indent);
    while (line.ends_with(' ')) line.pop_back();
    out_.append(indent, ' ');
    out_ += strong && paper_.color ? "\x1b[1m" + line + "\x1b[0m\n" : line + "\n";
  }

  [[nodiscard]] Index index_of(const Event& event) const {
    return static_cast<Index>(&event - state_.events.data());
  }

  void name(const Event& event, std::size_t indent, bool strong) {
    std::string text = fmt::format("{}  {} {} ({})", day_text(event), parties_text(event),
                                   demarche::name_of(event.act), demarche::name_of(event.modality));
    if (event.denied) text += ", denied";
    if (event.withdrawn) text += ", withdrawn";
    if (!event.issues.empty()) text += " · " + issues_text(event);
    if (!event.terms.empty()) text += " · " + terms_text(event);
    row(indent, text + " · " + sources_text({event.origins, event.outlets}) + " · " + event.id, strong);
  }

  void mention(Index index, bool marked = false) {
    const record::Mention& m = state_.mentions[index];
    const Evidence e = evidence_of(state_, index);
    row(2, fmt::format("{}{}  {}{}{}", marked ? "> " : "", e.day, record::name_of(m.relation),
                       m.changed.empty() ? "" : ": ", m.changed));
    row(6, evidence_text(e) + " · move " + state_.move_of(m).id);
    if (!m.reason.empty()) row(6, "told of the same act: " + m.reason);
  }

  void put(const Event* event, Index marked = kNone) {
    name(*event, 0, true);
    for (const Index m : event->mentions) mention(m, m == marked);
    bearing(index_of(*event));
  }

  // What else of the record the event is part of.
  void bearing(Index event) {
    for (const Measure& m : state_.measures) {
      if (holds(m.events, event))
        row(0, fmt::format("measure {}: {} of {}, {}", m.id, m.what, m.by.view(), record::name_of(m.status)));
    }
    for (const Meeting& m : state_.meetings) {
      if (holds(m.events, event) || m.outcome == event)
        row(0, fmt::format("meeting {}: {} and {}, {}", m.id, m.one.view(), m.other.view(),
                           record::name_of(m.status)));
    }
    for (const Position& p : state_.positions) {
      if (p.stated == event || p.answered == event)
        row(0, fmt::format("position {}: {} on {}", p.id, p.party.view(), p.issue));
    }
    for (const Contest& c : state_.contests) {
      const auto of_event = [&](Index m) { return state_.mentions[m].event == event; };
      if (std::any_of(c.one.begin(), c.one.end(), of_event) ||
          std::any_of(c.other.begin(), c.other.end(), of_event))
        put(&c);
    }
  }

  void put(const Measure* m) {
    std::string goods = fmt::format("{}", fmt::join(m->goods, ", "));
    row(0,
        fmt::format("{}  {}{}{} {}: {}{}{} · {}", m->id, m->by.view(), m->against.empty() ? "" : " → ",
                    m->against.view(), m->what, record::name_of(m->status), goods.empty() ? "" : " · ", goods,
                    sources_text(sources_of_events(state_, m->events))),
        true);
    for (const record::MeasureStep& s : m->steps) {
      std::string text = fmt::format("{}  {}", s.known.day().iso(), record::name_of(s.status));
      if (s.when) text += ", for " + when_text(s.when);
      if (s.amount) text += ", " + amount_text(s.amount, s.currency);
      if (s.rate) text += fmt::format(", {} %", number_text(*s.rate));
      row(2, text);
      row(6, evidence_text(evidence_of(state_, s.mention)));
    }
    for (const Index e : m->events) name(state_.events[e], 0, false);
  }

  void put(const Meeting* m) {
    row(0,
        fmt::format("{}  {} ↔ {} meeting: {}, {} · {}", m->id, m->one.view(), m->other.view(),
                    record::name_of(m->status), m->date ? when_text(m->date) : "no day told",
                    sources_text(sources_of_events(state_, m->events))),
        true);
    for (const record::MeetingStep& s : m->steps) {
      row(2, fmt::format("{}  {}{}{}", s.known.day().iso(), record::name_of(s.status), s.when ? " for " : "",
                         when_text(s.when)));
      row(6, evidence_text(evidence_of(state_, s.mention)));
    }
    if (m->outcome != kNone) name(state_.events[m->outcome], 0, false);
    for (const Index e : m->events) name(state_.events[e], 0, false);
  }

  void put(const Position* p) {
    row(0,
        fmt::format("{}  {} on {}{}{}", p->id, p->party.view(), p->issue,
                    p->toward.empty() ? "" : ", toward ", p->toward.view()),
        true);
    put(&state_.events[p->stated]);
    if (p->answered == kNone) return;
    row(0, "answered:");
    put(&state_.events[p->answered]);
  }

  void put(const Contest* c) {
    row(0,
        fmt::format("contest {}: {}, {}{}{}", c->id, record::name_of(c->kind),
                    c->resolved ? "resolved" : "open", c->how.empty() ? "" : ": ", c->how),
        true);
    row(2, "one account");
    for (const Index m : c->one) row(6, evidence_text(evidence_of(state_, m)));
    row(2, "the other");
    for (const Index m : c->other) row(6, evidence_text(evidence_of(state_, m)));
    if (c->by != kNone) row(2, "settled by " + evidence_text(evidence_of(state_, c->by)));
  }

  void put(const MoveOf& m) { put(&state_.events[state_.mentions[m.mention].event], m.mention); }

  const State& state_;
  const Paper& paper_;
  std::string out_;
};

struct Json {
  const State& state;
  std::string operator()(const Event* e) const { return event_json(state, *e); }
  std::string operator()(const Measure* m) const { return measure_json(state, *m); }
  std::string operator()(const Meeting* m) const { return meeting_json(state, *m); }
  std::string operator()(const Position* p) const { return position_json(state, *p); }
  std::string operator()(const Contest* c) const { return contest_json(state, *c); }
  std::string operator()(const MoveOf& m) const {
    return event_json(state, state.events[state.mentions[m.mention].event]);
  }
};

}  // namespace

Result<std::string> show_text(const State& state, const std::string& id, const Paper& paper) {
  const std::vector<Thing> found = things(state, id);
  if (id.empty() || found.empty()) return fail(ErrorKind::NotFound, id, "nothing in the record has this id");
  if (found.size() > 1) {
    return fail(ErrorKind::Usage, id, fmt::format("{} ids begin so; give more of it", found.size()));
  }
  if (paper.format != OutputFormat::Table) return std::visit(Json{state}, found.front()) + "\n";
  return Sheaf(state, paper).text(found.front());
}

Result<Index> mention_of_move(const State& state, const std::string& id) {
  for (Index i = 0; i < state.mentions.size() && !id.empty(); ++i) {
    if (state.move_of(state.mentions[i]).id.starts_with(id)) return i;
  }
  return fail(ErrorKind::NotFound, id, "no move in the record has this id");
}

}  // namespace demarche::cli
