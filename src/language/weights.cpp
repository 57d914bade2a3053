// Layout of Weights.
//
// A look-up must cost one cache line, so the table is an array of 64-byte buckets: eight 15-bit fingerprints
// (one SSE comparison) and eight slots of six bytes. The home bucket comes from the high bits of the feature
// hash.
//   * Narrow tables (up to 3 classes): a slot is three int16 weights.
//   * Wide tables: a slot is three (class, int8 weight) pairs, an unused pair being (0, 0). A row with more
//   cells
//     takes several slots under the same fingerprint; one with more than kSparseCells takes a single slot,
//     marked 0xFF, that gives the index of a dense row of int8.
// Slots are filled from the front. When a bucket is full its rows go on in the next one and the top bit of
// prints[0] says so; the spare buckets at the end make wrapping around unnecessary. parse() bounds the runs
// of such bits, so damaged bytes cannot make look-ups slow either.
//
// A perceptron's averaged weights are rationals over the number of steps. finish() keeps the numerators,
// ranks and prunes by them, and divides once, rounding, by the divisor that maps the table's great weights to
// the end of the integer range. There is no floating point anywhere.
#include "weights.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "dense_rows.hpp"

namespace demarche::language {
namespace {

constexpr std::uint16_t kPrintMask = 0x7FFF;
constexpr std::uint16_t kOverflow = 0x8000;
constexpr std::uint8_t kDenseMark = 0xFF;
constexpr std::size_t kSparseCells = 12;
constexpr std::size_t kMaxRun = 32;  // buckets a look-up may walk through
constexpr std::size_t kFill = 70;    // percent of the slots that are taken
constexpr std::size_t kLeastFill = 20;
constexpr std::string_view kMagic = "DWT1";

std::uint16_t print_of(std::uint64_t key) {
  const auto low = static_cast<std::uint16_t>(key & kPrintMask);
  return low == 0 ? std::uint16_t{1} : low;
}

// The home bucket: the high half of the hash scaled to [0, range).
std::size_t home_of(std::uint64_t key, std::size_t range) {
  return static_cast<std::size_t>(((key >> 32U) * static_cast<std::uint64_t>(range)) >> 32U);
}

std::size_t stride_of(std::size_t classes) {
  return (classes + 15) / 16 * 16;
}

// One bit for each slot whose fingerprint is `print`.
std::uint32_t matches(const std::array<std::uint16_t, 8>& prints, std::uint16_t print) {
#if defined(__SSE2__)
  const __m128i all = _mm_load_si128(reinterpret_cast<const __m128i*>(prints.data()));
  const __m128i masked = _mm_and_si128(all, _mm_set1_epi16(static_cast<short>(kPrintMask)));
  const __m128i equal = _mm_cmpeq_epi16(masked, _mm_set1_epi16(static_cast<short>(print)));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(equal, _mm_setzero_si128())));
#else
  std::uint32_t bits = 0;
  for (std::uint32_t i = 0; i < 8; ++i) {
    bits |= static_cast<std::uint32_t>((prints[i] & kPrintMask) == print) << i;
  }
  return bits;
#endif
}

std::int32_t int16_at(const std::uint8_t* at) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(at[0] | (at[1] << 8U)));
}

std::uint32_t uint32_at(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U |
         static_cast<std::uint32_t>(at[2]) << 16U | static_cast<std::uint32_t>(at[3]) << 24U;
}

void put_uint32(std::string& out, std::uint64_t value) {
  for (std::uint32_t shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<char>((value >> shift) & 0xFFU));
}

const std::uint8_t* bytes_of(std::string_view in) {
  return reinterpret_cast<const std::uint8_t*>(in.data());
}

// The slot of the first hit, or the last slot when there is none.
std::size_t first_slot(std::uint32_t hits) {
  return 6 * static_cast<std::size_t>(std::countr_zero(hits | 0x80U));
}

// `keep` is -1 or 0: whether there was a hit at all.
void add_pairs(const std::uint8_t* slot, std::int32_t keep, std::int32_t* out) {
  out[slot[0]] += static_cast<std::int8_t>(slot[1]) & keep;
  out[slot[2]] += static_cast<std::int8_t>(slot[3]) & keep;
  out[slot[4]] += static_cast<std::int8_t>(slot[5]) & keep;
}

}  // namespace

void Weights::score(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const {
  prefetch(features);
  score_fetched(features, out);
}

void Weights::prefetch([[maybe_unused]] std::span<const std::uint64_t> features) const {
#if defined(__GNUC__)
  if (buckets_.empty()) return;
  for (const std::uint64_t key : features) {
    const Bucket* home = &buckets_[home_of(key, range_)];
    __builtin_prefetch(home);
    // Rows of wide tables take several slots: half of their buckets overflow.
    if (!narrow()) __builtin_prefetch(home + 1);
  }
#endif
}

void Weights::score_fetched(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const {
  std::fill_n(out.begin(), classes_, 0);
  if (buckets_.empty()) return;
  if (narrow()) {
    score_narrow(features, out);
  } else {
    score_wide(features, out);
  }
}

// About half of the features miss, and nothing foretells which: a branch on it would be mispredicted all the
// time. So the first slot is always read, and masked. Further hits and overflow are rare.
void Weights::score_narrow(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const {
  std::array<std::int32_t, 3> sums{};
  for (const std::uint64_t key : features) {
    const std::uint16_t print = print_of(key);
    for (const Bucket* bucket = &buckets_[home_of(key, range_)];; ++bucket) {
      std::uint32_t hits = matches(bucket->prints, print);
      const std::int32_t keep = -static_cast<std::int32_t>(hits != 0);
      do {
        const std::uint8_t* slot = &bucket->payload[first_slot(hits)];
        sums[0] += int16_at(slot) & keep;
        sums[1] += int16_at(slot + 2) & keep;
        sums[2] += int16_at(slot + 4) & keep;
        hits &= hits - 1U;
      } while (hits != 0);
      if ((bucket->prints[0] & kOverflow) == 0) break;
    }
  }
  std::copy_n(sums.begin(), classes_, out.begin());
}

void Weights::score_wide(std::span<const std::uint64_t> features, std::span<std::int32_t> out) const {
  std::array<std::int32_t, 256> sums{};  // with places for whatever a masked slot names
  DenseRows dense(dense_.data(), stride_, sums.data());
  for (const std::uint64_t key : features) {
    const std::uint16_t print = print_of(key);
    for (const Bucket* bucket = &buckets_[home_of(key, range_)];; ++bucket) {
      std::uint32_t hits = matches(bucket->prints, print);
      const std::int32_t keep = -static_cast<std::int32_t>(hits != 0);
      do {
        const std::uint8_t* slot = &bucket->payload[first_slot(hits)];
        const bool is_dense = (slot[0] & keep) == kDenseMark;
        dense.meet(uint32_at(slot + 1), is_dense);
        add_pairs(slot, is_dense ? 0 : keep, sums.data());
        hits &= hits - 1U;
      } while (hits != 0);
      if ((bucket->prints[0] & kOverflow) == 0) break;
    }
  }
  dense.add();
  std::copy_n(sums.begin(), classes_, out.begin());
}

std::size_t Weights::slots_used() const {
  std::size_t used = 0;
  for (const Bucket& bucket : buckets_) {
    used += static_cast<std::size_t>(std::count_if(bucket.prints.begin(), bucket.prints.end(),
                                                   [](auto p) { return (p & kPrintMask) != 0; }));
  }
  return used;
}

// Magic, four sizes, a byte for each bucket (slots used, overflow bit), the used slots, the dense rows.
void Weights::append_to(std::string& out) const {
  out.append(kMagic);
  for (const std::size_t n : {classes_, range_, buckets_.size(), dense_rows()}) put_uint32(out, n);
  for (const Bucket& bucket : buckets_) {
    std::uint8_t used = 0;
    while (used < kSlots && (bucket.prints[used] & kPrintMask) != 0) ++used;
    const bool overflow = (bucket.prints[0] & kOverflow) != 0;
    out.push_back(static_cast<char>(used | (overflow ? 0x80U : 0U)));
    for (std::size_t i = 0; i < used; ++i) {
      const std::uint16_t print = bucket.prints[i] & kPrintMask;
      out.push_back(static_cast<char>(print & 0xFFU));
      out.push_back(static_cast<char>(print >> 8U));
      out.append(reinterpret_cast<const char*>(&bucket.payload[kSlotBytes * i]), kSlotBytes);
    }
  }
  for (std::size_t i = 0; i < dense_.size(); ++i) {
    if (i % stride_ < classes_) out.push_back(static_cast<char>(dense_[i]));
  }
}

Result<Weights> Weights::parse(std::string_view& in) {
  const auto bad = [](std::string what) { return fail(ErrorKind::Malformed, "weights", std::move(what)); };
  if (in.size() < 20 || in.substr(0, 4) != kMagic) return bad("this is not a table of weights");
  const std::uint8_t* head = bytes_of(in) + 4;
  Weights w;
  w.classes_ = uint32_at(head);
  w.range_ = uint32_at(head + 4);
  const std::size_t buckets = uint32_at(head + 8);
  const std::size_t rows = uint32_at(head + 12);
  in.remove_prefix(20);
  const bool empty = w.classes_ == 0;
  if (w.classes_ > kMaxClasses || empty != (buckets == 0) || (empty && rows != 0)) {
    return bad("the sizes make no sense");
  }
  if (buckets > in.size() || w.range_ > buckets || (w.range_ == 0) != (buckets == 0))
    return bad("it is cut short");
  w.stride_ = stride_of(w.classes_);
  if (auto read = w.parse_buckets(in, buckets); !read) return tl::unexpected(read.error());
  if (w.classes_ != 0 && rows > in.size() / w.classes_) return bad("the dense rows are cut short");
  w.dense_.resize(rows * w.stride_);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < w.classes_; ++c)
      w.dense_[r * w.stride_ + c] = static_cast<std::int8_t>(in[c]);
    in.remove_prefix(w.classes_);
  }
  if (auto checked = w.check(); !checked) return tl::unexpected(checked.error());
  return w;
}

Result<void> Weights::parse_buckets(std::string_view& in, std::size_t buckets) {
  buckets_.reserve(buckets);
  for (std::size_t b = 0; b < buckets; ++b) {
    if (in.empty()) return fail(ErrorKind::Malformed, "weights", "the buckets are cut short");
    const std::size_t used = bytes_of(in)[0] & 0x7FU;
    const bool overflow = (bytes_of(in)[0] & 0x80U) != 0;
    in.remove_prefix(1);
    if (used > kSlots || in.size() < used * (kSlotBytes + 2)) {
      return fail(ErrorKind::Malformed, "weights", "a bucket is damaged or cut short");
    }
    Bucket& bucket = buckets_.emplace_back();
    for (std::size_t i = 0; i < used; ++i) {
      bucket.prints[i] = static_cast<std::uint16_t>((bytes_of(in)[0] | (bytes_of(in)[1] << 8U)) & kPrintMask);
      std::memcpy(&bucket.payload[kSlotBytes * i], in.data() + 2, kSlotBytes);
      in.remove_prefix(kSlotBytes + 2);
    }
    if (overflow) bucket.prints[0] |= kOverflow;
  }
  return {};
}

// Everything that score() relies on without looking.
Result<void> Weights::check() const {
  const auto bad = [](std::string what) { return fail(ErrorKind::Malformed, "weights", std::move(what)); };
  if (longest_run() > kMaxRun) return bad("buckets overflow without end");
  if (!buckets_.empty() && (buckets_.back().prints[0] & kOverflow) != 0)
    return bad("the last bucket overflows");
  if (narrow()) return {};
  for (const Bucket& bucket : buckets_) {
    for (std::size_t i = 0; i < kSlots; ++i) {
      const std::uint8_t* slot = &bucket.payload[kSlotBytes * i];
      const bool fits = slot[0] == kDenseMark ? uint32_at(slot + 1) < dense_rows()
                                              : std::max({slot[0], slot[2], slot[4]}) < classes_;
      if (!fits) return bad("a slot points outside");
    }
  }
  return {};
}

std::size_t Weights::longest_run() const {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const Bucket& bucket : buckets_) {
    run = (bucket.prints[0] & kOverflow) != 0 ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

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
