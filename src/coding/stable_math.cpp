#include "stable_math.hpp"

#include <algorithm>
#include <cmath>

namespace demarche::coding {
namespace {

constexpr double kLog2 = 0.6931471805599453;
// The upper bits of ln 2, so that small multiples of it are exact, and what is left.
constexpr double kLog2High = 0.693145751953125;
constexpr double kLog2Low = 1.42860682030941723e-6;
constexpr double kHalfRoot = 0.70710678118654752;

}  // namespace

double stable_exp(double x) {
  x = std::clamp(x, -700.0, 700.0);
  const double k = std::floor(x / kLog2 + 0.5);
  const double r = (x - k * kLog2High) - k * kLog2Low;  // at most ln 2 / 2
  double sum = 1.0;
  for (int n = 14; n >= 1; --n) sum = 1.0 + sum * r / n;  // Taylor, innermost first
  return std::ldexp(sum, static_cast<int>(k));
}

double stable_log(double x) {
  int k = 0;
  double m = std::frexp(x, &k);  // 0.5 to 1
  if (m < kHalfRoot) {
    m *= 2.0;
    --k;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), of which the argument is at most 0.172.
  const double t = (m - 1.0) / (m + 1.0);
  const double square = t * t;
  double sum = 0.0;
  for (int n = 23; n >= 1; n -= 2) sum = 1.0 / n + sum * square;
  return k * kLog2High + (2.0 * t * sum + k * kLog2Low);
}

}  // namespace demarche::coding
