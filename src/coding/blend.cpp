#include "blend.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "platt.hpp"

namespace demarche::coding {
namespace {

struct Row {
  std::string_view name;
  int Blend::*value;
  int least;
  int most;
};
constexpr std::string_view kOfAct = "network.";

constexpr std::array<Row, 4> kRows = {{{"network", &Blend::network, 0, 1000},
                                       {"slope", &Blend::slope, 1, 20000},
                                       {"offset", &Blend::offset, -20000, 20000},
                                       {"threshold", &Blend::threshold, 0, 1000}}};

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

double blended_logit(double frames, double network, int network_weight) {
  const double w = network_weight / 1000.0;
  const double p = std::clamp((1.0 - w) * frames + w * network, 1e-4, 1.0 - 1e-4);
  return std::log(p / (1.0 - p));
}

double Blend::confidence(Act act, double frames, double network_probability) const {
  const int own = network_of[static_cast<std::size_t>(act)];
  const double x =
      blended_logit(frames, network_probability, own >= 0 ? own : network) * slope / 1000.0 + offset / 1000.0;
  return std::floor(1000.0 * sigmoid(x) + 0.5) / 1000.0;
}

std::string Blend::text() const {
  std::string out =
      "# How frames and reader network are weighed together; written by `demarche train --coder --blend`.\n"
      "# network: weight of the network, thousandths; slope, offset: of the calibration; threshold: of "
      "belief.\n";
  for (const Row& r : kRows) out += fmt::format("{}\t{}\n", r.name, this->*r.value);
  for (std::size_t a = 0; a < kActCount; ++a) {
    if (network_of[a] >= 0)
      out += fmt::format("{}{}\t{}\n", kOfAct, name_of(static_cast<Act>(a)), network_of[a]);
  }
  return out;
}

Result<Blend> Blend::parse(std::string_view text) {
  Blend out;
  std::array<bool, kRows.size()> seen{};
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
    if (row.empty() || row[0] == '#') continue;
    const std::size_t tab = std::min(row.find('\t'), row.size());
    const std::string_view name = row.substr(0, tab);
    const std::optional<int> value = number_of(row.substr(std::min(tab + 1, row.size())));
    const auto known = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.name == name; });
    const auto act = name.starts_with(kOfAct) ? parse_act(name.substr(kOfAct.size())) : std::nullopt;
    const bool good = act ? value && *value >= 0 && *value <= 1000
                          : known != kRows.end() && value && *value >= known->least && *value <= known->most;
    if (!good) {
      return fail(ErrorKind::Malformed, fmt::format("line {}", line),
                  "is no line of a blend: a known name, a tab, a number in range");
    }
    if (act) {
      out.network_of[static_cast<std::size_t>(*act)] = *value;
      continue;
    }
    out.*known->value = *value;
    seen[static_cast<std::size_t>(known - kRows.begin())] = true;
  }
  if (std::find(seen.begin(), seen.end(), false) != seen.end()) {
    return fail(ErrorKind::Malformed, "", "a blend needs network, slope, offset and threshold");
  }
  return out;
}

}  // namespace demarche::coding
