// What the record knows about measures before it sees a move: data/measure_kinds.tsv and
// data/measure_steps.tsv. No part of the fingerprint: a changed row folds the same moves anew. Thread rule:
// built at load, then const.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/act.hpp>

namespace demarche::knowledge {

// An issue under which measures are kept; the narrower one stands earlier.
struct MeasureKind {
  std::string issue;
  bool threat = false;  // a threat under this issue is the threat of a measure
};

enum class StepDate : std::uint8_t { Any, Ahead, Told, None };
enum class StepKind : std::uint8_t {
  Mentioned,
  Threatened,
  Announced,
  Scheduled,
  Delayed,
  InForce,
  Changed,
  Exempted,
  Lifted,
  Withdrawn,
  Imposed,
  Decided
};

struct MeasureRule {
  Act act = Act::Impose;
  Modality modality = Modality::Actual;
  StepDate date = StepDate::Any;
  std::vector<std::string> words;  // as the table writes them
  StepKind step = StepKind::Mentioned;
};

struct MeasureRules {
  std::vector<MeasureKind> kinds;
  std::vector<MeasureRule> steps;

  // The step of the first rule that fits; nullopt when none does. `date`: Ahead, Told or None. `trigger`: as
  // told.
  [[nodiscard]] std::optional<StepKind> step_of(Act act, Modality modality, StepDate date,
                                                std::string_view trigger) const;
};

}  // namespace demarche::knowledge
