// What one mention says about a measure: who, against whom, how much, and which step it tells.
// Thread rule: plain values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/knowledge/knowledge.hpp>
#include <demarche/record/state.hpp>

namespace demarche::record {

using GoodId = std::uint32_t;  // into Knowledge::goods()

struct Claim {
  Index mention = 0;
  Index event = kNone;
  Index origin = 0;
  PartyCode by;
  PartyCode against;
  std::uint32_t kind = 0;  // into MeasureRules::kinds
  knowledge::StepKind step = knowledge::StepKind::Mentioned;
  bool change = false;  // it speaks of a rate that goes up or down
  bool opens = true;    // a measure that is not known yet
  Instant known;
  std::optional<Interval> when;
  std::optional<double> amount;
  std::string_view currency;
  std::optional<double> rate;
  std::vector<GoodId> goods;   // sorted
  std::vector<double> counts;  // of tariff lines, products, firms
  // Nothing that would tell this measure from the next one.
  [[nodiscard]] bool bare() const { return !amount && !rate && goods.empty() && counts.empty(); }
  [[nodiscard]] bool ahead() const { return when && when->from > known.day(); }
};

// Reads claims; keeps what goods a text names, since the same words come again and again.
class ClaimReader {
 public:
  ClaimReader(const State& state, const knowledge::Knowledge& knowledge);
  // Adds what the mention tells of measures: nothing, one claim, or two where both sides agreed.
  void read(Index mention, std::vector<Claim>& to);

 private:
  [[nodiscard]] std::optional<Claim> claim_of(Index mention);
  [[nodiscard]] std::optional<std::uint32_t> kind_of(const Move& move) const;
  [[nodiscard]] bool names_object(const Mention& mention, const Move& move) const;
  [[nodiscard]] bool takes_effect(const Mention& mention, const Move& move) const;
  void read_terms(const Move& move, Claim& claim);
  void read_rates(const Move& move, Claim& claim) const;
  std::span<const GoodId> goods_in(const std::string& text);

  const State& state_;
  const knowledge::Knowledge& knowledge_;
  std::unordered_map<std::string, std::uint32_t> kinds_;  // issue -> kind
  std::unordered_map<std::string, std::vector<GoodId>> goods_;
};

}  // namespace demarche::record
