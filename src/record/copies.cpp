#include "copies.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>
#include <utility>

#include "told.hpp"
#include "words.hpp"

namespace demarche::record {
namespace {

constexpr std::int32_t kCopyDays = 7;       // a copy runs within a week
constexpr std::int32_t kRewriteDays = 2;    // a headline in another house's style within two days
constexpr int kNearBits = 3;                // of 64: then one of four bands of 16 bits is equal
constexpr std::size_t kBands = 4;
constexpr std::size_t kBucket = 5;          // entries that a bucket remembers: the last ones
constexpr std::size_t kFewestWords = 4;     // shorter titles say too little

struct Seen {
  std::vector<std::uint64_t> words;  // of the title, sorted
  std::vector<std::uint64_t> acts;   // packed (act, actor, target) of the moves, sorted
};

Seen seen_of(const Entry& entry) {
  Seen seen;
  for_each_word(entry.title, [&](std::uint64_t word) { seen.words.push_back(word); });
  for (const Move& m : entry.moves) {
    const std::uint64_t target = m.target ? packed(m.target->party) : 0;
    seen.acts.push_back((static_cast<std::uint64_t>(m.act) << 48U | std::uint64_t{packed(m.actor.party)} << 24U) ^ target);
  }
  for (auto* list : {&seen.words, &seen.acts}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  return seen;
}

std::size_t shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t n = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++n, ++i, ++j;
    else if (*i < *j) ++i;
    else ++j;
  }
  return n;
}

// Share of the words of both that are the same, in percent.
std::size_t alike(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t both = shared(a, b);
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : 100 * both / all;
}

// The last entries under one key.
struct Bucket {
  std::array<Index, kBucket> entries{};
  std::size_t count = 0;
};

class Copies {
 public:
  explicit Copies(const std::vector<Entry>& entries) : entries_(entries), seen_(entries.size()) {
    buckets_.reserve(4 * entries.size());
  }

  std::vector<Index> run() {
    std::vector<Index> first(entries_.size());
    for (Index i = 0; i < entries_.size(); ++i) {
      seen_[i] = seen_of(entries_[i]);
      const std::array keys = keys_of(i);
      const Index original = find(i, keys);
      first[i] = original == kNone ? i : first[original];
      for (const std::uint64_t key : keys) remember(key, i);
    }
    return first;
  }

 private:
  // Bands of the simhash, two of the title, the content.
  using Keys = std::array<std::uint64_t, kBands + 3>;

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
      if (mixed < least) next = std::exchange(least, mixed);
      else if (mixed < next) next = mixed;
    }
    return (least ^ std::rotl(next, 17)) | std::uint64_t{1} << 40U;
  }

  [[nodiscard]] Index find(Index i, const Keys& keys) const {
    for (const std::uint64_t key : keys) {
      const auto it = key == 0 ? buckets_.end() : buckets_.find(key);
      if (it == buckets_.end()) continue;
      for (std::size_t n = 0; n < std::min(it->second.count, kBucket); ++n) {
        const Index other = it->second.entries[n];
        if (copies(entries_[i], seen_[i], entries_[other], seen_[other])) return other;
      }
    }
    return kNone;
  }

  void remember(std::uint64_t key, Index i) {
    if (key == 0) return;
    Bucket& bucket = buckets_[key];
    bucket.entries[bucket.count++ % kBucket] = i;
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
  std::vector<Seen> seen_;
  std::unordered_map<std::uint64_t, Bucket> buckets_;
};

}  // namespace

std::vector<Index> first_copies(const std::vector<Entry>& entries) { return Copies(entries).run(); }

}  // namespace demarche::record
