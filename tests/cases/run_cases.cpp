// demarche_cases DIR|FILE...: codes the articles of all case files and compares (README.md beside this file).
//
// One line a failing case, a summary at the end. Exit status: 0 all pass, 1 a case fails, 2 a case file or
// the data cannot be read.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <demarche/base/io.hpp>
#include <demarche/coding/coder.hpp>

#include "case_file.hpp"
#include "compare.hpp"

namespace {

using namespace demarche;
namespace fs = std::filesystem;

struct Totals {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t gaps = 0;
  std::size_t closed = 0;
};

std::size_t all_of(const Totals& t) {
  return t.passed + t.failed + t.gaps;
}

Result<std::vector<std::string>> case_files(int argc, char** argv) {
  std::vector<std::string> out;
  for (int i = 1; i < argc; ++i) {
    std::error_code error;
    if (!fs::is_directory(argv[i], error)) {
      out.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i], error)) {
      if (entry.path().extension() == ".case") out.push_back(entry.path().string());
    }
  }
  std::sort(out.begin(), out.end());
  if (out.empty()) return fail(ErrorKind::Usage, "", "usage: demarche_cases DIR|FILE...");
  return out;
}

Result<std::vector<cases::Case>> read_cases(const std::vector<std::string>& files) {
  std::vector<cases::Case> out;
  for (const std::string& file : files) {
    const auto text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    auto part = cases::parse_cases(*text, file);
    if (!part) return tl::unexpected(part.error());
    for (cases::Case& one : *part) out.push_back(std::move(one));
  }
  return out;
}

void run_case(const cases::Case& one, const coding::Coder& coder, coding::Coder::Scratch& scratch,
              Totals& totals) {
  const cases::Verdict verdict = cases::compare(one, coder.code(one.document, scratch));
  if (verdict.problems.empty()) {
    ++totals.passed;
    if (!one.gap.empty()) {
      ++totals.closed;
      fmt::print("{}: {}: gap closed, remove its line gap:\n", one.where, one.name);
    }
  } else if (!one.gap.empty()) {
    ++totals.gaps;
  } else {
    ++totals.failed;
    fmt::print("{}: {}: {}\n", one.where, one.name, fmt::join(verdict.problems, "; "));
  }
  totals.gaps += verdict.known_gaps - verdict.closed_gaps.size();
  totals.closed += verdict.closed_gaps.size();
  for (const std::string& line : verdict.closed_gaps) {
    fmt::print("{}: {}: gap closed, remove its ~: {}\n", one.where, one.name, line);
  }
}

Result<Totals> run(int argc, char** argv) {
  const auto files = case_files(argc, argv);
  if (!files) return tl::unexpected(files.error());
  const auto all = read_cases(*files);
  if (!all) return tl::unexpected(all.error());
  const auto knowledge = knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  if (!knowledge) return tl::unexpected(knowledge.error());
  const auto chain = language::Chain::load(DEMARCHE_MODELS_DIR);
  if (!chain) return tl::unexpected(chain.error());
  const auto coder = coding::Coder::load(*knowledge, *chain, DEMARCHE_MODELS_DIR);
  if (!coder) return tl::unexpected(coder.error());
  const auto scratch = coder->scratch();
  Totals totals;
  for (const cases::Case& one : *all) run_case(one, *coder, *scratch, totals);
  return totals;
}

}  // namespace

int main(int argc, char** argv) {
  const auto totals = run(argc, argv);
  if (!totals) {
    fmt::print(stderr, "demarche_cases: {}\n", totals.error().message());
    return 2;
  }
  fmt::print("{} cases: {} passed, {} failed; {} known gaps, {} gaps closed\n", all_of(*totals),
             totals->passed, totals->failed, totals->gaps, totals->closed);
  return totals->failed == 0 ? 0 : 1;
}
