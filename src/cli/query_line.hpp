// The command line of the queries. Knows CLI11; included by options.cpp and query_line.cpp only.
// Thread rule: used while the command line is read, by one thread.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "query_options.hpp"

namespace demarche::cli {

// What CLI11 fills before it is checked and put into its final form.
struct RawQuery {
  QueryOptions options;
  std::string as_of;
  std::string since;
  std::string between;
  std::string issue;
  std::string act;
  std::string format = "auto";
  std::string color = "auto";
};

void add_queries(CLI::App& parent, RawQuery& raw);
// nullopt where the command is none of them. Throws CLI::ValidationError, as CLI11 does.
[[nodiscard]] std::optional<QueryOptions> settled_query(const CLI::App& parent, const RawQuery& raw);

// Shared with options.cpp.
void add_choice(CLI::App& app, const std::string& name, std::string& value,
                const std::vector<std::string>& choices, const std::string& type);
[[nodiscard]] OutputFormat output_format(std::string_view name);
[[nodiscard]] ColorChoice color_choice(std::string_view name);

}  // namespace demarche::cli
