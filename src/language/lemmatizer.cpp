// A decision list over suffixes, with exceptions.
//
// English inflects at the end of the word, so a lemma is nearly always "take n letters off, put these there".
// Which rule applies depends on the Penn tag and on the last letters: "-ies" of a plural noun becomes "-y",
// but "-ves" wants a longer look. The list holds suffixes of up to six bytes where a longer suffix decides
// differently from the next shorter one; the longest one known decides. A word that the list still gets wrong
// ("was", "better", "won't" as "wo" + "n't") is an exception by itself. Both live in one table under 64-bit
// hashes of (kind, text, tags).
#include "lemmatizer.hpp"

#include <algorithm>
#include <bit>

#include "bytes.hpp"
#include "features.hpp"

namespace demarche::language {
namespace {

constexpr std::uint64_t kWordSpace = 2000;
constexpr std::uint64_t kSuffixSpace = 2001;
const Lemmatizer::Rule kIdentity;

// Whether a rule leaves whole characters: those for longer words may end inside of one in a word of one
// letter that is no Latin letter.
bool cuts_between_characters(std::string_view lower, std::size_t strip) {
  if (strip == 0 || strip >= lower.size()) return true;
  return (static_cast<unsigned char>(lower[lower.size() - strip]) & 0xC0U) != 0x80U;
}

std::uint64_t non_zero(std::uint64_t key) {
  return key == 0 ? 1 : key;
}

}  // namespace

std::uint64_t Lemmatizer::word_key(std::string_view lower, Upos upos, Xpos xpos) {
  return non_zero(feature_hash(kWordSpace, string_hash(lower), upos, xpos));
}

std::uint64_t Lemmatizer::suffix_key(std::string_view suffix, Upos upos, Xpos xpos) {
  return non_zero(feature_hash(kSuffixSpace, string_hash(suffix), upos, xpos));
}

Lemmatizer::Lemmatizer(std::vector<Rule> rules, std::vector<Entry> entries)
    : rules_(std::move(rules)), entries_(std::move(entries)) {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  index();
}

void Lemmatizer::index() {
  const std::size_t size = std::bit_ceil(entries_.size() * 2 + 1);
  mask_ = size - 1;
  slots_.assign(size, Entry());
  for (const Entry& e : entries_) {
    std::size_t at = e.key & mask_;
    while (slots_[at].key != 0) at = (at + 1) & mask_;
    slots_[at] = e;
  }
}

const Lemmatizer::Entry* Lemmatizer::find(std::uint64_t key) const {
  for (std::size_t at = key & mask_; slots_[at].key != 0; at = (at + 1) & mask_) {
    if (slots_[at].key == key) return &slots_[at];
  }
  return nullptr;
}

const Lemmatizer::Rule& Lemmatizer::rule_for(std::string_view lower, Upos upos, Xpos xpos) const {
  if (slots_.empty()) return kIdentity;
  if (const Entry* e = find(word_key(lower, upos, xpos))) return rules_[e->rule];
  for (std::size_t k = std::min(kMaxSuffix, lower.size()) + 1; k-- > 0;) {
    const Entry* e = find(suffix_key(lower.substr(lower.size() - k), upos, xpos));
    // A rule that would eat the whole word was learned from longer ones.
    if (e == nullptr) continue;
    const Rule& rule = rules_[e->rule];
    if ((rule.strip < lower.size() || rule.strip == 0) && cuts_between_characters(lower, rule.strip))
      return rule;
  }
  return kIdentity;
}

std::string Lemmatizer::lemma(std::string_view lower, Upos upos, Xpos xpos) const {
  return rule_for(lower, upos, xpos).lemma(lower);
}

void Lemmatizer::lemmatize(Text& text, std::span<Token> tokens) const {
  for (Token& token : tokens) {
    const Rule& rule = rule_for(token.lower, token.upos, token.xpos);
    token.lemma = rule.stem(token.lower);
    if (!rule.add.empty()) token.lemma = text.keep(std::string(token.lemma) + rule.add);
  }
}

void Lemmatizer::append_to(std::string& out) const {
  put_u16(out, static_cast<std::uint16_t>(rules_.size()));
  for (const Rule& rule : rules_) {
    put_u8(out, rule.strip);
    put_short(out, rule.add);
  }
  put_u32(out, static_cast<std::uint32_t>(entries_.size()));
  for (const Entry& e : entries_) {
    put_u64(out, e.key);
    put_u16(out, e.rule);
  }
}

Result<Lemmatizer> Lemmatizer::parse(std::string_view bytes) {
  const auto wrong = [](std::size_t at, const char* what) {
    return fail(ErrorKind::Malformed, "lemmatizer at byte " + std::to_string(at), what);
  };
  constexpr std::size_t kEntryBytes = 10;
  ByteReader in(bytes);
  std::vector<Rule> rules(in.u16());
  for (Rule& rule : rules) {
    rule.strip = in.u8();
    rule.add = in.short_text();
  }
  const std::uint32_t count = in.u32();
  if (in.failed() || in.left() != count * kEntryBytes) return wrong(in.offset(), "the size does not fit");
  std::vector<Entry> entries(count);
  for (Entry& e : entries) {
    e.key = in.u64();
    e.rule = in.u16();
    if (e.key == 0 || e.rule >= rules.size()) return wrong(in.offset() - kEntryBytes, "impossible entry");
  }
  return Lemmatizer(std::move(rules), std::move(entries));
}

}  // namespace demarche::language
