#include <demarche/scoring/score.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_set>

#include <demarche/base/random.hpp>

namespace demarche::scoring {
namespace {

constexpr std::size_t kDraws = 1000;
constexpr std::size_t kLowDraw = 24;    // 2.5 % of the draws lie below
constexpr std::size_t kHighDraw = 974;  // 2.5 % lie above
constexpr std::uint64_t kSeed = 1;
constexpr std::array<std::string_view, 5> kLevelNames = {"none", "detect", "act", "who", "full"};
constexpr std::array<std::string_view, 4> kGroupings = {"act", "family", "topic", "source"};

double divide(std::size_t a, std::size_t b) {
  return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
}

Ratio ratio_at(const Matched& document, Level level) {
  Ratio out{0, document.coded.size(), document.gold->moves.size()};
  for (const Pair& pair : document.pairs) out.right += pair.level >= level ? 1 : 0;
  return out;
}

void add(Ratio& sum, const Ratio& part) {
  sum.right += part.right;
  sum.coded += part.coded;
  sum.annotated += part.annotated;
}

void count(Share& share, bool right) {
  share.right += right ? 1 : 0;
  ++share.of;
}

void count_attributes(const GoldMove& annotated, const GoldMove& coded, Score& out) {
  const bool together = same_parties(annotated, coded);
  const bool mutual = is_mutual(annotated.act);
  count(out.actor, mutual ? together : annotated.actor == coded.actor);
  count(out.target, mutual ? together : annotated.target == coded.target);
  count(out.modality, annotated.modality == coded.modality);
  count(out.speaker_kind, annotated.speaker_kind == coded.speaker_kind);
  if (!annotated.date.empty()) count(out.date, coded.date.starts_with(annotated.date));
  std::vector<std::string> shared;
  std::set_intersection(annotated.issues.begin(), annotated.issues.end(), coded.issues.begin(),
                        coded.issues.end(), std::back_inserter(shared));
  add(out.issues, {shared.size(), coded.issues.size(), annotated.issues.size()});
}

void count_quiet(const Matched& document, Score& out) {
  std::unordered_set<std::string_view> loud;
  for (const GoldMove& move : document.gold->moves) loud.insert(move.sentence);
  for (const GoldSentence& sentence : document.gold->sentences) {
    out.quiet_sentences += loud.contains(sentence.id) ? 0 : 1;
  }
  for (const GoldMove& move : document.coded) out.quiet_moves += loud.contains(move.sentence) ? 0 : 1;
}

Bounds bootstrap(std::span<const Matched> matched) {
  if (matched.empty()) return {};
  std::vector<Ratio> who;
  who.reserve(matched.size());
  for (const Matched& document : matched) who.push_back(ratio_at(document, Level::Who));
  SmallRandom random(kSeed);
  std::vector<double> draws;
  for (std::size_t i = 0; i < kDraws; ++i) {
    Ratio sum;
    for (std::size_t j = 0; j < who.size(); ++j) add(sum, who[random.below(who.size())]);
    draws.push_back(sum.f1());
  }
  std::sort(draws.begin(), draws.end());
  return {draws[kLowDraw], draws[kHighDraw]};
}

std::string group_name(Grouping grouping, const Matched& document, const GoldMove& move) {
  switch (grouping) {
    case Grouping::Act:
      return std::string(demarche::name_of(move.act));
    case Grouping::Family:
      return std::string(demarche::name_of(family_of(move.act)));
    case Grouping::Topic:
      return document.gold->topic;
    default:
      return document.gold->document.source;
  }
}

}  // namespace

double Ratio::precision() const {
  return divide(right, coded);
}
double Ratio::recall() const {
  return divide(right, annotated);
}
double Ratio::f1() const {
  const double p = precision();
  const double r = recall();
  return p + r > 0.0 ? 2.0 * p * r / (p + r) : 0.0;
}
double Share::value() const {
  return divide(right, of);
}

std::string_view name_of(Level level) {
  return kLevelNames[static_cast<std::size_t>(level)];
}

std::optional<Grouping> parse_grouping(std::string_view text) {
  const auto found = std::find(kGroupings.begin(), kGroupings.end(), text);
  if (found == kGroupings.end()) return std::nullopt;
  return static_cast<Grouping>(found - kGroupings.begin());
}

Score score_of(std::span<const Matched> matched) {
  Score out;
  out.documents = matched.size();
  for (const Matched& document : matched) {
    for (std::size_t k = 0; k < kLevels.size(); ++k) add(out.levels[k], ratio_at(document, kLevels[k]));
    for (const Pair& pair : document.pairs) {
      if (pair.level < Level::Act) continue;
      count_attributes(document.gold->moves[pair.annotated], document.coded[pair.coded], out);
    }
    count_quiet(document, out);
  }
  out.who = bootstrap(matched);
  return out;
}

std::vector<Group> groups_of(std::span<const Matched> matched, Grouping grouping) {
  std::map<std::string, Ratio> ratios;
  for (const Matched& document : matched) {
    const auto of = [&](const GoldMove& move) -> Ratio& {
      return ratios[group_name(grouping, document, move)];
    };
    for (const GoldMove& move : document.gold->moves) ++of(move).annotated;
    for (const GoldMove& move : document.coded) ++of(move).coded;
    for (const Pair& pair : document.pairs) {
      if (pair.level >= Level::Who) ++of(document.gold->moves[pair.annotated]).right;
    }
  }
  std::vector<Group> out;
  out.reserve(ratios.size());
  for (const auto& [name, who] : ratios) out.push_back({name, who});
  std::stable_sort(out.begin(), out.end(),
                   [](const Group& a, const Group& b) { return a.who.annotated > b.who.annotated; });
  return out;
}

}  // namespace demarche::scoring
