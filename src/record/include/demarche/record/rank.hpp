// What a reader should see first, and what was said before. Numbers from 0 to 1, each with its own meaning,
// so that they can be shown beside their product; what goes into them stands in data/brief_weights.tsv.
// Thread rule: pure functions.
#pragma once

#include <vector>

#include <demarche/base/instant.hpp>
#include <demarche/base/move.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

namespace demarche::record {

struct Rank {
  double consequence =
      0.0;  // |Goldstein weight of the act| / 10, less where it is planned, possible, denied or vague
  double novelty =
      0.0;  // of the newest thing that was told of it in the window, by its Relation; less for long ago
  double sourcing = 0.0;  // 1 - (1 - source)^n for n distinct origins
  [[nodiscard]] double score() const { return consequence * novelty * sourcing; }
};

struct News {
  Index event = 0;
  Index mention = 0;  // the one that brought what is newest
  bool past = false;  // dated long before the window
  Rank rank;
};

// The event by what was told of it at or after `since`; `mention` is kNone where nothing was.
[[nodiscard]] News judge_news(const State& state, Index event, Instant since,
                              const knowledge::Knowledge& knowledge);
// Events of which something was told at or after `since` that is no mere repeat; the highest score first.
[[nodiscard]] std::vector<News> rank_news(const State& state, Instant since,
                                          const knowledge::Knowledge& knowledge);

// Something said again at or after `since`, at least two days after it was said first (within them a story is
// still being told). Most often repeated first.
struct Repeat {
  Index first = 0;             // mention: who said it first
  std::vector<Index> repeats;  // mentions, in order; never empty
};
[[nodiscard]] std::vector<Repeat> find_repeats(const State& state, Instant since);

// All mentions that lead back, by Mention::of, to where this one leads: in the order of becoming known, the
// first telling in front.
[[nodiscard]] std::vector<Index> trace(const State& state, Index mention);

// The first mention of the event that fits one of these moves best, by act, parties, issues and terms; kNone
// for none.
[[nodiscard]] Index find_said(const State& state, const std::vector<Move>& moves,
                              const knowledge::Knowledge& knowledge);
// The same by words, rare ones weighing more, among triggers and titles. At least half of the weight must be
// met.
[[nodiscard]] Index find_words(const State& state, std::string_view text);

}  // namespace demarche::record
