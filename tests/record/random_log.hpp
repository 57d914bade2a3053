// Moves, documents and logs made by a seeded generator, the same on every machine, and a folder that goes
// away.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/base/hash.hpp>
#include <demarche/base/move.hpp>
#include <demarche/record/log.hpp>

namespace demarche::record::testing {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {  // SplitMix64
    std::uint64_t x = state_ += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
  }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(next() % limit); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string pick(const std::array<std::string_view, N>& from) {
    return std::string(from[below(N)]);
  }

 private:
  std::uint64_t state_;
};

inline constexpr std::array<std::string_view, 8> kParties = {"USA", "CHN", "EUU", "MEX",
                                                             "CAN", "PRK", "GBR", "WTO"};
inline constexpr std::array<std::string_view, 10> kWords = {
    "tariffs", "talks", "steel", "envoy", "quota", "said", "Beijing", "Washington", "délégation", "“deal”"};
inline constexpr std::array<std::string_view, 5> kIssues = {"tariffs", "metals", "agriculture", "telecoms",
                                                            "agreement"};
inline constexpr std::array<std::string_view, 5> kOutlets = {"Daily Example", "Sample Wire", "@envoy", "",
                                                             "The Test"};

inline std::string random_words(Random& random, std::uint32_t most) {
  std::string out;
  for (std::uint32_t n = random.below(most + 1); n > 0; --n)
    out.append(out.empty() ? "" : " ").append(random.pick(kWords));
  return out;
}

inline Span random_span(Random& random) {
  const std::uint32_t start = random.below(random.one_in(20) ? 4'000'000 : 400);
  return {start, start + random.below(60)};
}

inline Participant random_participant(Random& random) {
  Participant p;
  p.party = *PartyCode::parse(random.pick(kParties));
  p.role = static_cast<Role>(random.below(8));
  p.name = random_words(random, 2);
  if (random.one_in(2)) {
    p.text = random_words(random, 3);
    p.span = random_span(random);
  }
  return p;
}

inline Term random_term(Random& random) {
  Term t;
  t.kind = static_cast<TermKind>(random.below(6));
  if (random.one_in(2)) t.value = random.below(1'000'000) / 4.0;
  t.unit = random.one_in(2) ? "USD" : "";
  t.text = random_words(random, 3);
  t.span = random_span(random);
  return t;
}

inline Move random_move(Random& random, const Document& document, const std::string& coder) {
  Move m;
  m.id = random.one_in(10) ? random_words(random, 2) : Fnv1a().add(std::to_string(random.next())).hex();
  m.document = document.id;
  m.published = document.published;
  m.source = document.source;
  m.version = coder;
  m.field = random.one_in(2) ? Field::Title : Field::Text;
  m.sentence = random_span(random);
  m.trigger = random_span(random);
  m.trigger_text = random_words(random, 2);
  m.act = static_cast<Act>(random.below(kActCount));
  m.actor = random_participant(random);
  if (!random.one_in(4)) m.target = random_participant(random);
  for (std::uint32_t n = random.below(3); n > 0; --n) m.issues.push_back(random.pick(kIssues));
  m.modality = static_cast<Modality>(random.below(4));
  if (random.one_in(5)) m.condition = random_words(random, 6);
  if (random.one_in(2)) {
    const Day from(17'000 + static_cast<std::int32_t>(random.below(1200)));
    m.date = DateOf{{from, from.plus(static_cast<std::int32_t>(random.below(40))),
                     static_cast<Precision>(random.below(5))},
                    random_words(random, 2)};
  }
  for (std::uint32_t n = random.below(3); n > 0; --n) m.terms.push_back(random_term(random));
  m.speaker_kind = static_cast<SpeakerKind>(random.below(5));
  for (std::uint32_t n = random.below(3); n > 0; --n) {
    ChainLink link{
        random_words(random, 2), {}, static_cast<SpeakerKind>(random.below(5)), random_words(random, 2)};
    if (random.one_in(2)) link.party = *PartyCode::parse(random.pick(kParties));
    m.chain.push_back(std::move(link));
  }
  m.cameo = "0" + std::to_string(10 + random.below(90));
  m.plover = "CONSULT";
  m.goldstein = static_cast<double>(random.below(200)) / 10.0 - 10.0;
  m.confidence = random.below(1001) / 1000.0;
  return m;
}

inline std::vector<Move> random_moves(Random& random, const Document& document, const std::string& coder,
                                      std::uint32_t most) {
  std::vector<Move> out;
  for (std::uint32_t n = random.below(most + 1); n > 0; --n)
    out.push_back(random_move(random, document, coder));
  return out;
}

// Everything a move says, so that two can be compared and a difference be read.
inline std::string show(const Participant& p) {
  std::string out =
      std::string(p.party.view()) + "/" + std::string(name_of(p.role)) + "/" + p.name + "/" + p.text;
  return p.span ? out + "@" + std::to_string(p.span->start) + "-" + std::to_string(p.span->end) : out;
}
inline std::string show(Span s) {
  return std::to_string(s.start) + "-" + std::to_string(s.end);
}
inline std::string show(const Move& m) {
  std::string out = m.id + "|" + m.document + "|" + m.published + "|" + m.source + "|" +
                    std::string(name_of(m.field)) + "|" + show(m.sentence) + "|" + show(m.trigger) +
                    m.trigger_text + "|" + std::string(name_of(m.act)) + "|" + show(m.actor) + "|" +
                    (m.target ? show(*m.target) : "none") + "|";
  for (const std::string& issue : m.issues) out += issue + ",";
  out += "|" + std::string(name_of(m.modality)) + "|" + m.condition.value_or("none") + "|";
  if (m.date) {
    out += m.date->days.from.iso() + ".." + m.date->days.to.iso() +
           std::string(name_of(m.date->days.precision)) + m.date->text;
  }
  for (const Term& t : m.terms) {
    out += "|" + std::string(name_of(t.kind)) + (t.value ? std::to_string(*t.value) : "none") + t.unit +
           t.text + show(t.span);
  }
  out += "|" + std::string(name_of(m.speaker_kind));
  for (const ChainLink& c : m.chain) {
    out +=
        "|" + c.name + "," + std::string(c.party.view()) + "," + std::string(name_of(c.kind)) + "," + c.text;
  }
  return out + "|" + m.cameo + m.plover + std::to_string(m.goldstein) + "," + std::to_string(m.confidence) +
         "|" + m.version;
}
inline std::string show(const Entry& e) {
  std::string out = std::to_string(e.seq) + " " + e.document + " v" + std::to_string(e.version) + " " +
                    e.source + " " + e.url + " " + e.title + " " + e.coder + " " + e.clocks.published.iso() +
                    " " + e.clocks.first_seen.iso() + " " + e.clocks.recorded.iso() + " " +
                    std::to_string(e.content) + " " + std::to_string(e.simhash) + " " + e.text;
  for (const Move& m : e.moves) out += "\n  " + show(m);
  return out;
}

inline Log::Read all_of_it() {
  Log::Read what;
  what.text = true;
  what.moves_only = false;
  return what;
}

// A new, empty folder, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "demarche-record-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace demarche::record::testing
