#include <demarche/record/fold.hpp>

#include <algorithm>

namespace demarche::record {

State fold(std::vector<Entry> entries, Instant as_of, const knowledge::Knowledge& knowledge) {
  State state;
  state.as_of = as_of;
  std::erase_if(entries, [&](const Entry& e) { return e.clocks.known_at() > as_of || e.moves.empty(); });
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.clocks.known_at(), a.seq) < std::pair(b.clocks.known_at(), b.seq);
  });
  state.entries = std::move(entries);
  find_origins(state, knowledge);
  link_events(state, knowledge);
  relate(state, knowledge);
  find_contests(state, knowledge);
  follow_measures(state, knowledge);
  follow_meetings(state, knowledge);
  take_positions(state, knowledge);
  return state;
}

}  // namespace demarche::record
