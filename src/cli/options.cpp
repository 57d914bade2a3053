// The only file that knows CLI11, which takes seconds to compile. Two of its habits matter here: its own exit
// codes are replaced by ours, and with at most one subcommand required a file may be named like a command.
#include "options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

#include "run.hpp"
#include "screen.hpp"

namespace demarche::cli {
namespace {

constexpr unsigned kMaxThreads = 256;

constexpr const char* kAbout =
    "Demarche reads the news and keeps the record of a negotiation: who did what to whom, about what, on "
    "whose word.";
constexpr const char* kExamples = R"(Examples:
  demarche code examples/                       a table of the moves, on a terminal
  demarche code news.jsonl > moves.jsonl        one JSON object a move
  demarche explain article.txt                  why each move came out as it did
  demarche act questions.jsonl                  one act for each sentence with a source and a target
  demarche COMMAND --help                       options and examples of a command

Exit status: 0 all was read, 1 something was skipped, 2 nothing could be done.)";
constexpr const char* kCodeExamples = R"(Examples:
  demarche code article.txt
  demarche code archive/ --output moves.csv
  demarche code news.csv.gz --map title=Headline,text=Body,published=Date --format jsonl
  curl -s https://example.org/feed.jsonl | demarche code --source Example --published 2018-04-05
  demarche code news.jsonl --min-confidence 0.8 --threads 4 > moves.jsonl

Without --format: a table on a terminal, CSV into a file that ends in .csv, else JSON Lines.
Moves come out in the order of the articles, whatever the number of threads.)";
constexpr const char* kExplainExamples = R"(Examples:
  demarche explain article.txt
  demarche explain article.txt --all            also the moves that were not believed
  echo "China rejects U.S. demands" | demarche explain -)";
constexpr const char* kActExamples = R"(Examples:
  demarche act questions.jsonl > acts.jsonl
  demarche act questions.jsonl --why            also the words taken for both sides, and what decided
  echo '{"id":"1","sentence":"China bans U.S. poultry.","source_text":"China","target_text":"U.S."}' | demarche act

A question: {"id","sentence","source_text","target_text"}; the two texts may also stand inside "events":[{...}].
An answer: {"id","act","plover","cameo","confidence"}, one a line, in the order of the questions.)";
constexpr const char* kTrainExamples = R"(Examples:
  demarche train --output models/english.model --treebank en_ewt-ud-train.conllu en_gum-ud-train.conllu \
                 --entities en_ewt-ud-train.iob2 --unlabelled news.jsonl
  demarche train --evaluate --treebank en_ewt-ud-test.conllu --entities en_ewt-ud-test.iob2
  demarche train --coder --sheets train.docs.jsonl --gold train.gold.jsonl \
                 --words models/words.tsv --output models/coder.model
  demarche train --act --questions labelled.jsonl --sheets train.docs.jsonl --gold train.gold.jsonl \
                 --output models/act.model
  demarche train --act --evaluate --questions labelled.jsonl)";

// What CLI11 fills before it is checked and put into its final form.
struct Raw {
  CodeOptions code;
  ExplainOptions explain;
  ActOptions act;
  TrainOptions train;
  TrainCoderOptions train_coder;
  TrainActOptions train_act;
  std::string map;
  std::string input_format = "auto";
  std::string format = "auto";
  std::string color = "auto";
  bool coder = false;
  bool acts = false;
};

void add_folders(CLI::App& app, Folders& folders) {
  app.add_option("--data", folders.data, "Folder of the knowledge (default: found beside the program)")
      ->type_name("FOLDER");
  app.add_option("--models", folders.models, "Folder of the models (default: found beside the program)")
      ->type_name("FOLDER");
}

// The help lists the choices once; CLI11 would add its own list to the type.
void add_choice(CLI::App& app, const std::string& name, std::string& value,
                const std::vector<std::string>& choices, const std::string& type) {
  std::string text;
  for (const std::string& choice : choices) {
    if (!text.empty()) text += choice == choices.back() ? " or " : ", ";
    text += choice;
  }
  app.add_option(name, value, text)->check(CLI::IsMember(choices).description(""))->type_name(type);
}

template <typename Number>
CLI::Validator between(Number low, Number high) {
  return CLI::Range(low, high).description("");
}

void add_reading(CLI::App& app, Raw& raw, ReadOptions& reading) {
  app.add_option("--published", reading.default_published, "Date of articles that have none")
      ->type_name("YYYY-MM-DD");
  app.add_option("--source", reading.default_source, "Outlet of articles that have none")->type_name("NAME");
  app.add_option("--map", raw.map, "Names of keys or columns: title=Headline,text=Body,...")
      ->type_name("FIELD=NAME,...");
  add_choice(app, "--input-format", raw.input_format, {"auto", "jsonl", "json", "csv", "text"}, "FORMAT");
}

void add_color(CLI::App& app, Raw& raw) {
  add_choice(app, "--color", raw.color, {"auto", "always", "never"}, "WHEN");
}

void add_code(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("code", "Find the moves in articles");
  app.footer(kCodeExamples);
  CodeOptions& o = raw.code;
  o.threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  app.add_option("FILES", o.inputs,
                 "JSON Lines, JSON, CSV, plain text, gzip of these, folders; - or none: standard input")
      ->type_name("");
  add_choice(app, "--format", raw.format, {"auto", "jsonl", "csv", "table"}, "FORMAT");
  app.add_option("--output", o.output, "Write to this file, which appears when all is done")
      ->type_name("FILE");
  app.add_option("--threads", o.threads, "Threads that code, 1 to 256 (default: as many as the machine has)")
      ->check(between(1U, kMaxThreads))
      ->type_name("N");
  app.add_option("--min-confidence", o.min_confidence,
                 "Leave out moves below, 0 to 1 (default: what the model says)")
      ->check(between(0.0, 1.0))
      ->type_name("P");
  add_reading(app, raw, o.reading);
  add_color(app, raw);
  add_folders(app, o.folders);
}

void add_explain(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("explain", "Show why the moves of an article came out as they did");
  app.footer(kExplainExamples);
  ExplainOptions& o = raw.explain;
  app.add_option("FILES", o.inputs, "As for code; - or none: standard input")->type_name("");
  app.add_flag("--all", o.all, "Also the moves that were not believed");
  add_reading(app, raw, o.reading);
  add_color(app, raw);
  add_folders(app, o.folders);
}

void add_act(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("act", "Say what a source does to a target in a sentence");
  app.footer(kActExamples);
  ActOptions& o = raw.act;
  app.add_option("FILES", o.inputs, "Questions as JSON Lines, or gzip of these; - or none: standard input")->type_name("");
  app.add_option("--output", o.output, "Write to this file, which appears when all is done")->type_name("FILE");
  app.add_flag("--why", o.why, "Also what was taken for source and target, the runner-up and what decided");
  app.add_flag("--roots", o.roots, "Also every CAMEO root that the sentence may tell");
  add_folders(app, o.folders);
}

void add_train(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("train", "Train the models, or measure them");
  app.footer(kTrainExamples);
  TrainOptions& o = raw.train;
  app.add_option("--output", o.output, "The model file to write")->type_name("FILE");
  app.add_option("--treebank", o.treebanks, "Trees in CoNLL-U")->type_name("FILE");
  app.add_option("--entities", o.entities, "Entities in IOB2, over sentences of the treebanks")
      ->type_name("FILE");
  app.add_option("--unlabelled", o.unlabelled, "Articles, in any format that code reads")->type_name("FILE");
  app.add_flag("--all-genres", o.all_genres, "Also the genres of GUM with a non-commercial licence");
  app.add_flag("--evaluate", o.evaluate,
               "Measure the model on the treebanks and entities instead of training on them");
  app.add_flag("--coder", raw.coder, "Train the confidence of moves instead of the English chain");
  app.add_flag("--act", raw.acts, "Train the act on demand instead; with --evaluate only cross-validate");
  app.add_option("--questions", raw.train_act.questions, "With --act: questions with \"plover\" or \"cameo\"")
      ->type_name("FILE");
  app.add_option("--sheets", raw.train_coder.sheets, "With --coder or --act: sheets of sentences")->type_name("FILE");
  app.add_option("--gold", raw.train_coder.gold,
                 "With --coder or --act: moves annotated in the sheets, in the same order")
      ->type_name("FILE");
  app.add_option("--words", raw.train_coder.words, "With --coder: word classes (models/words.tsv)")
      ->type_name("FILE");
  add_folders(app, o.folders);
}

// Standard input where no file is named and something is piped in.
void settle_inputs(std::vector<std::string>& inputs) {
  if (!inputs.empty()) return;
  if (is_terminal(STDIN_FILENO)) {
    throw CLI::ValidationError("no input: name files or folders, or pipe text into standard input");
  }
  inputs.emplace_back("-");
}

void settle_reading(const Raw& raw, ReadOptions& reading) {
  if (!raw.map.empty()) {
    auto columns = ColumnMap::parse(raw.map);
    if (!columns) throw CLI::ValidationError("--map", columns.error().message());
    reading.columns = std::move(*columns);
  }
  reading.format = parse_input_format(raw.input_format).value_or(InputFormat::Auto);
}

OutputFormat output_format(std::string_view name) {
  if (name == "jsonl") return OutputFormat::JsonLines;
  if (name == "csv") return OutputFormat::Csv;
  return name == "table" ? OutputFormat::Table : OutputFormat::Auto;
}

ColorChoice color_choice(std::string_view name) {
  if (name == "always") return ColorChoice::Always;
  return name == "never" ? ColorChoice::Never : ColorChoice::Auto;
}

Command train_act_command(Raw& raw) {
  TrainActOptions& o = raw.train_act;
  if (raw.coder) throw CLI::ValidationError("--act and --coder train two models: one of them");
  if (o.questions.empty()) throw CLI::ValidationError("--act", "needs --questions");
  if (raw.train_coder.sheets.size() != raw.train_coder.gold.size()) {
    throw CLI::ValidationError("--act", "needs as many --gold as --sheets");
  }
  if (raw.train.output.empty() != raw.train.evaluate)
    throw CLI::ValidationError("--output trains, --evaluate measures: one of them");
  o.sheets = raw.train_coder.sheets;
  o.gold = raw.train_coder.gold;
  o.output = raw.train.output;
  o.folders = raw.train.folders;
  return o;
}

Command train_command(Raw& raw) {
  if (raw.acts) return train_act_command(raw);
  if (raw.coder) {
    TrainCoderOptions& o = raw.train_coder;
    if (o.sheets.empty() || o.sheets.size() != o.gold.size()) {
      throw CLI::ValidationError("--coder", "needs --sheets and --gold, as many of one as of the other");
    }
    if (raw.train.output.empty() || o.words.empty())
      throw CLI::ValidationError("--coder", "needs --words and --output");
    o.output = raw.train.output;
    o.folders = raw.train.folders;
    return o;
  }
  const TrainOptions& o = raw.train;
  if (!raw.train_coder.sheets.empty() || !raw.train_coder.gold.empty()) {
    throw CLI::ValidationError("--sheets and --gold belong to --coder");
  }
  if (o.treebanks.empty() && !(o.evaluate && !o.entities.empty())) {
    throw CLI::ValidationError("--treebank is needed (or --coder, --sheets and --gold)");
  }
  if (o.output.empty() != o.evaluate)
    throw CLI::ValidationError("--output trains, --evaluate measures: one of them");
  return o;
}

Command settled(const CLI::App& app, Raw& raw) {
  if (app.got_subcommand("code")) {
    settle_inputs(raw.code.inputs);
    settle_reading(raw, raw.code.reading);
    raw.code.format = output_format(raw.format);
    raw.code.color = color_choice(raw.color);
    return raw.code;
  }
  if (app.got_subcommand("explain")) {
    settle_inputs(raw.explain.inputs);
    settle_reading(raw, raw.explain.reading);
    raw.explain.color = color_choice(raw.color);
    return raw.explain;
  }
  if (app.got_subcommand("act")) {
    settle_inputs(raw.act.inputs);
    return raw.act;
  }
  return train_command(raw);
}

}  // namespace

ParsedLine parse_command_line(int argc, const char* const* argv) {
  CLI::App app(kAbout, "demarche");
  app.footer(kExamples);
  app.set_version_flag("--version", "demarche " DEMARCHE_VERSION);
  app.require_subcommand(1, 1);
  Raw raw;
  add_code(app, raw);
  add_explain(app, raw);
  add_act(app, raw);
  add_train(app, raw);
  try {
    app.parse(argc, argv);
    return {settled(app, raw), kAllRead};
  } catch (const CLI::ParseError& error) {
    // Help and version are errors of code 0 to CLI11.
    return {std::nullopt, app.exit(error) == 0 ? kAllRead : kNothingDone};
  }
}

}  // namespace demarche::cli
