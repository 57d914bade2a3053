// The words whose full stop belongs to them. Private to the room. Thread rule: constants.
//
// The kind says what usually follows: it decides whether the stop is part of the token, and it is a feature
// of the sentence model, which has the last word on whether the sentence ends there.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace demarche::language {

enum class Abbreviation : std::uint8_t {
  None,
  Title,    // "Mr.", "Gen.": a name follows; hardly ever ends a sentence
  Month,    // "Jan.", "Mon.": a number or a name follows
  Company,  // "Inc.", "Co.": may end a sentence
  Plain,    // "etc.", "vs."
  State,    // "Calif.": capital needed ("ill." is a word)
  Number,   // "No.", "p.": only when a number follows
  Initial,  // "J." (not in the table: recognised by its shape)
  Dotted,   // "U.S.", "p.m." (by its shape)
};

struct AbbreviationEntry {
  std::string_view word;  // lower case, without the stop
  Abbreviation kind;
};

inline constexpr auto kAbbreviations = [] {
  using enum Abbreviation;
  auto table = std::to_array<AbbreviationEntry>({
      {"adm", Title},    {"amb", Title},    {"asst", Title},   {"atty", Title},    {"attn", Plain},
      {"brig", Title},   {"capt", Title},   {"cdr", Title},    {"cmdr", Title},    {"col", Title},
      {"comdr", Title},  {"cpl", Title},    {"det", Title},    {"dr", Title},      {"drs", Title},
      {"gen", Title},    {"gov", Title},    {"govs", Title},   {"hon", Title},     {"insp", Title},
      {"lt", Title},     {"lieut", Title},  {"maj", Title},    {"messrs", Title},  {"mlle", Title},
      {"mme", Title},    {"mr", Title},     {"mrs", Title},    {"ms", Title},      {"msgr", Title},
      {"pfc", Title},    {"pres", Title},   {"prof", Title},   {"profs", Title},   {"pvt", Title},
      {"rep", Title},    {"reps", Title},   {"rev", Title},    {"sen", Title},     {"sens", Title},
      {"sgt", Title},    {"supt", Title},   {"ft", Title},     {"mt", Title},      {"st", Title},
      {"jan", Month},    {"feb", Month},    {"mar", Month},    {"apr", Month},     {"jun", Month},
      {"jul", Month},    {"aug", Month},    {"sep", Month},    {"sept", Month},    {"oct", Month},
      {"nov", Month},    {"dec", Month},    {"mon", Month},    {"tue", Month},     {"tues", Month},
      {"wed", Month},    {"thu", Month},    {"thur", Month},   {"thurs", Month},   {"fri", Month},
      {"bros", Company}, {"co", Company},   {"corp", Company}, {"cos", Company},   {"inc", Company},
      {"llc", Company},  {"ltd", Company},  {"plc", Company},  {"pty", Company},   {"jr", Company},
      {"sr", Company},   {"esq", Company},  {"assn", Company}, {"assoc", Company}, {"dept", Plain},
      {"ave", Company},  {"blvd", Company}, {"rd", Company},   {"univ", Plain},    {"intl", Plain},
      {"al", Plain},     {"approx", Plain}, {"ca", Plain},     {"cf", Plain},      {"conf", Plain},
      {"eg", Plain},     {"esp", Plain},    {"etc", Plain},    {"ext", Plain},     {"ie", Plain},
      {"govt", Plain},   {"vs", Plain},     {"viz", Plain},    {"ph", Plain},      {"vol", Plain},
      {"lb", Plain},     {"lbs", Plain},    {"oz", Plain},     {"yrs", Plain},     {"ala", State},
      {"ariz", State},   {"ark", State},    {"calif", State},  {"colo", State},    {"conn", State},
      {"fla", State},    {"ga", State},     {"ill", State},    {"kan", State},     {"mich", State},
      {"minn", State},   {"mo", State},     {"mont", State},   {"neb", State},     {"nev", State},
      {"okla", State},   {"ore", State},    {"penn", State},   {"tenn", State},    {"tex", State},
      {"va", State},     {"wis", State},    {"wyo", State},    {"md", State},      {"no", Number},
      {"nos", Number},   {"p", Number},     {"pp", Number},    {"art", Number},    {"arts", Number},
      {"sec", Number},   {"para", Number},  {"paras", Number}, {"fig", Number},    {"figs", Number},
      {"ch", Number},    {"chap", Number},  {"sat", Number},   {"sun", Number},    {"c", Number},
  });
  std::sort(table.begin(), table.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
  return table;
}();

// `lower` without its stop.
[[nodiscard]] constexpr Abbreviation abbreviation_of(std::string_view lower) {
  if (lower.size() > 6) return Abbreviation::None;
  const auto it = std::lower_bound(kAbbreviations.begin(), kAbbreviations.end(), lower,
                                   [](const AbbreviationEntry& e, std::string_view w) { return e.word < w; });
  return it != kAbbreviations.end() && it->word == lower ? it->kind : Abbreviation::None;
}

}  // namespace demarche::language
