#include <demarche/scoring/match.hpp>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace demarche::scoring {
namespace {

using Places = std::unordered_map<std::string_view, std::size_t>;

Places places_of(const std::vector<GoldDocument>& gold) {
  Places out;
  for (std::size_t i = 0; i < gold.size(); ++i) out.emplace(gold[i].document.id, i);
  return out;
}

std::uint32_t overlap(const Span& a, const Span& b) {
  const std::uint32_t start = std::max(a.start, b.start);
  const std::uint32_t end = std::min(a.end, b.end);
  return end > start ? end - start : 0;
}

const GoldSentence* sentence_of(const GoldDocument& sheet, const Move& move) {
  const GoldSentence* best = nullptr;
  std::uint32_t most = 0;
  for (const GoldSentence& sentence : sheet.sentences) {
    if (sentence.field != move.field) continue;
    const std::uint32_t shared = overlap(sentence.span, move.trigger);
    if (shared <= most) continue;
    most = shared;
    best = &sentence;
  }
  return best;
}

std::string date_text(const std::optional<DateOf>& date) {
  if (!date) return {};
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  const std::string day = date->days.from.iso();
  if (date->days.precision == Precision::Year) return day.substr(0, kYear);
  return date->days.precision == Precision::Month ? day.substr(0, kMonth) : day;
}

GoldMove answer(const Move& move, const GoldSentence& sentence) {
  GoldMove out;
  out.sentence = sentence.id;
  out.trigger = move.trigger_text;
  out.act = move.act;
  out.actor = move.actor.party;
  if (move.target) out.target = move.target->party;
  out.modality = move.modality;
  out.issues = move.issues;
  std::sort(out.issues.begin(), out.issues.end());
  out.issues.erase(std::unique(out.issues.begin(), out.issues.end()), out.issues.end());
  out.speaker_kind = move.speaker_kind;
  out.date = date_text(move.date);
  return out;
}

std::vector<Pair> pairs_of(std::span<const GoldMove> annotated, std::span<const GoldMove> coded) {
  std::vector<Pair> candidates;
  for (std::size_t i = 0; i < annotated.size(); ++i) {
    for (std::size_t j = 0; j < coded.size(); ++j) {
      const Level level = level_of(annotated[i], coded[j]);
      if (level != Level::None) candidates.push_back({i, j, level});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Pair& a, const Pair& b) { return a.level > b.level; });
  std::vector<bool> answered(annotated.size());
  std::vector<bool> used(coded.size());
  std::vector<Pair> out;
  for (const Pair& pair : candidates) {
    if (answered[pair.annotated] || used[pair.coded]) continue;
    answered[pair.annotated] = used[pair.coded] = true;
    out.push_back(pair);
  }
  return out;
}

}  // namespace

bool same_parties(const GoldMove& annotated, const GoldMove& coded) {
  if (annotated.actor == coded.actor && annotated.target == coded.target) return true;
  return is_mutual(annotated.act) && annotated.actor == coded.target && annotated.target == coded.actor;
}

Level level_of(const GoldMove& annotated, const GoldMove& coded) {
  if (annotated.sentence != coded.sentence || family_of(annotated.act) != family_of(coded.act))
    return Level::None;
  if (annotated.act != coded.act) return Level::Detect;
  if (!same_parties(annotated, coded)) return Level::Act;
  return annotated.modality == coded.modality ? Level::Full : Level::Who;
}

Answers place(const std::vector<GoldDocument>& gold, std::span<const Move> moves) {
  const Places places = places_of(gold);
  Answers out;
  out.moves.resize(gold.size());
  for (const Move& move : moves) {
    const auto found = places.find(move.document);
    if (found == places.end()) {
      ++out.elsewhere;
      continue;
    }
    const GoldSentence* sentence = sentence_of(gold[found->second], move);
    if (sentence == nullptr) {
      ++out.outside;
      continue;
    }
    out.moves[found->second].push_back(answer(move, *sentence));
  }
  return out;
}

Answers answers_of(const std::vector<GoldDocument>& gold, const std::vector<GoldDocument>& other) {
  const Places places = places_of(gold);
  Answers out;
  out.moves.resize(gold.size());
  for (const GoldDocument& document : other) {
    const auto found = places.find(document.document.id);
    if (found == places.end()) {
      out.elsewhere += document.moves.size();
    } else {
      out.moves[found->second] = document.moves;
    }
  }
  return out;
}

std::vector<Matched> match(const std::vector<GoldDocument>& gold, const Answers& answers) {
  std::vector<Matched> out;
  out.reserve(gold.size());
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const std::vector<GoldMove>& coded = answers.moves[i];
    out.push_back({&gold[i], coded, pairs_of(gold[i].moves, coded)});
  }
  return out;
}

}  // namespace demarche::scoring
