// Documents whose moves are known: what the coder is trained on and measured against.
//
// Only the sentences listed are annotated; the document holds blanks where nothing is known. Reader:
// demarche/formats/gold.hpp. Thread rule: plain values.
#pragma once

#include <string>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>
#include <demarche/base/party.hpp>

namespace demarche {

struct GoldMove {
  std::string sentence;  // GoldSentence::id
  std::string trigger;   // words of that sentence
  Act act = Act::Meet;
  PartyCode actor;
  PartyCode target;  // empty where there is none
  Modality modality = Modality::Actual;
};

struct GoldSentence {
  std::string id;  // "t" for the title, else a number from "0"
  Field field = Field::Text;
  Span span;  // code points of the field, as everywhere outside the program
  std::string text;
};

struct GoldDocument {
  Document document;
  std::vector<GoldSentence> sentences;  // as listed: title first, then in text order
  std::vector<GoldMove> moves;          // as annotated
};

}  // namespace demarche
