// A document and its moves, written for the tests.
#pragma once

#include <demarche/base/move.hpp>
#include <vector>

namespace demarche::test {

inline Document sample_document() {
  return {"a/1", "Harbour Times",          "2018-04-06",
          "",    "Norland vows to answer", "Norland said on Friday it would impose duties."};
}

inline Participant participant(const char* code) {
  Participant who;
  who.party = PartyCode::parse(code).value();
  return who;
}

inline Move sample_move() {
  Move move;
  move.id = "0123456789abcdef";
  move.document = "a/1";
  move.published = "2018-04-06";
  move.source = "Harbour Times";
  move.sentence = {0, 46};
  move.trigger = {26, 38};
  move.trigger_text = "would impose";
  move.act = Act::Threaten;
  move.actor = participant("NOR");
  move.actor.name = "Norland";
  move.actor.text = "Norland";
  move.actor.span = Span{0, 7};
  move.target = participant("VES");
  move.issues = {"tariffs", "autos"};
  move.condition = "if \"talks\" fail";
  move.date = DateOf{Interval::day(Day::from_civil(2018, 4, 6).value()), "on Friday"};
  move.terms = {{TermKind::Rate, 12.5, "", "12.5 percent", {1, 2}},
                {TermKind::Goods, {}, "", "duties", {39, 45}}};
  move.speaker_kind = SpeakerKind::Named;
  move.chain = {{"Norland", PartyCode::parse("NOR").value(), SpeakerKind::Named, "Norland"}};
  move.cameo = "130";
  move.plover = "THREATEN";
  move.goldstein = -5.0;
  move.confidence = 0.1 + 0.2;
  move.version = "0.1.0";
  return move;
}

}  // namespace demarche::test
