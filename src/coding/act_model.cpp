#include "act_model.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

#include "likelihood.hpp"

namespace demarche::coding {
namespace {

// "DMACTS\r\n", format version, checksum (FNV-1a of what follows, 16 hex digits), test values, temperature,
// share, names of the roots with their length, three tables. A test value is made of the number of rows of a
// table and of what it gives for features that it hardly knows, which is its bias: it tells swapped and cut
// tables. The weights themselves are in the care of the checksum.
constexpr std::string_view kMagic = "DMACTS\r\n";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHexDigits = 16;
constexpr std::string_view kAdvice = "fetch it again or train it with `demarche train --act`";
constexpr std::array<FeatureKey, 3> kProbes = {0x1ULL, 0xDEADBEEFULL, 0x123456789ABCDEFULL};

std::uint32_t probe(const SoftmaxModel& m) {
  std::uint32_t sum = static_cast<std::uint32_t>(m.features());
  for (const std::int32_t s : m.scores(kProbes)) sum = sum * 31U + static_cast<std::uint32_t>(s);
  return sum;
}

tl::unexpected<Error> damaged(std::string where, std::string_view what) {
  return fail(ErrorKind::Malformed, std::move(where), fmt::format("{}; {}", what, kAdvice));
}

// The lowest logarithm that a judge may give, about that of 1e-9: neither can rule out a root alone.
constexpr std::int32_t kLowest = -21221;

std::size_t number_of(std::string_view cameo) {
  std::size_t n = 0;
  std::from_chars(cameo.data(), cameo.data() + cameo.size(), n);
  return n;
}

Result<void> read_tables(std::string_view in, std::span<const std::uint32_t> probes, ActModel& m) {
  std::size_t index = 0;
  for (SoftmaxModel* table : {&m.roots, &m.cameo, &m.acts}) {
    Result<SoftmaxModel> read = SoftmaxModel::parse(in);
    if (!read) return tl::unexpected(read.error());
    *table = std::move(*read);
    if (probe(*table) != probes[index++])
      return damaged("test values", "a table does not give its test value");
  }
  if (!in.empty()) return damaged("end", "holds more than its tables");
  if (m.cameo.classes() != kCameoRoots || m.acts.classes() != kActCount)
    return damaged("tables", "has other classes than this program");
  return {};
}

}  // namespace

std::string ActModel::serialise() const {
  std::string body;
  for (const SoftmaxModel* m : {&roots, &cameo, &acts}) put32(body, probe(*m));
  put32(body, static_cast<std::uint32_t>(temperature));
  put32(body, static_cast<std::uint32_t>(share));
  put32(body, static_cast<std::uint32_t>(root_names.size()));
  body += root_names;
  for (const SoftmaxModel* m : {&roots, &cameo, &acts}) m->append_to(body);
  std::string out(kMagic);
  put32(out, kFormat);
  return out + Fnv1a().add(body).hex() + body;
}

Result<ActModel> ActModel::parse(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) return damaged("offset 0", "is not a model of acts");
  std::string_view in = bytes.substr(kMagic.size());
  std::uint32_t format = 0;
  if (!take32(in, format)) return damaged("offset 8", "ends too early");
  if (format != kFormat) {
    return fail(ErrorKind::Version, "offset 8",
                fmt::format("has format {}, this program reads format {}; update the program or {}", format,
                            kFormat, kAdvice));
  }
  if (in.size() < kHexDigits || Fnv1a().add(in.substr(kHexDigits)).hex() != in.substr(0, kHexDigits)) {
    return damaged("offset 12", "the checksum does not fit: the file is damaged");
  }
  in.remove_prefix(kHexDigits);
  std::array<std::uint32_t, 6> head{};
  for (std::uint32_t& v : head) {
    if (!take32(in, v)) return damaged("offset 28", "ends too early");
  }
  ActModel m;
  m.temperature = static_cast<std::int32_t>(head[3]);
  m.share = static_cast<std::int32_t>(head[4]);
  // With a share above 1000 not even the best root would be told.
  const bool possible = m.temperature > 0 && m.share > 0 && m.share <= 1000 && head[5] <= in.size();
  if (!possible) return damaged("offset 40", "holds impossible settings");
  m.root_names = in.substr(0, head[5]);
  in.remove_prefix(head[5]);
  if (auto read = read_tables(in, std::span(head).first(3), m); !read) return tl::unexpected(read.error());
  return m;
}

std::string root_names(const knowledge::Knowledge& knowledge) {
  std::string out;
  for (const knowledge::PloverRoot& r : knowledge.plover_roots()) out += (out.empty() ? "" : " ") + r.name;
  return out;
}

std::vector<std::int32_t> judge_roots(const SoftmaxModel& roots, const SoftmaxModel& cameo,
                                      const knowledge::Knowledge& knowledge,
                                      std::span<const FeatureKey> features) {
  const std::vector<std::int32_t> own = roots.scores(features);
  const std::vector<std::int32_t> other = cameo.scores(features);
  const std::int32_t all_own = log_sum(own);
  const std::int32_t all_other = log_sum(other);
  const auto table = knowledge.plover_roots();
  std::vector<std::int32_t> out;
  for (std::size_t r = 0; r < own.size(); ++r) {
    std::vector<std::int32_t> its;
    for (const std::string& code : table[r].cameo) its.push_back(other[number_of(code) - 1]);
    // Two PLOVER roots may share one CAMEO root; each gets its part.
    const auto shares = std::count_if(table.begin(), table.end(), [&](const knowledge::PloverRoot& p) {
      return p.cameo == table[r].cameo;
    });
    const std::int32_t part = log_of(static_cast<std::uint64_t>(shares) * kCertain);
    out.push_back(std::max(own[r] - all_own, kLowest) + std::max(log_sum(its) - all_other - part, kLowest));
  }
  return out;
}

std::vector<std::size_t> root_groups(const knowledge::Knowledge& knowledge) {
  const auto table = knowledge.plover_roots();
  std::vector<std::size_t> out;
  for (std::size_t r = 0; r < table.size(); ++r) {
    std::size_t first = 0;
    const auto together = [&](const knowledge::PloverRoot& p) {
      return std::any_of(p.also.begin(), p.also.end(), [&](const std::string& name) {
        return std::find(table[r].also.begin(), table[r].also.end(), name) != table[r].also.end();
      });
    };
    while (first < r && !together(table[first])) ++first;
    out.push_back(first);
  }
  return out;
}

RootVerdict decide_root(std::span<const std::int32_t> judged, std::span<const std::size_t> groups,
                        std::int32_t temperature) {
  const std::vector<std::uint64_t> p = likelihoods(judged, temperature);
  std::vector<std::uint64_t> of_group(p.size(), 0);
  std::uint64_t all = 0;
  for (std::size_t r = 0; r < p.size(); ++r) {
    of_group[groups[r]] += p[r];
    all += p[r];
  }
  const std::size_t best =
      static_cast<std::size_t>(std::max_element(of_group.begin(), of_group.end()) - of_group.begin());
  RootVerdict out{best, best, static_cast<double>(of_group[best]) / static_cast<double>(all)};
  bool has_second = false;
  for (std::size_t r = 0; r < judged.size(); ++r) {
    if (groups[r] == best) {
      if (judged[r] > judged[out.root]) out.root = r;
    } else if (!has_second || judged[r] > judged[out.second]) {
      out.second = r;
      has_second = true;
    }
  }
  return out;
}

std::vector<std::size_t> decide_cameo(std::span<const std::int32_t> scores, std::int32_t share) {
  const std::vector<std::uint64_t> p = likelihoods(scores, 1000);
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < p.size(); ++c) {
    if (p[c] * 1000 >= kCertain * static_cast<std::uint64_t>(share)) out.push_back(c + 1);
  }
  return out;
}

}  // namespace demarche::coding
