#include "query.hpp"

#include <unistd.h>

#include <algorithm>
#include <demarche/record/fold.hpp>
#include <demarche/record/log.hpp>
#include <limits>

#include "engine.hpp"
#include "output.hpp"
#include "paths.hpp"
#include "run.hpp"
#include "screen.hpp"
#include "show_state.hpp"

namespace demarche::cli {
namespace {

constexpr int kColumnsWithoutTerminal = 120;

Sheet answer(const QueryOptions& options, const record::State& state) {
  switch (options.query) {
    case Query::Meetings:
      return meetings_sheet(state, options);
    case Query::Positions:
      return positions_sheet(state, options);
    default:
      return options.follow_through ? follow_through_sheet(state, options) : measures_sheet(state, options);
  }
}

}  // namespace

Result<knowledge::Knowledge> load_knowledge(const Folders& folders) {
  const auto data = find_folder("data", folders.data, binary_folder());
  if (!data) return tl::unexpected(data.error());
  return knowledge::Knowledge::load(*data);
}

Result<record::State> load_state(const QueryOptions& options, const knowledge::Knowledge& knowledge) {
  auto log = record::Log::open(options.database, record::Log::Mode::Read);
  if (!log) return tl::unexpected(log.error());
  record::Log::Read what;
  what.as_of = options.as_of;
  auto entries = log->read(what);
  if (!entries) return tl::unexpected(entries.error());
  const Instant all(std::numeric_limits<std::int64_t>::max());
  return record::fold(std::move(*entries), options.as_of.value_or(all), knowledge);
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
  const auto knowledge = load_knowledge(options.folders);
  if (!knowledge) {
    complain(knowledge.error());
    return kNothingDone;
  }
  const auto state = load_state(options, *knowledge);
  if (!state) {
    complain(state.error());
    return kNothingDone;
  }
  const int descriptor = options.output.empty() ? STDOUT_FILENO : -1;
  const auto width = static_cast<std::size_t>(std::max(columns(descriptor, kColumnsWithoutTerminal), 60));
  const Sheet sheet = answer(options, *state);
  return write_answer(options,
                      sheet.text(settled_format(options), width, wants_color(options.color, descriptor)));
}

}  // namespace demarche::cli
