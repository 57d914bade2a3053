// Measures the chain against treebanks and entity files, with the definitions of the CoNLL 2018 shared task.
//
// Two differences, both because the chain leaves them out: lemmas are compared in lower case, and there is no
// score for surface tokens, since the chain's tokens are the words of the treebank ("do" + "n't"). Thread
// rule: free functions without state.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <demarche/base/result.hpp>

namespace demarche::language {

struct Score {
  std::size_t gold = 0;
  std::size_t system = 0;
  std::size_t correct = 0;

  [[nodiscard]] double precision() const { return percent(correct, system); }
  [[nodiscard]] double recall() const { return percent(correct, gold); }
  [[nodiscard]] double f1() const { return percent(2 * correct, gold + system); }
  Score& operator+=(const Score& other);

 private:
  static double percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  }
};

struct TreeScores {
  Score words;
  Score sentences;
  Score upos;
  Score xpos;
  Score lemmas;
  Score uas;
  Score las;  // relations without their subtypes, as CoNLL 2018 has it
  TreeScores& operator+=(const TreeScores& other);
};

struct TreeRow {
  std::string
      name;  // file, and "/genre" for a part of it; "/press" is news, interview, speech, weblog, newsgroup
  TreeScores gold_words;  // the treebank's sentences and words, everything else predicted
  TreeScores raw;         // everything from raw text, a document at a time
  TreeScores careless;    // gold words, but without capitals, punctuation and digits
};

struct EntityRow {
  std::string name;
  Score all;
  Score person;
  Score organisation;
  Score place;
};

struct EvaluationOptions {
  std::filesystem::path models;                  // folder or file
  std::vector<std::filesystem::path> treebanks;  // CoNLL-U
  std::vector<std::filesystem::path> entities;  // IOB2; exact match of span and kind on the words of the file
};

struct EvaluationReport {
  std::vector<TreeRow> trees;
  std::vector<EntityRow> entities;
};

[[nodiscard]] Result<EvaluationReport> evaluate(const EvaluationOptions& options);

// A table for people.
[[nodiscard]] std::string to_text(const EvaluationReport& report);

}  // namespace demarche::language
