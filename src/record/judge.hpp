// Does a mention tell this event? Points for and against, and the words for why.
#pragma once

#include <string>
#include <vector>

#include "told.hpp"

namespace demarche::record {

// What an event has gathered so far.
struct Gathered {
  std::uint64_t acts = 0;  // bits by Act
  std::uint32_t actor = 0;
  std::uint32_t target = 0;
  std::uint64_t issues = 0;
  std::int32_t first_day = 0;
  std::int32_t last_day = 0;
  std::uint64_t actor_name = 0;
  Index last_entry = kNone;
  std::uint32_t mentions = 0;
  bool affirmed = false;  // by a mention that does not deny it
  bool denied = false;
  std::optional<Interval> when;
  std::vector<Amount> amounts;
  std::vector<WordId> words;
};

struct Judgement {
  int score = 0;
  knowledge::Bond bond = knowledge::Bond::None;
  Act act = Act::Meet;  // of the event, the one that bonds
  bool turned = false;  // parties the other way round, for a mutual act
  bool open_target = false;
  Agreement amounts = Agreement::Silent;
  Agreement date = Agreement::Silent;
  bool issue = false;
  bool document = false;
  int words = 0;  // percent

  [[nodiscard]] bool joins() const;
};

class Judge {
 public:
  Judge(const knowledge::Knowledge& knowledge, std::size_t words)
      : knowledge_(knowledge), documents_(words, 0), counted_(words, kNone), marked_(words, kNone) {}

  // A document begins: its words become more common. Weights are of what was known so far, never of what came
  // later.
  void begin_document(Index entry) { ++entries_, entry_ = entry; }
  void count(std::span<const WordId> words);
  // The mention that is judged next.
  void begin(Index mention, const Told& told);
  [[nodiscard]] Judgement judge(const Told& told, Index entry, const Gathered& event) const;

 private:
  [[nodiscard]] int weight(WordId word) const;
  [[nodiscard]] int shared_words(const Gathered& event) const;
  void choose_act(Act act, std::uint64_t acts, Judgement& j) const;

  const knowledge::Knowledge& knowledge_;
  std::vector<std::uint32_t> documents_;  // by word
  std::vector<Index> counted_, marked_;   // by word: the last document, the last mention with it
  std::uint32_t entries_ = 0;
  Index entry_ = kNone;
  Index mention_ = kNone;
  int own_weight_ = 0;
};

// "same act, parties and rate 25 %, 2 days apart"
[[nodiscard]] std::string reason_of(const Judgement& j, const Move& move, std::int32_t days);

}  // namespace demarche::record
