#include <demarche/knowledge/knowledge.hpp>

#include <limits>

namespace demarche::knowledge {
namespace {

// Days between a day and a term; 0 inside it.
std::int64_t distance(const Office& office, Day day) {
  if (office.from && day < *office.from) return std::int64_t{office.from->days()} - day.days();
  if (office.to && day > *office.to) return std::int64_t{day.days()} - office.to->days();
  return 0;
}

}  // namespace

Person::Held Person::office_at(std::optional<Day> day) const {
  if (offices.empty()) return {};
  if (!day) return {&offices.back(), false};
  Held best;
  std::int64_t best_distance = std::numeric_limits<std::int64_t>::max();
  for (const Office& office : offices) {
    const std::int64_t d = distance(office, *day);
    if (d > best_distance) continue;  // on a tie the office that began later
    best = {&office, d == 0};
    best_distance = d;
  }
  return best;
}

}  // namespace demarche::knowledge
