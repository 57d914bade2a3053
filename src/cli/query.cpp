#include "query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <demarche/record/fold.hpp>
#include <demarche/record/log.hpp>
#include <demarche/record/rank.hpp>
#include <future>
#include <limits>
#include <optional>

#include "brief.hpp"
#include "engine.hpp"
#include "memory.hpp"
#include "output.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "say.hpp"
#include "screen.hpp"
#include "show_events.hpp"
#include "show_state.hpp"
#include "show_thing.hpp"
#include "svg.hpp"
#include "verify.hpp"

namespace demarche::cli {
namespace {

constexpr int kColumnsWithoutTerminal = 120;

struct Logged {
  std::vector<record::Entry> entries;
  std::optional<record::Log::Found> found;
};

Result<Logged> read_log(const QueryOptions& options) {
  const auto log = record::Log::open(options.database, record::Log::Mode::Read);
  if (!log) return tl::unexpected(log.error());
  record::Log::Read what;
  what.as_of = options.as_of;
  what.whole = false;
  auto entries = log->read(what);
  if (!entries) return tl::unexpected(entries.error());
  // A writer may commit in between: then the number of entries that count does not fit, and they are folded.
  auto found = log->kept();
  if (!found) return tl::unexpected(found.error());
  return Logged{std::move(*entries), std::move(*found)};
}

// From what the last run of `record` found, where that was all that is asked for and this version found it.
record::State state_of(const QueryOptions& options, Logged logged, const knowledge::Knowledge& knowledge) {
  const Instant as_of = options.as_of.value_or(Instant(std::numeric_limits<std::int64_t>::max()));
  const auto& found = logged.found;
  if (found && found->known <= as_of && found->folder == folder_of(knowledge)) {
    return record::recall(std::move(logged.entries), as_of, found->bytes, knowledge);
  }
  return record::fold(std::move(logged.entries), as_of, knowledge);
}

Sheet sheet_of(const QueryOptions& options, const record::State& state) {
  switch (options.query) {
    case Query::Timeline:
      return timeline_sheet(state, options);
    case Query::Events:
      return events_sheet(state, options);
    case Query::Contests:
      return contests_sheet(state, options);
    case Query::Sources:
      return sources_sheet(state, options);
    case Query::Meetings:
      return meetings_sheet(state, options);
    case Query::Positions:
      return positions_sheet(state, options);
    default:
      return options.follow_through ? follow_through_sheet(state, options) : measures_sheet(state, options);
  }
}

// The mention that is asked for: by its move, or by words, which are coded first.
Result<record::Index> find_mention(const QueryOptions& options, const record::State& state) {
  if (!options.move.empty()) return mention_of_move(state, options.move);
  const auto engine = load_engine(options.folders);
  if (!engine) return tl::unexpected(engine.error());
  Document document;
  document.id = "asked";
  document.text = options.words;
  const std::vector<Move> moves = engine->coder.code(document, *engine->coder.scratch());
  record::Index found = record::find_said(state, moves, engine->ground->knowledge);
  if (found == record::kNone) found = record::find_words(state, options.words);
  if (found == record::kNone) return fail(ErrorKind::NotFound, "", "nothing in the record says so");
  return found;
}

Result<std::string> answer(const QueryOptions& options, const record::State& state,
                           const knowledge::Knowledge& knowledge) {
  const int descriptor = options.output.empty() ? STDOUT_FILENO : -1;
  const auto width = static_cast<std::size_t>(std::max(columns(descriptor, kColumnsWithoutTerminal), 60));
  const Paper paper{settled_format(options), width, wants_color(options.color, descriptor)};
  switch (options.query) {
    case Query::Brief:
      return brief_text(make_brief(state, options, knowledge), state, paper.format, paper.width, paper.color);
    case Query::Show:
      return show_text(state, options.id, paper);
    case Query::FirstSaid: {
      const auto mention = find_mention(options, state);
      if (!mention) return tl::unexpected(mention.error());
      return history_text(state, *mention, paper);
    }
    case Query::Timeline:
      if (!options.svg.empty()) return timeline_svg(state, options, knowledge);
      [[fallthrough]];
    default:
      return sheet_of(options, state).text(paper.format, paper.width, paper.color);
  }
}

// A name that no table has would give an empty answer, as if there were no news.
Result<void> check_asked(const QueryOptions& options, const knowledge::Knowledge& knowledge) {
  const auto issues = knowledge.issues();
  if (!options.issue.empty() && std::find(issues.begin(), issues.end(), options.issue) == issues.end()) {
    return fail(ErrorKind::Usage, "--issue",
                fmt::format("there is no issue {}; one of {}", options.issue, fmt::join(issues, ", ")));
  }
  for (const PartyCode party : options.between) {
    if (party.view() != "ZZZ" && knowledge.party(party) == nullptr) {
      return fail(ErrorKind::Usage, "--between",
                  fmt::format("no party has the code {}; data/parties.tsv lists them", party.view()));
    }
  }
  return {};
}

}  // namespace

Result<knowledge::Knowledge> load_knowledge(const Folders& folders) {
  const auto data = find_folder("data", folders.data, binary_folder());
  if (!data) return tl::unexpected(data.error());
  return knowledge::Knowledge::load(*data);
}

Result<record::State> load_state(const QueryOptions& options, const knowledge::Knowledge& knowledge) {
  auto logged = read_log(options);
  if (!logged) return tl::unexpected(logged.error());
  return state_of(options, std::move(*logged), knowledge);
}

OutputFormat settled_format(const QueryOptions& options) {
  if (options.format != OutputFormat::Auto) return options.format;
  if (options.output.empty() && is_terminal(STDOUT_FILENO)) return OutputFormat::Table;
  return std::string_view(options.output).ends_with(".csv") ? OutputFormat::Csv : OutputFormat::JsonLines;
}

int write_answer(const QueryOptions& options, std::string_view text) {
  auto output = Output::open(options.output);
  if (!output) {
    complain(output.error());
    return kNothingDone;
  }
  output->write(text);
  const auto written = output->commit();
  if (!written && !output->reader_gone()) {
    complain(written.error());
    return kNothingDone;
  }
  return kAllRead;
}

int run_query(const QueryOptions& options) {
  prepare_memory();
  // Half of the time before the fold is reading tables, half reading the log.
  auto loading = std::async(std::launch::async, [&] { return load_knowledge(options.folders); });
  auto logged = read_log(options);
  const auto knowledge = loading.get();
  if (!knowledge) {
    complain(knowledge.error());
    return kNothingDone;
  }
  const auto asked = check_asked(options, *knowledge);
  if (!logged || !asked) {
    complain(logged ? asked.error() : logged.error());
    return kNothingDone;
  }
  // Never given back: the process ends with the answer, and taking a record apart takes a tenth of the time.
  static const record::State* kept = nullptr;
  kept = new record::State(state_of(options, std::move(*logged), *knowledge));
  const record::State& state = *kept;
  const auto text = answer(options, state, *knowledge);
  if (!text) {
    complain(text.error());
    return kNothingDone;
  }
  QueryOptions out = options;
  if (!options.svg.empty()) out.output = options.svg;
  return write_answer(out, *text);
}

}  // namespace demarche::cli
