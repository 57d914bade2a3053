// Memory for large tables: aligned and usable below, at and across the size of a page, and a plain allocator
// to its containers.
#include <demarche/base/large_pages.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <utility>

namespace demarche {
namespace {

constexpr std::size_t kPage = std::size_t{2} << 20U;

std::size_t remainder(const void* memory, std::size_t alignment) {
  return reinterpret_cast<std::uintptr_t>(memory) % alignment;
}

TEST(LargePages, GivesAlignedMemoryAroundTheSizeOfAPage) {
  for (const std::size_t size :
       {std::size_t{1}, kPage - 1, kPage, kPage + 1, 2 * kPage - 1, 2 * kPage, 2 * kPage + 1}) {
    LargeVector<std::uint8_t> v(size, 7);
    EXPECT_EQ(remainder(v.data(), size < kPage ? 64 : kPage), 0U) << size;
    v.front() = 1;
    v.back() = 2;
    EXPECT_EQ(v.back(), 2) << size;
    EXPECT_EQ(v[size / 2], size < 3 ? 2 : 7) << size;
  }
}

// Numbers of several bytes: the page is reached with fewer of them.
TEST(LargePages, CountsBytesNotNumbers) {
  constexpr std::size_t kNumbers = kPage / sizeof(std::uint64_t);
  const LargeVector<std::uint64_t> below(kNumbers - 1, 3);
  const LargeVector<std::uint64_t> at(kNumbers, 3);
  EXPECT_EQ(remainder(below.data(), 64), 0U);
  EXPECT_EQ(remainder(at.data(), kPage), 0U);
  EXPECT_EQ(below.back() + at.back(), 6U);
}

TEST(LargePages, GrowsAndShrinksAcrossAPage) {
  constexpr std::size_t kNumbers = 3 * kPage / sizeof(std::uint32_t);
  LargeVector<std::uint32_t> v;
  for (std::uint32_t i = 0; i < kNumbers; ++i) v.push_back(i);
  for (std::uint32_t i = 0; i < kNumbers; ++i) ASSERT_EQ(v[i], i);
  v.erase(v.begin() + 10, v.end());
  v.shrink_to_fit();
  EXPECT_EQ(v.back(), 9U);
}

TEST(LargePages, CopiesMovesAndSwaps) {
  LargeVector<std::uint8_t> large(kPage + 3, 5);
  LargeVector<std::uint8_t> small(3, 6);
  LargeVector<std::uint8_t> copy = large;
  EXPECT_EQ(copy, large);
  std::swap(large, small);
  EXPECT_EQ(large.size(), 3U);
  EXPECT_EQ(small, copy);
  large = std::move(small);
  EXPECT_EQ(large, copy);
}

TEST(LargePages, RefusesWhatNoMachineHas) {
  LargePages<std::uint64_t> pages;
  EXPECT_THROW((void)pages.allocate(std::numeric_limits<std::size_t>::max()), std::bad_alloc);
  EXPECT_THROW((void)pages.allocate(std::numeric_limits<std::size_t>::max() / sizeof(std::uint64_t)),
               std::bad_alloc);
}

}  // namespace
}  // namespace demarche
