#include <demarche/record/fold.hpp>

namespace demarche::record {

void take_positions(State& state, const knowledge::Knowledge& knowledge) {
  (void)state;
  (void)knowledge;
}

}  // namespace demarche::record
