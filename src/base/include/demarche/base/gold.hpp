// Documents whose moves are known: what the coder is trained on and measured against.
//
// Only the sentences listed are annotated; the document holds blanks where nothing is known. Reader:
// demarche/formats/gold.hpp. Thread rule: plain values.
#pragma once

#include <optional>
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
  std::vector<std::string> issues;          // sorted, each once
  std::optional<SpeakerKind> speaker_kind;  // nullopt where it is not annotated
  std::string date;                         // ISO 8601 to the precision known ("2018-04"), or empty
};

struct GoldSentence {
  std::string id;  // "t" for the title, else a number from "0"
  Field field = Field::Text;
  Span span;  // code points of the field, as everywhere outside the program
  std::string text;
};

struct GoldDocument {
  Document document;
  std::string topic;                    // of the sheet; may be empty
  std::vector<GoldSentence> sentences;  // as listed: title first, then in text order
  std::vector<GoldMove> moves;          // as annotated
};

}  // namespace demarche
