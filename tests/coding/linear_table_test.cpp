// The open table of a linear model against std::unordered_map.
#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "linear.hpp"

namespace demarche::coding {
namespace {

using Rows = std::vector<std::pair<FeatureKey, std::int16_t>>;

std::string bytes_of(const Rows& rows, std::uint32_t bias = 0) {
  std::string out;
  put32(out, bias);
  put32(out, static_cast<std::uint32_t>(rows.size()));
  for (const auto& [key, weight] : rows) {
    put32(out, static_cast<std::uint32_t>(key));
    put32(out, static_cast<std::uint32_t>(key >> 32U));
    const auto bits = static_cast<std::uint16_t>(weight);
    out.push_back(static_cast<char>(bits & 0xFFU));
    out.push_back(static_cast<char>(bits >> 8U));
  }
  return out;
}

LinearModel table_of(const Rows& rows) {
  const std::string bytes = bytes_of(rows);
  std::string_view in = bytes;
  auto model = LinearModel::parse(in);
  EXPECT_TRUE(model);
  EXPECT_TRUE(in.empty());
  return model ? std::move(*model) : LinearModel();
}

// Every key of the rows, keys beside them, and keys that are not there; the last of rows with one key counts.
void expect_like_a_map(const Rows& rows) {
  const LinearModel table = table_of(rows);
  std::unordered_map<FeatureKey, std::int16_t> map;
  for (const auto& [key, weight] : rows) map[key] = weight;
  EXPECT_EQ(table.size(), map.size());
  const auto expected = [&](FeatureKey key) {
    const auto it = map.find(key);
    return it == map.end() ? 0 : static_cast<int>(it->second);
  };
  std::vector<FeatureKey> asked = {0, 1, ~FeatureKey{0}};
  for (const auto& row : rows)
    asked.insert(asked.end(), {row.first, row.first + 1, row.first - 1, ~row.first});
  std::int32_t sum = 0;
  for (const FeatureKey key : asked) {
    ASSERT_EQ(table.weight(key), expected(key)) << "key " << key << " of " << rows.size() << " rows";
    sum += expected(key);
  }
  EXPECT_EQ(table.score(asked), sum);
}

std::int16_t weight_from(std::mt19937_64& random) {
  return static_cast<std::int16_t>(static_cast<int>(random() % 65536) - 32768);
}

// Sizes on both sides of those at which the table doubles.
TEST(LinearTable, IsAMapOfRandomKeys) {
  std::mt19937_64 random(29);
  for (const std::size_t size : {0, 1, 2, 7, 8, 9, 16, 17, 100, 511, 512, 513, 20000}) {
    Rows rows;
    for (std::size_t i = 0; i < size; ++i) rows.emplace_back(random(), weight_from(random));
    expect_like_a_map(rows);
  }
}

TEST(LinearTable, TakesTheKeyZeroThatMarksAnEmptyPlace) {
  expect_like_a_map({{0, 5}});
  expect_like_a_map({{0, 5}, {0, -7}, {3, 1}});
  expect_like_a_map({{3, 1}, {0, 0}});
}

TEST(LinearTable, TheLastOfRowsWithOneKeyCounts) {
  std::mt19937_64 random(31);
  Rows rows;
  for (std::size_t i = 0; i < 3000; ++i) rows.emplace_back(random() % 500, weight_from(random));
  expect_like_a_map(rows);
}

// Keys that all want one place: the first, and the last, behind which the table begins again. The table
// multiplies by an odd number and takes the upper bits; times its inverse, a number comes out as it was.
TEST(LinearTable, FindsKeysThatWantOnePlace) {
  constexpr FeatureKey kFactor = 0x9E3779B97F4A7C15ULL;
  FeatureKey inverse = kFactor;
  for (int i = 0; i < 6; ++i) inverse *= 2 - kFactor * inverse;
  ASSERT_EQ(inverse * kFactor, 1U);
  for (const FeatureKey place : {FeatureKey{1}, ~FeatureKey{0} - 300}) {
    Rows rows;
    for (FeatureKey i = 0; i < 300; ++i)
      rows.emplace_back((place + i) * inverse, static_cast<std::int16_t>(i + 1));
    expect_like_a_map(rows);
  }
}

// Found by fuzz_coder_model: a bias at the end of its range.
TEST(LinearTable, ASumStaysInItsRange) {
  const std::string bytes = bytes_of({{7, -1}}, 0x80000000U);
  std::string_view in = bytes;
  const auto model = LinearModel::parse(in);
  ASSERT_TRUE(model);
  const std::vector<FeatureKey> features(3, 7);
  EXPECT_EQ(model->score(features), std::numeric_limits<std::int32_t>::min());
}

TEST(LinearTable, WritesWhatItRead) {
  std::mt19937_64 random(37);
  Rows rows = {{0, 12}};
  for (std::size_t i = 0; i < 1000; ++i) rows.emplace_back(random(), weight_from(random));
  std::string once;
  table_of(rows).append_to(once);
  std::string_view in = once;
  std::string twice;
  LinearModel::parse(in)->append_to(twice);
  EXPECT_EQ(once, twice);
  EXPECT_EQ(once.size(), bytes_of(rows).size());
}

// Multiples of the inverse of the multiplier all have the same home.
TEST(LinearTable, RefusesKeysMadeToMeet) {
  constexpr std::uint64_t kInverse = 0xF1DE83E19937733DULL;
  static_assert(kInverse * 0x9E3779B97F4A7C15ULL == 1);
  for (const auto& [count, fits] : {std::pair<std::uint64_t, bool>{1000, true}, {200000, false}}) {
    Rows rows;
    for (std::uint64_t i = 1; i <= count; ++i) rows.emplace_back(i * kInverse, std::int16_t{1});
    const std::string bytes = bytes_of(rows);
    std::string_view in = bytes;
    const auto model = LinearModel::parse(in);
    EXPECT_EQ(model.has_value(), fits) << count;
    if (!model) {
      EXPECT_NE(model.error().what.find("crowd"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace demarche::coding
