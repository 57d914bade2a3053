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
    Command{Query::Brief, "brief", "What is new, repeated, contradicted, changed and due next"},
    Command{Query::Timeline, "timeline", "What happened, by the day it happened; --svg draws it"},
    Command{Query::Events, "events", "Acts, each once, by the day they became known"},
    Command{Query::Measures, "measures", "Tariffs, sanctions and bans, each through its life"},
    Command{Query::Meetings, "meetings", "Meetings and rounds of talks: planned, put off, held"},
    Command{Query::Positions, "positions", "What each party last demanded or offered, and what answered it"},
    Command{Query::Contests, "contests", "Accounts that cannot both hold"},
    Command{Query::Sources, "sources", "Outlets: what each told first, what it copied"},
    Command{Query::Show, "show",
            "One event, measure, meeting, position, contest or move, with all that bears on it"},
    Command{Query::FirstSaid, "first-said",
            "When and by whom something was first said, and each repeat since"},
};

constexpr const char* kShowExamples = R"(Examples:
  demarche show 4f1c09a2 --db talks.db          an id as any other command prints it, or its beginning
  demarche show m-4f1c09a2d5e6b7a8 --db talks.db --format jsonl)";
constexpr const char* kFirstSaidExamples = R"(Examples:
  demarche first-said "China will open its market wider" --db talks.db
  demarche first-said --move 4f1c09a2d5e6b7a8 --db talks.db

The words are coded as an article would be, and the event that fits best is shown; where no move is found in them,
headlines and triggers are searched for the words themselves.)";
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

// What belongs to one query alone.
void add_own(CLI::App& app, Query query, QueryOptions& options) {
  switch (query) {
    case Query::Brief:
      app.add_option("--top", options.top, "Lines of a section; 0: all")
          ->type_name("N")
          ->capture_default_str();
      break;
    case Query::Timeline:
      app.add_option("--svg", options.svg, "Draw lanes by issue into this file")->type_name("FILE");
      break;
    case Query::Measures:
      app.add_flag("--follow-through", options.follow_through, "How often each party did what it threatened");
      break;
    case Query::Show:
      app.add_option("ID", options.id, "As the other commands print it")->type_name("")->required();
      break;
    case Query::FirstSaid: {
      auto* words = app.add_option("TEXT", options.words, "What was said")->type_name("");
      app.add_option("--move", options.move, "The id of a move instead")->type_name("ID")->excludes(words);
      app.add_option("--models", options.folders.models,
                     "Folder of the models (default: found beside the program)")
          ->type_name("FOLDER");
      break;
    }
    default:
      break;
  }
}

const char* examples_of(Query query) {
  if (query == Query::Show) return kShowExamples;
  return query == Query::FirstSaid ? kFirstSaidExamples : kExamples;
}

void add_shared(CLI::App& app, RawQuery& raw) {
  app.add_option("--as-of", raw.as_of, "Only what was known at that moment")->type_name("WHEN");
  app.add_option("--since", raw.since, "Only what was told since")->type_name("WHEN");
  app.add_option("--between", raw.between, "Only these parties")->type_name("A,B");
  app.add_option("--issue", raw.issue, "Only this issue")->type_name("ISSUE");
  app.add_option("--act", raw.act, "Only what this act is part of")->type_name("ACT");
}

}  // namespace

void add_queries(CLI::App& parent, RawQuery& raw) {
  for (const Command& command : kCommands) {
    CLI::App& app = *parent.add_subcommand(command.name, command.about);
    app.footer(examples_of(command.query));
    app.add_option("--db", raw.options.database, "The record, as `demarche record` made it")
        ->type_name("FILE")
        ->required();
    add_own(app, command.query, raw.options);
    if (command.query == Query::Show || command.query == Query::FirstSaid) {
      app.add_option("--as-of", raw.as_of, "Only what was known at that moment")->type_name("WHEN");
    } else {
      add_shared(app, raw);
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
    if (out.query == Query::FirstSaid && out.words.empty() && out.move.empty()) {
      throw CLI::ValidationError("first-said", "needs what was said, in quotation marks, or --move ID");
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace demarche::cli
