#include "roads.hpp"

#include <algorithm>
#include <array>

namespace demarche::coding {
namespace {

constexpr std::size_t kMaxPath = 5;

}  // namespace

std::string_view bucket_of(std::size_t n) {
  constexpr std::array<std::string_view, 6> kNames = {"0", "1", "2", "3", "4", "5+"};
  return kNames[std::min<std::size_t>(n, 5)];
}

std::string path_to(const Tree& tree, TokenIndex trigger, TokenIndex word) {
  std::vector<TokenIndex> up;
  for (TokenIndex at = trigger; at != kNoToken && up.size() <= kMaxPath; at = tree.head(at)) up.push_back(at);
  std::string down;
  std::size_t steps = 0;
  for (TokenIndex at = word; at != kNoToken && steps <= kMaxPath; at = tree.head(at), ++steps) {
    const auto meet = std::find(up.begin(), up.end(), at);
    if (meet != up.end()) {
      std::string out;
      for (auto i = up.begin(); i != meet; ++i)
        out += std::string("<") + std::string(language::name_of(tree.token(*i).deprel));
      return out + down;
    }
    std::string step = ">" + std::string(language::name_of(tree.token(at).deprel));
    if (const std::string_view p = tree.preposition(at); !p.empty()) step += ":" + std::string(p);
    down.insert(0, step);
  }
  return "far";
}

std::string_view distance_bucket(TokenIndex trigger, TokenIndex word) {
  constexpr std::array<std::string_view, 10> kNames = {"-12+", "-7", "-4", "-2", "-1",
                                                       "0",    "1",  "3",  "7",  "12+"};
  const std::int64_t d = static_cast<std::int64_t>(word) - static_cast<std::int64_t>(trigger);
  constexpr std::array<std::int64_t, 9> kEdges = {-12, -7, -4, -2, -1, 0, 2, 5, 10};
  std::size_t i = 0;
  while (i < kEdges.size() && d > kEdges[i]) ++i;
  return kNames[i];
}

}  // namespace demarche::coding
