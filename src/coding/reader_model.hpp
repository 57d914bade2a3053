// The weights of the reader network (models/reader.model) and the shape of the network.
//
// A token is the sum of what is known of it: the vector of its word (GloVe, tuned), of its lemma, its tags,
// relation, mention, role, voice and the acts of the frames that fit there. A memory reads the sentence
// forwards and backwards (memory.hpp); three layers then mix each token with its neighbours, its head and its
// children in the tree. From the last, with the mean and the greatest of the sentence and what
// surroundings.hpp gives: for each word that may tell a move, the probability of each act; for a word and an
// act, two answers for each option for the actor, then for the target, as in arguments.hpp: a choice among
// all, and whether the option is a side of the act, beside which others may be.
//
// File: "DMREADER", format (u32), checksum (u64: FNV-1a over 64-bit words), then the tables in the order of
// the members below; little-endian. A table is bits, rows, columns (u32), a scale a row (f32), the integers.
// Scales lie between 1e-13 and 1, so that nothing computed from them leaves the range of a float.
// Trained by scripts/train-reader.py. Thread rule: const after load.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/result.hpp>

#include "dense.hpp"
#include "memory.hpp"

namespace demarche::coding {

// Rows of small integers with a scale each: what embeddings are kept as.
class Embedding {
 public:
  Embedding() = default;
  Embedding(std::size_t columns, std::vector<float> scales, std::vector<std::int16_t> values);
  [[nodiscard]] std::size_t rows() const { return scales_.size(); }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  // Adds a row to `out` (columns() numbers). A row that is not there adds nothing.
  void add(std::size_t row, float* out) const;
  [[nodiscard]] float at(std::size_t row, std::size_t column) const;

 private:
  std::size_t columns_ = 0;
  std::vector<float> scales_;
  std::vector<std::int16_t> values_;
};

// The rows of words in a table: the lower half of the hash of each (Fnv1a; in the upper half short words meet
// too often), sorted; the rows of the table are in the same order, behind those that stand for no word. A
// second list tells where those begin that start with the same sixteen bits: a look-up reads a few
// neighbours, and hashes that a file makes up to meet cost it no more than the logarithm of their number.
class WordIndex {
 public:
  WordIndex() = default;
  // `first`: the row of the first.
  WordIndex(std::vector<std::uint32_t> sorted, std::size_t first);
  [[nodiscard]] static std::uint32_t hash_of(std::string_view word);
  [[nodiscard]] std::size_t find(std::string_view word, std::size_t otherwise) const;
  [[nodiscard]] std::size_t size() const { return hashes_.size(); }
  // How many rows the table must have.
  [[nodiscard]] std::size_t rows() const { return first_ + hashes_.size(); }

 private:
  static constexpr unsigned kStartBits = 16;
  std::vector<std::uint32_t> hashes_;
  std::vector<std::uint32_t> starts_;  // by the first bits of a hash, and one more for the end
  std::size_t first_ = 0;
};

struct Norm {
  std::vector<float> scale;
  std::vector<float> shift;
};

struct ReaderModel {
  static constexpr std::uint32_t kFormat = 4;
  static constexpr std::size_t kLayers = 3;
  static constexpr std::size_t kTags = 6;  // upos, xpos, relation, mention, role, voice
  static constexpr std::size_t kOptionRows = 1U << 15U;
  static constexpr unsigned kPairBits = 18;
  static constexpr std::size_t kSideAnswers = 2;  // choice, belonging
  // Rows of the tables that stand for no word of the index.
  static constexpr std::size_t kUnknownWord = 1;  // row 0: what lies outside the sentence
  static constexpr std::size_t kUnknownLemma = 0;

  WordIndex words;
  WordIndex lemmas;
  Embedding word;
  Embedding lemma;
  std::array<Embedding, kTags> tags;
  Embedding frame;
  Dense input;
  Dense governor;
  Memory forwards;  // each gives half of what is added to a token
  Memory backwards;
  std::array<Dense, kLayers> mix;
  std::array<Norm, kLayers + 2> norms;  // of the input, of the memory, of the layers
  Dense context;                        // of the sentence: mean, then greatest, of its tokens
  Dense around;                         // of the text around it
  Dense tell;
  Dense act;
  Embedding deed;
  Embedding key;
  Dense actor;
  Dense actor_score;
  Dense target;
  Dense target_score;
  std::array<Embedding, 4> wide;  // actor plain and with act, target plain and with act; one row each

  [[nodiscard]] std::size_t width() const { return input.outputs(); }
  // Malformed: damage, scales out of range, sizes that do not fit together. Version: another format.
  [[nodiscard]] static Result<ReaderModel> parse(std::string_view bytes);
};

}  // namespace demarche::coding
