// What a word form tells before its context is seen, learned from plain text
// and from the training treebanks: its distributional cluster at three grains,
// how it is usually capitalised, and which tags it was seen with.
//
// Forms are stored as 32 bits of hash, never as text: 9 bytes a word. An
// unknown word is mistaken for a known one with a probability of 1 : 100,000.
// See cluster_train.cpp for how the clusters are found. Thread rule: immutable
// after building or parsing; share it freely.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/result.hpp>

namespace demarche::language {

// How often a form is capitalised where a sentence does not ask for it.
enum class CaseHabit : std::uint8_t { Unknown, Never, Seldom, Mixed, Mostly, Always };

// What the word mostly is inside of names, as a first entity model found it in
// plain text.
enum class NameHabit : std::uint8_t { Unknown, Person, Organisation, Place, None, Mixed };

struct WordClass {
  std::uint16_t cluster = 0;  // 0 = none; else 1 + the fine cluster
  std::uint8_t medium = 0;    // the same at two coarser grains, 0 = none
  std::uint8_t coarse = 0;
  CaseHabit habit = CaseHabit::Unknown;
  std::uint8_t tags = 0;  // number of the set of tags seen in training, 0 = unknown
  NameHabit name = NameHabit::Unknown;
};

class WordClasses {
 public:
  struct Entry {
    std::uint32_t key = 0;
    std::uint16_t cluster = 0;
    std::uint8_t habit = 0;
    std::uint8_t tags = 0;
    std::uint8_t name = 0;
  };
  // Fine cluster number (1-based index) to its medium and coarse cluster, both
  // 1-based.
  using Grains = std::vector<std::array<std::uint8_t, 2>>;

  WordClasses() = default;
  // Entries with the same key: the first one stays. Cluster numbers must be at
  // most grains.size().
  WordClasses(std::vector<Entry> entries, Grains grains);

  // `word` is the string_hash of the normalised form (see word_info.hpp).
  [[nodiscard]] WordClass find(std::uint64_t word) const;

  // These do nothing for a word without an entry.
  void set_name(std::uint64_t word, NameHabit name);
  void set_tags(std::uint64_t word, std::uint8_t tags);

  void append_to(std::string& out) const;
  [[nodiscard]] static Result<WordClasses> parse(std::string_view bytes);
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
  [[nodiscard]] const Grains& grains() const { return grains_; }
  [[nodiscard]] static std::uint32_t key_of(std::uint64_t word) {
    return static_cast<std::uint32_t>(word >> 32U);
  }

 private:
  void index();
  [[nodiscard]] std::size_t place_of(std::uint64_t word) const;  // in entries_; its size where there is none

  std::vector<Entry> entries_;        // by key
  std::vector<std::uint32_t> slots_;  // open addressing: 1 + index into entries_, 0 = free
  std::uint32_t mask_ = 0;
  Grains grains_;
};

}  // namespace demarche::language
