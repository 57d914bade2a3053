#include <demarche/record/fold.hpp>

namespace demarche::record {

std::string dump(const State& state) { return state.as_of.iso() + "\n"; }

}  // namespace demarche::record
