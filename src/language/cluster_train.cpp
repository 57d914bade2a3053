// Word clusters by exchange (Martin, Liermann, Ney: Algorithms for bigram and trigram word clustering, 1998).
//
// Words that occur between the same neighbours belong together: "Beijing", "Tehran" and "Moscow" said. The
// clusters maximise the likelihood of a class bigram model, which up to terms that do not move is
//
//   sum over class pairs of f(N(a, b))  -  sum over classes of f(N(a, *)) + f(N(*, a)),     f(n) = n log n.
//
// Take each word out of its class in turn, try all classes, put it where the sum is greatest; a few rounds
// suffice. To price a class for a word, only the classes that occur next to the word matter, mostly a few
// dozen. Brown's algorithm climbs the same hill by merging, and gives a tree; we get coarser grains by
// clustering the clusters. f is rounded to integers first, so that sums do not depend on order, machine or
// compiler.
#include "cluster_train.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace demarche::language {
namespace {

constexpr std::size_t kTableSize = std::size_t{1} << 20U;

class NLogN {
 public:
  NLogN() : table_(kTableSize) {
    for (std::size_t n = 0; n < kTableSize; ++n) table_[n] = compute(static_cast<std::int64_t>(n));
  }
  std::int64_t operator()(std::int64_t n) const {
    return n < static_cast<std::int64_t>(kTableSize) ? table_[static_cast<std::size_t>(n)] : compute(n);
  }

 private:
  static std::int64_t compute(std::int64_t n) {
    const auto x = static_cast<double>(n);
    return n < 2 ? 0 : std::llround(x * std::log2(x) * 256.0);
  }
  std::vector<std::int64_t> table_;
};

struct Link {
  std::uint32_t item = 0;
  std::uint32_t count = 0;
};

// The bigrams of each item, on one side.
class Links {
 public:
  Links(std::uint32_t items, std::span<const Bigram> bigrams, bool by_left) : first_(items + 1, 0) {
    for (const Bigram& b : bigrams) ++first_[(by_left ? b.left : b.right) + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    links_.resize(bigrams.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (const Bigram& b : bigrams) {
      links_[next[by_left ? b.left : b.right]++] = {by_left ? b.right : b.left, b.count};
    }
  }
  [[nodiscard]] std::span<const Link> of(std::uint32_t item) const {
    return std::span<const Link>(links_).subspan(first_[item], first_[item + 1] - first_[item]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<Link> links_;
};

// How often the item in hand stands next to each class, on one side.
struct Neighbours {
  std::vector<std::int64_t> count;
  std::vector<std::uint32_t> touched;
  std::int64_t total = 0;

  explicit Neighbours(std::uint32_t classes) : count(classes, 0) {}
  void collect(std::span<const Link> links, const std::vector<std::uint32_t>& class_of, std::uint32_t self) {
    for (const std::uint32_t c : touched) count[c] = 0;
    touched.clear();
    total = 0;
    for (const Link& link : links) {
      if (link.item == self) continue;
      const std::uint32_t c = class_of[link.item];
      if (count[c] == 0) touched.push_back(c);
      count[c] += link.count;
      total += link.count;
    }
  }
};

class Exchange {
 public:
  Exchange(std::uint32_t items, std::span<const Bigram> bigrams, std::uint32_t classes)
      : items_(items),
        classes_(classes),
        after_(items, bigrams, true),
        before_(items, bigrams, false),
        class_of_(items),
        pair_(std::size_t{classes} * classes, 0),
        transposed_(pair_),
        left_(classes, 0),
        right_(classes, 0),
        followers_(classes),
        leaders_(classes) {
    for (std::uint32_t i = 0; i < items; ++i) class_of_[i] = i % classes;
    for (const Bigram& b : bigrams) {
      count(class_of_[b.left], class_of_[b.right], b.count);
      left_[class_of_[b.left]] += b.count;
      right_[class_of_[b.right]] += b.count;
    }
  }

  std::vector<std::uint32_t> run(std::uint32_t rounds) {
    for (std::uint32_t round = 0; round < rounds; ++round) {
      std::uint32_t moved = 0;
      for (std::uint32_t item = 0; item < items_; ++item) moved += move(item) ? 1U : 0U;
      if (moved * 500 < items_) break;
    }
    return class_of_;
  }

 private:
  void count(std::uint32_t a, std::uint32_t b, std::int64_t n) {
    pair_[std::size_t{a} * classes_ + b] += n;
    transposed_[std::size_t{b} * classes_ + a] += n;
  }

  // Puts the item in hand into class c (sign 1) or takes it out (sign -1). While it is out, its neighbours
  // keep the item's bigrams in their own totals: they will be followed by it wherever it goes.
  void shift(std::uint32_t c, std::int64_t sign) {
    for (const std::uint32_t k : followers_.touched) count(c, k, sign * followers_.count[k]);
    for (const std::uint32_t k : leaders_.touched) count(k, c, sign * leaders_.count[k]);
    if (self_ > 0) count(c, c, sign * self_);
    left_[c] += sign * (followers_.total + self_);
    right_[c] += sign * (leaders_.total + self_);
  }

  // What the objective gains when the item in hand joins class c. The cell (c, c) gets both sides and the
  // item's bigrams with itself, so it is priced apart.
  [[nodiscard]] std::int64_t gain(std::uint32_t c) const {
    const std::int64_t* row = &pair_[std::size_t{c} * classes_];
    const std::int64_t* column = &transposed_[std::size_t{c} * classes_];
    std::int64_t sum = 0;
    for (const std::uint32_t k : followers_.touched) {
      if (k != c) sum += f_(row[k] + followers_.count[k]) - f_(row[k]);
    }
    for (const std::uint32_t k : leaders_.touched) {
      if (k != c) sum += f_(column[k] + leaders_.count[k]) - f_(column[k]);
    }
    sum += f_(row[c] + followers_.count[c] + leaders_.count[c] + self_) - f_(row[c]);
    sum -= f_(left_[c] + followers_.total + self_) - f_(left_[c]);
    sum -= f_(right_[c] + leaders_.total + self_) - f_(right_[c]);
    return sum;
  }

  bool move(std::uint32_t item) {
    followers_.collect(after_.of(item), class_of_, item);
    leaders_.collect(before_.of(item), class_of_, item);
    self_ = 0;
    for (const Link& link : after_.of(item)) self_ += link.item == item ? link.count : 0;
    const std::uint32_t old = class_of_[item];
    shift(old, -1);
    std::uint32_t best = old;
    std::int64_t best_gain = gain(old);
    for (std::uint32_t c = 0; c < classes_; ++c) {
      if (c == old) continue;
      const std::int64_t g = gain(c);
      if (g > best_gain) {
        best_gain = g;
        best = c;
      }
    }
    shift(best, 1);
    class_of_[item] = best;
    return best != old;
  }

  std::uint32_t items_;
  std::uint32_t classes_;
  NLogN f_;
  Links after_;
  Links before_;
  std::vector<std::uint32_t> class_of_;
  std::vector<std::int64_t> pair_;        // [a * classes + b]: a followed by b
  std::vector<std::int64_t> transposed_;  // the same, by b: both directions are read along rows
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> right_;
  Neighbours followers_;
  Neighbours leaders_;
  std::int64_t self_ = 0;
};

}  // namespace

std::vector<std::uint32_t> exchange(std::uint32_t items, std::span<const Bigram> bigrams,
                                    std::uint32_t classes, std::uint32_t rounds) {
  if (items == 0 || classes == 0) return std::vector<std::uint32_t>(items, 0);
  return Exchange(items, bigrams, classes).run(rounds);
}

}  // namespace demarche::language
