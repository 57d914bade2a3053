#include "copies.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <utility>

#include "told.hpp"
#include "words.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kCopyDays = 7;     // a copy runs within a week
constexpr std::int32_t kRewriteDays = 2;  // a headline in another house's style within two days
constexpr int kNearBits = 3;              // of 64: then one of four bands of 16 bits is equal
constexpr std::size_t kBands = 4;
constexpr std::size_t kBucket = 5;       // entries that a bucket remembers: the last ones
constexpr std::size_t kFewestWords = 4;  // shorter titles say too little

using Values = std::span<const std::uint64_t>;

struct Seen {
  Values words;  // of the title, sorted
  Values acts;   // packed (act, actor, target) of the moves, sorted
};

std::size_t shared(Values a, Values b) {
  std::size_t n = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++n, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return n;
}

// Share of the words of both that are the same, in percent.
std::size_t alike(Values a, Values b) {
  const std::size_t both = shared(a, b);
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : 100 * both / all;
}

// The last entries under each key: one flat table with open places, and for each entry the one before it
// under the same key. A map of nodes took half of the time of this stage.
class Buckets {
 public:
  // For at most `entries` entries with `keys` keys each.
  Buckets(std::size_t entries, std::size_t keys) : keys_(keys), before_(entries * keys, kNone) {
    slots_.resize(std::bit_ceil(2 * entries * keys + 1));
  }

  // The entries that a key keeps, the last kBucket, each at its number modulo kBucket; how many.
  std::size_t under(std::uint64_t key, std::array<Index, kBucket>& out) const {
    const Slot& slot = slots_[place(key)];
    const std::size_t kept = std::min<std::size_t>(slot.count, kBucket);
    Index link = slot.last;
    for (std::size_t n = 0; n < kept; ++n) {
      out[(slot.count - 1 - n) % kBucket] = link / static_cast<Index>(keys_);
      link = before_[link];
    }
    return kept;
  }

  // `which` of its keys. A key that an entry has twice is kept twice.
  void add(std::uint64_t key, Index entry, std::size_t which) {
    Slot& slot = slots_[place(key)];
    const Index link = entry * static_cast<Index>(keys_) + static_cast<Index>(which);
    before_[link] = slot.last;
    slot = {key, link, slot.count + 1};
  }

 private:
  struct Slot {
    std::uint64_t key = 0;  // 0: open
    Index last = kNone;
    std::uint32_t count = 0;
  };

  [[nodiscard]] std::size_t place(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (key * 0x9E3779B97F4A7C15ULL >> 32U) & mask;
    while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }

  std::size_t keys_;
  std::vector<Index> before_;
  std::vector<Slot> slots_;
};

class Copies {
 public:
  explicit Copies(const std::vector<Entry>& entries)
      : entries_(entries), seen_(entries.size()), buckets_(entries.size(), kKeys) {
    std::size_t moves = 0;
    std::size_t words = 0;
    for (const Entry& e : entries) moves += e.moves.size(), words += e.title.size() / 2 + 1;
    values_.reserve(moves + words);  // never more, so that no span moves
  }

  std::vector<Index> run() {
    std::vector<Index> first(entries_.size());
    for (Index i = 0; i < entries_.size(); ++i) {
      see(i);
      const std::array keys = keys_of(i);
      const Index original = find(i, keys);
      first[i] = original == kNone ? i : first[original];
      for (std::size_t k = 0; k < kKeys; ++k) {
        if (keys[k] != 0) buckets_.add(keys[k], i, k);
      }
    }
    return first;
  }

 private:
  // Bands of the simhash, two of the title, the content.
  static constexpr std::size_t kKeys = kBands + 3;
  using Keys = std::array<std::uint64_t, kKeys>;

  void see(Index i) {
    const Entry& entry = entries_[i];
    std::size_t from = values_.size();
    for_each_word(entry.title, [&](std::uint64_t word) { values_.push_back(word); });
    seen_[i].words = settled(from);
    from = values_.size();
    for (const Move& m : entry.moves) {
      const std::uint64_t target = m.target ? packed(m.target->party) : 0;
      values_.push_back(
          (static_cast<std::uint64_t>(m.act) << 48U | std::uint64_t{packed(m.actor.party)} << 24U) ^ target);
    }
    seen_[i].acts = settled(from);
  }

  // What was added since, sorted, each once.
  [[nodiscard]] Values settled(std::size_t from) {
    const auto begin = values_.begin() + static_cast<std::ptrdiff_t>(from);
    std::sort(begin, values_.end());
    values_.erase(std::unique(begin, values_.end()), values_.end());
    return Values(values_).subspan(from);
  }

  [[nodiscard]] Keys keys_of(Index i) const {
    Keys keys{};
    const Entry& entry = entries_[i];
    for (std::size_t band = 0; band < kBands && entry.simhash != 0; ++band) {
      keys[band] = (entry.simhash >> (16 * band) & 0xFFFFU) | (band + 1) << 16U;
    }
    if (seen_[i].words.size() >= kFewestWords) {
      keys[kBands] = title_key(i, 0x9E3779B97F4A7C15ULL);
      keys[kBands + 1] = title_key(i, 0xC2B2AE3D27D4EB4FULL);
    }
    keys[kBands + 2] = entry.content == 0 ? 0 : entry.content | 1U << 20U;
    return keys;
  }

  // The two smallest words under one way of shuffling: equal for alike titles more often than not.
  [[nodiscard]] std::uint64_t title_key(Index i, std::uint64_t shuffle) const {
    std::uint64_t least = ~std::uint64_t{0};
    std::uint64_t next = least;
    for (const std::uint64_t word : seen_[i].words) {
      const std::uint64_t mixed = std::rotl(word * shuffle, 23) * shuffle;
      if (mixed < least)
        next = std::exchange(least, mixed);
      else if (mixed < next)
        next = mixed;
    }
    return (least ^ std::rotl(next, 17)) | std::uint64_t{1} << 40U;
  }

  [[nodiscard]] Index find(Index i, const Keys& keys) const {
    std::array<Index, kBucket> others{};
    for (const std::uint64_t key : keys) {
      const std::size_t kept = key == 0 ? 0 : buckets_.under(key, others);
      for (std::size_t n = 0; n < kept; ++n) {
        if (copies(entries_[i], seen_[i], entries_[others[n]], seen_[others[n]])) return others[n];
      }
    }
    return kNone;
  }

  static bool copies(const Entry& a, const Seen& x, const Entry& b, const Seen& y) {
    const std::int32_t apart = std::abs(a.clocks.known_at().day().days() - b.clocks.known_at().day().days());
    if (apart > kCopyDays) return false;
    if (a.content != 0 && a.content == b.content) return true;
    const std::size_t titles = alike(x.words, y.words);
    const std::size_t acts = shared(x.acts, y.acts);
    if (a.simhash != 0 && b.simhash != 0 && std::popcount(a.simhash ^ b.simhash) <= kNearBits) {
      // Titles may be rewritten over one text; then the moves must be the same.
      if (titles >= 50 || (acts >= 2 && acts == x.acts.size() && acts == y.acts.size())) return true;
    }
    const bool long_enough = x.words.size() >= kFewestWords && y.words.size() >= kFewestWords;
    return long_enough && apart <= kRewriteDays && titles >= 70 && acts > 0;
  }

  const std::vector<Entry>& entries_;
  std::vector<std::uint64_t> values_;
  std::vector<Seen> seen_;
  Buckets buckets_;
};

}  // namespace

std::vector<Index> first_copies(const std::vector<Entry>& entries) {
  return Copies(entries).run();
}

}  // namespace demarche::record
