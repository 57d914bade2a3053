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
#include "weights.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "dense_rows.hpp"
#include "weights_layout.hpp"

namespace demarche::language {
namespace {

constexpr std::string_view kMagic = "DWT1";

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

}  // namespace demarche::language
