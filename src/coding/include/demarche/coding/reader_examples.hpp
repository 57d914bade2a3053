// What the reader network learns from: annotated sentences as it sees them (`demarche train --examples`).
//
// The network itself is trained by scripts/train-reader.py; this is the bridge. Thread rule: one call, one
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/gold.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct ReaderExample {
  std::string_view document;
  std::string_view sentence;  // id in the sheet
  struct Token {
    std::string_view lower;
    std::string_view lemma;
    std::vector<int> numbers;  // upos, xpos, relation, mention, role, voice, head (-1: the root)
    std::vector<int> frames;   // acts
  };
  std::vector<Token> tokens;
  struct Move {
    std::size_t token = 0;
    Act act = Act::Meet;
    PartyCode actor;
    PartyCode target;
  };
  std::vector<Move> moves;
  // A party that could be a side of a move told at a token. The last of a token is "none": no party.
  struct Option {
    PartyCode party;
    int at = -1;  // token that stands for it
    std::vector<std::uint32_t> keys;
    std::vector<std::vector<std::uint32_t>> with;  // as the actor, with each option as the target
  };
  struct Trigger {
    std::size_t token = 0;
    std::vector<Option> options;
  };
  std::vector<Trigger> triggers;
};

// In document and text order; `take` gets each annotated sentence once.
void reader_examples(const std::vector<GoldDocument>& documents, const knowledge::Knowledge& knowledge,
                     const language::Chain& chain, const std::function<void(const ReaderExample&)>& take);

}  // namespace demarche::coding
