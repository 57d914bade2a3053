#include <demarche/knowledge/phrases.hpp>

#include <algorithm>

#include <demarche/base/utf8.hpp>

#include "fold.hpp"

namespace demarche::knowledge {
namespace {

enum class Mark { Word, Blank, Joiner, Dot, Other };

Mark mark_of(char32_t c) {
  if ((c >= '0' && c <= '9') || utf8::is_letter(c)) return Mark::Word;
  switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case 0xA0:
    case 0x2009:
    case 0x202F:
      return Mark::Blank;
    case '-':
    case '\'':
    case '`':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2018:
    case 0x2019:
      return Mark::Joiner;
    case '.':
      return Mark::Dot;
    default:
      return Mark::Other;
  }
}

// One blank-free piece of a phrase, two ways: cut at its hyphens and apostrophes, or fused into one atom.
struct Chunk {
  std::vector<std::string> cut;
  std::string fused;  // empty: same as `cut`
};

// Reads a chunk letter by letter. Dots wait until a letter follows, so that the last one drops.
class ChunkReader {
 public:
  void word(char32_t c) {
    if (dots_ > 0 && !atom_.empty()) atom_.append(dots_, '.');
    if (dots_ > 0 && !fused_.empty()) fused_.append(dots_, '.');
    dots_ = 0;
    if (joined_ && !fused_.empty()) two_ways_ = true;
    joined_ = false;
    fused_ += pending_marks_;
    pending_marks_.clear();
    append_folded(atom_, c);
    append_folded(fused_, c);
  }
  void dot() { ++dots_; }
  void joiner() {
    flush();
    joined_ = true;
  }
  void other(char32_t c) {
    flush();
    std::string mark;
    utf8::append(mark, c);
    out_.cut.push_back(mark);
    // Inside a word ("AT&T") the mark may also be part of the one token.
    if (!fused_.empty()) pending_marks_ += mark;
    joined_ = true;
  }
  Chunk finish() {
    flush();
    const bool leads_or_ends = !pending_marks_.empty() || starts_with_mark();
    if (two_ways_ && !leads_or_ends) out_.fused = fused_;
    return std::move(out_);
  }

 private:
  void flush() {
    dots_ = 0;
    if (!atom_.empty()) out_.cut.push_back(std::move(atom_));
    atom_.clear();
  }
  [[nodiscard]] bool starts_with_mark() const {
    return !out_.cut.empty() && mark_of(utf8::decode(out_.cut.front(), 0).code_point) == Mark::Other;
  }

  Chunk out_;
  std::string atom_;
  std::string fused_;
  std::string pending_marks_;
  std::size_t dots_ = 0;
  bool joined_ = false;
  bool two_ways_ = false;
};

std::vector<Chunk> chunks_of(std::string_view phrase) {
  std::vector<Chunk> chunks;
  ChunkReader reader;
  const auto finish = [&] {
    Chunk chunk = reader.finish();
    if (!chunk.cut.empty()) chunks.push_back(std::move(chunk));
    reader = ChunkReader();
  };
  for (std::size_t i = 0; i < phrase.size();) {
    const utf8::Decoded d = utf8::decode(phrase, i);
    i += d.length;
    switch (mark_of(d.code_point)) {
      case Mark::Word:
        reader.word(d.code_point);
        break;
      case Mark::Blank:
        finish();
        break;
      case Mark::Joiner:
        reader.joiner();
        break;
      case Mark::Dot:
        reader.dot();
        break;
      case Mark::Other:
        reader.other(d.code_point);
        break;
    }
  }
  finish();
  return chunks;
}

bool plain_word(std::string_view token) {
  return std::all_of(token.begin(), token.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::string atom_of_marks(std::string_view token) {
  const utf8::Decoded d = utf8::decode(token, 0);
  if (d.length != token.size()) return {};
  const Mark mark = mark_of(d.code_point);
  if (mark == Mark::Joiner || mark == Mark::Dot) return "-";
  return mark == Mark::Blank ? std::string() : std::string(token);
}

constexpr std::size_t kMostTwoWayChunks = 4;

}  // namespace

std::vector<std::string> atoms_of(std::string_view phrase) {
  std::vector<std::string> atoms;
  for (Chunk& chunk : chunks_of(phrase)) {
    for (std::string& atom : chunk.cut) atoms.push_back(std::move(atom));
  }
  return atoms;
}

std::string atom_of_token(std::string_view lower) {
  if (plain_word(lower)) return std::string(lower);
  std::string atom;
  std::size_t dots = 0;
  bool word = false;
  for (std::size_t i = 0; i < lower.size();) {
    const utf8::Decoded d = utf8::decode(lower, i);
    i += d.length;
    switch (mark_of(d.code_point)) {
      case Mark::Word:
        if (word) atom.append(dots, '.');
        dots = 0;
        word = true;
        append_folded(atom, d.code_point);
        break;
      case Mark::Dot:
        ++dots;
        break;
      case Mark::Other:
        utf8::append(atom, d.code_point);
        [[fallthrough]];
      case Mark::Joiner:
        dots = 0;
        break;
      case Mark::Blank:
        break;
    }
  }
  return word ? atom : atom_of_marks(lower);
}

std::size_t AtomTable::place_of(std::string_view atom, std::uint64_t hash) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = hash & mask;
  for (; places_[at].id != kUnknownAtom; at = (at + 1) & mask) {
    if (places_[at].hash == hash && atoms_[places_[at].id - kFirst] == atom) break;
  }
  return at;
}

AtomId AtomTable::find(std::string_view atom) const {
  return places_[place_of(atom, std::hash<std::string_view>{}(atom))].id;
}

AtomId AtomTable::intern(std::string_view atom) {
  const std::uint64_t hash = std::hash<std::string_view>{}(atom);
  if (const AtomId known = places_[place_of(atom, hash)].id; known != kUnknownAtom) return known;
  if ((atoms_.size() + 1) * 2 > places_.size()) grow();
  const auto id = static_cast<AtomId>(atoms_.size() + kFirst);
  places_[place_of(atom, hash)] = {hash, id};
  atoms_.emplace_back(atom);
  return id;
}

void AtomTable::grow() {
  std::vector<Place> old(places_.size() * 2);
  old.swap(places_);
  for (const Place& place : old) {
    if (place.id != kUnknownAtom) places_[place_of(atoms_[place.id - kFirst], place.hash)] = place;
  }
}

void PhraseIndex::add_path(std::span<const std::string> atoms, std::uint32_t value) {
  std::uint32_t node = 0;
  for (const std::string& atom : atoms) {
    const std::uint64_t edge = (static_cast<std::uint64_t>(node) << 32U) | atoms_.intern(atom);
    const auto [it, is_new] = edges_.try_emplace(edge, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.emplace_back();
    node = it->second;
  }
  std::vector<std::uint32_t>& values = nodes_[node].values;
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

void PhraseIndex::add(std::string_view phrase, std::uint32_t value) {
  const std::vector<Chunk> chunks = chunks_of(phrase);
  if (chunks.empty()) return;
  std::vector<std::size_t> two_way;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!chunks[i].fused.empty()) two_way.push_back(i);
  }
  if (two_way.size() > kMostTwoWayChunks) two_way.resize(kMostTwoWayChunks);
  for (std::size_t choice = 0; choice < (std::size_t{1} << two_way.size()); ++choice) {
    std::vector<bool> fuse(chunks.size(), false);
    for (std::size_t bit = 0; bit < two_way.size(); ++bit) fuse[two_way[bit]] = ((choice >> bit) & 1U) != 0;
    std::vector<std::string> path;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      if (fuse[i])
        path.push_back(chunks[i].fused);
      else
        path.insert(path.end(), chunks[i].cut.begin(), chunks[i].cut.end());
    }
    add_path(path, value);
  }
  ++phrases_;
}

AtomId PhraseIndex::atom(std::string_view token_lower) const {
  if (token_lower.empty()) return kUnknownAtom;
  if (plain_word(token_lower)) return atoms_.find(token_lower);
  const std::string atom = atom_of_token(token_lower);
  return atom == "-" ? kJoiningAtom : atoms_.find(atom);
}

std::optional<PhraseIndex::Match> PhraseIndex::longest(std::span<const AtomId> atoms, std::size_t at) const {
  std::optional<Match> best;
  if (at >= atoms.size() || atoms[at] == kJoiningAtom) return best;
  std::uint32_t node = 0;
  for (std::size_t i = at; i < atoms.size(); ++i) {
    if (atoms[i] == kJoiningAtom) continue;
    if (atoms[i] == kUnknownAtom) break;
    const auto it = edges_.find((static_cast<std::uint64_t>(node) << 32U) | atoms[i]);
    if (it == edges_.end()) break;
    node = it->second;
    const std::vector<std::uint32_t>& values = nodes_[node].values;
    if (!values.empty()) best = Match{static_cast<std::uint32_t>(i - at + 1), values};
  }
  return best;
}

}  // namespace demarche::knowledge
