// From text to sentences: tokens by rule (tokenize.cpp), sentence ends by rule and weights (boundary.cpp).
#include <demarche/language/segment.hpp>

#include <bit>

#include <demarche/language/chain.hpp>

#include "boundary.hpp"
#include "tokenize.hpp"

namespace demarche::language {
namespace {

constexpr unsigned kMaxLogSize = 22;

void append_sentence(Text& text, std::size_t first, std::size_t last) {
  Sentence sentence;
  sentence.first = static_cast<std::uint32_t>(first);
  sentence.last = static_cast<std::uint32_t>(last);
  sentence.begin = text.tokens[first].begin;
  sentence.end = text.tokens[last - 1].end;
  text.sentences.push_back(sentence);
}

// Where to cut a sentence that is too long: behind the last clause mark of its second half, else at the
// limit; never inside a chunk without white space if that can be helped.
std::size_t cut_before(const Text& text, std::size_t first) {
  const std::size_t limit = first + kMaxSentenceTokens;
  for (std::size_t i = limit; i > first + kMaxSentenceTokens / 2; --i) {
    const std::string_view mark = text.tokens[i - 1].form;
    if (text.tokens[i].space_before && (mark == ";" || mark == ":" || mark == "," || mark == "--")) return i;
  }
  for (std::size_t i = limit; i > first + kMaxSentenceTokens / 2; --i) {
    if (text.tokens[i].space_before) return i;
  }
  return limit;
}

std::size_t append_cut(Text& text, std::size_t first, std::size_t last) {
  while (last - first > kMaxSentenceTokens) {
    const std::size_t cut = cut_before(text, first);
    append_sentence(text, first, cut);
    first = cut;
  }
  append_sentence(text, first, last);
  return last;
}

void put_u32(std::string& out, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>((value >> shift) & 0xFFU));
}

std::uint32_t get_little(std::string_view bytes, std::size_t pos, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[pos + i])) << (8U * i);
  }
  return value;
}

void put_weights(std::string& out, const Segmenter::Weights& weights) {
  put_u32(out, static_cast<std::uint32_t>(weights.size()));
  for (const std::int16_t w : weights) {
    const auto bits = static_cast<std::uint16_t>(w);
    out.push_back(static_cast<char>(bits & 0xFFU));
    out.push_back(static_cast<char>(bits >> 8U));
  }
}

Result<Segmenter::Weights> take_weights(std::string_view& bytes, const char* where) {
  if (bytes.size() < 4) return fail(ErrorKind::Malformed, where, "the segmenter's weights are cut short");
  const std::uint32_t size = get_little(bytes, 0, 4);
  bytes.remove_prefix(4);
  if (size != 0 && (!std::has_single_bit(size) || size > (1U << kMaxLogSize))) {
    return fail(ErrorKind::Malformed, where, "the segmenter states an impossible number of weights");
  }
  if (bytes.size() < std::size_t{2} * size) {
    return fail(ErrorKind::Malformed, where, "the segmenter's weights are cut short");
  }
  Segmenter::Weights weights(size);
  for (std::size_t i = 0; i < size; ++i) {
    weights[i] = static_cast<std::int16_t>(static_cast<std::uint16_t>(get_little(bytes, 2 * i, 2)));
  }
  bytes.remove_prefix(std::size_t{2} * size);
  return weights;
}

}  // namespace

Segmenter::Segmenter(Weights plain, Weights degraded)
    : plain_(std::move(plain)), degraded_(std::move(degraded)) {}

Result<Segmenter> Segmenter::parse(std::string_view bytes) {
  Result<Weights> plain = take_weights(bytes, "segmenter, plain");
  if (!plain) return tl::unexpected<Error>(plain.error());
  Result<Weights> degraded = take_weights(bytes, "segmenter, degraded");
  if (!degraded) return tl::unexpected<Error>(degraded.error());
  if (!bytes.empty())
    return fail(ErrorKind::Malformed, "segmenter", "bytes are left over behind the weights");
  return Segmenter(std::move(*plain), std::move(*degraded));
}

std::string Segmenter::serialise() const {
  std::string out;
  out.reserve(8 + 2 * (plain_.size() + degraded_.size()));
  put_weights(out, plain_);
  put_weights(out, degraded_);
  return out;
}

void Segmenter::segment(Text& text, Genre genre) const {
  text.condition = judge_condition(text.source);
  text.tokens.clear();
  text.sentences.clear();
  tokenize(text);
  if (text.tokens.empty()) return;
  const Boundaries boundaries(text, genre);
  const Weights& weights = boundaries.degraded() ? degraded_ : plain_;
  Features features{};
  std::size_t first = 0;
  for (std::size_t i = 1; i < text.tokens.size(); ++i) {
    const Boundaries::Verdict verdict = boundaries.by_rule(i);
    if (verdict == Boundaries::Verdict::No) continue;
    bool ends = verdict == Boundaries::Verdict::Yes;
    if (!ends && weights.empty()) ends = boundaries.by_habit(i);
    if (!ends && !weights.empty()) {
      boundaries.features(i, first, features);
      ends = score(weights, features) > 0;
    }
    if (ends) first = append_cut(text, first, i);
  }
  append_cut(text, first, text.tokens.size());
}

}  // namespace demarche::language
