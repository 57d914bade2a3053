// How far a candidate is to be believed.
//
// The frames are made for recall; whether a candidate is a move, and which of several readings of one word is
// right, is weighed from its frame, its words, where its parties came from and what stands around it. Platt
// scaling on held-out folds (Platt 1999) turns the score into a calibrated probability. Thread rule: const
// after load.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <demarche/base/result.hpp>

#include "gate.hpp"
#include "linear.hpp"
#include "word_table.hpp"

namespace demarche::coding {

struct Calibration {
  std::int32_t slope = 1024;     // in 1/1024
  std::int32_t offset = 0;       // in 1/1024 logit
  std::int32_t threshold = 500;  // thousandths: below this a candidate is not believed

  // The probability that the candidate is right, in steps of 1/1000.
  [[nodiscard]] double confidence(std::int32_t score) const;
  [[nodiscard]] static Calibration fit(std::span<const std::pair<std::int32_t, bool>> held_out);
};

// Everything in models/coder.model: which sentences to look at, who acts, on whom, and whether to believe it.
struct CoderModel {
  LinearModel actor;
  LinearModel target;
  LinearModel belief;
  Gate gate;
  Calibration calibration;
  WordTable words;

  [[nodiscard]] std::string serialise() const;
  // Magic, version and checksum are looked at first: Malformed for damage, Version for another format.
  [[nodiscard]] static Result<CoderModel> parse(std::string_view bytes);
};

}  // namespace demarche::coding
