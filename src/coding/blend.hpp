// How the word of the frames and of the reader network are weighed together (models/blend.tsv).
//
// Both give a probability for an act with its parties in a sentence. Their weighted mean, made a logit, goes
// through a Platt sigmoid fitted on documents that neither had seen. Thread rule: plain values.
#pragma once

#include <string>
#include <string_view>

#include <demarche/base/result.hpp>

namespace demarche::coding {

struct Blend {
  int network = 600;  // thousandths: weight of the network; the rest is the frames'
  int alone = 600;    // the same where no frame proposes the act at that word: frames then know nothing of it
  int slope = 1000;   // thousandths
  int offset = 0;     // thousandths of a logit
  int threshold = 300;  // thousandths of confidence: below, a reading is not a move

  // 0 to 1, in steps of 1/1000. `proposed`: by a frame.
  [[nodiscard]] double confidence(bool proposed, double frames, double network_probability) const;
  // The weighted mean before calibration, as a logit, between -9.3 and 9.3.
  [[nodiscard]] double logit(bool proposed, double frames, double network_probability) const;
  [[nodiscard]] std::string text() const;
  // Lines "name<TAB>integer"; '#' begins a comment. Malformed with the line.
  [[nodiscard]] static Result<Blend> parse(std::string_view text);
};

}  // namespace demarche::coding
