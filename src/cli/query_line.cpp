#include "query_line.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace demarche::cli {
namespace {

struct Command {
  Query query;
  const char* name;
  const char* about;
};
constexpr std::array kCommands = {
    Command{Query::Measures, "measures", "Tariffs, sanctions and bans, each through its life"},
    Command{Query::Meetings, "meetings", "Meetings and rounds of talks: planned, put off, held"},
    Command{Query::Positions, "positions", "What each party last demanded or offered, and what answered it"},
};

constexpr const char* kExamples = R"(Examples:
  --db talks.db                                 all that the record holds
  --db talks.db --as-of 2018-07-06              as it was known at the end of that day
  --db talks.db --between USA,CHN --issue tariffs --since 2018-06-01
  --db talks.db --format jsonl                  one JSON object a line)";

std::optional<Instant> moment(const char* option, const std::string& text, bool end_of_day) {
  if (text.empty()) return std::nullopt;
  const auto read = Instant::parse(text, end_of_day);
  if (!read) throw CLI::ValidationError(option, "\"" + text + "\" is no day or time (YYYY-MM-DD[THH:MM])");
  return read;
}

std::vector<PartyCode> parties(std::string_view text) {
  std::vector<PartyCode> out;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const auto code = PartyCode::parse(text.substr(0, comma));
    if (!code) throw CLI::ValidationError("--between", "codes of three capital letters, as in USA,CHN");
    out.push_back(*code);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  if (out.size() > 2) throw CLI::ValidationError("--between", "one or two parties");
  return out;
}

}  // namespace

void add_queries(CLI::App& parent, RawQuery& raw) {
  for (const Command& command : kCommands) {
    CLI::App& app = *parent.add_subcommand(command.name, command.about);
    app.footer(kExamples);
    app.add_option("--db", raw.options.database, "The record, as `demarche record` made it")
        ->type_name("FILE")
        ->required();
    app.add_option("--as-of", raw.as_of, "Only what was known at that moment")->type_name("WHEN");
    app.add_option("--since", raw.since, "Only what was told since")->type_name("WHEN");
    app.add_option("--between", raw.between, "Only these parties")->type_name("A,B");
    app.add_option("--issue", raw.issue, "Only this issue")->type_name("ISSUE");
    app.add_option("--act", raw.act, "Only what this act is part of")->type_name("ACT");
    if (command.query == Query::Measures) {
      app.add_flag("--follow-through", raw.options.follow_through, "How often each party did what it threatened");
    }
    add_choice(app, "--format", raw.format, {"auto", "jsonl", "csv", "table"}, "FORMAT");
    app.add_option("--output", raw.options.output, "Write to this file")->type_name("FILE");
    add_choice(app, "--color", raw.color, {"auto", "always", "never"}, "WHEN");
    app.add_option("--data", raw.options.folders.data,
                   "Folder of the knowledge (default: found beside the program)")
        ->type_name("FOLDER");
  }
}

std::optional<QueryOptions> settled_query(const CLI::App& parent, const RawQuery& raw) {
  for (const Command& command : kCommands) {
    if (!parent.got_subcommand(command.name)) continue;
    QueryOptions out = raw.options;
    out.query = command.query;
    out.as_of = moment("--as-of", raw.as_of, true);
    out.since = moment("--since", raw.since, false);
    out.between = parties(raw.between);
    out.issue = raw.issue;
    if (!raw.act.empty() && !(out.act = parse_act(raw.act))) {
      throw CLI::ValidationError("--act", "unknown act \"" + raw.act + "\"; the codebook lists them");
    }
    out.format = output_format(raw.format);
    out.color = color_choice(raw.color);
    return out;
  }
  return std::nullopt;
}

}  // namespace demarche::cli
