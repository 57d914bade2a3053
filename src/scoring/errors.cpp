#include <demarche/scoring/errors.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace demarche::scoring {
namespace {

constexpr std::array<std::string_view, kPartyErrors.size()> kPartyErrorNames = {
    "swapped", "other actor", "missing target", "extra target", "other target"};
constexpr std::array<std::string_view, 3> kMissNames = {"miss", "part", "extra"};

// Pairs of names with their counts.
class Tally {
 public:
  void add(std::string_view annotated, std::string_view coded) {
    ++counts_[{std::string(annotated), std::string(coded)}];
  }
  [[nodiscard]] std::vector<Confusion> sorted() const {
    std::vector<Confusion> out;
    out.reserve(counts_.size());
    for (const auto& [names, count] : counts_) out.push_back({names.first, names.second, count});
    std::stable_sort(out.begin(), out.end(),
                     [](const Confusion& a, const Confusion& b) { return a.count > b.count; });
    return out;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> counts_;
};

// Which moves of a document found no partner.
struct Unmatched {
  std::vector<std::size_t> annotated;
  std::vector<std::size_t> coded;
};

Unmatched unmatched_of(const Matched& document) {
  std::vector<bool> answered(document.gold->moves.size());
  std::vector<bool> used(document.coded.size());
  for (const Pair& pair : document.pairs) answered[pair.annotated] = used[pair.coded] = true;
  Unmatched out;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    if (!answered[i]) out.annotated.push_back(i);
  }
  for (std::size_t j = 0; j < used.size(); ++j) {
    if (!used[j]) out.coded.push_back(j);
  }
  return out;
}

// How likely two unmatched moves of one sentence are two readings of the same words.
int kinship(const GoldMove& annotated, const GoldMove& coded) {
  const bool triggers = !annotated.trigger.empty() && !coded.trigger.empty() &&
                        (annotated.trigger.find(coded.trigger) != std::string::npos ||
                         coded.trigger.find(annotated.trigger) != std::string::npos);
  return (triggers ? 2 : 0) + (same_parties(annotated, coded) ? 1 : 0);
}

void count_unmatched(const Matched& document, Tally& acts) {
  const Unmatched alone = unmatched_of(document);
  std::vector<std::tuple<int, std::size_t, std::size_t>> kin;  // less kinship counts more, so it is negated
  for (const std::size_t i : alone.annotated) {
    for (const std::size_t j : alone.coded) {
      const GoldMove& annotated = document.gold->moves[i];
      if (annotated.sentence != document.coded[j].sentence) continue;
      kin.emplace_back(-kinship(annotated, document.coded[j]), i, j);
    }
  }
  std::sort(kin.begin(), kin.end());
  std::vector<bool> answered(document.gold->moves.size());
  std::vector<bool> used(document.coded.size());
  for (const auto& [unlike, i, j] : kin) {
    if (answered[i] || used[j]) continue;
    answered[i] = used[j] = true;
    acts.add(demarche::name_of(document.gold->moves[i].act), demarche::name_of(document.coded[j].act));
  }
  for (const std::size_t i : alone.annotated) {
    if (!answered[i]) acts.add(demarche::name_of(document.gold->moves[i].act), "");
  }
  for (const std::size_t j : alone.coded) {
    if (!used[j]) acts.add("", demarche::name_of(document.coded[j].act));
  }
}

std::string_view kind_name(const std::optional<SpeakerKind>& kind) {
  return kind ? demarche::name_of(*kind) : std::string_view();
}

int agreements(const GoldMove& annotated, PartyCode actor, PartyCode target) {
  return (annotated.actor == actor ? 1 : 0) + (annotated.target == target ? 1 : 0);
}

std::size_t sentence_index(const GoldDocument& document, const GoldMove& move) {
  const auto found = std::find_if(document.sentences.begin(), document.sentences.end(),
                                  [&](const GoldSentence& s) { return s.id == move.sentence; });
  return static_cast<std::size_t>(found - document.sentences.begin());
}

void add_misses(const Matched& document, std::vector<Miss>& out) {
  const GoldDocument& gold = *document.gold;
  std::vector<std::pair<std::size_t, Miss>> found;  // with the index of the sentence
  const auto add = [&](MissKind kind, const GoldMove* annotated, const GoldMove* coded) {
    const std::size_t at = sentence_index(gold, annotated != nullptr ? *annotated : *coded);
    found.push_back({at, {kind, &gold, &gold.sentences[at], annotated, coded}});
  };
  std::vector<const Pair*> pair_of(gold.moves.size());
  for (const Pair& pair : document.pairs) pair_of[pair.annotated] = &pair;
  for (std::size_t i = 0; i < gold.moves.size(); ++i) {
    if (pair_of[i] == nullptr) {
      add(MissKind::Miss, &gold.moves[i], nullptr);
    } else if (pair_of[i]->level < Level::Who) {
      add(MissKind::Part, &gold.moves[i], &document.coded[pair_of[i]->coded]);
    }
  }
  for (const std::size_t j : unmatched_of(document).coded) add(MissKind::Extra, nullptr, &document.coded[j]);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [at, miss] : found) out.push_back(miss);
}

}  // namespace

std::string_view name_of(PartyError error) {
  return kPartyErrorNames[static_cast<std::size_t>(error)];
}
std::string_view name_of(MissKind kind) {
  return kMissNames[static_cast<std::size_t>(kind)];
}

std::vector<PartyError> party_errors(const GoldMove& annotated, const GoldMove& coded) {
  if (same_parties(annotated, coded)) return {};
  PartyCode actor = coded.actor;
  PartyCode target = coded.target;
  if (is_mutual(annotated.act) &&
      agreements(annotated, target, actor) > agreements(annotated, actor, target)) {
    std::swap(actor, target);
  }
  if (annotated.actor == target && annotated.target == actor) return {PartyError::Swapped};
  std::vector<PartyError> out;
  if (annotated.actor != actor) out.push_back(PartyError::OtherActor);
  if (annotated.target != target) {
    if (target.empty()) {
      out.push_back(PartyError::MissingTarget);
    } else {
      out.push_back(annotated.target.empty() ? PartyError::ExtraTarget : PartyError::OtherTarget);
    }
  }
  return out;
}

Confusions confusions_of(std::span<const Matched> matched) {
  Confusions out;
  Tally acts;
  Tally modalities;
  Tally speakers;
  for (const Matched& document : matched) {
    for (const Pair& pair : document.pairs) {
      const GoldMove& annotated = document.gold->moves[pair.annotated];
      const GoldMove& coded = document.coded[pair.coded];
      if (pair.level < Level::Act) {
        acts.add(demarche::name_of(annotated.act), demarche::name_of(coded.act));
        continue;
      }
      ++out.pairs;
      const auto errors = party_errors(annotated, coded);
      out.wrong_parties += errors.empty() ? 0 : 1;
      for (const PartyError error : errors) ++out.parties[static_cast<std::size_t>(error)];
      if (annotated.modality != coded.modality)
        modalities.add(demarche::name_of(annotated.modality), demarche::name_of(coded.modality));
      if (annotated.speaker_kind != coded.speaker_kind)
        speakers.add(kind_name(annotated.speaker_kind), kind_name(coded.speaker_kind));
    }
    count_unmatched(document, acts);
  }
  out.acts = acts.sorted();
  out.modalities = modalities.sorted();
  out.speaker_kinds = speakers.sorted();
  return out;
}

std::vector<Miss> misses_of(std::span<const Matched> matched) {
  std::vector<Miss> out;
  for (const Matched& document : matched) add_misses(document, out);
  return out;
}

}  // namespace demarche::scoring
