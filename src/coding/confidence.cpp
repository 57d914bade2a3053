#include "confidence.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

#include "platt.hpp"

namespace demarche::coding {
namespace {

// "DMCODER\n", format version, checksum (FNV-1a of what follows, 16 hex digits), a block of test values, then
// the calibration, the threshold of the gate, the four tables (actor, target, belief, gate), and the word
// classes to the end of the file. A test value is made of the number of weights of a table and of what it
// gives for features that it hardly knows, which is its bias: it tells swapped and cut tables. The weights
// themselves are in the care of the checksum.
constexpr std::string_view kMagic = "DMCODER\n";
constexpr std::uint32_t kFormat = 2;
constexpr std::array<FeatureKey, 4> kProbes = {0x1ULL, 0xDEADBEEFULL, 0x123456789ABCDEFULL,
                                               0xFFFFFFFFFFFFFFFFULL};

std::uint32_t probe(const LinearModel& m) {
  return static_cast<std::uint32_t>(m.score(kProbes)) + static_cast<std::uint32_t>(m.size());
}

}  // namespace

double Calibration::confidence(std::int32_t score) const {
  const double x = (static_cast<double>(score) * slope / kLogitUnit + offset) / kLogitUnit;
  return std::floor(sigmoid(x) * 1000.0 + 0.5) / 1000.0;
}

Calibration Calibration::fit(std::span<const std::pair<std::int32_t, bool>> held_out) {
  std::vector<std::pair<double, bool>> logits;
  logits.reserve(held_out.size());
  for (const auto& [score, good] : held_out) logits.emplace_back(score / kLogitUnit, good);
  const Platt platt = fit_platt(logits);
  Calibration c;
  c.slope = static_cast<std::int32_t>(std::lround(platt.slope * kLogitUnit));
  c.offset = static_cast<std::int32_t>(std::lround(platt.offset * kLogitUnit));
  return c;
}

std::string CoderModel::serialise() const {
  std::string body;
  for (const LinearModel* m : {&actor, &target, &belief, &gate.weights}) put32(body, probe(*m));
  for (const std::int32_t v :
       {calibration.slope, calibration.offset, calibration.threshold, gate.threshold}) {
    put32(body, static_cast<std::uint32_t>(v));
  }
  for (const LinearModel* m : {&actor, &target, &belief, &gate.weights}) m->append_to(body);
  body += words.text();
  std::string out(kMagic);
  put32(out, kFormat);
  return out + Fnv1a().add(body).hex() + body;
}

Result<CoderModel> CoderModel::parse(std::string_view bytes) {
  constexpr std::string_view kAdvice = "fetch it again or train it with `demarche train --coder`";
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    return fail(ErrorKind::Malformed, "offset 0", fmt::format("is not a coder model; {}", kAdvice));
  }
  std::string_view in = bytes.substr(kMagic.size());
  std::uint32_t format = 0;
  if (!take32(in, format))
    return fail(ErrorKind::Malformed, "offset 8", fmt::format("ends too early; {}", kAdvice));
  if (format != kFormat) {
    return fail(ErrorKind::Version, "offset 8",
                fmt::format("has format {}, this program reads format {}; update the program or {}", format,
                            kFormat, kAdvice));
  }
  if (in.size() < 16 || Fnv1a().add(in.substr(16)).hex() != in.substr(0, 16)) {
    return fail(ErrorKind::Malformed, "offset 12",
                fmt::format("the checksum does not fit: the file is damaged; {}", kAdvice));
  }
  in.remove_prefix(16);
  CoderModel m;
  std::array<std::uint32_t, 8> head{};
  for (std::uint32_t& v : head) {
    if (!take32(in, v))
      return fail(ErrorKind::Malformed, "offset 28", fmt::format("ends too early; {}", kAdvice));
  }
  m.calibration = {static_cast<std::int32_t>(head[4]), static_cast<std::int32_t>(head[5]),
                   static_cast<std::int32_t>(head[6])};
  m.gate.threshold = static_cast<std::int32_t>(head[7]);
  std::size_t index = 0;
  for (LinearModel* table : {&m.actor, &m.target, &m.belief, &m.gate.weights}) {
    Result<LinearModel> read = LinearModel::parse(in);
    if (!read) return tl::unexpected(read.error());
    *table = std::move(*read);
    if (probe(*table) != head[index++]) {
      return fail(ErrorKind::Malformed, "test values",
                  fmt::format("a table does not give its test value; {}", kAdvice));
    }
  }
  Result<WordTable> words = WordTable::parse(std::string(in));
  if (!words) return tl::unexpected(words.error());
  m.words = std::move(*words);
  return m;
}

}  // namespace demarche::coding
