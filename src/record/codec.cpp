#include "codec.hpp"

#include "byte_stream.hpp"

namespace demarche::record {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kLeastMoveBytes = 36;  // of any move: bounds the count before memory is taken for it
constexpr std::size_t kLeastLinkBytes = 4;

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

// --- the parts of a move, each written and read side by side

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
  write_interval(out, date.days);
  out.text(date.text);
}

DateOf read_date(Decoder& in) {
  DateOf date;
  date.days = read_interval(in);
  date.text = in.text();
  return date;
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
