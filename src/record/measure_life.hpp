// A measure while its life is being told: what is known of it, and what each claim does to it.
// Thread rule: one thread.
#pragma once

#include <array>
#include <vector>

#include "measure_claim.hpp"

namespace demarche::record {

inline constexpr std::size_t kMeasureStatuses = static_cast<std::size_t>(MeasureStatus::Withdrawn) + 1;

// A step that sources tell one after another, though the measure is not known to have taken it.
struct Insistence {
  Instant begun;
  Index mention = 0;
  std::optional<Interval> when;
  std::optional<double> rate;
  std::vector<Index> origins;  // distinct
};

struct MeasureLife {
  std::uint32_t kind = 0;
  PartyCode by;
  PartyCode against;
  Instant first;
  Instant last;  // told
  std::optional<double> amount;
  std::string_view currency;
  std::vector<Index> amount_origins;  // distinct, that told it
  std::optional<double> rate;         // told last
  std::vector<GoodId> goods;          // sorted
  std::vector<double> counts;
  bool assumed = false;   // that it begins as announced: the first claim only named it
  bool standing = false;  // it came into force and was not lifted
  std::vector<MeasureStep> steps;
  std::vector<std::vector<Index>> step_origins;
  std::array<Insistence, kMeasureStatuses> insisted;  // by MeasureStatus
  std::vector<Index> events;                          // in order of telling
  std::vector<Index> origins;                         // distinct
  std::uint32_t claims = 0;

  explicit MeasureLife(const Claim& claim);
  // Adds what the claim says; a step where it tells of one.
  void take(const Claim& claim);
  // The day that a planned step is to happen on; nullopt when there is none, or it has happened.
  [[nodiscard]] std::optional<Interval> due() const;
  [[nodiscard]] MeasureStatus status() const;
  // An amount that one source told, and many spoke of the measure without, may belong to something else.
  [[nodiscard]] bool doubtful_amount() const;

 private:
  [[nodiscard]] std::optional<MeasureStatus> next(const Claim& claim) const;
  [[nodiscard]] std::optional<MeasureStatus> next_before_force(const Claim& claim, MeasureStatus told) const;
  [[nodiscard]] std::optional<MeasureStatus> next_in_force(const Claim& claim, MeasureStatus told) const;
  [[nodiscard]] bool says_more(const Claim& claim, MeasureStatus status) const;
  [[nodiscard]] bool dated_anew(const Claim& claim) const;
  [[nodiscard]] bool rate_anew(const Claim& claim) const;
  [[nodiscard]] bool told_again(const Claim& claim) const;
  [[nodiscard]] bool was_too_early(const Claim& claim) const;
  [[nodiscard]] bool has_come(const Claim& claim) const;
  void add_step(const Claim& claim, MeasureStatus status);
  void confirm(const Claim& claim, MeasureStatus status);
  void insist(const Claim& claim, MeasureStatus status);
  void learn(const Claim& claim);
};

}  // namespace demarche::record
