#include "platt.hpp"

#include <algorithm>
#include <cmath>

#include "stable_math.hpp"

namespace demarche::coding {

double sigmoid(double x) {
  return 1.0 / (1.0 + stable_exp(-x));
}

Platt fit_platt(std::span<const std::pair<double, bool>> held_out) {
  double a = 1.0;
  double b = 0.0;
  // Newton's method on the two parameters; the loss is convex.
  for (int step = 0; step < 50; ++step) {
    double ga = 0, gb = 0, haa = 1e-3, hab = 0, hbb = 1e-3;
    for (const auto& [s, right] : held_out) {
      const double p = sigmoid(a * s + b);
      const double d = p - (right ? 1.0 : 0.0);
      const double h = p * (1.0 - p);
      ga += d * s;
      gb += d;
      haa += h * s * s;
      hab += h * s;
      hbb += h;
    }
    const double det = haa * hbb - hab * hab;
    if (!(std::abs(det) > 1e-12)) break;
    a -= (hbb * ga - hab * gb) / det;
    b -= (haa * gb - hab * ga) / det;
  }
  return {std::clamp(a, 0.01, 16.0), std::clamp(b, -16.0, 16.0)};
}

}  // namespace demarche::coding
