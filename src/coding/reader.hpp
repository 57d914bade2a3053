// The reader network at work on one sentence (shape and weights: reader_model.hpp).
//
// Thread rule: a Reader is const and shared; a SentenceReading belongs to one thread.
#pragma once

#include <vector>

#include "arguments.hpp"
#include "reader_model.hpp"
#include "sentence_view.hpp"
#include "sides_view.hpp"

namespace demarche::coding {

struct Analysis;

// A word that tells an act, with its probability.
struct ToldAct {
  TokenIndex trigger = 0;
  Act act = Act::Meet;
  float probability = 0.0F;
};

// The parties of an act told at a word, as indices into its options, with their probability given the act.
struct ToldPair {
  std::size_t actor = 0;
  std::size_t target = 0;  // may be the last option: none
  float probability = 0.0F;
};

class SentenceReading {
 public:
  // `around`: as surroundings.hpp makes it.
  SentenceReading(const ReaderModel& model, const Analysis& field, const Discourse& discourse,
                  std::size_t sentence, const std::vector<float>& around);

  // Acts at least as probable as `floor`, by trigger, then act.
  [[nodiscard]] std::vector<ToldAct> acts(float floor) const;
  // The likeliest pairs, falling; none where no party is offered.
  [[nodiscard]] std::vector<ToldPair> pairs(const ToldAct& told, const std::vector<Option>& options) const;

 private:
  void embed(std::vector<float>& tokens) const;
  void encode();
  void summarise(const std::vector<float>& around);
  // For each of some tokens the probability of each act, then of none; rows of act.stride() numbers.
  [[nodiscard]] std::vector<float> tell(const std::vector<std::size_t>& tokens) const;
  [[nodiscard]] const float* row(std::size_t token) const { return hidden_.data() + token * model_->width(); }
  [[nodiscard]] std::vector<float> actor_probabilities(const ToldAct& told,
                                                       const std::vector<OptionView>& views) const;
  [[nodiscard]] std::vector<float> target_probabilities(const ToldAct& told,
                                                        const std::vector<Option>& options,
                                                        const std::vector<OptionView>& views,
                                                        std::size_t actor) const;
  [[nodiscard]] std::size_t place(TokenIndex at) const;
  void put(std::size_t token, float* out) const;

  const ReaderModel* model_;
  const Analysis* field_;
  const Discourse* discourse_;
  SentenceView view_;
  std::vector<float> hidden_;   // [token][width]
  std::vector<float> summary_;  // of the sentence, then of the text around it
};

}  // namespace demarche::coding
