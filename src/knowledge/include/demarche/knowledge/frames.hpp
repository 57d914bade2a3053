// Frames: which words carry which act, and where their actor and target stand (data/frames.tsv).
//
// A frame has a trigger (a lemma with its word class), needs (what must or must not hang on it), and two
// ordered lists of places for actor and target. The places are *deep*: `subj` is the one who acts, also under
// a passive with "by", under control ("agreed to lift") and in a relative clause. docs/knowledge.md is the
// reference. Thread rule: built at load, then const.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/text_map.hpp>
#include <demarche/knowledge/coder_class.hpp>

namespace demarche::knowledge {

enum class WordClass : std::uint8_t { Verb, Noun, Adjective, Adverb, Any };

// Where a word stands relative to the trigger. In brackets: how data/frames.tsv writes it.
enum class PlaceKind : std::uint8_t {
  Subject,       // [subj] the deep subject
  SubjectOwner,  // [subj.own] the party that owns the subject
  Object,        // [obj] the deep object(s), with their conjuncts
  ObjectOwner,   // [obj.own]
  Indirect,      // [iobj]
  Owner,         // [own] possessive, adjective or compound of a nominal trigger ("China's rejection", "U.S.
                 // tariffs")
  Preposition,   // [on, against, with, ...] the oblique or nominal modifier with that preposition
  Xcomp,  // [xcomp] the open complement ("refused to lift"); as a place of a party: the parties inside it
  Ccomp,  // [ccomp] the clausal complement
  ClauseSubject,  // [comp.subj] the subject of a clausal or open complement
  Particle,       // [prt] off, down, out: a particle, or an adverb that works like one
  Modifier,       // [mod] amod, compound, nummod or participle on the trigger
  Adverb,         // [adv] advmod
  Aux,            // [aux] auxiliary; "to" counts as one (headline future: "Xi to visit")
  Negation,       // [neg] the trigger is negated
  Next,           // [next] the word that follows directly
  Before,         // [before] the word directly before
  Governor,       // [gov] the word the trigger hangs on
  Speaker,        // [speaker] whoever says the clause
  Other,          // [other] a further party of the sentence, then of the document
};

struct Place {
  PlaceKind kind = PlaceKind::Subject;
  std::string preposition;  // for Preposition only
};

// One alternative of a need: "obj:@measure", "prt:off", "on:PARTY", "neg".
struct Condition {
  Place place;
  bool party = false;  // the place must hold a party (PARTY may stand beside lemmas: either will do)
  std::vector<std::string>
      lemmas;  // any of these, classes written out; empty with party false: it must just exist
};

// "to:deal/toward:deal": any alternative will do; "!obj:deadline": none may hold.
struct Need {
  bool negated = false;
  std::vector<Condition> alternatives;
};

struct Frame {
  std::string id;  // "impose/slap|levy/V#41": act, first lemmas, line; what explain prints
  Act act = Act::Meet;
  WordClass word_class = WordClass::Verb;
  std::vector<std::string> lemmas;
  std::vector<Need> needs;
  std::vector<Place> actor;
  std::vector<Place> target;
  // Flags of the last column.
  bool weak = false;                 // needs two parties (or a party and a measure) to be believed
  bool mutual = false;               // both sides may be one phrase ("China and the U.S. met")
  bool null_target = false;          // no target is normal: never filled from the rest of the sentence
  std::optional<Modality> modality;  // preset
  std::uint32_t line = 0;
};

class FrameSet {
 public:
  [[nodiscard]] std::span<const Frame> all() const { return frames_; }
  // Frames that a lemma can trigger, as indices into all(), by line. Empty when none.
  [[nodiscard]] std::span<const std::uint32_t> of(std::string_view lemma) const;
  // A word class of data/classes.tsv, e.g. "measure"; null when there is none.
  [[nodiscard]] const std::vector<std::string>* word_class(std::string_view name) const;
  [[nodiscard]] bool in_class(CoderClass which, std::string_view word) const {
    return coder_classes_[static_cast<std::size_t>(which)].contains(word);
  }

 private:
  friend class Loader;
  std::vector<Frame> frames_;
  TextMap<std::vector<std::uint32_t>> by_lemma_;
  TextMap<std::vector<std::string>> classes_;
  std::array<TextSet, kCoderClassCount> coder_classes_;
};

}  // namespace demarche::knowledge
