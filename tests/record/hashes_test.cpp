// SHA-256 against the published examples; simhash against its slow twin and on what it is for.
#include <gtest/gtest.h>

#include <cctype>

#include "random_log.hpp"
#include "sha256.hpp"
#include "simhash.hpp"

namespace demarche::record {
namespace {

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hex_of(hash.finish());
}

TEST(Sha256, PublishedExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesMakeNoDifference) {
  testing::Random random(7);
  for (std::uint32_t length = 0; length < 200; ++length) {
    std::string text;
    for (std::uint32_t i = 0; i < length; ++i) text += static_cast<char>(random.below(256));
    Sha256 pieces;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t step = 1 + random.below(70);
      pieces.add(std::string_view(text).substr(at, step));
      at += step;
    }
    EXPECT_EQ(hex_of(pieces.finish()), sha256(text)) << length;
  }
}

// One bit at a time, by the definition.
std::uint64_t slow_simhash(const std::vector<std::uint64_t>& shingles) {
  std::uint64_t out = 0;
  for (unsigned bit = 0; bit < 64; ++bit) {
    std::int64_t sum = 0;
    for (const std::uint64_t s : shingles) sum += ((s >> bit) & 1U) != 0 ? 1 : -1;
    if (sum > 0) out |= std::uint64_t{1} << bit;
  }
  return out;
}

std::string article(std::uint64_t seed, int words) {
  testing::Random random(seed);
  std::string out;
  for (int i = 0; i < words; ++i)
    out += "word" + std::to_string(random.below(5000)) + (i % 12 == 11 ? ". " : " ");
  return out;
}

std::uint64_t hash_of(std::string_view title, std::string_view text) {
  return simhash(shingles(title, text));
}

TEST(Simhash, AgreesWithItsSlowTwin) {
  testing::Random random(8);
  for (int round = 0; round < 500; ++round) {
    std::vector<std::uint64_t> values(random.below(40));
    for (std::uint64_t& v : values) v = random.next();
    EXPECT_EQ(simhash(values), slow_simhash(values));
  }
}

TEST(Simhash, HouseStyleDoesNotCount) {
  EXPECT_EQ(hash_of("Envoys Meet", "The U.S. and China “agreed” to talk - soon."),
            hash_of("ENVOYS MEET", "the U S and China \"agreed\" to talk, soon"));
  EXPECT_EQ(hash_of("a b", "c d"), hash_of("", "a b c d"));  // where the title ends is a matter of layout
  EXPECT_NE(hash_of("", "China rejects the offer"), hash_of("", "China accepts the offer"));
}

TEST(Simhash, NearCopiesAreNearAndOthersFar) {
  int nearest_other = 64;
  int farthest_copy = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::string text = article(seed, 400);
    const std::string copy = text.substr(0, text.size() - 60) + "Additional reporting by a colleague.";
    farthest_copy = std::max(farthest_copy, differing_bits(hash_of("", text), hash_of("", copy)));
    nearest_other =
        std::min(nearest_other, differing_bits(hash_of("", text), hash_of("", article(seed + 1000, 400))));
  }
  EXPECT_LE(farthest_copy, 8);
  EXPECT_GE(nearest_other, 14);
}

TEST(Simhash, FewOrNoWords) {
  EXPECT_EQ(hash_of("", ""), 0U);
  EXPECT_EQ(hash_of("--", " … "), 0U);
  EXPECT_EQ(shingles("one", "two").size(), 1U);
  EXPECT_EQ(shingles("one two", "three four").size(), 2U);
  EXPECT_NE(hash_of("one", ""), hash_of("two", ""));
}

}  // namespace
}  // namespace demarche::record
