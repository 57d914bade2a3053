// The learning side of weights.hpp: the trainer, and the packing of what it leaves behind.
//
// A perceptron's averaged weights are rationals over the number of steps. finish() keeps the numerators,
// ranks and prunes by them, and divides once, rounding, by the divisor that maps the table's great weights to
// the end of the integer range. There is no floating point anywhere.
#include <algorithm>
#include <cstdlib>

#include "weights.hpp"
#include "weights_layout.hpp"

namespace demarche::language {
namespace {

constexpr std::size_t kFill = 70;  // percent of the slots that are taken
constexpr std::size_t kLeastFill = 20;

}  // namespace

// Packs rows into buckets.
class WeightsBuilder {
 public:
  struct CellValue {
    std::uint8_t label;
    std::int32_t value;
  };

  // `fill`: percent of the slots that will be taken.
  WeightsBuilder(std::size_t classes, std::size_t slots, std::size_t fill) {
    built_.classes_ = classes;
    built_.stride_ = stride_of(classes);
    built_.range_ = slots * 100 / (Weights::kSlots * fill) + 1;
    built_.buckets_.resize(built_.range_);
  }

  void add(std::uint64_t key, std::span<const CellValue> cells) {
    std::array<std::uint8_t, Weights::kSlotBytes> slot{};
    if (built_.narrow()) {
      for (const CellValue& c : cells) {
        const auto bits = static_cast<std::uint16_t>(c.value);
        slot[std::size_t{2} * c.label] = static_cast<std::uint8_t>(bits & 0xFFU);
        slot[std::size_t{2} * c.label + 1] = static_cast<std::uint8_t>(bits >> 8U);
      }
      place(key, slot);
    } else if (cells.size() > kSparseCells) {
      add_dense_row(key, cells);
    } else {
      for (std::size_t i = 0; i < cells.size(); i += 3) place(key, pairs(cells.subspan(i)));
    }
  }

  [[nodiscard]] bool good() const { return built_.longest_run() <= kMaxRun; }
  [[nodiscard]] Weights take() { return std::move(built_); }

 private:
  using Slot = std::array<std::uint8_t, Weights::kSlotBytes>;

  static Slot pairs(std::span<const CellValue> cells) {
    Slot slot{};
    for (std::size_t i = 0; i < std::min<std::size_t>(3, cells.size()); ++i) {
      slot[2 * i] = cells[i].label;
      slot[2 * i + 1] = static_cast<std::uint8_t>(cells[i].value);
    }
    return slot;
  }

  void add_dense_row(std::uint64_t key, std::span<const CellValue> cells) {
    const std::size_t row = built_.dense_rows();
    built_.dense_.resize((row + 1) * built_.stride_);
    for (const CellValue& c : cells) {
      built_.dense_[row * built_.stride_ + c.label] = static_cast<std::int8_t>(c.value);
    }
    const auto index = static_cast<std::uint32_t>(row);
    place(key, {kDenseMark, static_cast<std::uint8_t>(index & 0xFFU),
                static_cast<std::uint8_t>(index >> 8U & 0xFFU),
                static_cast<std::uint8_t>(index >> 16U & 0xFFU), static_cast<std::uint8_t>(index >> 24U), 0});
  }

  void place(std::uint64_t key, const Slot& slot) {
    for (std::size_t b = home_of(key, built_.range_);; ++b) {
      if (b == built_.buckets_.size()) built_.buckets_.emplace_back();
      Weights::Bucket& bucket = built_.buckets_[b];
      for (std::size_t i = 0; i < Weights::kSlots; ++i) {
        if ((bucket.prints[i] & kPrintMask) != 0) continue;
        bucket.prints[i] = static_cast<std::uint16_t>(bucket.prints[i] | print_of(key));
        std::copy(slot.begin(), slot.end(),
                  bucket.payload.begin() + static_cast<std::ptrdiff_t>(slot.size() * i));
        return;
      }
      bucket.prints[0] |= kOverflow;
    }
  }

  Weights built_;
};

WeightTrainer::WeightTrainer(std::size_t classes)
    : classes_(std::clamp<std::size_t>(classes, 1, kMaxClasses)) {
  table_.resize(1U << 12U);
}

std::size_t WeightTrainer::slot_of(std::uint64_t key) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(key >> 20U) & mask;
  while (table_[slot].count != 0 && table_[slot].key != key) slot = (slot + 1) & mask;
  return slot;
}

void WeightTrainer::score(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const {
  std::fill_n(out.begin(), classes_, 0);
#if defined(__GNUC__)
  const std::size_t mask = table_.size() - 1;
  for (const std::uint64_t key : features)
    __builtin_prefetch(&table_[static_cast<std::size_t>(key >> 20U) & mask]);
#endif
  for (const std::uint64_t key : features) {
    const Row& row = table_[slot_of(key)];
    for (std::uint32_t i = row.first; i < row.first + row.count; ++i)
      out[cells_[i].label] += cells_[i].weight;
  }
}

void WeightTrainer::update(std::span<const std::uint64_t> features, std::size_t good, std::size_t bad) {
  for (const std::uint64_t key : features) {
    add(key, good, 1);
    add(key, bad, -1);
  }
}

void WeightTrainer::add(std::uint64_t key, std::size_t label, std::int32_t change) {
  if (used_ * 3 > table_.size() * 2) grow_table();
  Row& row = table_[slot_of(key)];
  if (row.count == 0) {
    row = {key, 0, 0, 0};
    ++used_;
  }
  const auto begin = cells_.begin() + row.first;
  const auto found = std::find_if(begin, begin + row.count, [&](const Cell& c) { return c.label == label; });
  auto at = static_cast<std::uint32_t>(found - cells_.begin());
  if (found == begin + row.count) {
    if (row.count == row.room) grow_row(row);
    at = row.first + row.count++;
    cells_[at] = {static_cast<std::uint32_t>(label), 0, 0};
  }
  cells_[at].weight += change;
  cells_[at].moment += change * steps_;
}

void WeightTrainer::grow_table() {
  std::vector<Row> old(table_.size() * 2);
  old.swap(table_);
  for (const Row& row : old) {
    if (row.count != 0) table_[slot_of(row.key)] = row;
  }
}

// The old cells are left behind: the waste is bounded by the doubling.
void WeightTrainer::grow_row(Row& row) {
  const auto first = static_cast<std::uint32_t>(cells_.size());
  const auto room = static_cast<std::uint16_t>(row.room == 0 ? 2 : row.room * 2);
  cells_.resize(cells_.size() + room);
  std::copy_n(cells_.begin() + row.first, row.count, cells_.begin() + first);
  row.first = first;
  row.room = room;
}

namespace {

// A kept row of the trainer: the numerators of its averaged weights.
struct Survivor {
  std::uint64_t key = 0;
  std::int64_t greatest = 0;
  std::vector<std::pair<std::uint8_t, std::int64_t>> cells;
};

void keep_greatest(std::vector<Survivor>& rows, std::size_t limit) {
  std::sort(rows.begin(), rows.end(), [](const Survivor& a, const Survivor& b) {
    return a.greatest != b.greatest ? a.greatest > b.greatest : a.key < b.key;
  });
  if (limit != 0 && rows.size() > limit) rows.resize(limit);
}

// What to divide by so that the great weights reach `limit`. In wide tables the few greatest of all (one cell
// in 2,000) are cut off at the limit rather than coarsen all the others.
std::int64_t divisor_for(const std::vector<Survivor>& rows, std::int64_t limit, bool cut_greatest) {
  std::vector<std::int64_t> sizes;
  for (const Survivor& row : rows) {
    for (const auto& [label, value] : row.cells) sizes.push_back(std::abs(value));
  }
  if (sizes.empty()) return 1;
  std::sort(sizes.begin(), sizes.end());
  const std::size_t cut = cut_greatest ? sizes.size() / 2000 : 0;
  return std::max<std::int64_t>(1, (sizes[sizes.size() - 1 - cut] + limit - 1) / limit);
}

std::int32_t quantise(std::int64_t value, std::int64_t divisor, std::int64_t limit) {
  const std::int64_t size = std::min(limit, (std::abs(value) + divisor / 2) / divisor);
  return static_cast<std::int32_t>(value < 0 ? -size : size);
}

Weights pack(std::size_t classes, std::vector<Survivor>& rows, std::int64_t divisor, std::int64_t limit) {
  std::vector<std::vector<WeightsBuilder::CellValue>> packed(rows.size());
  std::size_t slots = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::sort(rows[r].cells.begin(), rows[r].cells.end());
    for (const auto& [label, value] : rows[r].cells) {
      const std::int32_t small = quantise(value, divisor, limit);
      if (small != 0) packed[r].push_back({label, small});
    }
    slots += classes <= 3 || packed[r].size() > kSparseCells ? 1 : (packed[r].size() + 2) / 3;
  }
  // Where chance crowds the buckets more room is given; the file keeps used slots only and hardly grows.
  for (std::size_t fill = kFill;; fill -= 5) {
    WeightsBuilder builder(classes, slots, fill);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!packed[r].empty()) builder.add(rows[r].key, packed[r]);
    }
    if (builder.good() || fill <= kLeastFill) return builder.take();
  }
}

}  // namespace

std::int64_t WeightTrainer::averaged(const Cell& cell) const {
  return cell.weight * steps_ - cell.moment;
}

Weights WeightTrainer::finish(const FinishOptions& options) const {
  const bool narrow = classes_ <= 3;
  const std::int64_t limit = narrow ? 32767 : 127;
  std::vector<Survivor> rows;
  for (const Row& row : table_) {
    Survivor kept{row.key, 0, {}};
    for (std::uint32_t i = row.first; i < row.first + row.count; ++i) {
      const std::int64_t value = averaged(cells_[i]);
      const std::int64_t size = std::abs(value);
      kept.greatest = std::max(kept.greatest, size);
      if (value == 0 || (!narrow && size * 1000 < options.min_cell_permille * steps_)) continue;
      kept.cells.emplace_back(static_cast<std::uint8_t>(cells_[i].label), value);
    }
    if (!kept.cells.empty() && kept.greatest * 1000 >= options.min_row_permille * steps_) {
      rows.push_back(std::move(kept));
    }
  }
  keep_greatest(rows, options.max_rows);
  return pack(classes_, rows, divisor_for(rows, limit, !narrow), limit);
}

}  // namespace demarche::language
