// What models/act.model holds, and how an answer is read off it.
//
// Three multinomial models over the same features: PLOVER roots, CAMEO roots, acts. The first two judge
// together, because each was taught by examples that the other could not use: the score of a root is its own
// logit and that of its CAMEO roots. The act is the best one whose PLOVER root that is. Thread rule: const
// after load.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>

#include "softmax.hpp"

namespace demarche::coding {

inline constexpr std::size_t kCameoRoots = 20;

struct ActModel {
  SoftmaxModel roots;               // classes in the order of data/plover_roots.tsv
  SoftmaxModel cameo;               // class c is the root c + 1
  SoftmaxModel acts;                // classes in the order of Act
  std::int32_t temperature = 1000;  // thousandths; fitted on held-out answers
  // 1 to 1000 thousandths: a CAMEO root with this share of the best one's probability is told too.
  std::int32_t share = 1000;
  // Of the classes, parted by blanks: other names or another order need a new model. The other columns of the
  // table (also, cameo) are not held against it.
  std::string root_names;

  [[nodiscard]] std::string serialise() const;
  // Magic, version, checksum and test values are looked at first: Malformed for damage, Version for another
  // format.
  [[nodiscard]] static Result<ActModel> parse(std::string_view bytes);
};

// The names of the roots, as ActModel::root_names has them.
[[nodiscard]] std::string root_names(const knowledge::Knowledge& knowledge);

// Log-probabilities of the PLOVER roots in units of 1/1024, both judges together, not yet normalised.
[[nodiscard]] std::vector<std::int32_t> judge_roots(const SoftmaxModel& roots, const SoftmaxModel& cameo,
                                                    const knowledge::Knowledge& knowledge,
                                                    std::span<const FeatureKey> features);

// Groups of roots that some release does not tell apart (CONCEDE and RETREAT are YIELD): the index of the
// first root of the group, for every root.
[[nodiscard]] std::vector<std::size_t> root_groups(const knowledge::Knowledge& knowledge);

// The best root and its probability: the best group first, then the better of its members.
struct RootVerdict {
  std::size_t root = 0;
  std::size_t second = 0;    // the best root of another group
  double probability = 0.0;  // of the group
};
[[nodiscard]] RootVerdict decide_root(std::span<const std::int32_t> judged,
                                      std::span<const std::size_t> groups, std::int32_t temperature);

// Every CAMEO root that is nearly as likely as the best one, by number (1 to 20).
[[nodiscard]] std::vector<std::size_t> decide_cameo(std::span<const std::int32_t> scores, std::int32_t share);

}  // namespace demarche::coding
