// Who acts, and on whom: the options that a sentence gives for the two sides of a candidate, and the choice.
//
// An option is a party with all the evidence for it: the places of the tree where it stands relative to the
// trigger, its place in the sentence and the document, whether it speaks. The frame says which places it
// expects; learned weights (conditional logit over the options) weigh that against the rest. Features never
// name a party. Thread rule: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linear.hpp"
#include "match.hpp"

namespace demarche::coding {

struct Analysis;

struct Evidence {
  std::string_view place;  // "subj", "obj", "own", a preposition, "gov.subj", "speaker", "before", "after",
                           // "document", "author"
  Side side;
};

struct Option {
  PartyCode party;                 // empty: the option that there is no target
  std::vector<Evidence> evidence;  // strongest first; never empty for a party
};

// Nothing in the sentence tells of the party: the document is about it, or its outlet speaks for it.
[[nodiscard]] bool is_implied(const Option& option);

// Every party that could be a side of a move told by `trigger`; the last option is "none".
[[nodiscard]] std::vector<Option> options_for(const Analysis& field, const Discourse& discourse,
                                              TokenIndex trigger);

// Features of taking an option as the actor, or, given the actor's option, as the target.
void actor_features(const Analysis& field, const Discourse& discourse, const Candidate& candidate,
                    const std::vector<Option>& options, std::size_t option, std::vector<FeatureKey>& out);
void target_features(const Analysis& field, const Discourse& discourse, const Candidate& candidate,
                     const std::vector<Option>& options, std::size_t actor, std::size_t option,
                     std::vector<FeatureKey>& out);

// How sure the choice was: margin over the runner-up in units of 1/1024 logit.
struct Chosen {
  std::size_t actor = 0;
  std::size_t target = 0;
  std::int32_t actor_margin = 0;
  std::int32_t target_margin = 0;
};
[[nodiscard]] std::optional<Chosen> choose(const Analysis& field, const Discourse& discourse,
                                           const Candidate& candidate, const std::vector<Option>& options,
                                           const LinearModel& actor_model, const LinearModel& target_model);

// Writes the choice into the candidate: the two sides, and further parties coordinated with a side.
void apply_choice(const Analysis& field, const std::vector<Option>& options, const Chosen& chosen,
                  Candidate& candidate);

}  // namespace demarche::coding
