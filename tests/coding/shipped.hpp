// The knowledge that ships, loaded once, for tests whose subject asks its word classes.
#pragma once

#include <gtest/gtest.h>

#include <demarche/knowledge/knowledge.hpp>

namespace demarche::testing {

inline const knowledge::Knowledge& shipped() {
  static const knowledge::Knowledge kKnowledge = [] {
    auto loaded = knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
    if (!loaded) ADD_FAILURE() << loaded.error().message();
    return loaded ? std::move(*loaded) : knowledge::Knowledge();
  }();
  return kKnowledge;
}

}  // namespace demarche::testing
