#include "places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include <demarche/base/utf8.hpp>

#include "tsv.hpp"

namespace demarche::knowledge {
namespace {

constexpr std::array<std::pair<std::string_view, PlaceKind>, 19> kPlaces = {{
    {"subj", PlaceKind::Subject},
    {"subj.own", PlaceKind::SubjectOwner},
    {"obj", PlaceKind::Object},
    {"obj.own", PlaceKind::ObjectOwner},
    {"iobj", PlaceKind::Indirect},
    {"own", PlaceKind::Owner},
    {"xcomp", PlaceKind::Xcomp},
    {"ccomp", PlaceKind::Ccomp},
    {"comp.subj", PlaceKind::ClauseSubject},
    {"prt", PlaceKind::Particle},
    {"mod", PlaceKind::Modifier},
    {"adv", PlaceKind::Adverb},
    {"aux", PlaceKind::Aux},
    {"neg", PlaceKind::Negation},
    {"next", PlaceKind::Next},
    {"before", PlaceKind::Before},
    {"gov", PlaceKind::Governor},
    {"speaker", PlaceKind::Speaker},
    {"other", PlaceKind::Other},
}};

// Sorted. Any of these is a place of its own; the list is here so that a slip of the pen is no silent place.
// ("before" and "next" are places by position.)
constexpr std::array<std::string_view, 78> kPrepositions = {
    "aboard",  "about",      "above",       "across",    "after",
    "against", "ahead",      "along",       "alongside", "amid",
    "amidst",  "among",      "amongst",     "around",    "as",
    "at",      "atop",       "barring",     "behind",    "below",
    "beneath", "beside",     "besides",     "between",   "beyond",
    "by",      "concerning", "considering", "despite",   "down",
    "during",  "except",     "excluding",   "following", "for",
    "from",    "given",      "in",          "including", "inside",
    "into",    "like",       "minus",       "near",      "notwithstanding",
    "of",      "off",        "on",          "onto",      "opposite",
    "out",     "outside",    "over",        "past",      "pending",
    "per",     "plus",       "regarding",   "since",     "than",
    "through", "throughout", "till",        "to",        "toward",
    "towards", "under",      "underneath",  "unlike",    "until",
    "unto",    "up",         "upon",        "versus",    "via",
    "with",    "within",     "without",
};
static_assert(std::is_sorted(kPrepositions.begin(), kPrepositions.end()));

bool is_preposition(std::string_view word) {
  return std::binary_search(kPrepositions.begin(), kPrepositions.end(), word);
}

std::string place_names() {
  std::string names;
  for (const auto& [name, kind] : kPlaces) names += std::string(name) + ", ";
  return names + "or an English preposition";
}

bool holds_a_party(PlaceKind kind) {
  return kind != PlaceKind::Particle && kind != PlaceKind::Adverb && kind != PlaceKind::Aux &&
         kind != PlaceKind::Negation;
}

void add_once(std::vector<std::string>& words, std::string_view word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
}

// "tariff|@measure|PARTY" into the condition.
Read<Condition> read_words(Condition condition, std::string_view text, const FrameSet& classes) {
  for (const std::string_view word : split(text, '|')) {
    if (word == "PARTY") {
      condition.party = true;
    } else if (word.starts_with('@')) {
      const std::vector<std::string>* lemmas = classes.word_class(word.substr(1));
      if (lemmas == nullptr)
        return tl::unexpected(fmt::format("unknown class {}; classes.tsv lists them", word));
      for (const std::string& lemma : *lemmas) add_once(condition.lemmas, lemma);
    } else if (is_lemma(word)) {
      add_once(condition.lemmas, word);
    } else if (word.empty()) {
      return tl::unexpected(fmt::format("\"{}\" has an empty word", text));
    } else {
      return tl::unexpected(
          fmt::format("\"{}\" is no lemma: lower case, no blanks; parties are written PARTY", word));
    }
  }
  return condition;
}

Read<Condition> read_condition(std::string_view text, const FrameSet& classes) {
  const std::size_t colon = text.find(':');
  auto place = read_place(text.substr(0, colon));
  if (!place) return tl::unexpected(std::move(place.error()));
  Condition condition;
  condition.place = std::move(*place);
  if (colon == std::string_view::npos) return condition;
  if (condition.place.kind == PlaceKind::Negation) return tl::unexpected(std::string("neg takes no words"));
  return read_words(std::move(condition), text.substr(colon + 1), classes);
}

}  // namespace

bool is_lemma(std::string_view text) {
  bool word = false;
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Decoded d = utf8::decode(text, i);
    const char32_t c = d.code_point;
    i += d.length;
    if (c == '-' || c == '\'' || c == '.') continue;  // "test-fire", "'ll", "u.s."
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (!utf8::is_letter(c) || utf8::is_upper(c))) return false;
    word = true;
  }
  return word;
}

Read<Place> read_place(std::string_view text) {
  const auto it =
      std::find_if(kPlaces.begin(), kPlaces.end(), [&](const auto& p) { return p.first == text; });
  if (it != kPlaces.end()) return Place{it->second, {}};
  if (is_preposition(text)) return Place{PlaceKind::Preposition, std::string(text)};
  return tl::unexpected(fmt::format("unknown place \"{}\"; one of {}", text, place_names()));
}

Read<std::vector<Place>> read_party_places(std::string_view text) {
  std::vector<Place> places;
  if (text.empty()) return places;
  for (const std::string_view word : split(text, ',')) {
    auto place = read_place(word);
    if (!place) return tl::unexpected(std::move(place.error()));
    if (!holds_a_party(place->kind)) return tl::unexpected(fmt::format("no party can stand at {}", word));
    places.push_back(std::move(*place));
  }
  return places;
}

Read<Need> read_need(std::string_view text, const FrameSet& classes) {
  Need need;
  need.negated = text.starts_with('!');
  if (need.negated) text.remove_prefix(1);
  for (const std::string_view alternative : split(text, '/')) {
    auto condition = read_condition(alternative, classes);
    if (!condition) return tl::unexpected(std::move(condition.error()));
    need.alternatives.push_back(std::move(*condition));
  }
  return need;
}

}  // namespace demarche::knowledge
