// The word classes that the coder itself names. data/classes.tsv holds their words and says what each is for;
// a class that is missing there ends the load. Thread rule: free functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace demarche::knowledge {

enum class CoderClass : std::uint8_t {
  Say,  // who speaks
  PlainSay,
  ClauseSay,
  Voice,
  Press,
  Unnamed,
  Documents,
  TopicMarks,
  Possible,  // what the text says about the act
  Future,
  Conditional,
  MakesPossible,
  MakesPlanned,
  MakesDenied,
  Negators,
  ConditionMarks,
  OpenMarks,
  Foretells,
  Sides,  // what words refer to
  PersonPronouns,
  ThingPronouns,
  PluralPronouns,
  Reciprocals,
  FirstPerson,
  FirstSubjects,
  OwnerMarks,
  NumberLabels,  // amounts and goods
  Uncounted,
  Counterparts,
  Unmarked,
  TradeNouns,
  GeneralGoods,
  DeadlineMarks,  // dates
  FutureGroup,
  PastGroup,
  Ahead,
};
inline constexpr std::size_t kCoderClassCount = 36;

// As data/classes.tsv writes it: "plainsay".
[[nodiscard]] std::string_view name_of(CoderClass which);

}  // namespace demarche::knowledge
