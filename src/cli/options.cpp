// With query_line.cpp the only file that knows CLI11, which takes seconds to compile. Two of its habits
// matter here: its own exit codes are replaced by ours, and with at most one subcommand required a file may
// be named like a command.
#include "options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

#include "query_line.hpp"
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
  demarche record news.jsonl --db talks.db      keep them, with who said what first
  demarche explain article.txt                  why each move came out as it did
  demarche act questions.jsonl                  one act for each sentence with a source and a target
  demarche attributions article.txt             who is said to say what
  demarche COMMAND --help                       options and examples of a command

Exit status: 0 all was read, 1 something was skipped, 2 nothing could be done.)";
constexpr const char* kCodeExamples = R"(Examples:
  demarche code article.txt
  demarche code archive/ --output moves.csv
  demarche code news.csv.gz --map title=Headline,text=Body,published=Date --format jsonl
  curl -s https://example.org/feed.jsonl | demarche code --source Example --published 2018-04-05
  demarche code news.jsonl --min-confidence 0.8 --threads 4 > moves.jsonl
  demarche code news.jsonl --scale quad > moves.jsonl

Without --format: a table on a terminal, CSV into a file that ends in .csv, else JSON Lines.
Moves come out in the order of the articles, whatever the number of threads.)";
constexpr const char* kRecordExamples = R"(Examples:
  demarche record archive/ --db talks.db        what is known already is passed over; run it again at any time
  demarche record day.jsonl.gz --db talks.db --threads 4
  tail -f feed.jsonl | demarche record - --db talks.db --seen now

--seen says when a document reached you, and so from when on the record may use it: the later of that and its date.
  published  on its own date: for archives (a date without a time: at the end of that day)
  now        when it is read: for live feeds; nothing is known before it came in
  INSTANT    e.g. 2019-05-10 or 2019-05-10T08:00Z: for a batch that you received then
Documents without a date count as seen now, except with INSTANT.)";
constexpr const char* kVerifyExamples = R"(Examples:
  demarche verify --db talks.db
  demarche verify --db talks.db --dump talks.jsonl   every document, mention, event, measure and contest

Exit status: 0 all agrees, 1 something differs or could not be compared, 2 nothing could be checked.)";
constexpr const char* kExplainExamples = R"(Examples:
  demarche explain article.txt
  demarche explain article.txt --all            also what was not believed and what was not looked at
  echo "China rejects U.S. demands" | demarche explain -)";
constexpr const char* kActExamples = R"(Examples:
  demarche act questions.jsonl > acts.jsonl
  demarche act questions.jsonl --why            also the words taken for both sides, and what decided
  echo '{"id":"1","sentence":"China bans U.S. poultry.","source_text":"China","target_text":"U.S."}' | demarche act

A question: {"id","sentence","source_text","target_text"}; the two texts may also stand inside "events":[{...}].
An answer: {"id","act","plover","cameo","confidence"}, one a line, in the order of the questions.)";
constexpr const char* kScoreExamples = R"(Examples:
  demarche score --sheets dev.docs.jsonl --gold dev.gold.jsonl --by act --confusions
  demarche code dev.jsonl | demarche score --sheets dev.docs.jsonl --gold dev.gold.jsonl --moves -
  demarche score --sheets dev.docs.jsonl --gold dev.gold.jsonl --moves moves.jsonl --misses 40
  demarche score --sheets dev.docs.jsonl --gold first.jsonl --other second.jsonl

Without --moves and --other the sentences of the sheets are coded with the models at hand. A person's
annotation in the place of --other measures the agreement of two annotators by the same rule.)";
constexpr const char* kAttributionsExamples = R"(Examples:
  demarche attributions article.txt
  demarche attributions news.jsonl > attributions.jsonl
  echo "Tariffs will rise, the ministry said" | demarche attributions -

One JSON object for each attribution: source, its head, cue, content (offsets in code points), depth in the chain.)";
constexpr const char* kTrainExamples = R"(Examples:
  demarche train --output models/english.model --treebank en_ewt-ud-train.conllu en_gum-ud-train.conllu \
                 --entities en_ewt-ud-train.iob2 --unlabelled news.jsonl
  demarche train --evaluate --treebank en_ewt-ud-test.conllu --entities en_ewt-ud-test.iob2
  demarche train --coder --sheets train.docs.jsonl --gold train.gold.jsonl \
                 --words data/annotations/words.tsv --output models/coder.model
  demarche train --act --questions labelled.jsonl --lessons data/annotations/lessons.jsonl \
                 --sheets train.docs.jsonl --gold train.gold.jsonl --output models/act.model
  demarche train --act --evaluate --questions labelled.jsonl)";

// What CLI11 fills before it is checked and put into its final form.
struct Raw {
  CodeOptions code;
  ExplainOptions explain;
  ActOptions act;
  ScoreOptions score;
  AttributionsOptions attributions;
  TrainOptions train;
  TrainCoderOptions train_coder;
  TrainActOptions train_act;
  RawQuery query;
  RecordOptions record;
  VerifyOptions verify;
  std::string seen = "published";
  std::string map;
  std::string input_format = "auto";
  std::string format = "auto";
  std::string score_format = "table";
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
  app.add_option("--scale", o.scale, "Weigh acts on this scale of data/acts.tsv (default: goldstein)")
      ->type_name("NAME");
  add_reading(app, raw, o.reading);
  add_color(app, raw);
  add_folders(app, o.folders);
}

void add_database(CLI::App& app, std::string& database, const std::string& what) {
  app.add_option("--db", database, what)->required()->type_name("FILE");
}

void add_record(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("record", "Take articles and their moves into a record");
  app.footer(kRecordExamples);
  RecordOptions& o = raw.record;
  o.threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  app.add_option("FILES", o.inputs, "As for code; - or none: standard input")->type_name("");
  add_database(app, o.database, "The record, one file; made where there is none");
  app.add_option("--threads", o.threads, "Threads that code, 1 to 256 (default: as many as the machine has)")
      ->check(between(1U, kMaxThreads))
      ->type_name("N");
  app.add_option("--seen", raw.seen, "When the articles were first seen: published, now or a moment")
      ->type_name("WHEN");
  add_reading(app, raw, o.reading);
  add_folders(app, o.folders);
}

void add_verify(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("verify", "Check that a record is whole and unchanged");
  app.footer(kVerifyExamples);
  add_database(app, raw.verify.database, "The record");
  app.add_option("--dump", raw.verify.dump, "Write the whole record there, one JSON object a line")
      ->type_name("FILE");
  add_folders(app, raw.verify.folders);
}

void add_explain(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("explain", "Show why the moves of an article came out as they did");
  app.footer(kExplainExamples);
  ExplainOptions& o = raw.explain;
  app.add_option("FILES", o.inputs, "As for code; - or none: standard input")->type_name("");
  app.add_flag("--all", o.all, "Also the moves that were not believed and the sentences that were left out");
  add_reading(app, raw, o.reading);
  add_color(app, raw);
  add_folders(app, o.folders);
}

void add_act(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("act", "Say what a source does to a target in a sentence");
  app.footer(kActExamples);
  ActOptions& o = raw.act;
  app.add_option("FILES", o.inputs, "Questions as JSON Lines, or gzip of these; - or none: standard input")
      ->type_name("");
  app.add_option("--output", o.output, "Write to this file, which appears when all is done")
      ->type_name("FILE");
  o.threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  app.add_option("--threads", o.threads,
                 "Threads that answer, 1 to 256 (default: as many as the machine has)")
      ->check(between(1U, kMaxThreads))
      ->type_name("N");
  app.add_flag("--why", o.why, "Also what was taken for source and target, the runner-up and what decided");
  app.add_flag("--roots", o.roots, "Also every CAMEO root that the sentence may tell");
  add_folders(app, o.folders);
}

void add_score(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("score", "Measure moves against annotated ones");
  app.footer(kScoreExamples);
  ScoreOptions& o = raw.score;
  app.add_option("--sheets", o.sheets, "Documents with numbered sentences")->required()->type_name("FILE");
  app.add_option("--gold", o.gold, "The moves annotated in them")->required()->type_name("FILE");
  auto* moves = app.add_option("--moves", o.moves, "Coded moves, as code prints them; - is standard input");
  auto* other = app.add_option("--other", o.other, "A second annotation, in the form of the gold");
  moves->type_name("FILE")->excludes(other);
  other->type_name("FILE");
  app.add_flag("--confusions", o.confusions, "Which act was taken for which; wrong parties by kind");
  add_choice(app, "--by", o.by, {"act", "family", "topic", "source"}, "GROUP");
  app.add_option("--misses", o.misses, "List so many of the misses and extras")->type_name("N");
  add_choice(app, "--format", raw.score_format, {"table", "jsonl"}, "FORMAT");
  app.add_option(
         "--min-confidence", o.min_confidence,
         "Count only moves of at least this, 0 to 1 (default: all of --moves, else what the model says)")
      ->check(between(0.0, 1.0))
      ->type_name("P")
      ->excludes(other);
  add_folders(app, o.folders);
}

void add_attributions(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("attributions", "Print who is said to say what, as JSON Lines");
  app.footer(kAttributionsExamples);
  AttributionsOptions& o = raw.attributions;
  app.add_option("FILES", o.inputs, "As for code; - or none: standard input")->type_name("");
  add_reading(app, raw, o.reading);
  add_folders(app, o.folders);
}

// What belongs to the English chain alone.
std::vector<CLI::Option*> add_train_chain(CLI::App& app, TrainOptions& o) {
  auto* treebank = app.add_option("--treebank", o.treebanks, "Trees in CoNLL-U");
  auto* entities =
      app.add_option("--entities", o.entities, "Entities in IOB2, over sentences of the treebanks");
  auto* unlabelled = app.add_option("--unlabelled", o.unlabelled, "Articles, in any format that code reads");
  auto* genres =
      app.add_flag("--all-genres", o.all_genres, "Also the genres of GUM with a non-commercial licence");
  auto* irregular = app.add_option("--irregular", o.irregular,
                                   "Irregular verbs: base, past, participle, with tabs between");
  auto* silver = app.add_option("--silver", o.silver, "Trees that a teacher gave to unlabelled sentences");
  auto* sample =
      app.add_flag("--sample", o.sample,
                   "Write sentences of the unlabelled texts in CoNLL-U, for a teacher, and train nothing");
  for (CLI::Option* file : {treebank, entities, unlabelled, irregular, silver}) file->type_name("FILE");
  for (CLI::Option* untouched : {treebank, entities, irregular, silver, genres}) sample->excludes(untouched);
  app.add_flag("--evaluate", o.evaluate,
               "Measure the model on the treebanks and entities instead of training on them")
      ->excludes(sample);
  return {treebank, entities, unlabelled, irregular, silver, sample, genres};
}

void add_train_coder(CLI::App& app, TrainCoderOptions& o, CLI::Option* coder) {
  app.add_option("--sheets", o.sheets, "With --coder or --act: sheets of sentences")->type_name("FILE");
  app.add_option("--gold", o.gold, "With --coder or --act: moves annotated in the sheets, in the same order")
      ->type_name("FILE");
  app.add_flag("--blend", o.blend,
               "With --coder: weigh frames and reader network on sheets that neither has seen")
      ->needs(coder);
  app.add_flag("--gate", o.gate,
               "With --coder: teach the gate in which sentences of the sheets the models find a move")
      ->needs(coder)
      ->excludes("--blend");
  app.add_option("--examples", o.examples,
                 "With --coder: write the sentences as scripts/train-reader.py wants them, and train nothing")
      ->type_name("FILE")
      ->needs(coder);
  app.add_option("--words", o.words, "With --coder: word classes (data/annotations/words.tsv)")
      ->type_name("FILE")
      ->needs(coder);
}

void add_train_act(CLI::App& app, TrainActOptions& o, CLI::Option* act) {
  app.add_option("--questions", o.questions, "With --act: questions with \"plover\" or \"cameo\"")
      ->type_name("FILE")
      ->needs(act);
  app.add_option("--lessons", o.lessons, "With --act: questions that teach but are not measured")
      ->type_name("FILE")
      ->needs(act);
}

void add_train(CLI::App& parent, Raw& raw) {
  CLI::App& app = *parent.add_subcommand("train", "Train the models, or measure them");
  app.footer(kTrainExamples);
  app.add_option("--output", raw.train.output, "The model file to write")->type_name("FILE");
  const std::vector<CLI::Option*> of_the_chain = add_train_chain(app, raw.train);
  auto* coder =
      app.add_flag("--coder", raw.coder, "Train the confidence of moves instead of the English chain");
  auto* act =
      app.add_flag("--act", raw.acts, "Train the act on demand instead; with --evaluate only cross-validate");
  act->excludes(coder);
  // What would be passed over in silence is an error: whoever writes it expects that it does something.
  for (CLI::Option* option : of_the_chain) option->excludes(act)->excludes(coder);
  add_train_act(app, raw.train_act, act);
  add_train_coder(app, raw.train_coder, coder);
  add_folders(app, raw.train.folders);
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

Command train_act_command(Raw& raw) {
  TrainActOptions& o = raw.train_act;
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
    if (o.examples.empty() && raw.train.output.empty())
      throw CLI::ValidationError("--coder", "needs --output");
    if (o.examples.empty() && o.words.empty() && !o.blend && !o.gate)
      throw CLI::ValidationError("--coder", "needs --words, or --blend or --gate");
    o.output = raw.train.output;
    o.folders = raw.train.folders;
    return o;
  }
  const TrainOptions& o = raw.train;
  if (!raw.train_coder.sheets.empty() || !raw.train_coder.gold.empty()) {
    throw CLI::ValidationError("--sheets and --gold belong to --coder and --act");
  }
  if (o.sample) {
    if (o.unlabelled.empty() || o.output.empty())
      throw CLI::ValidationError("--sample", "needs --unlabelled and --output");
    return o;
  }
  if (o.treebanks.empty() && !(o.evaluate && !o.entities.empty())) {
    throw CLI::ValidationError("--treebank is needed (or --coder, --sheets and --gold)");
  }
  if (o.output.empty() != o.evaluate)
    throw CLI::ValidationError("--output trains, --evaluate measures: one of them");
  return o;
}

RecordOptions record_command(Raw& raw) {
  RecordOptions& o = raw.record;
  settle_inputs(o.inputs);
  settle_reading(raw, o.reading);
  if (raw.seen == "now") {
    o.seen = Seen::Now;
  } else if (raw.seen != "published") {
    const auto at = Instant::parse(raw.seen, true);
    if (!at) {
      throw CLI::ValidationError("--seen",
                                 "published, now or a moment like 2019-05-10T08:00Z, not " + raw.seen);
    }
    o.seen = Seen::At;
    o.seen_at = *at;
  }
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
  if (app.got_subcommand("score")) {
    raw.score.format = output_format(raw.score_format);
    return raw.score;
  }
  if (app.got_subcommand("attributions")) {
    settle_inputs(raw.attributions.inputs);
    settle_reading(raw, raw.attributions.reading);
    return raw.attributions;
  }
  if (auto query = settled_query(app, raw.query)) return *query;
  if (app.got_subcommand("record")) return record_command(raw);
  if (app.got_subcommand("verify")) return raw.verify;
  return train_command(raw);
}

}  // namespace

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

OutputFormat output_format(std::string_view name) {
  if (name == "jsonl") return OutputFormat::JsonLines;
  if (name == "csv") return OutputFormat::Csv;
  return name == "table" ? OutputFormat::Table : OutputFormat::Auto;
}

ColorChoice color_choice(std::string_view name) {
  if (name == "always") return ColorChoice::Always;
  return name == "never" ? ColorChoice::Never : ColorChoice::Auto;
}

ParsedLine parse_command_line(int argc, const char* const* argv) {
  CLI::App app(kAbout, "demarche");
  app.footer(kExamples);
  app.set_version_flag("--version", "demarche " DEMARCHE_VERSION);
  app.require_subcommand(1, 1);
  Raw raw;
  add_code(app, raw);
  add_record(app, raw);
  add_verify(app, raw);
  add_explain(app, raw);
  add_act(app, raw);
  add_score(app, raw);
  add_attributions(app, raw);
  add_queries(app, raw.query);
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
