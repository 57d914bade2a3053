#include "gate.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <demarche/base/hash.hpp>

namespace demarche::coding {
namespace {

using knowledge::AtomId;
using knowledge::Name;
using knowledge::NameKind;

constexpr std::size_t kPrefix = 5;         // letters
constexpr std::size_t kShortestCased = 4;  // shorter names that need their capitals cannot be told from words
constexpr std::size_t kMentions = 3;       // more count as so many
constexpr std::array<std::size_t, 7> kLengths = {4, 8, 12, 18, 26, 36, 50};  // words

enum class Kind : std::uint64_t { Word = 1, Prefix, Pair, Length, Field, Parties, People };

FeatureKey key_of(Kind kind, std::uint64_t a, std::uint64_t b = 0) {
  std::uint64_t h = (static_cast<std::uint64_t>(kind) * 0x9E3779B97F4A7C15ULL + a) * 0xBF58476D1CE4E5B9ULL;
  h = (h ^ (h >> 29U)) + b;
  h *= 0x94D049BB133111EBULL;
  return h ^ (h >> 32U);
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
}

// What stands for a name in the place of its words; nothing where the name counts as words.
std::optional<std::string_view> stand_in(const Name& name) {
  if (!name.exact.empty() && name.exact.size() < kShortestCased) return std::nullopt;
  switch (name.kind) {
    case NameKind::Party:
    case NameKind::Adjective:
    case NameKind::People:
    case NameKind::Metonym:
    case NameKind::Institution:
      return "*party";
    case NameKind::Person:
    case NameKind::Surname:
      return "*person";
    case NameKind::Outlet:
      return "*outlet";
    case NameKind::Stop:
      break;
  }
  return "*other";
}

// The words of one sentence as hashes, with what is counted on the way.
class Words {
 public:
  Words(const language::Text& text, const language::Sentence& sentence, const knowledge::Knowledge& knowledge)
      : tokens_(text.tokens_of(sentence)), knowledge_(knowledge) {
    atoms_.reserve(tokens_.size());
    for (const language::Token& t : tokens_) atoms_.push_back(knowledge.names().atom(t.lower));
  }

  void extract(std::vector<FeatureKey>& out) {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t taken = name(i, out);
      if (taken == 0) word(tokens_[i].lower, out);
      i += std::max<std::size_t>(taken, 1);
    }
    const auto bucket = std::lower_bound(kLengths.begin(), kLengths.end(), words_) - kLengths.begin();
    out.push_back(key_of(Kind::Length, static_cast<std::uint64_t>(bucket)));
    out.push_back(key_of(Kind::Parties, std::min(parties_, kMentions)));
    out.push_back(key_of(Kind::People, std::min(people_, kMentions)));
  }

 private:
  // Takes a name that begins at the token; how many tokens it covers, 0 for none.
  std::size_t name(std::size_t at, std::vector<FeatureKey>& out) {
    if (atoms_[at] == knowledge::kUnknownAtom || atoms_[at] == knowledge::kJoiningAtom) return 0;
    const auto match = knowledge_.names().longest(atoms_, at);
    if (!match) return 0;
    const std::optional<std::string_view> kind = stand_in(knowledge_.all_names()[match->values.front()]);
    if (!kind) return 0;
    parties_ += *kind == "*party" ? 1U : 0U;
    people_ += *kind == "*person" ? 1U : 0U;
    follow(Fnv1a().add(*kind).value(), out);
    return match->length;
  }

  void word(std::string_view lower, std::vector<FeatureKey>& out) {
    Fnv1a whole;
    Fnv1a prefix;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < lower.size(); ++i) {
      if (!is_letter(lower[i])) continue;
      whole.add(lower.substr(i, 1));
      if (letters++ < kPrefix) prefix.add(lower.substr(i, 1));
    }
    if (letters == 0) return;
    if (letters > kPrefix) out.push_back(key_of(Kind::Prefix, prefix.value()));
    follow(whole.value(), out);
  }

  void follow(std::uint64_t hash, std::vector<FeatureKey>& out) {
    out.push_back(key_of(Kind::Word, hash));
    out.push_back(key_of(Kind::Pair, before_, hash));
    before_ = hash;
    ++words_;
  }

  std::span<const language::Token> tokens_;
  const knowledge::Knowledge& knowledge_;
  std::vector<AtomId> atoms_;
  std::uint64_t before_ = 0;
  std::size_t words_ = 0;
  std::size_t parties_ = 0;
  std::size_t people_ = 0;
};

}  // namespace

void gate_features(const language::Text& text, const language::Sentence& sentence, Field field,
                   const knowledge::Knowledge& knowledge, std::vector<FeatureKey>& out) {
  out.clear();
  Words(text, sentence, knowledge).extract(out);
  out.push_back(key_of(Kind::Field, field == Field::Title ? 1 : 0));
  // A word counts once, however often it stands there.
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

GateRuling rule(const Gate& gate, const language::Text& text, const language::Sentence& sentence, Field field,
                const knowledge::Knowledge& knowledge) {
  std::vector<FeatureKey> features;
  gate_features(text, sentence, field, knowledge, features);
  const std::int32_t score = gate.weights.score(features);
  return {score, score >= gate.threshold};
}

}  // namespace demarche::coding
