// The generator of the base under the name that the trainers use. Private to the room.
#pragma once

#include <demarche/base/random.hpp>

namespace demarche::language {

using demarche::SmallRandom;

}  // namespace demarche::language
