// The command line, read into plain structs; nothing else in the program knows how it was written.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <demarche/base/instant.hpp>
#include <demarche/formats/read_options.hpp>

#include "common_options.hpp"
#include "query_options.hpp"

namespace demarche::cli {

struct CodeOptions {
  Folders folders;
  std::vector<std::string> inputs;  // never empty; "-" is standard input
  ReadOptions reading;
  OutputFormat format = OutputFormat::Auto;
  std::string output;  // empty: standard output
  unsigned threads = 1;
  double min_confidence = -1.0;  // negative: the threshold of the model
  std::string scale;             // of data/acts.tsv; empty: the first
  ColorChoice color = ColorChoice::Auto;
};

struct ExplainOptions {
  Folders folders;
  std::vector<std::string> inputs;
  ReadOptions reading;
  bool all = false;  // also what was not believed
  ColorChoice color = ColorChoice::Auto;
};

struct ActOptions {
  Folders folders;
  std::vector<std::string> inputs;  // never empty; "-" is standard input
  std::string output;               // empty: standard output
  bool why = false;                 // also what decided
  unsigned threads = 1;
  bool roots = false;  // also the set of CAMEO roots
};

struct AttributionsOptions {
  Folders folders;
  std::vector<std::string> inputs;
  ReadOptions reading;
};

// What counts as the moment at which a document was first seen.
enum class Seen { Published, Now, At };

struct RecordOptions {
  Folders folders;
  std::vector<std::string> inputs;
  ReadOptions reading;
  std::string database;
  unsigned threads = 1;
  Seen seen = Seen::Published;
  Instant seen_at;  // where seen is At
};

struct VerifyOptions {
  Folders folders;
  std::string database;
  std::string dump;  // file for the whole record; empty: none
};

// `demarche train` without --coder: the English chain.
struct TrainOptions {
  Folders folders;  // models: what --evaluate measures
  std::vector<std::string> treebanks;
  std::vector<std::string> entities;
  std::vector<std::string> unlabelled;
  std::string irregular;
  std::string silver;  // trees that a teacher gave to unlabelled sentences
  std::string output;
  bool sample = false;  // instead of training: write sentences for the teacher
  bool all_genres = false;
  bool evaluate = false;  // measure on the treebanks and entities instead of training on them
};

// `demarche train --coder`: the confidence of moves.
struct TrainCoderOptions {
  Folders folders;
  std::vector<std::string> sheets;
  std::vector<std::string> gold;  // as many as sheets, in the same order
  std::string words;              // word classes that go into the model
  std::string output;
  bool blend = false;    // instead of training: weigh frames and network on the sheets
  bool gate = false;     // instead of training: teach the gate what the models find in the sheets
  std::string examples;  // instead of training: write what the reader network learns from
};

// `demarche train --act`: the act on demand.
struct TrainActOptions {
  Folders folders;
  std::vector<std::string> questions;
  std::vector<std::string> lessons;  // questions that teach but are not measured
  std::vector<std::string> sheets;
  std::vector<std::string> gold;  // as many as sheets, in the same order
  std::string output;             // empty: only measure
};

// `demarche score`. Without moves and other: the documents of the sheets are coded.
struct ScoreOptions {
  Folders folders;
  std::string sheets;
  std::string gold;
  std::string moves;  // coded moves; "-" is standard input
  std::string other;  // a second annotation
  std::string by;     // act, family, topic or source; empty: no groups
  bool confusions = false;
  std::size_t misses = 0;                     // how many to list
  OutputFormat format = OutputFormat::Table;  // or JsonLines
  double min_confidence = -1.0;               // negative: all moves, or the threshold of the model
};

using Command =
    std::variant<CodeOptions, ExplainOptions, ActOptions, ScoreOptions, AttributionsOptions, RecordOptions,
                 VerifyOptions, QueryOptions, TrainOptions, TrainCoderOptions, TrainActOptions>;

struct ParsedLine {
  std::optional<Command> command;  // nullopt: all is said already (help, version, or what was wrong)
  int exit_code = 0;               // what to leave with where there is no command
};

[[nodiscard]] ParsedLine parse_command_line(int argc, const char* const* argv);

}  // namespace demarche::cli
