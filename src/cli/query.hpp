// Commands that ask the record: opens it, folds it, prints the answer.
// Thread rule: one call at a time.
#pragma once

#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

#include "query_options.hpp"

namespace demarche::cli {

// Knowledge alone, without the models: a query reads no text.
[[nodiscard]] Result<knowledge::Knowledge> load_knowledge(const Folders& folders);
// The record as of the moment that is asked for. Errors: those of Log::open, Log::read.
[[nodiscard]] Result<record::State> load_state(const QueryOptions& options,
                                               const knowledge::Knowledge& knowledge);

// `options.format`, where it is left to the program: a table on a terminal, CSV into a file that ends in
// .csv, else JSON Lines.
[[nodiscard]] OutputFormat settled_format(const QueryOptions& options);
// Writes to where `options` says. The exit code.
[[nodiscard]] int write_answer(const QueryOptions& options, std::string_view text);

[[nodiscard]] int run_query(const QueryOptions& options);

}  // namespace demarche::cli
