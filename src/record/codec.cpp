#include "codec.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_map>

#include <demarche/base/utf8.hpp>

namespace demarche::record {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kLeastMoveBytes = 36;  // of any move: bounds the count before memory is taken for it
constexpr std::size_t kLeastTermBytes = 6;
constexpr std::size_t kLeastLinkBytes = 4;
constexpr std::size_t kIdDigits = 16;
// All texts of an entry together: a few bytes can name a long text many times over.
constexpr std::size_t kMaxTextBytes = std::size_t{64} << 20U;

constexpr std::int32_t kFirstDay = -719162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2932896;   // 9999-12-31

// --- which optional parts a move has
enum Flag : std::uint8_t {
  kTitle = 1,
  kTarget = 2,
  kActorSpan = 4,
  kTargetSpan = 8,
  kCondition = 16,
  kDate = 32
};
constexpr std::uint8_t kAllFlags = 63;

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

// After the first failure everything reads as nothing; the caller asks once, at the end of each move.
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

// --- the parts of a move, each written and read side by side

// Ids are 16 hex digits; any other text is kept as it is.
std::optional<std::uint64_t> digits_of(std::string_view id) {
  if (id.size() != kIdDigits) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : id) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    value = value << 4U | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return value;
}

std::string hex_of_number(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(kIdDigits, '0');
  for (std::size_t i = kIdDigits; i-- > 0; value >>= 4U) out[i] = kDigits[value & 0xFU];
  return out;
}

void write_id(Encoder& out, std::string_view id) {
  const auto value = digits_of(id);
  out.byte(value ? 1 : 0);
  if (value) {
    out.fixed(*value);
  } else {
    out.text(id);
  }
}

std::string read_id(Decoder& in) {
  return in.one_of<std::uint8_t>(2) == 1 ? hex_of_number(in.fixed()) : std::string(in.text());
}

void write_participant(Encoder& out, const Participant& p) {
  out.party(p.party);
  out.byte(static_cast<std::uint8_t>(p.role));
  out.text(p.name);
  out.text(p.text);
  if (p.span) out.span(*p.span);
}

Participant read_participant(Decoder& in, bool has_span) {
  Participant p;
  p.party = in.party();
  p.role = in.one_of<Role>(kRoleNames.size());
  p.name = in.text();
  p.text = in.text();
  if (has_span) p.span = in.span();
  return p;
}

void write_date(Encoder& out, const DateOf& date) {
  out.number(static_cast<std::uint64_t>(date.days.from.days() - kFirstDay));
  out.number(static_cast<std::uint64_t>(date.days.to.days() - date.days.from.days()));
  out.byte(static_cast<std::uint8_t>(date.days.precision));
  out.text(date.text);
}

DateOf read_date(Decoder& in) {
  constexpr auto kDays = static_cast<std::uint64_t>(kLastDay - kFirstDay);
  const std::uint64_t from = in.number();
  const std::uint64_t length = in.number();
  if (from > kDays || length > kDays - from) in.refuse();
  DateOf date;
  date.days.precision = in.one_of<Precision>(5);
  date.text = in.text();
  if (in.failed()) return date;
  date.days.from = Day(kFirstDay + static_cast<std::int32_t>(from));
  date.days.to = date.days.from.plus(static_cast<std::int32_t>(length));
  return date;
}

void write_terms(Encoder& out, const std::vector<Term>& terms) {
  out.number(terms.size());
  for (const Term& term : terms) {
    out.byte(static_cast<std::uint8_t>(term.kind));
    out.byte(term.value ? 1 : 0);
    if (term.value) out.real(*term.value);
    out.text(term.unit);
    out.text(term.text);
    out.span(term.span);
  }
}

std::vector<Term> read_terms(Decoder& in) {
  std::vector<Term> terms(in.count(kLeastTermBytes));
  for (Term& term : terms) {
    term.kind = in.one_of<TermKind>(6);
    if (in.one_of<std::uint8_t>(2) == 1) term.value = in.real();
    term.unit = in.text();
    term.text = in.text();
    term.span = in.span();
    if (in.failed()) return {};
  }
  return terms;
}

void write_chain(Encoder& out, const std::vector<ChainLink>& chain) {
  out.number(chain.size());
  for (const ChainLink& link : chain) {
    out.text(link.name);
    out.party(link.party);
    out.byte(static_cast<std::uint8_t>(link.kind));
    out.text(link.text);
  }
}

std::vector<ChainLink> read_chain(Decoder& in) {
  std::vector<ChainLink> chain(in.count(kLeastLinkBytes));
  for (ChainLink& link : chain) {
    link.name = in.text();
    link.party = in.party();
    link.kind = in.one_of<SpeakerKind>(5);
    link.text = in.text();
    if (in.failed()) return {};
  }
  return chain;
}

std::uint8_t flags_of(const Move& m) {
  unsigned flags = 0;
  if (m.field == Field::Title) flags |= kTitle;
  if (m.target) flags |= kTarget;
  if (m.actor.span) flags |= kActorSpan;
  if (m.target && m.target->span) flags |= kTargetSpan;
  if (m.condition) flags |= kCondition;
  if (m.date) flags |= kDate;
  return static_cast<std::uint8_t>(flags);
}

void write_move(Encoder& out, const Move& m) {
  out.byte(flags_of(m));
  write_id(out, m.id);
  out.span(m.sentence);
  out.span(m.trigger);
  out.text(m.trigger_text);
  out.byte(static_cast<std::uint8_t>(m.act));
  out.byte(static_cast<std::uint8_t>(m.modality));
  out.byte(static_cast<std::uint8_t>(m.speaker_kind));
  write_participant(out, m.actor);
  if (m.target) write_participant(out, *m.target);
  out.number(m.issues.size());
  for (const std::string& issue : m.issues) out.text(issue);
  if (m.condition) out.text(*m.condition);
  if (m.date) write_date(out, *m.date);
  write_terms(out, m.terms);
  write_chain(out, m.chain);
  out.text(m.cameo);
  out.text(m.plover);
  out.real(m.goldstein);
  out.real(m.confidence);
}

void read_move(Decoder& in, Move& m, bool whole) {
  const std::uint8_t flags = in.byte();
  if (flags > kAllFlags || ((flags & kTargetSpan) != 0 && (flags & kTarget) == 0)) in.refuse();
  m.field = (flags & kTitle) != 0 ? Field::Title : Field::Text;
  m.id = read_id(in);
  m.sentence = in.span();
  m.trigger = in.span();
  m.trigger_text = in.text();
  m.act = in.one_of<Act>(kActCount);
  m.modality = in.one_of<Modality>(4);
  m.speaker_kind = in.one_of<SpeakerKind>(5);
  m.actor = read_participant(in, (flags & kActorSpan) != 0);
  if ((flags & kTarget) != 0) m.target = read_participant(in, (flags & kTargetSpan) != 0);
  m.issues.resize(in.count(1));
  for (std::string& issue : m.issues) issue = in.text();
  if ((flags & kCondition) != 0) m.condition = in.text();
  if ((flags & kDate) != 0) m.date = read_date(in);
  m.terms = read_terms(in);
  m.chain = read_chain(in);
  const std::string_view cameo = in.text();
  const std::string_view plover = in.text();
  if (whole) m.cameo = cameo, m.plover = plover;
  m.goldstein = in.real();
  m.confidence = in.real();
}

}  // namespace

Result<std::string> encode_moves(const std::vector<Move>& moves, const MoveContext& context) {
  if (moves.empty()) return std::string();
  Encoder out;
  out.byte(kVersion);
  out.number(moves.size());
  for (const Move& m : moves) {
    if (m.document != context.document || m.version != context.coder) {
      return fail(ErrorKind::Usage, "", "move " + m.id + " was not read in this document by this coder");
    }
    write_move(out, m);
  }
  std::string bytes = out.take();
  // What cannot be read again must not be kept: a coder that writes nonsense is told at once.
  const auto read = decode_moves(bytes, context);
  if (!read) return fail(ErrorKind::Usage, "", "a move has values out of range; " + read.error().what);
  return bytes;
}

Result<std::vector<Move>> decode_moves(std::string_view bytes, const MoveContext& context) {
  std::vector<Move> moves;
  if (bytes.empty()) return moves;
  Decoder in(bytes);
  const std::uint8_t version = in.byte();
  if (version != kVersion) {
    return fail(ErrorKind::Version, "",
                "moves in format " + std::to_string(version) + ", not " + std::to_string(kVersion));
  }
  moves.resize(in.count(kLeastMoveBytes));
  for (Move& m : moves) {
    read_move(in, m, context.whole);
    if (in.failed()) break;
    if (!context.whole) continue;
    m.document = context.document;
    m.published = context.published;
    m.source = context.source;
    m.version = context.coder;
  }
  if (in.failed() || !in.at_end() || moves.empty()) {
    return fail(ErrorKind::Malformed, "", "moves are damaged at byte " + std::to_string(in.offset()));
  }
  return moves;
}

}  // namespace demarche::record
