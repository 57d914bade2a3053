// A move: one act of one party toward another, as one sentence reports it (codebook; design.md lists the
// keys).
//
// All offsets are Unicode code points from 0, end exclusive, into the field of the document as given.
// Thread rule: a plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/day.hpp>
#include <demarche/base/document.hpp>
#include <demarche/base/party.hpp>

namespace demarche {

struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

struct Participant {
  PartyCode party;
  Role role = Role::Gov;
  std::string name;          // canonical name of the person or institution, empty where unknown
  std::string text;          // the words of the sentence, empty where implied
  std::optional<Span> span;  // nullopt where implied
};

enum class TermKind : std::uint8_t { Money, Rate, Count, Goods, Deadline, Duration };
[[nodiscard]] std::string_view name_of(TermKind kind);
[[nodiscard]] std::optional<TermKind> parse_term_kind(std::string_view text);

// Money: value in `unit` (ISO 4217); rate: value in percent; count: `unit` is the thing counted; duration:
// value in `unit` (day, week, month, year); goods and deadline: no value, unit empty or an ISO date for a
// deadline.
struct Term {
  TermKind kind = TermKind::Money;
  std::optional<double> value;
  std::string unit;
  std::string text;
  Span span;
};

struct DateOf {
  Interval days;
  std::string text;
};

enum class SpeakerKind : std::uint8_t { Narrator, Named, Unnamed, Media, Document };
[[nodiscard]] std::string_view name_of(SpeakerKind kind);
[[nodiscard]] std::optional<SpeakerKind> parse_speaker_kind(std::string_view text);

struct ChainLink {
  std::string name;  // canonical name where known, else the text
  PartyCode party;   // may be empty
  SpeakerKind kind = SpeakerKind::Named;
  std::string text;
};

struct Move {
  std::string id;  // 16 hex digits: hash of document id, field, trigger offsets, act, actor and target
  std::string document;
  std::string published;
  std::string source;
  Field field = Field::Text;
  Span sentence;
  Span trigger;
  std::string trigger_text;
  Act act = Act::Meet;
  Participant actor;
  std::optional<Participant> target;
  std::vector<std::string> issues;
  Modality modality = Modality::Actual;
  std::optional<std::string> condition;
  std::optional<DateOf> date;
  std::vector<Term> terms;
  SpeakerKind speaker_kind = SpeakerKind::Narrator;
  std::vector<ChainLink> chain;  // nearest first
  std::string cameo;
  std::string plover;
  double goldstein = 0.0;
  double confidence = 0.0;  // 0 to 1
  std::string version;
};

}  // namespace demarche
