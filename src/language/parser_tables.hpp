// The two tables of weights of the parser. Thread rule: plain values.
#pragma once

#include <demarche/language/parser.hpp>

#include "weights.hpp"

namespace demarche::language {

struct Parser::Tables {
  Weights transitions;  // classes: Transition
  Weights labels;       // classes: Deprel
};

}  // namespace demarche::language
