// What the model of `demarche act` looks at. No feature names a party or a person.
// Thread rule: pure functions.
#pragma once

#include <string>
#include <vector>

#include "act_scene.hpp"
#include "linear.hpp"

namespace demarche::coding {

// Keys of the features, each once, in a fixed order; their names too where `names` is given.
void act_features(const ActScene& scene, std::vector<FeatureKey>& keys, std::vector<std::string>* names);

}  // namespace demarche::coding
