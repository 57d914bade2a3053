#include <demarche/record/fold.hpp>

namespace demarche::record {

void follow_measures(State& state, const knowledge::Knowledge& knowledge) {
  (void)state;
  (void)knowledge;
}

}  // namespace demarche::record
