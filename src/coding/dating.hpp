// Which time expression of a sentence dates a move (codebook, section 7).
//
// In this order: the nearest in the clause of the trigger; for acts done by speaking, one at a verb above it
// ("said on Friday that it would accept"); the only one of the sentence, where its clause goes along with
// that of the trigger ("raised tariffs on Friday, calling the deal a betrayal"); for what the main clause
// tells, the only day that the sentence names. A time that belongs to another noun dates that noun and not
// the move ("the 2016 election", "the Trade Act of 1974", "last year's campaign"), nor does a year that is
// part of a name ("Made in China 2025"). Thread rule: pure functions.
#pragma once

#include <string>
#include <vector>

#include <demarche/base/move.hpp>

#include "details.hpp"

namespace demarche::coding {

struct DateRuling {
  const TimeExpression* time = nullptr;  // null: none found
  std::string rule;
};

// `times` of the document, in text order. `spoken`: the act is done by speaking.
[[nodiscard]] DateRuling date_of(const Tree& tree, const std::vector<TimeExpression>& times,
                                 const Scope& scope, TokenIndex trigger, bool spoken);

// Another sentence of the document that dates the same act counts as the text: a move without a date takes
// that of the first move of the same act and modality by the same actor, to the same target where both name
// one. A title that tells what was done takes, failing that, the day of the first thing that the text says
// its actor did.
void share_dates(std::vector<Move>& moves);

}  // namespace demarche::coding
