#include "blend.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "platt.hpp"
#include "stable_math.hpp"

namespace demarche::coding {
namespace {

struct Row {
  std::string_view name;
  int Blend::*value;
  int least;
  int most;
};

constexpr std::array<Row, 5> kRows = {{{"network", &Blend::network, 0, 1000},
                                       {"alone", &Blend::alone, 0, 1000},
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

double Blend::logit(bool proposed, double frames, double network_probability) const {
  const double w = (proposed ? network : alone) / 1000.0;
  const double p = std::clamp((1.0 - w) * frames + w * network_probability, 1e-4, 1.0 - 1e-4);
  return stable_log(p / (1.0 - p));
}

double Blend::confidence(bool proposed, double frames, double network_probability) const {
  const double x = logit(proposed, frames, network_probability) * slope / 1000.0 + offset / 1000.0;
  return std::floor(1000.0 * sigmoid(x) + 0.5) / 1000.0;
}

std::string Blend::text() const {
  std::string out =
      "# How frames and reader network are weighed together; written by `demarche train --coder --blend`.\n"
      "# network: weight of the network, thousandths; alone: the same where no frame proposes the act;\n"
      "# slope, offset: of the calibration; threshold: of belief.\n";
  for (const Row& r : kRows) out += fmt::format("{}\t{}\n", r.name, this->*r.value);
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
    const bool good = known != kRows.end() && value && *value >= known->least && *value <= known->most;
    if (!good) {
      return fail(ErrorKind::Malformed, fmt::format("line {}", line),
                  "is no line of a blend: a known name, a tab, a number in range");
    }
    out.*known->value = *value;
    seen[static_cast<std::size_t>(known - kRows.begin())] = true;
  }
  if (std::find(seen.begin(), seen.end(), false) != seen.end()) {
    return fail(ErrorKind::Malformed, "", "a blend needs network, alone, slope, offset and threshold");
  }
  return out;
}

}  // namespace demarche::coding
