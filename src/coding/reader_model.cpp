#include "reader_model.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

namespace demarche::coding {
namespace {

constexpr std::string_view kMagic = "DMREADER";
constexpr std::string_view kAdvice = "fetch it again or train it with scripts/train-reader.py";
constexpr std::uint32_t kMaxRows = 1U << 20U;
constexpr std::uint32_t kMaxColumns = 1U << 19U;
// The trainer writes no scale below 3e-13, and no weight comes near 100. Five layers of the greatest sizes
// with scales of 1 stay below 1e30.
constexpr float kLeastScale = 1e-13F;
constexpr float kGreatestScale = 1.0F;

std::uint64_t checksum(std::string_view body) {
  std::uint64_t value = 0xCBF29CE484222325ULL;
  for (std::size_t at = 0; at < body.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, body.data() + at, std::min<std::size_t>(8, body.size() - at));
    value = (value ^ word) * 0x100000001B3ULL;
  }
  return value;
}

struct Table {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<float> scales;
  std::vector<std::int16_t> values;

  [[nodiscard]] std::vector<float> numbers() const {
    std::vector<float> out(values.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(values[i]) * scales[i / columns];
    return out;
  }
};

// Takes the tables from the front of the file; after a failure everything it gives is empty.
class Source {
 public:
  explicit Source(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return good_ && bytes_.empty(); }

  template <typename T>
  T number() {
    T value{};
    if (bytes_.size() < sizeof(T)) {
      good_ = false;
      return value;
    }
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return value;
  }

  template <typename T>
  std::vector<T> numbers(std::size_t count) {
    if (!good_ || bytes_.size() / sizeof(T) < count) {
      good_ = false;
      return {};
    }
    std::vector<T> out(count);
    if (count > 0) std::memcpy(out.data(), bytes_.data(), count * sizeof(T));
    bytes_.remove_prefix(count * sizeof(T));
    return out;
  }

  WordIndex index(std::size_t first) {
    const auto count = number<std::uint32_t>();
    good_ = good_ && count <= kMaxRows;
    std::vector<std::uint32_t> hashes = numbers<std::uint32_t>(good_ ? count : 0);
    good_ = good_ && std::is_sorted(hashes.begin(), hashes.end());
    return good_ ? WordIndex(std::move(hashes), first) : WordIndex();
  }

  Table table() {
    Table t;
    const auto bits = number<std::uint32_t>();
    const auto rows = number<std::uint32_t>();
    const auto columns = number<std::uint32_t>();
    good_ = good_ && (bits == 8 || bits == 16) && rows > 0 && rows <= kMaxRows && columns > 0 &&
            columns <= kMaxColumns;
    if (!good_) return t;
    t.scales = numbers<float>(rows);
    const std::size_t count = std::size_t{rows} * columns;
    if (bits == 16) {
      t.values = numbers<std::int16_t>(count);
    } else {
      const std::vector<std::int8_t> small = numbers<std::int8_t>(count);
      t.values.assign(small.begin(), small.end());
    }
    // A weight that is no number, or makes one overflow, would spoil every sum it enters.
    good_ = good_ && std::all_of(t.scales.begin(), t.scales.end(),
                                 [](float s) { return s >= kLeastScale && s <= kGreatestScale; });
    if (!good_) return {};
    t.rows = rows;
    t.columns = columns;
    return t;
  }

  Embedding embedding() {
    Table t = table();
    return good_ ? Embedding(t.columns, std::move(t.scales), std::move(t.values)) : Embedding();
  }

  std::vector<float> vector(std::size_t size) {
    const Table t = table();
    good_ = good_ && t.rows == 1 && t.columns == size;
    return good_ ? t.numbers() : std::vector<float>();
  }

  Dense dense(const Table& weights, bool bias = true) {
    good_ = good_ && weights.columns <= Dense::kMaxInputs;
    const std::vector<float> shift = bias && good_ ? vector(weights.rows) : std::vector<float>();
    return good_ ? Dense(weights.numbers(), shift, weights.rows, weights.columns) : Dense();
  }
  Memory memory() {
    Dense input = dense();
    return Memory(std::move(input), dense(table(), false));
  }
  Dense dense() {
    const Table weights = table();
    return dense(weights);
  }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

void read_tables(Source& in, ReaderModel& m) {
  m.words = in.index(ReaderModel::kUnknownWord + 1);
  m.lemmas = in.index(ReaderModel::kUnknownLemma + 1);
  m.word = in.embedding();
  m.lemma = in.embedding();
  for (Embedding& e : m.tags) e = in.embedding();
  m.frame = in.embedding();
  const Table input = in.table();
  const Table governor = in.table();
  m.input = in.dense(input);
  m.governor = in.dense(governor, false);
  m.forwards = in.memory();
  m.backwards = in.memory();
  for (Dense& d : m.mix) d = in.dense();
  for (Norm& n : m.norms) {
    n.scale = in.vector(m.width());
    n.shift = in.vector(m.width());
  }
  m.context = in.dense();
  m.around = in.dense();
  m.tell = in.dense();
  m.act = in.dense();
  m.deed = in.embedding();
  m.key = in.embedding();
  m.actor = in.dense();
  m.actor_score = in.dense();
  m.target = in.dense();
  m.target_score = in.dense();
  for (Embedding& e : m.wide) e = in.embedding();
}

bool fits_together(const ReaderModel& m) {
  std::size_t token = m.word.columns() + m.lemma.columns() + m.frame.columns();
  for (const Embedding& e : m.tags) token += e.columns();
  const std::size_t w = m.width();
  const std::size_t side = m.deed.columns() + m.key.columns();
  const auto half = [&](const Memory& memory) {
    return memory.fits() && memory.inputs() == w && 2 * memory.cells() == w;
  };
  const bool mixes = std::all_of(m.mix.begin(), m.mix.end(),
                                 [&](const Dense& d) { return d.inputs() == 5 * w && d.outputs() == w; });
  return m.words.rows() == m.word.rows() && m.lemmas.rows() == m.lemma.rows() && w % Dense::kBlock == 0 &&
         m.input.inputs() == token && m.governor.inputs() == token && m.governor.outputs() == w &&
         half(m.forwards) && half(m.backwards) && mixes && m.context.inputs() == 2 * w &&
         m.around.inputs() == 3 * m.word.columns() + 1 &&
         m.tell.inputs() == 2 * w + m.context.outputs() + m.around.outputs() + kActCount + 1 &&
         m.act.inputs() == m.tell.outputs() && m.act.outputs() == kActCount + 1 &&
         m.frame.rows() == kActCount && m.deed.rows() == kActCount &&
         m.key.rows() == ReaderModel::kOptionRows && m.actor.inputs() == 2 * w + side &&
         m.target.inputs() == 3 * w + side && m.actor_score.inputs() == m.actor.outputs() &&
         m.target_score.inputs() == m.target.outputs() &&
         m.actor_score.outputs() == ReaderModel::kSideAnswers &&
         m.target_score.outputs() == ReaderModel::kSideAnswers &&
         m.wide[0].columns() == ReaderModel::kOptionRows &&
         m.wide[1].columns() == std::size_t{1} << ReaderModel::kPairBits &&
         m.wide[2].columns() == m.wide[0].columns() && m.wide[3].columns() == m.wide[1].columns();
}

}  // namespace

Embedding::Embedding(std::size_t columns, std::vector<float> scales, std::vector<std::int16_t> values)
    : columns_(columns), scales_(std::move(scales)), values_(std::move(values)) {}

void Embedding::add(std::size_t row, float* out) const {
  if (row >= scales_.size()) return;
  const std::int16_t* v = values_.data() + row * columns_;
  for (std::size_t i = 0; i < columns_; ++i) out[i] += static_cast<float>(v[i]) * scales_[row];
}

float Embedding::at(std::size_t row, std::size_t column) const {
  return static_cast<float>(values_[row * columns_ + column]) * scales_[row];
}

WordIndex::WordIndex(std::vector<std::uint32_t> sorted, std::size_t first)
    : hashes_(std::move(sorted)), starts_((std::size_t{1} << kStartBits) + 1, 0), first_(first) {
  for (const std::uint32_t hash : hashes_) ++starts_[(hash >> (32U - kStartBits)) + 1];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
}

std::uint32_t WordIndex::hash_of(std::string_view word) {
  return static_cast<std::uint32_t>(Fnv1a().add(word).value());
}

// Of rows with the same hash the first counts.
std::size_t WordIndex::find(std::string_view word, std::size_t otherwise) const {
  if (hashes_.empty()) return otherwise;
  const std::uint32_t hash = hash_of(word);
  const auto at = [&](std::uint32_t start) { return hashes_.begin() + starts_[start]; };
  const std::uint32_t start = hash >> (32U - kStartBits);
  const auto end = at(start + 1);
  const auto it = std::lower_bound(at(start), end, hash);
  return it != end && *it == hash ? first_ + static_cast<std::size_t>(it - hashes_.begin()) : otherwise;
}

Result<ReaderModel> ReaderModel::parse(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    return fail(ErrorKind::Malformed, "offset 0", fmt::format("is not a reader model; {}", kAdvice));
  }
  Source head(bytes.substr(kMagic.size()));
  const auto format = head.number<std::uint32_t>();
  const auto sum = head.number<std::uint64_t>();
  if (!head.good()) return fail(ErrorKind::Malformed, "offset 8", fmt::format("ends too early; {}", kAdvice));
  if (format != kFormat) {
    return fail(ErrorKind::Version, "offset 8",
                fmt::format("has format {}, this program reads format {}; update the program or {}", format,
                            kFormat, kAdvice));
  }
  const std::string_view body = bytes.substr(kMagic.size() + 12);
  if (checksum(body) != sum) {
    return fail(ErrorKind::Malformed, "offset 12",
                fmt::format("the checksum does not fit: the file is damaged; {}", kAdvice));
  }
  ReaderModel m;
  Source in(body);
  read_tables(in, m);
  if (!in.at_end() || !fits_together(m)) {
    return fail(ErrorKind::Malformed, "tables",
                fmt::format("the sizes do not fit together, or a scale is out of range; {}", kAdvice));
  }
  return m;
}

}  // namespace demarche::coding
