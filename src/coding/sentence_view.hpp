// What the reader network sees of a sentence: for each token its word, tags, place in the tree, what is known
// of it.
//
// Made the same way for training and for coding. Numbers are those of the enumerations plus one, so that zero
// is left for what lies outside the sentence. Thread rule: plain values; views into the Analysis they were
// made from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <demarche/base/act.hpp>

#include "tree.hpp"

namespace demarche::coding {

struct Analysis;

struct TokenView {
  std::string_view lower;
  std::string_view lemma;
  std::uint8_t upos = 0;
  std::uint8_t xpos = 0;
  std::uint8_t relation = 0;
  std::uint8_t mention = 0;  // 0 none; kind + 1 at its first token, + 8 behind it
  std::uint8_t role = 0;     // of the party mentioned; 0 none
  std::uint8_t voice = 0;    // quoted, word of saying, kind of speaker: see voice_of
  std::int32_t head = -1;    // in the sentence; -1 for the root
  std::vector<Act> frames;   // acts of the frames that fit here, each once, in order
  bool trigger = false;      // may tell a move: a content word that is no party, or one that a frame fits
};

inline constexpr std::size_t kVoices = 24;

struct SentenceView {
  TokenIndex first = 0;  // of the sentence in the text
  std::vector<TokenView> tokens;
};

[[nodiscard]] SentenceView view_sentence(const Analysis& field, std::size_t sentence);

}  // namespace demarche::coding
