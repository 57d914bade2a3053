// Numbers, texts and small things as bytes, written and read side by side: what the codecs of the room are
// made of.
//
// Reading trusts nothing: after the first failure everything reads as nothing, and the caller asks once, at
// the end. Thread rule: plain values.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <demarche/base/day.hpp>
#include <demarche/base/move.hpp>
#include <demarche/base/party.hpp>
#include <demarche/base/utf8.hpp>

namespace demarche::record {

class Encoder {
 public:
  std::string take() { return std::move(out_); }

  void byte(std::uint8_t value) { out_ += static_cast<char>(value); }
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) byte(static_cast<std::uint8_t>(value | 0x80U));
    byte(static_cast<std::uint8_t>(value));
  }
  void fixed(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
  }
  void real(double value) { fixed(std::bit_cast<std::uint64_t>(value)); }
  // A text that stood before is its place in the list of texts.
  void text(std::string_view value) {
    const auto [found, is_new] = texts_.try_emplace(std::string(value), texts_.size() + 1);
    number(is_new ? 0 : found->second);
    if (!is_new) return;
    number(value.size());
    out_ += value;
  }
  void span(Span value) {
    number(value.start);
    number(value.end - value.start);
  }
  void party(PartyCode code) { text(code.view()); }

 private:
  std::string out_;
  std::unordered_map<std::string, std::uint64_t> texts_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t offset() const { return at_; }
  void refuse() { failed_ = true; }

  std::uint8_t byte() {
    if (failed_ || at_ == bytes_.size()) return refuse(), 0;
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      if (shift == 63 && next > 1) break;
      value |= std::uint64_t{next & 0x7FU} << shift;
      if (next < 0x80) return value;
    }
    return refuse(), 0;
  }
  // A count of things of at least `least` bytes each: never more than can follow.
  std::size_t count(std::size_t least) {
    const std::uint64_t value = number();
    if (value > (bytes_.size() - at_) / least) return refuse(), 0;
    return static_cast<std::size_t>(value);
  }
  std::uint64_t fixed() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 8) value |= std::uint64_t{byte()} << shift;
    return value;
  }
  double real() {
    const auto value = std::bit_cast<double>(fixed());
    if (!std::isfinite(value)) return refuse(), 0.0;
    return value;
  }
  std::string_view text() {
    const std::uint64_t place = number();
    if (place > texts_.size()) return refuse(), std::string_view();
    if (place > 0) return counted(texts_[place - 1]);
    const std::size_t length = count(1);
    const std::string_view value = bytes_.substr(at_, length);
    if (failed_ || !utf8::valid(value)) return refuse(), std::string_view();
    at_ += length;
    texts_.push_back(value);
    return counted(value);
  }
  Span span() {
    const std::uint64_t start = number();
    const std::uint64_t length = number();
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    if (start > kMost || length > kMost - start) return refuse(), Span();
    return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(start + length)};
  }
  PartyCode party() {
    const std::string_view code = text();
    if (code.empty()) return {};
    const auto party = PartyCode::parse(code);
    if (!party) return refuse(), PartyCode();
    return *party;
  }
  // One of the first `size` values of an enumeration.
  template <typename Enum>
  Enum one_of(std::size_t size) {
    const std::uint8_t value = byte();
    if (value >= size) return refuse(), Enum{};
    return static_cast<Enum>(value);
  }

 private:
  // All texts together: a few bytes can name a long text many times over.
  static constexpr std::size_t kMaxTextBytes = std::size_t{64} << 20U;

  std::string_view counted(std::string_view value) {
    text_bytes_ += value.size();
    if (text_bytes_ > kMaxTextBytes) return refuse(), std::string_view();
    return value;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t text_bytes_ = 0;
  bool failed_ = false;
  std::vector<std::string_view> texts_;
};

// Ids are 16 hex digits; any other text is kept as it is.
void write_id(Encoder& out, std::string_view id);
[[nodiscard]] std::string read_id(Decoder& in);

void write_interval(Encoder& out, const Interval& days);
[[nodiscard]] Interval read_interval(Decoder& in);

void write_terms(Encoder& out, const std::vector<Term>& terms);
[[nodiscard]] std::vector<Term> read_terms(Decoder& in);

}  // namespace demarche::record
