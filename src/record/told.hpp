// What the stages compare of a move: small numbers in place of strings, made once for every mention.
//
// Thread rule: built by one stage, used by it alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

namespace demarche::record {

// Three letters as one number; 0 for none.
[[nodiscard]] constexpr std::uint32_t packed(PartyCode code) {
  std::uint32_t value = 0;
  for (const char c : code.view()) value = value << 8U | static_cast<std::uint8_t>(c);
  return value;
}

// An amount of money (in a currency) or a rate (in percent).
struct Amount {
  double value = 0.0;
  TermKind kind = TermKind::Money;
  std::uint32_t unit = 0;  // hash of the unit
};
// The same number, allowing for rounding ("$34 billion", "about $34.2 billion").
[[nodiscard]] bool same_number(double a, double b);
// Not the same, yet told of the same thing ("$50 billion", "up to $60 billion").
[[nodiscard]] bool close_number(double a, double b);

enum class Agreement : std::uint8_t { Silent, Agrees, Differs, Conflicts };  // Differs: close, not the same
[[nodiscard]] Agreement compare(std::span<const Amount> one, std::span<const Amount> other);

// The days of two tellings: Silent when either has none; Differs when they are a few days apart.
[[nodiscard]] Agreement compare(const std::optional<Interval>& one, const std::optional<Interval>& other);

using WordId = std::uint32_t;

struct Told {
  Act act = Act::Meet;
  Modality modality = Modality::Actual;
  std::uint32_t actor = 0;
  std::uint32_t target = 0;
  std::uint64_t issues = 0;      // bits by Knowledge::issues(), only those that tell disputes apart
  std::int32_t day = 0;          // when known
  std::uint64_t actor_name = 0;  // hash; 0 for none
  std::uint64_t source = 0;      // hash of the one on whose word it is told; 0 for none
  std::optional<Interval> when;
  std::span<const Amount> amounts;
  std::span<const WordId> words;  // of title, trigger, terms and names; sorted, each once
};

// Every mention of a state as a Told, in order.
class Tellings {
 public:
  Tellings(const State& state, const knowledge::Knowledge& knowledge);
  [[nodiscard]] const Told& operator[](std::size_t mention) const { return told_[mention]; }
  [[nodiscard]] std::size_t words() const { return ids_.size(); }  // different ones

 private:
  void add_words(std::string_view text, std::vector<WordId>& out);
  void add_entry(const Entry& entry);
  [[nodiscard]] Told told(const State& state, const Mention& mention);
  [[nodiscard]] std::uint64_t issue_bits(const Move& move) const;

  std::unordered_map<std::uint64_t, WordId> ids_;
  std::unordered_map<std::string_view, std::uint64_t> issue_bits_;
  std::vector<Told> told_;
  std::vector<WordId> word_pool_;
  std::vector<Amount> amount_pool_;
  std::vector<WordId> title_, own_;  // scratch
};

}  // namespace demarche::record
