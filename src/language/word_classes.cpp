#include "word_classes.hpp"

#include <algorithm>
#include <bit>

#include "bytes.hpp"

namespace demarche::language {
namespace {

constexpr std::size_t kEntryBytes = 9;
constexpr std::size_t kMaxClusters = 4096;

}  // namespace

WordClasses::WordClasses(std::vector<Entry> entries, Grains grains)
    : entries_(std::move(entries)), grains_(std::move(grains)) {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
  const auto same = [](const Entry& a, const Entry& b) { return a.key == b.key; };
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
  index();
}

void WordClasses::index() {
  const std::size_t size = std::bit_ceil(entries_.size() * 2 + 1);
  mask_ = static_cast<std::uint32_t>(size - 1);
  slots_.assign(size, 0);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::uint32_t at = entries_[i].key & mask_;
    while (slots_[at] != 0) at = (at + 1) & mask_;
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

std::size_t WordClasses::place_of(std::uint64_t word) const {
  if (slots_.empty()) return entries_.size();
  const std::uint32_t key = key_of(word);
  for (std::uint32_t at = key & mask_; slots_[at] != 0; at = (at + 1) & mask_) {
    if (entries_[slots_[at] - 1].key == key) return slots_[at] - 1;
  }
  return entries_.size();
}

WordClass WordClasses::find(std::uint64_t word) const {
  const std::size_t place = place_of(word);
  if (place == entries_.size()) return {};
  const Entry& e = entries_[place];
  WordClass found{e.cluster, 0, 0, static_cast<CaseHabit>(e.habit), e.tags, static_cast<NameHabit>(e.name)};
  if (e.cluster != 0) {
    found.medium = grains_[e.cluster - 1][0];
    found.coarse = grains_[e.cluster - 1][1];
  }
  return found;
}

void WordClasses::set_name(std::uint64_t word, NameHabit name) {
  const std::size_t place = place_of(word);
  if (place < entries_.size()) entries_[place].name = static_cast<std::uint8_t>(name);
}

void WordClasses::set_tags(std::uint64_t word, std::uint8_t tags) {
  const std::size_t place = place_of(word);
  if (place < entries_.size()) entries_[place].tags = tags;
}

void WordClasses::append_to(std::string& out) const {
  put_u32(out, static_cast<std::uint32_t>(grains_.size()));
  for (const auto& grain : grains_) {
    put_u8(out, grain[0]);
    put_u8(out, grain[1]);
  }
  put_u32(out, static_cast<std::uint32_t>(entries_.size()));
  for (const Entry& e : entries_) {
    put_u32(out, e.key);
    put_u16(out, e.cluster);
    put_u8(out, e.habit);
    put_u8(out, e.tags);
    put_u8(out, e.name);
  }
}

Result<WordClasses> WordClasses::parse(std::string_view bytes) {
  const auto wrong = [](std::size_t at, const char* what) {
    return fail(ErrorKind::Malformed, "word classes at byte " + std::to_string(at), what);
  };
  ByteReader in(bytes);
  WordClasses result;
  const std::uint32_t clusters = in.u32();
  if (clusters > kMaxClusters || in.left() < clusters * 2) return wrong(0, "impossible number of clusters");
  for (std::uint32_t i = 0; i < clusters; ++i) {
    const std::uint8_t medium = in.u8();
    result.grains_.push_back({medium, in.u8()});
  }
  const std::uint32_t count = in.u32();
  if (in.failed() || in.left() != count * kEntryBytes) return wrong(in.offset(), "the size does not fit");
  result.entries_.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Entry e;
    e.key = in.u32();
    e.cluster = in.u16();
    e.habit = in.u8();
    e.tags = in.u8();
    e.name = in.u8();
    const bool sorted = result.entries_.empty() || result.entries_.back().key < e.key;
    if (!sorted || e.cluster > clusters || e.habit > static_cast<std::uint8_t>(CaseHabit::Always) ||
        e.name > static_cast<std::uint8_t>(NameHabit::Mixed)) {
      return wrong(in.offset() - kEntryBytes, "impossible entry");
    }
    result.entries_.push_back(e);
  }
  result.index();
  return result;
}

}  // namespace demarche::language
