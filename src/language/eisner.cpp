// Half-trees ("spans") from l to r, whose head is at one end:
//   open     the arc between l and r is in it, the other end may still get dependents on the inside;
//   closed   all dependents on that side are in it.
// An open span joins two closed ones that meet in the middle, under a new arc; a closed span joins an open
// one with the closed one behind it. The root is left out of the chart: given the best closed spans to both
// sides of each word, choosing the root is one loop, and there can be no second one.
#include "eisner.hpp"

#include <limits>

namespace demarche::language {
namespace {

constexpr std::int64_t kImpossible = std::numeric_limits<std::int64_t>::min() / 4;

enum Side : std::size_t { HeadLeft = 0, HeadRight = 1 };

class Chart {
 public:
  explicit Chart(const ArcScores& scores) : scores_(scores), n_(scores.words()), cells_(n_ * n_) {
    for (std::size_t i = 0; i < n_; ++i) cell(i, i).closed[HeadLeft] = cell(i, i).closed[HeadRight] = 0;
    for (std::size_t width = 1; width < n_; ++width) {
      for (std::size_t l = 0; l + width < n_; ++l) {
        open(l, l + width);
        close(l, l + width);
      }
    }
  }

  [[nodiscard]] std::vector<std::int32_t> tree() const {
    std::vector<std::int32_t> heads(n_, -1);
    if (n_ == 0) return heads;
    std::size_t root = 0;
    std::int64_t best = kImpossible;
    for (std::size_t r = 0; r < n_; ++r) {
      const std::int64_t sum =
          cell(0, r).closed[HeadRight] + cell(r, n_ - 1).closed[HeadLeft] + scores_.at(n_, r);
      if (sum > best) {
        best = sum;
        root = r;
      }
    }
    read_closed(0, root, HeadRight, heads);
    read_closed(root, n_ - 1, HeadLeft, heads);
    return heads;
  }

 private:
  struct Cell {
    std::int64_t open[2] = {kImpossible, kImpossible};
    std::int64_t closed[2] = {kImpossible, kImpossible};
    std::size_t open_at = 0;
    std::size_t closed_at[2] = {0, 0};
  };
  Cell& cell(std::size_t l, std::size_t r) { return cells_[l * n_ + r]; }
  [[nodiscard]] const Cell& cell(std::size_t l, std::size_t r) const { return cells_[l * n_ + r]; }

  void open(std::size_t l, std::size_t r) {
    Cell& made = cell(l, r);
    std::int64_t best = kImpossible;
    for (std::size_t m = l; m < r; ++m) {
      const std::int64_t sum = cell(l, m).closed[HeadLeft] + cell(m + 1, r).closed[HeadRight];
      if (sum > best) {
        best = sum;
        made.open_at = m;
      }
    }
    made.open[HeadLeft] = best + scores_.at(l, r);
    made.open[HeadRight] = best + scores_.at(r, l);
  }

  void close(std::size_t l, std::size_t r) {
    Cell& made = cell(l, r);
    for (std::size_t m = l + 1; m <= r; ++m) {
      const std::int64_t sum = cell(l, m).open[HeadLeft] + cell(m, r).closed[HeadLeft];
      if (sum > made.closed[HeadLeft]) {
        made.closed[HeadLeft] = sum;
        made.closed_at[HeadLeft] = m;
      }
    }
    for (std::size_t m = l; m < r; ++m) {
      const std::int64_t sum = cell(l, m).closed[HeadRight] + cell(m, r).open[HeadRight];
      if (sum > made.closed[HeadRight]) {
        made.closed[HeadRight] = sum;
        made.closed_at[HeadRight] = m;
      }
    }
  }

  void read_closed(std::size_t l, std::size_t r, Side side, std::vector<std::int32_t>& heads) const {
    if (l == r) return;
    const std::size_t m = cell(l, r).closed_at[side];
    if (side == HeadLeft) {
      read_open(l, m, side, heads);
      read_closed(m, r, side, heads);
    } else {
      read_closed(l, m, side, heads);
      read_open(m, r, side, heads);
    }
  }

  void read_open(std::size_t l, std::size_t r, Side side, std::vector<std::int32_t>& heads) const {
    if (side == HeadLeft) {
      heads[r] = static_cast<std::int32_t>(l);
    } else {
      heads[l] = static_cast<std::int32_t>(r);
    }
    const std::size_t m = cell(l, r).open_at;
    read_closed(l, m, HeadLeft, heads);
    read_closed(m + 1, r, HeadRight, heads);
  }

  const ArcScores& scores_;
  std::size_t n_;
  std::vector<Cell> cells_;
};

}  // namespace

std::vector<std::int32_t> best_projective_tree(const ArcScores& scores) {
  return Chart(scores).tree();
}

}  // namespace demarche::language
