#include "brief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_set>

#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Event;
using record::Index;
using record::kNone;
using record::State;

constexpr std::int64_t kWeek = std::int64_t{7} * 24 * 3600;
// A date that nobody has spoken of for so long is not due any more.
constexpr std::int64_t kForgotten = std::int64_t{180} * 24 * 3600;

// What it is about: amounts and rates, then the issues that most mentions name. An event that hundreds tell
// gathers every issue there is.
std::string about_text(const State& state, const Event& event) {
  constexpr std::size_t kMost = 3;
  std::map<std::string_view, std::size_t> counts;
  for (const Index m : event.mentions) {
    for (const std::string& issue : state.move_of(state.mentions[m]).issues) ++counts[issue];
  }
  std::vector<std::pair<std::string_view, std::size_t>> issues(counts.begin(), counts.end());
  std::stable_sort(issues.begin(), issues.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out = terms_text(event);
  for (std::size_t i = 0; i < std::min(issues.size(), kMost); ++i) {
    out += out.empty() ? "" : i == 0 ? "; " : ", ";
    out += issues[i].first;
  }
  return out;
}

// Words that carry no day of their own ("accuses ... on Friday") are not due on it.
bool can_be_due(const Event& event, const knowledge::Knowledge& knowledge) {
  const bool binds =
      event.act == Act::Threaten || event.act == Act::Promise || event.modality == Modality::Planned;
  return binds || knowledge.span_of(event.act).nature != knowledge::Nature::Word;
}

bool is_open(record::MeasureStatus status) {
  return status != record::MeasureStatus::Withdrawn && status != record::MeasureStatus::Lifted;
}

bool is_ahead(record::MeetingStatus status) {
  return status == record::MeetingStatus::Proposed || status == record::MeetingStatus::Scheduled ||
         status == record::MeetingStatus::Postponed;
}

class Maker {
 public:
  Maker(const State& state, const QueryOptions& options, const knowledge::Knowledge& knowledge)
      : state_(state), options_(options), knowledge_(knowledge) {
    brief_.to = options.as_of ? *options.as_of : last_known();
    brief_.from = options.since ? *options.since : Instant(brief_.to.seconds() - kWeek);
  }

  Brief make() {
    count();
    add_news();
    add_repeats();
    add_contests();
    add_measures();
    add_meetings();
    add_positions();
    sort_changes();
    finish(Section::Changed);
    add_due();
    return std::move(brief_);
  }

 private:
  [[nodiscard]] Instant last_known() const {
    return state_.entries.empty() ? Instant() : state_.entries.back().clocks.known_at();
  }
  [[nodiscard]] bool fits_asked(const Event& event) const {
    QueryOptions asked = options_;
    asked.since.reset();
    return fits(event, asked);
  }
  [[nodiscard]] bool any_fits(const std::vector<Index>& events) const {
    return std::any_of(events.begin(), events.end(), [&](Index e) { return fits_asked(state_.events[e]); });
  }
  [[nodiscard]] Instant known(Index mention) const {
    return state_.entry_of(state_.mentions[mention]).clocks.known_at();
  }

  void count() {
    for (const record::Entry& entry : state_.entries) {
      if (entry.clocks.known_at() < brief_.from) continue;
      ++brief_.documents;
      brief_.moves += entry.moves.size();
    }
  }

  void add(BriefLine line) { pending_.push_back(std::move(line)); }

  // Closes a section: the first lines stay.
  void finish(Section section) {
    const std::size_t kept = options_.top == 0 ? pending_.size() : std::min(pending_.size(), options_.top);
    brief_.left[static_cast<std::size_t>(section)] = pending_.size() - kept;
    for (std::size_t i = 0; i < kept; ++i) {
      pending_[i].section = section;
      brief_.lines.push_back(std::move(pending_[i]));
    }
    pending_.clear();
  }

  BriefLine line_of(const Event& event) const {
    BriefLine line;
    line.id = event.id;
    line.day = day_text(event);
    line.parties = parties_text(event);
    line.what = demarche::name_of(event.act);
    if (event.modality != Modality::Actual)
      line.what += fmt::format(" ({})", demarche::name_of(event.modality));
    line.about = about_text(state_, event);
    line.sources = {event.origins, event.outlets};
    return line;
  }

  void add_news() {
    for (const record::News& news : record::rank_news(state_, brief_.from, knowledge_)) {
      const Event& event = state_.events[news.event];
      if (!fits_asked(event)) continue;
      const record::Mention& mention = state_.mentions[news.mention];
      BriefLine line = line_of(event);
      line.rank = news.rank;
      line.note = record::name_of(mention.relation);
      if (news.past) line.note += ", of long ago";
      if (!mention.changed.empty()) line.note += ": " + mention.changed;
      line.evidence = {news.mention};
      add(std::move(line));
    }
    finish(Section::New);
  }

  void add_repeats() {
    for (const record::Repeat& repeat : record::find_repeats(state_, brief_.from)) {
      const Event& event = state_.events[state_.mentions[repeat.repeats.back()].event];
      if (!fits_asked(event)) continue;
      BriefLine line = line_of(event);
      line.note = fmt::format(
          "first said {}, by {}; {} since", evidence_of(state_, repeat.first).day, said_by(repeat.first),
          repeat.repeats.size() == 1 ? "once" : fmt::format("{} times", repeat.repeats.size()));
      std::vector<Index> all = repeat.repeats;
      all.push_back(repeat.first);
      line.sources = sources_of(state_, all);
      line.evidence = {repeat.repeats.back(), repeat.first};
      add(std::move(line));
    }
    finish(Section::Repeated);
  }

  [[nodiscard]] std::string said_by(Index mention) const {
    const Evidence e = evidence_of(state_, mention);
    return e.speaker.empty() ? e.outlet : e.speaker + " in " + e.outlet;
  }

  // Contests that moved in the window: a new voice, or a settlement.
  void add_contests() {
    for (const record::Contest& contest : state_.contests) {
      std::vector<Index> all = contest.one;
      all.insert(all.end(), contest.other.begin(), contest.other.end());
      Instant last = known(*std::max_element(all.begin(), all.end()));
      if (contest.by != kNone) last = std::max(last, known(contest.by));
      const Event& event = state_.events[state_.mentions[contest.one.front()].event];
      if (last < brief_.from || !fits_asked(event)) continue;
      BriefLine line = line_of(event);
      line.id = contest.id;
      line.about = line.what + (line.about.empty() ? "" : ": ") + line.about;
      line.what = record::name_of(contest.kind);
      line.note = contest.resolved ? "resolved: " + contest.how : "open";
      line.sources = sources_of(state_, all);
      line.evidence = {contest.one.front(), contest.other.front()};
      add(std::move(line));
    }
    // What is open, and what most tell, first.
    std::stable_sort(pending_.begin(), pending_.end(), [](const BriefLine& a, const BriefLine& b) {
      const bool open_a = a.note == "open";
      const bool open_b = b.note == "open";
      return open_a != open_b ? open_a : a.sources.origins > b.sources.origins;
    });
    finish(Section::Contested);
  }

  // "announced -> in force", over the steps that became known in the window; empty for none.
  template <typename Step>
  std::string change(const std::vector<Step>& steps) const {
    std::string out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].known < brief_.from) continue;
      if (out.empty()) out = i == 0 ? "first told" : std::string(record::name_of(steps[i - 1].status));
      out += fmt::format(" → {}", record::name_of(steps[i].status));
      if (steps[i].when) out += " " + when_text(steps[i].when);
    }
    return out;
  }

  BriefLine line_of(const record::Measure& measure) const {
    BriefLine line;
    line.id = measure.id;
    line.parties = fmt::format("{}{}{}", measure.by.view(), measure.against.empty() ? "" : " → ",
                               measure.against.view());
    line.what = record::name_of(measure.steps.back().status);
    line.about = measure.what;
    for (const std::string& good : measure.goods) line.about += ", " + good;
    const record::MeasureStep& last = measure.steps.back();
    if (last.amount) line.about += "; " + amount_text(last.amount, last.currency);
    if (last.rate) line.about += fmt::format("; {} %", number_text(*last.rate));
    line.sources = sources_of_events(state_, measure.events);
    line.evidence = {last.mention};
    return line;
  }

  BriefLine line_of(const record::Meeting& meeting) const {
    BriefLine line;
    line.id = meeting.id;
    line.parties = fmt::format("{} ↔ {}", meeting.one.view(), meeting.other.view());
    line.what = record::name_of(meeting.status);
    line.about = "meeting";
    line.sources = sources_of_events(state_, meeting.events);
    line.evidence = {meeting.steps.back().mention};
    return line;
  }

  void add_measures() {
    for (const record::Measure& measure : state_.measures) {
      std::string note = change(measure.steps);
      if (note.empty() || !any_fits(measure.events)) continue;
      BriefLine line = line_of(measure);
      line.day = measure.steps.back().known.day().iso();
      line.note = std::move(note);
      add(std::move(line));
    }
  }

  void add_meetings() {
    for (const record::Meeting& meeting : state_.meetings) {
      std::string note = change(meeting.steps);
      if (note.empty() || !any_fits(meeting.events)) continue;
      BriefLine line = line_of(meeting);
      line.day = meeting.steps.back().known.day().iso();
      line.note = std::move(note);
      add(std::move(line));
    }
  }

  void add_positions() {
    for (const record::Position& position : state_.positions) {
      const Event& stated = state_.events[position.stated];
      const Event* answer = position.answered == kNone ? nullptr : &state_.events[position.answered];
      const bool answered = answer != nullptr && answer->first_known >= brief_.from;
      if ((stated.first_known < brief_.from && !answered) || !fits_asked(stated)) continue;
      const Event& latest = answered ? *answer : stated;
      BriefLine line = line_of(stated);
      line.id = position.id;
      line.day = latest.first_known.day().iso();
      line.about = position.issue;
      line.note =
          answered ? fmt::format("position answered: {}", demarche::name_of(answer->act)) : "position stated";
      line.evidence = {latest.mentions.front()};
      add(std::move(line));
    }
  }

  // What most sources tell, the latest of equals.
  void sort_changes() {
    std::stable_sort(pending_.begin(), pending_.end(), [](const BriefLine& a, const BriefLine& b) {
      return std::pair(a.sources.origins, a.day) > std::pair(b.sources.origins, b.day);
    });
  }

  // Dates after the end: of measures and meetings, then of events that belong to neither.
  void add_due() {
    const Day end = brief_.to.day();
    std::unordered_set<Index> taken;
    for (const record::Measure& measure : state_.measures) {
      taken.insert(measure.events.begin(), measure.events.end());
      const auto& when = measure.steps.back().when;
      if (!when || when->from <= end || !is_open(measure.status) || !any_fits(measure.events)) continue;
      add_due_line(line_of(measure), *when);
    }
    for (const record::Meeting& meeting : state_.meetings) {
      taken.insert(meeting.events.begin(), meeting.events.end());
      if (!meeting.date || meeting.date->from <= end || !is_ahead(meeting.status) ||
          !any_fits(meeting.events))
        continue;
      add_due_line(line_of(meeting), *meeting.date);
    }
    for (Index i = 0; i < state_.events.size(); ++i) {
      const Event& event = state_.events[i];
      if (!event.when || event.when->from <= end || event.withdrawn || event.denied || taken.contains(i))
        continue;
      if (event.last_known.seconds() + kForgotten < brief_.to.seconds()) continue;
      if (event.modality == Modality::Denied || !can_be_due(event, knowledge_) || !fits_asked(event))
        continue;
      BriefLine line = line_of(event);
      line.evidence = {event.mentions.back()};
      add_due_line(std::move(line), *event.when);
    }
    // By the last day on which it may be; of equals, what most tell.
    std::stable_sort(pending_.begin(), pending_.end(), [](const BriefLine& a, const BriefLine& b) {
      return a.due != b.due ? a.due < b.due : a.sources.origins > b.sources.origins;
    });
    finish(Section::Due);
  }

  void add_due_line(BriefLine line, const Interval& when) {
    line.day = when_text(when);
    line.due = when.to.days() - brief_.to.day().days();
    line.note = fmt::format("{} {} day{}", when.from == when.to ? "in" : "within", line.due,
                            line.due == 1 ? "" : "s");
    add(std::move(line));
  }

  const State& state_;
  const QueryOptions& options_;
  const knowledge::Knowledge& knowledge_;
  std::vector<BriefLine> pending_;
  Brief brief_;
};

}  // namespace

std::string_view name_of(Section section) {
  constexpr std::array<std::string_view, kSections> kNames = {"new", "repeated", "contested", "changed",
                                                              "due"};
  return kNames[static_cast<std::size_t>(section)];
}

Brief make_brief(const State& state, const QueryOptions& options, const knowledge::Knowledge& knowledge) {
  return Maker(state, options, knowledge).make();
}

}  // namespace demarche::cli
