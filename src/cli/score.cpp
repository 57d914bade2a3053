#include "score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <demarche/formats/gold.hpp>
#include <demarche/formats/move_reader.hpp>

#include "engine.hpp"
#include "output.hpp"
#include "run.hpp"
#include "say.hpp"
#include "score_report.hpp"

namespace demarche::cli {
namespace {

struct Coded {
  scoring::Answers answers;
  std::size_t skipped = 0;  // lines that could not be read
};

Result<Coded> read_coded(const ScoreOptions& options, const std::vector<GoldDocument>& gold) {
  auto read = read_moves(options.moves);
  if (!read) return tl::unexpected(std::move(read.error()));
  for (const Error& error : read->skipped) complain(error);
  std::erase_if(read->moves, [&](const Move& move) { return move.confidence < options.min_confidence; });
  return Coded{scoring::place(gold, read->moves), read->skipped.size()};
}

Result<Coded> read_other(const ScoreOptions& options, const std::vector<GoldDocument>& gold) {
  const auto other = read_gold(options.sheets, options.other, Strangers::Ignore);
  if (!other) return tl::unexpected(other.error());
  return Coded{scoring::answers_of(gold, *other), 0};
}

Result<Coded> code_sheets(const ScoreOptions& options, const std::vector<GoldDocument>& gold) {
  const auto engine = load_engine(options.folders, {options.min_confidence});
  if (!engine) return tl::unexpected(engine.error());
  const auto scratch = engine->coder.scratch();
  std::vector<Move> moves;
  for (const GoldDocument& document : gold) {
    auto coded = engine->coder.code(document.document, *scratch);
    std::move(coded.begin(), coded.end(), std::back_inserter(moves));
  }
  return Coded{scoring::place(gold, moves), 0};
}

Result<Coded> find_coded(const ScoreOptions& options, const std::vector<GoldDocument>& gold) {
  if (!options.moves.empty()) return read_coded(options, gold);
  return options.other.empty() ? code_sheets(options, gold) : read_other(options, gold);
}

// Refers into the gold and the answers.
ScoreReport make_report(const ScoreOptions& options, const std::vector<GoldDocument>& gold,
                        const scoring::Answers& answers) {
  const auto matched = scoring::match(gold, answers);
  ScoreReport out;
  out.score = scoring::score_of(matched);
  out.outside = answers.outside;
  out.elsewhere = answers.elsewhere;
  out.by = options.by;
  if (const auto grouping = scoring::parse_grouping(options.by))
    out.groups = scoring::groups_of(matched, *grouping);
  if (options.confusions) out.confusions = scoring::confusions_of(matched);
  out.misses = scoring::misses_of(matched);
  out.all_misses = out.misses.size();
  out.misses.resize(std::min(out.misses.size(), options.misses));
  return out;
}

// The number of lines that were skipped.
Result<std::size_t> score(const ScoreOptions& options) {
  const auto gold = read_gold(options.sheets, options.gold, Strangers::Ignore);
  if (!gold) return tl::unexpected(gold.error());
  if (gold->empty()) return fail(ErrorKind::Malformed, options.gold, "annotates no document of the sheets");
  const auto coded = find_coded(options, *gold);
  if (!coded) return tl::unexpected(coded.error());
  const ScoreReport report = make_report(options, *gold, coded->answers);
  auto output = Output::open("");
  if (!output) return tl::unexpected(output.error());
  output->write(options.format == OutputFormat::JsonLines ? score_lines(report) : score_table(report));
  const auto written = output->commit();
  if (!written && !output->reader_gone()) return tl::unexpected(written.error());
  return coded->skipped;
}

}  // namespace

int run_score(const ScoreOptions& options) {
  const auto skipped = score(options);
  if (!skipped) {
    complain(skipped.error());
    return kNothingDone;
  }
  if (*skipped == 0) return kAllRead;
  say(fmt::format("{} lines of moves skipped", *skipped));
  return kSomeSkipped;
}

}  // namespace demarche::cli
