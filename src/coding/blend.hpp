// How the word of the frames and of the reader network are weighed together (models/blend.tsv).
//
// Both give a probability for an act with its parties in a sentence. Their weighted mean, made a logit, goes
// through a Platt sigmoid fitted on documents that neither had seen. Thread rule: plain values.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <demarche/base/act.hpp>
#include <demarche/base/result.hpp>

namespace demarche::coding {

struct Blend {
  int network = 600;    // thousandths: weight of the network; the rest is the frames'
  // The same for acts of which the network has seen few; -1: as for all.
  std::array<int, kActCount> network_of = every(-1);
  int slope = 1000;     // thousandths
  int offset = 0;       // thousandths of a logit
  int threshold = 300;  // thousandths of confidence: below, a reading is not a move

  // 0 to 1, in steps of 1/1000.
  [[nodiscard]] double confidence(Act act, double frames, double network_probability) const;
  [[nodiscard]] std::string text() const;
  // Lines "name<TAB>integer", or "network.ACT<TAB>integer"; '#' begins a comment. Malformed with the line.
  [[nodiscard]] static Result<Blend> parse(std::string_view text);

 private:
  static constexpr std::array<int, kActCount> every(int value) {
    std::array<int, kActCount> out{};
    out.fill(value);
    return out;
  }
};

// The weighted mean before calibration, as a logit, between -9 and 9.
[[nodiscard]] double blended_logit(double frames, double network, int network_weight);

}  // namespace demarche::coding
