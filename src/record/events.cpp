#include <demarche/record/fold.hpp>

namespace demarche::record {

void link_events(State& state, const knowledge::Knowledge& knowledge) {
  (void)state;
  (void)knowledge;
}

}  // namespace demarche::record
