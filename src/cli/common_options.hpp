// What the options of several commands share. Thread rule: plain values.
#pragma once

#include <string>

namespace demarche::cli {

// Where knowledge and models lie; empty: found by the place of the program (paths.hpp).
struct Folders {
  std::string data;
  std::string models;
};

enum class OutputFormat { Auto, JsonLines, Csv, Table };
enum class ColorChoice { Auto, Always, Never };

}  // namespace demarche::cli
