// The linear model that tagger, parser and entities share: rows of weights keyed by 64-bit feature hashes.
//
// WeightTrainer learns (averaged perceptron); Weights is what it leaves behind: immutable, pruned, quantised
// and packed for one cache line a look-up. All arithmetic is on integers, so neither compiler, vector width
// nor thread count can change a result. See weights.cpp for the layout. Thread rule: a WeightTrainer belongs
// to one thread; const members of Weights may run on any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/large_pages.hpp>
#include <demarche/base/result.hpp>

namespace demarche::language {

inline constexpr std::size_t kMaxClasses = 255;

class Weights {
 public:
  Weights() = default;  // no classes, no rows

  // Sets out[c] to the sum of the rows of `features`; out.size() >= classes(). Unknown features add nothing.
  // An absent feature is mistaken for a present one with probability of about 1 : 5,000.
  void score(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const;
  // The two halves of it, for those who know the features before they need the scores: what is asked for
  // early is there when it is looked at.
  void prefetch(std::span<const std::uint64_t> features) const;
  void score_fetched(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const;

  // Little-endian, without padding; `parse` takes its own bytes off the front of `in`. Damaged bytes give
  // Malformed, and never allocate more than a small multiple of in.size().
  void append_to(std::string& out) const;
  [[nodiscard]] static Result<Weights> parse(std::string_view& in);

  [[nodiscard]] std::size_t classes() const { return classes_; }
  [[nodiscard]] std::size_t slots_used() const;
  [[nodiscard]] std::size_t dense_rows() const { return stride_ == 0 ? 0 : dense_.size() / stride_; }

 private:
  friend class WeightsBuilder;
  static constexpr std::size_t kSlots = 8;
  static constexpr std::size_t kSlotBytes = 6;
  struct alignas(64) Bucket {
    std::array<std::uint16_t, kSlots> prints{};  // 0 = empty; top bit of prints[0] = overflow
    std::array<std::uint8_t, kSlots * kSlotBytes> payload{};
  };

  [[nodiscard]] bool narrow() const { return classes_ <= 3; }
  void score_narrow(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const;
  void score_wide(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const;
  [[nodiscard]] Result<void> parse_buckets(std::string_view& in, std::size_t buckets);
  [[nodiscard]] Result<void> check() const;
  [[nodiscard]] std::size_t longest_run() const;  // of buckets that overflow

  std::size_t classes_ = 0;
  std::size_t range_ = 0;   // home buckets; buckets_ has a few more at the end for overflow
  std::size_t stride_ = 0;  // bytes from dense row to dense row
  LargeVector<Bucket> buckets_;
  LargeVector<std::int8_t> dense_;
};

struct FinishOptions {
  // Rows whose greatest averaged weight is below this (thousandths of one update) are dropped.
  std::int32_t min_row_permille = 0;
  // Cells below this are set to zero in wide tables, which makes rows shorter.
  std::int32_t min_cell_permille = 0;
  // No more than this many rows survive, the greatest first (0 = no limit).
  std::size_t max_rows = 0;
};

class WeightTrainer {
 public:
  explicit WeightTrainer(std::size_t classes);  // 1 to kMaxClasses

  void score(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const;
  // Moves the rows of `features` by one toward `good` and away from `bad`. good != bad.
  void update(std::span<const std::uint64_t> features, std::size_t good, std::size_t bad);
  void step() { ++steps_; }  // once a decision: the clock of the averaging
  // The averaged, pruned, quantised weights. The trainer may go on afterwards.
  [[nodiscard]] Weights finish(const FinishOptions& options) const;

  [[nodiscard]] std::size_t rows() const { return used_; }
  [[nodiscard]] std::size_t classes() const { return classes_; }

 private:
  // Cells of a row lie together in cells_, with room to double. `moment` is the sum of (time * change), from
  // which finish() derives the sum over time without ever touching idle rows.
  struct Cell {
    std::uint32_t label = 0;
    std::int32_t weight = 0;
    std::int64_t moment = 0;
  };
  struct Row {
    std::uint64_t key = 0;
    std::uint32_t first = 0;
    std::uint16_t count = 0;  // 0 = free slot
    std::uint16_t room = 0;
  };

  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;
  void add(std::uint64_t key, std::size_t label, std::int32_t change);
  [[nodiscard]] std::int64_t averaged(const Cell& cell) const;  // the sum over all steps
  void grow_table();
  void grow_row(Row& row);

  std::size_t classes_;
  std::size_t used_ = 0;
  std::int64_t steps_ = 1;
  std::vector<Row> table_;
  std::vector<Cell> cells_;
};

}  // namespace demarche::language
