#include <demarche/record/fold.hpp>

namespace demarche::record {

void follow_meetings(State& state, const knowledge::Knowledge& knowledge) {
  (void)state;
  (void)knowledge;
}

}  // namespace demarche::record
