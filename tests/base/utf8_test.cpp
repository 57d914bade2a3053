#include <demarche/base/utf8.hpp>

#include <gtest/gtest.h>

#include <random>

namespace demarche::utf8 {
namespace {

// The slow, obvious check: decode by the definition of RFC 3629 and encode again.
bool slow_valid(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto b = static_cast<std::uint8_t>(text[i]);
    std::size_t n = b < 0x80                ? 1
                    : b >= 0xC0 && b < 0xE0 ? 2
                    : b >= 0xE0 && b < 0xF0 ? 3
                    : b >= 0xF0 && b < 0xF8 ? 4
                                            : 0;
    if (n == 0 || i + n > text.size()) return false;
    char32_t c = n == 1 ? b : b & (0xFFU >> (n + 1));
    for (std::size_t k = 1; k < n; ++k) {
      const auto t = static_cast<std::uint8_t>(text[i + k]);
      if ((t & 0xC0U) != 0x80U) return false;
      c = (c << 6U) | (t & 0x3FU);
    }
    std::string again;
    append(again, c);
    if (again != text.substr(i, n) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) return false;
    i += n;
  }
  return true;
}

std::string random_bytes(std::mt19937& random) {
  // Bytes near the borders of the encoding, so that nearly valid sequences come up often.
  constexpr std::string_view kBytes =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE2\xED\xEF\xF0\xF4\xF5\xFF";
  std::string out;
  for (std::size_t n = random() % 7; n > 0; --n) out.push_back(kBytes[random() % kBytes.size()]);
  return out;
}

TEST(Utf8, ValidatesAsTheDefinitionDoes) {
  std::mt19937 random(1);
  for (int i = 0; i < 200000; ++i) {
    const std::string bytes = random_bytes(random);
    ASSERT_EQ(valid(bytes), slow_valid(bytes)) << testing::PrintToString(bytes);
  }
}

TEST(Utf8, RepairGivesValidTextAndLeavesValidTextAlone) {
  std::mt19937 random(2);
  for (int i = 0; i < 50000; ++i) {
    const std::string bytes = random_bytes(random);
    const Repaired r = repair(bytes);
    ASSERT_TRUE(valid(r.text));
    ASSERT_EQ(r.replaced == 0, valid(bytes));
    if (r.replaced == 0) {
      ASSERT_EQ(r.text, bytes);
    }
  }
  EXPECT_EQ(repair("a\xFF\xFE"
                   "b")
                .text,
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(repair("a\xFF\xFE"
                   "b")
                .replaced,
            1U);
}

TEST(OffsetMap, CountsCodePointsLikeASlowCount) {
  const std::string text = "naïve “quotes” — 中美 😀 end";
  const OffsetMap map(text);
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool inside = i < text.size() && (static_cast<std::uint8_t>(text[i]) & 0xC0U) == 0x80U;
    if (inside) continue;
    EXPECT_EQ(map.code_points(static_cast<std::uint32_t>(i)), count(std::string_view(text).substr(0, i)));
  }
}

TEST(Utf8, LowersLatinGreekAndCyrillic) {
  EXPECT_EQ(lower("ÉLYSÉE ŠEFČOVIČ ΑΘΗΝΑ МОСКВА Straße × ÷ ž"), "élysée šefčovič αθηνα москва straße × ÷ ž");
}

}  // namespace
}  // namespace demarche::utf8
