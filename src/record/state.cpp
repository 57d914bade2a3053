#include <demarche/record/state.hpp>

#include <array>

namespace demarche::record {

std::string_view name_of(Relation relation) {
  constexpr std::array<std::string_view, 6> kNames = {"new",      "repeats", "amends",
                                                      "confirms", "denies",  "withdraws"};
  return kNames[static_cast<std::size_t>(relation)];
}

std::string_view name_of(ContestKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"done-denied", "agreed-failed", "amounts", "causes"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(MeasureStatus status) {
  constexpr std::array<std::string_view, 9> kNames = {"threatened", "announced", "scheduled",
                                                      "delayed",    "in force",  "changed",
                                                      "exempted",   "lifted",    "withdrawn"};
  return kNames[static_cast<std::size_t>(status)];
}

std::string_view name_of(MeetingStatus status) {
  constexpr std::array<std::string_view, 6> kNames = {"proposed",  "scheduled", "postponed",
                                                      "cancelled", "held",      "failed"};
  return kNames[static_cast<std::size_t>(status)];
}

}  // namespace demarche::record
