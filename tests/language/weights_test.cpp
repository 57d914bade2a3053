// The packed table of weights against a map, and against damaged bytes.
#include "weights.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "features.hpp"
#include "random.hpp"

namespace demarche::language {
namespace {

// The obvious perceptron: a map of dense rows, averaged by adding up all of them after every step.
class MapTrainer {
 public:
  explicit MapTrainer(std::size_t classes) : classes_(classes) {}
  void update(std::span<const std::uint64_t> features, std::size_t good, std::size_t bad) {
    for (const std::uint64_t f : features) {
      row(f, now_)[good] += 1;
      row(f, now_)[bad] -= 1;
      row(f, sum_);
    }
  }
  void step() {
    for (const auto& [f, weights] : now_) {
      for (std::size_t c = 0; c < classes_; ++c) row(f, sum_)[c] += weights[c];
    }
    ++steps_;
  }
  [[nodiscard]] std::vector<std::int64_t> score(std::span<const std::uint64_t> features,
                                                bool averaged) const {
    std::vector<std::int64_t> out(classes_, 0);
    const auto& table = averaged ? sum_ : now_;
    for (const std::uint64_t f : features) {
      const auto found = table.find(f);
      if (found == table.end()) continue;
      for (std::size_t c = 0; c < classes_; ++c) out[c] += found->second[c];
    }
    return out;
  }
  [[nodiscard]] std::int64_t steps() const { return steps_; }

 private:
  using Table = std::unordered_map<std::uint64_t, std::vector<std::int64_t>>;
  std::vector<std::int64_t>& row(std::uint64_t f, Table& table) const {
    return table.try_emplace(f, classes_, 0).first->second;
  }
  std::size_t classes_;
  std::int64_t steps_ = 0;
  Table now_;
  Table sum_;
};

struct Trained {
  MapTrainer map;
  WeightTrainer trainer;
};

std::vector<std::uint64_t> random_features(SmallRandom& random, std::uint64_t vocabulary) {
  std::vector<std::uint64_t> features;
  for (std::uint64_t t = 0; t < 6; ++t) features.push_back(feature_hash(t, random.below(vocabulary)));
  return features;
}

Trained train(std::size_t classes, std::uint64_t vocabulary, int decisions) {
  Trained both{MapTrainer(classes), WeightTrainer(classes)};
  SmallRandom random(classes);
  for (int i = 0; i < decisions; ++i) {
    const auto features = random_features(random, vocabulary);
    const std::size_t good = random.below(classes);
    const std::size_t bad = random.below(classes);
    if (good != bad) {
      both.map.update(features, good, bad);
      both.trainer.update(features, good, bad);
    }
    both.map.step();
    both.trainer.step();
  }
  return both;
}

TEST(WeightTrainer, ScoresAsAMapDoes) {
  for (const std::size_t classes : {2U, 3U, 4U, 17U, 59U, 255U}) {
    const Trained both = train(classes, 20, 200);
    SmallRandom random(99);
    std::vector<std::int32_t> scores(classes);
    for (int i = 0; i < 50; ++i) {
      const auto features = random_features(random, 25);
      both.trainer.score(features, scores);
      const auto expected = both.map.score(features, false);
      for (std::size_t c = 0; c < classes; ++c) EXPECT_EQ(scores[c], expected[c]);
    }
  }
}

// Every feature alone: the quantised row must be proportional to the sum over time, within the rounding.
TEST(Weights, AreTheAveragesOfTheMap) {
  for (const std::size_t classes : {2U, 3U, 4U, 17U, 59U, 255U}) {
    const Trained both = train(classes, 20, 400);
    const Weights weights = both.trainer.finish({});
    ASSERT_EQ(weights.classes(), classes);  // finish() cuts off one cell in 2,000, see weights.cpp
    std::vector<std::int64_t> sizes;
    for (std::uint64_t f = 0; f < 120; ++f) {
      const std::uint64_t key[] = {feature_hash(f / 20, f % 20)};
      for (const std::int64_t v : both.map.score(key, true)) {
        if (v != 0) sizes.push_back(std::abs(v));
      }
    }
    std::sort(sizes.begin(), sizes.end());
    const std::int64_t limit = classes <= 3 ? 32767 : 127;
    const std::size_t cut = classes <= 3 ? 0 : sizes.size() / 2000;
    const std::int64_t unit = (sizes[sizes.size() - 1 - cut] + limit - 1) / limit;
    std::vector<std::int32_t> scores(classes);
    for (std::uint64_t f = 0; f < 120; ++f) {
      const std::uint64_t key[] = {feature_hash(f / 20, f % 20)};
      weights.score(key, scores);
      const auto expected = both.map.score(key, true);
      for (std::size_t c = 0; c < classes; ++c) {
        const std::int64_t cut_off = std::clamp(expected[c], -limit * unit, limit * unit);
        EXPECT_LE(2 * std::abs(scores[c] * unit - cut_off), unit) << classes << " " << f << " " << c;
      }
    }
  }
}

TEST(Weights, SumsRowsAndIgnoresStrangers) {
  const Trained both = train(59, 100, 800);
  const Weights weights = both.trainer.finish({});
  SmallRandom random(5);
  std::vector<std::int32_t> one(59);
  std::vector<std::int32_t> sum(59);
  for (int i = 0; i < 100; ++i) {
    const auto features = random_features(random, 100);
    std::vector<std::int64_t> expected(59, 0);
    for (const std::uint64_t f : features) {
      weights.score(std::span(&f, 1), one);
      for (std::size_t c = 0; c < 59; ++c) expected[c] += one[c];
    }
    weights.score(features, sum);
    for (std::size_t c = 0; c < 59; ++c) EXPECT_EQ(sum[c], expected[c]);
  }
  int mistaken = 0;
  for (std::uint64_t f = 0; f < 20000; ++f) {
    const std::uint64_t stranger = feature_hash(77, f);
    weights.score(std::span(&stranger, 1), one);
    mistaken += std::any_of(one.begin(), one.end(), [](std::int32_t v) { return v != 0; }) ? 1 : 0;
  }
  EXPECT_LT(mistaken, 20);
}

TEST(Weights, PruneTheSmallestRowsFirst) {
  const Trained both = train(3, 200, 1500);
  const Weights all = both.trainer.finish({});
  const Weights some = both.trainer.finish({.min_row_permille = 0, .min_cell_permille = 0, .max_rows = 200});
  EXPECT_EQ(some.slots_used(), 200U);
  EXPECT_GT(all.slots_used(), 600U);
  EXPECT_LT(
      both.trainer.finish({.min_row_permille = 1500, .min_cell_permille = 0, .max_rows = 0}).slots_used(),
      all.slots_used());
}

TEST(Weights, ComeBackFromBytes) {
  for (const std::size_t classes : {2U, 3U, 59U}) {
    const Weights weights = train(classes, 100, 500).trainer.finish({});
    std::string bytes;
    weights.append_to(bytes);
    const std::string with_rest = bytes + "rest";
    std::string_view in = with_rest;
    const auto back = Weights::parse(in);
    ASSERT_TRUE(back.has_value()) << back.error().message();
    EXPECT_EQ(in, "rest");
    std::string again;
    back->append_to(again);
    EXPECT_EQ(again, bytes);
    SmallRandom random(5);
    std::vector<std::int32_t> a(classes);
    std::vector<std::int32_t> b(classes);
    for (int i = 0; i < 100; ++i) {
      const auto features = random_features(random, 100);
      weights.score(features, a);
      back->score(features, b);
      EXPECT_EQ(a, b);
    }
  }
}

// Features whose hashes crowd one end of the table: looser packing keeps the look-ups short.
TEST(Weights, CrowdedTablesCanBeReadBack) {
  constexpr std::uint64_t kCrowded = 3000;
  constexpr std::uint64_t kOthers = 7000;
  WeightTrainer trainer(3);
  const auto learn = [&](std::uint64_t key) { trainer.update(std::span(&key, 1), 1, 2); };
  for (std::uint64_t i = 0; i < kCrowded; ++i) learn((i << 50U) + i + 1);
  for (std::uint64_t i = 0; i < kOthers; ++i) learn((std::uint64_t{1} << 62U) + (i << 50U) + i + 1);
  trainer.step();
  std::string bytes;
  trainer.finish({}).append_to(bytes);
  std::string_view in = bytes;
  const auto read = Weights::parse(in);
  ASSERT_TRUE(read) << read.error().message();
  for (const std::uint64_t i : {std::uint64_t{0}, kCrowded - 1}) {
    const std::uint64_t key = (i << 50U) + i + 1;
    std::array<std::int32_t, 3> scores{};
    read->score(std::span(&key, 1), scores);
    EXPECT_GT(scores[1], 0);
    EXPECT_LT(scores[2], 0);
  }
}

TEST(Weights, EmptyTablesAreFine) {
  std::string bytes;
  Weights().append_to(bytes);
  WeightTrainer(5).finish({}).append_to(bytes);
  std::string_view in = bytes;
  ASSERT_TRUE(Weights::parse(in).has_value());
  const auto second = Weights::parse(in);
  ASSERT_TRUE(second.has_value());
  EXPECT_TRUE(in.empty());
  std::vector<std::int32_t> scores(5, 7);
  const std::uint64_t feature = 42;
  second->score(std::span(&feature, 1), scores);
  EXPECT_EQ(scores, std::vector<std::int32_t>(5, 0));
}

TEST(Weights, EveryCutIsAnError) {
  const Weights weights = train(59, 10, 100).trainer.finish({});
  std::string bytes;
  weights.append_to(bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::string_view in = std::string_view(bytes).substr(0, size);
    EXPECT_FALSE(Weights::parse(in).has_value()) << size;
  }
}

// Whatever bytes are changed: an error, or a table that can be used safely (run under the sanitizers).
TEST(Weights, SpoiltBytesAreHarmless) {
  for (const std::size_t classes : {3U, 59U}) {
    std::string bytes;
    train(classes, 30, 300).trainer.finish({}).append_to(bytes);
    SmallRandom random(classes);
    std::vector<std::int32_t> scores(kMaxClasses);
    for (int i = 0; i < 3000; ++i) {
      std::string spoilt = bytes;
      const std::uint64_t changes = 1 + random.below(4);
      for (std::uint64_t k = 0; k < changes; ++k) {
        const std::uint64_t end = random.below(2) == 0 ? 20 : spoilt.size();
        spoilt[random.below(end)] = static_cast<char>(random.below(256));
      }
      std::string_view in = spoilt;
      const auto read = Weights::parse(in);
      if (!read) continue;
      for (int k = 0; k < 20; ++k) read->score(random_features(random, 40), scores);
    }
  }
}

}  // namespace
}  // namespace demarche::language
