#include "compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace demarche::cases {
namespace {

PartyCode target_of(const Move& move) {
  return move.target ? move.target->party : PartyCode();
}

bool same_act(const ExpectedMove& expected, const Move& move) {
  if (expected.act != move.act) return false;
  const PartyCode target = target_of(move);
  if (expected.actor == move.actor.party && expected.target == target) return true;
  return is_mutual(expected.act) && expected.actor == target && expected.target == move.actor.party;
}

std::string joined(const std::vector<std::string>& parts) {
  return parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ","));
}

std::string date_text(const std::optional<Interval>& days) {
  if (!days) return "none";
  return days->from == days->to ? days->from.iso() : days->from.iso() + ".." + days->to.iso();
}

// What differs in the attributes that the line states: "modality is actual". Empty: it is met.
std::string difference(const ExpectedMove& expected, const Move& move) {
  std::vector<std::string> out;
  const auto check = [&](bool same, std::string_view what, std::string_view is) {
    if (!same) out.push_back(fmt::format("{} is {}", what, is));
  };
  if (expected.modality) check(move.modality == *expected.modality, "modality", name_of(move.modality));
  if (expected.speaker)
    check(name_of(move.speaker_kind) == *expected.speaker, "speaker", name_of(move.speaker_kind));
  if (expected.trigger) check(move.trigger_text == *expected.trigger, "trigger", move.trigger_text);
  if (expected.issues) {
    std::vector<std::string> issues = move.issues;
    std::sort(issues.begin(), issues.end());
    check(issues == *expected.issues, "issues", joined(issues));
  }
  if (expected.date) {
    const auto days = move.date ? std::optional(move.date->days) : std::nullopt;
    check(date_text(days) == date_text(expected.date->days), "date", date_text(days));
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string move_text(const Move& move) {
  const PartyCode target = target_of(move);
  return fmt::format("{} {} > {} (\"{}\", {:.2f})", name_of(move.act), move.actor.party.view(),
                     target.empty() ? "-" : target.view(), move.trigger_text, move.confidence);
}

class Matching {
 public:
  Matching(const Case& expected, std::span<const Move> coded)
      : expected_(expected), coded_(coded), met_by_(expected.moves.size(), kNone), used_(coded.size()) {}

  // Firm lines choose first, so that a known gap never takes a move from one; exact pairs before those that
  // differ.
  void run() {
    for (const bool gap : {false, true}) {
      for (const bool exact : {true, false}) pair_up(gap, exact);
    }
  }

  [[nodiscard]] Verdict verdict() const {
    Verdict out;
    for (std::size_t e = 0; e < met_by_.size(); ++e) judge(expected_.moves[e], met_by_[e], out);
    for (std::size_t m = 0; m < coded_.size() && !expected_.more_allowed; ++m) {
      if (!used_[m]) out.problems.push_back("unexpected " + move_text(coded_[m]));
    }
    return out;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void pair_up(bool gap, bool exact) {
    for (std::size_t e = 0; e < met_by_.size(); ++e) {
      const ExpectedMove& line = expected_.moves[e];
      if (line.known_gap != gap || met_by_[e] != kNone) continue;
      for (std::size_t m = 0; m < coded_.size(); ++m) {
        if (used_[m] || !same_act(line, coded_[m]) || (exact && !difference(line, coded_[m]).empty()))
          continue;
        met_by_[e] = m;
        used_[m] = true;
        break;
      }
    }
  }

  void judge(const ExpectedMove& line, std::size_t met_by, Verdict& out) const {
    const std::string differs = met_by == kNone ? "" : difference(line, coded_[met_by]);
    const bool met = met_by != kNone && differs.empty();
    if (line.known_gap) {
      ++out.known_gaps;
      if (met) out.closed_gaps.push_back(line.line);
    } else if (!met) {
      out.problems.push_back(met_by == kNone ? "missing " + line.line : line.line + ": " + differs);
    }
  }

  const Case& expected_;
  std::span<const Move> coded_;
  std::vector<std::size_t> met_by_;
  std::vector<bool> used_;
};

}  // namespace

Verdict compare(const Case& expected, std::span<const Move> coded) {
  Matching matching(expected, coded);
  matching.run();
  return matching.verdict();
}

}  // namespace demarche::cases
