// Annotated documents and answers to them, written for the tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/gold.hpp>

namespace demarche::test {

// "act actor target modality", a "-" for no target; the trigger is the act's name.
inline GoldMove told(std::string sentence, Act act, std::string_view actor, std::string_view target,
                     Modality modality = Modality::Actual) {
  GoldMove move;
  move.sentence = std::move(sentence);
  move.act = act;
  move.trigger = name_of(act);
  move.actor = PartyCode::parse(actor).value_or(PartyCode());
  move.target = PartyCode::parse(target).value_or(PartyCode());
  move.modality = modality;
  return move;
}

// A title of 20 code points and three sentences of the text: "0" at 0 to 30, "1" at 30 to 60, "2" at 62
// to 90.
inline GoldDocument sheet(std::string id, std::vector<GoldMove> moves) {
  GoldDocument out;
  out.document.id = std::move(id);
  out.sentences = {{"t", Field::Title, {0, 20}, std::string(20, 't')},
                   {"0", Field::Text, {0, 30}, std::string(30, 'a')},
                   {"1", Field::Text, {30, 60}, std::string(30, 'b')},
                   {"2", Field::Text, {62, 90}, std::string(28, 'c')}};
  out.moves = std::move(moves);
  return out;
}

}  // namespace demarche::test
