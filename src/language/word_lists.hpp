// What the tokenizer knows about single words. Private to the room. Thread rule: constants.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace demarche::language {

// Contractions written without an apostrophe, and where EWT splits them.
struct FusedWord {
  std::string_view word;
  std::uint8_t first;  // bytes of the first part
};
inline constexpr auto kFusedWords = [] {
  auto table = std::to_array<FusedWord>({
      {"cannot", 3}, {"gonna", 3},  {"gotta", 3},   {"wanna", 3},   {"dont", 2},     {"doesnt", 4},
      {"didnt", 3},  {"isnt", 2},   {"wasnt", 3},   {"arent", 3},   {"werent", 4},   {"havent", 4},
      {"hasnt", 3},  {"hadnt", 3},  {"wouldnt", 5}, {"couldnt", 5}, {"shouldnt", 6}, {"aint", 2},
      {"wont", 2},   {"cant", 2},   {"im", 1},      {"ive", 1},     {"youre", 3},    {"youve", 3},
      {"theyre", 4}, {"theyve", 4}, {"weve", 2},    {"thats", 4},   {"whats", 4},    {"theres", 5},
      {"hes", 2},    {"shes", 3},   {"lemme", 3},   {"gimme", 3},   {"youll", 3},    {"lotta", 3},
      {"outta", 3},  {"alot", 1},
  });
  std::sort(table.begin(), table.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
  return table;
}();

// Whether any fused word begins and ends with these letters: nearly every word fails, which saves the search.
inline constexpr auto kFusedEnds = [] {
  std::array<bool, 32 * 32> table{};
  for (const FusedWord& w : kFusedWords) {
    const auto first = static_cast<unsigned char>(w.word.front()) & 31U;
    const auto last = static_cast<unsigned char>(w.word.back()) & 31U;
    table[first * 32 + last] = true;
  }
  return table;
}();
[[nodiscard]] constexpr bool may_be_fused(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front()) & 31U;
  const auto last = static_cast<unsigned char>(word.back()) & 31U;
  return word.size() <= 8 && kFusedEnds[first * 32 + last];
}

// Prefixes and suffixes that EWT leaves joined to their word ("co-worker", "anti-trust", "career-wise").
inline constexpr auto kJoinedPrefixes = [] {
  auto table = std::to_array<std::string_view>({
      "ante",  "anti",  "arch",  "bi",    "co",    "contra", "counter", "cross",  "cyber", "de",
      "dis",   "e",     "ex",    "extra", "hyper", "infra",  "inter",   "intra",  "macro", "mega",
      "meta",  "micro", "mid",   "mini",  "mis",   "mono",   "multi",   "neo",    "non",   "over",
      "para",  "peri",  "post",  "pre",   "pro",   "proto",  "pseudo",  "psycho", "re",    "semi",
      "socio", "sub",   "super", "supra", "trans", "tri",    "ultra",   "un",     "under",
  });
  std::sort(table.begin(), table.end());
  return table;
}();
inline constexpr auto kJoinedSuffixes = std::to_array<std::string_view>(
    {"aholic", "esque", "ette", "fest", "fold", "gate", "itis", "less", "rama", "wise"});

// Units that EWT splits from the number they touch ("10 am", "65 k").
inline constexpr auto kUnits = [] {
  auto table = std::to_array<std::string_view>({
      "am", "b",   "bn",  "bp", "bps", "cm",  "ft",  "g",  "gb", "ghz", "ha", "hr",  "hrs",  "k",  "kb",
      "kg", "km",  "kph", "kw", "lb",  "lbs", "m",   "mb", "mg", "mhz", "mi", "min", "mins", "ml", "mm",
      "mn", "mph", "mt",  "mw", "oz",  "pm",  "sec", "sq", "t",  "tb",  "tn", "trn", "twh",  "yr", "yrs",
  });
  std::sort(table.begin(), table.end());
  return table;
}();

// Ends of host and file names that are written without "http" or "www".
inline constexpr auto kHostEnds = [] {
  auto table = std::to_array<std::string_view>({
      "com", "org", "net",  "gov", "edu", "mil", "int", "info", "biz", "co",  "uk",  "us",   "cn",  "de",
      "fr",  "ru",  "jp",   "eu",  "au",  "ca",  "in",  "tv",   "io",  "ly",  "doc", "docx", "xls", "xlsx",
      "pdf", "htm", "html", "txt", "jpg", "gif", "png", "ppt",  "zip", "exe", "url", "wav",  "mp3",
  });
  std::sort(table.begin(), table.end());
  return table;
}();

inline constexpr auto kEmoticons =
    std::to_array<std::string_view>({":)", ":-)", ":(", ":-(", ";)", ";-)", ":D",  ":-D", ":P", ":-P",
                                     ":/", ":p",  ";P", "=)",  "=(", ":o",  "^_^", "<3",  ":]", ":|"});

// Words that begin with an apostrophe of their own.
inline constexpr auto kApostropheWords =
    std::to_array<std::string_view>({"em", "til", "till", "tis", "twas", "cause", "bout", "round", "n"});

inline constexpr auto kWebPrefixes =
    std::to_array<std::string_view>({"http://", "https://", "ftp://", "www."});

// Verb forms that are finite and seldom anything else: a stretch of words with one of them may be a sentence.
inline constexpr auto kFiniteVerbs = [] {
  auto table = std::to_array<std::string_view>({
      "am",     "are",    "is",     "was",     "were",     "be",     "has",     "have",    "had",
      "do",     "does",   "did",    "will",    "would",    "can",    "could",   "may",     "might",
      "must",   "shall",  "should", "said",    "says",     "say",    "told",    "tells",   "met",
      "meets",  "fell",   "rose",   "went",    "goes",     "came",   "comes",   "took",    "takes",
      "made",   "makes",  "gave",   "gives",   "saw",      "sees",   "got",     "gets",    "began",
      "begins", "held",   "holds",  "led",     "leads",    "became", "becomes", "sent",    "sends",
      "spoke",  "speaks", "wrote",  "writes",  "knew",     "knows",  "thought", "thinks",  "think",
      "know",   "found",  "finds",  "kept",    "keeps",    "lost",   "loses",   "won",     "wins",
      "grew",   "grows",  "paid",   "pays",    "brought",  "brings", "seems",   "appears", "wants",
      "want",   "needs",  "hopes",  "remains", "includes", "shows",  "plans",   "expects", "believes",
      "did",    "ca",     "wo",     "'s",      "'re",      "'m",
  });
  std::sort(table.begin(), table.end());
  return table;
}();

template <typename List>
[[nodiscard]] constexpr bool in_sorted(const List& list, std::string_view word) {
  return std::binary_search(list.begin(), list.end(), word);
}
template <typename List>
[[nodiscard]] constexpr bool in_list(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace demarche::language
