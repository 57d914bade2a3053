#include <algorithm>
#include <map>

#include "evidence.hpp"
#include "show_events.hpp"
#include "show_state.hpp"

namespace demarche::cli {
namespace {

using record::Contest;
using record::Index;
using record::State;

void write_side(JsonWriter& json, const State& state, const std::vector<Index>& mentions) {
  json.begin_array();
  for (const Index m : mentions) write_evidence(json, state, m);
  json.end_array();
}

std::string status_of(const Contest& contest) {
  return contest.resolved ? "resolved" : "open";
}

struct OutletCount {
  std::size_t documents = 0;
  std::size_t own = 0;  // documents that are the first of their origin
  std::size_t moves = 0;
  std::size_t first = 0;  // events that it told first
  std::size_t repeats = 0;
  std::size_t denials = 0;
  Instant from, to;
};

using Outlets = std::map<std::string_view, OutletCount>;

// Documents with a mention that fits, each once; mentions come in the order of their entries.
void count_mentions(const State& state, const QueryOptions& options, Outlets& out) {
  Index last = record::kNone;
  for (Index i = 0; i < state.mentions.size(); ++i) {
    const record::Mention& m = state.mentions[i];
    const record::Event& event = state.events[m.event];
    const record::Entry& entry = state.entry_of(m);
    const Instant known = entry.clocks.known_at();
    if (!fits(event, options) || (options.since && known < *options.since)) continue;
    OutletCount& count = out[entry.source];
    if (count.moves++ == 0) count.from = known;
    count.to = known;
    if (m.entry != last) {
      ++count.documents;
      count.own += state.origins[m.origin].first == m.entry;
    }
    last = m.entry;
    count.first += event.mentions.front() == i;
    count.repeats += m.relation == record::Relation::Repeats;
    count.denials += m.relation == record::Relation::Denies;
  }
}

std::string outlet_json(std::string_view outlet, const OutletCount& c) {
  std::string out;
  JsonWriter json(out);
  const auto count = [&](std::string_view key, std::size_t n) {
    json.key(key).integer(static_cast<std::int64_t>(n));
  };
  json.begin_object().key("outlet").string_or_null(outlet);
  count("documents", c.documents);
  count("own", c.own);
  count("moves", c.moves);
  count("told_first", c.first);
  count("repeats", c.repeats);
  count("denials", c.denials);
  json.key("from").string(c.from.iso()).key("to").string(c.to.iso()).end_object();
  return out;
}

}  // namespace

std::string contest_json(const State& state, const Contest& contest) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("id").string(contest.id).key("contest").string(record::name_of(contest.kind));
  json.key("status").string(status_of(contest)).key("how").string_or_null(contest.how);
  json.key("one");
  write_side(json, state, contest.one);
  json.key("other");
  write_side(json, state, contest.other);
  json.key("settled_by");
  if (contest.by == record::kNone) {
    json.null();
  } else {
    write_evidence(json, state, contest.by);
  }
  json.end_object();
  return out;
}

Sheet contests_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"id", 16},
               {"kind", 13},
               {"status", 8},
               {"parties", 9},
               {"sources", 22},
               {"one", 0},
               {"said_by", 28},
               {"where", 24},
               {"other", 24},
               {"other_said_by", 28},
               {"other_where", 24},
               {"how", 40}});
  for (const Contest& contest : state.contests) {
    const record::Event& event = state.events[state.mentions[contest.one.front()].event];
    if (!fits(event, options)) continue;
    std::vector<Index> all = contest.one;
    all.insert(all.end(), contest.other.begin(), contest.other.end());
    const Evidence one = evidence_of(state, contest.one.front());
    const Evidence other = evidence_of(state, contest.other.front());
    sheet.add({contest.id, std::string(record::name_of(contest.kind)), status_of(contest),
               parties_text(event), sources_text(sources_of(state, all)), one.quote, voice_text(one),
               place_text(one), other.quote, voice_text(other), place_text(other), contest.how},
              contest_json(state, contest));
  }
  return sheet;
}

Sheet sources_sheet(const State& state, const QueryOptions& options) {
  Sheet sheet({{"outlet", 0},
               {"documents", 9},
               {"own", 6},
               {"moves", 6},
               {"told_first", 10},
               {"repeats", 7},
               {"denials", 7},
               {"from", 10},
               {"to", 10}});
  Outlets outlets;
  count_mentions(state, options, outlets);
  for (const auto& [outlet, c] : outlets) {
    sheet.add({std::string(outlet), std::to_string(c.documents), std::to_string(c.own),
               std::to_string(c.moves), std::to_string(c.first), std::to_string(c.repeats),
               std::to_string(c.denials), c.from.day().iso(), c.to.day().iso()},
              outlet_json(outlet, c));
  }
  return sheet;
}

}  // namespace demarche::cli
