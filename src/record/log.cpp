#include <algorithm>
#include <array>
#include <utility>

#include <demarche/base/hash.hpp>

#include "codec.hpp"
#include "log_parts.hpp"
#include "schema.hpp"
#include "sha256.hpp"
#include "simhash.hpp"

namespace demarche::record {
namespace {

std::uint64_t content_of(const Document& d) {
  return Fnv1a().field(d.title).field(d.text).value();
}

// All that an entry holds, in a fixed form, behind the hash of the entry before.
class ChainHash {
 public:
  explicit ChainHash(std::string_view before) { text(before); }
  ChainHash& number(std::int64_t value) {
    std::string bytes;
    for (unsigned shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(from_column(value) >> shift);
    hash_.add(bytes);
    return *this;
  }
  ChainHash& text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    hash_.add(value);
    return *this;
  }
  [[nodiscard]] std::string finish() { return hash_.finish(); }

 private:
  Sha256 hash_;
};

}  // namespace

std::string chain_of(std::string_view before, const Entry& e, std::string_view published,
                     std::string_view moves) {
  ChainHash hash(before);
  hash.number(as_column(e.seq))
      .text(e.document)
      .number(e.version)
      .text(e.coder)
      .text(e.source)
      .text(published);
  hash.text(e.url).text(e.title).text(e.text);
  hash.number(e.clocks.published.seconds())
      .number(e.clocks.first_seen.seconds())
      .number(e.clocks.recorded.seconds());
  hash.number(as_column(e.content)).number(as_column(e.simhash)).text(moves);
  return hash.finish();
}

Log::Log(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

// --- opening

Result<void> Log::Parts::prepare() {
  struct Wanted {
    Statement& statement;
    std::string_view sql;
  };
  const std::array<Wanted, 5> wanted = {{
      {select_known,
       "SELECT e.seq, e.version, e.text, c.name, "
       "e.content = ?2 AND e.title = ?3 AND e.source = ?4 AND e.published = ?5 AND "
       "(SELECT t.text = ?6 FROM text t WHERE t.id = e.text) "
       "FROM entry e JOIN coder c ON c.id = e.coder WHERE e.document = ?1 ORDER BY e.seq"},
      {select_last, "SELECT seq, recorded, chain FROM entry ORDER BY seq DESC LIMIT 1"},
      {insert_text, "INSERT INTO text(text) VALUES(?1)"},
      {insert_entry,
       "INSERT INTO entry(seq, document, version, coder, replaces, source, published, url, title, text, "
       "published_at, "
       "first_seen, recorded, content, simhash, moves, chain) "
       "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"},
      {insert_coder, "INSERT INTO coder(name) VALUES(?1)"},
  }};
  for (const Wanted& w : wanted) {
    auto statement = database.prepare(w.sql);
    if (!statement) return tl::unexpected(statement.error());
    w.statement = std::move(*statement);
  }
  return {};
}

Result<Log> Log::open(const std::filesystem::path& path, Mode mode) {
  auto database = mode == Mode::Write ? open_to_write(path) : open_to_read(path);
  if (!database) return tl::unexpected(database.error());
  auto parts = std::make_unique<Parts>(std::move(*database));
  parts->writes = mode == Mode::Write;
  if (const auto prepared = parts->prepare(); !prepared) return tl::unexpected(prepared.error());
  return Log(std::move(parts));
}

Error Log::Parts::damaged(std::uint64_t seq, std::string_view why) const {
  return {
      ErrorKind::Malformed, database.path(),
      "entry " + std::to_string(seq) + " is damaged: " + std::string(why) + "; restore a copy of the file"};
}

Result<void> Log::Parts::read_head() {
  if (!stale) return {};
  const ResetAtEnd reset_at_end(select_last);
  const auto row = select_last.step();
  if (!row) return tl::unexpected(row.error());
  head = Head();
  if (*row) {
    head.seq = from_column(select_last.integer(0));
    head.recorded = Instant(select_last.integer(1));
    head.chain = std::string(select_last.blob(2));
  }
  const auto names = coder_names();
  if (!names) return tl::unexpected(names.error());
  coders.clear();
  for (const auto& [id, name] : *names) coders.emplace(name, id);
  stale = false;
  return {};
}

// --- writing

Result<std::int64_t> Log::Parts::coder_id(const std::string& name) {
  const auto found = coders.find(name);
  if (found != coders.end()) return found->second;
  insert_coder.bind(1, std::string_view(name));
  if (const auto inserted = insert_coder.run(); !inserted) return tl::unexpected(inserted.error());
  return coders.emplace(name, database.last_row()).first->second;
}

Result<Log::Parts::Earlier> Log::Parts::find(const Document& document, std::string_view coder) {
  Statement& s = select_known;
  const ResetAtEnd reset_at_end(s);
  s.bind(1, std::string_view(document.id));
  s.bind(2, as_column(content_of(document)));
  s.bind(3, std::string_view(document.title));
  s.bind(4, std::string_view(document.source));
  s.bind(5, std::string_view(document.published));
  s.bind(6, std::string_view(document.text));
  Earlier out;
  for (;;) {
    const auto row = s.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return out;
    const auto version = static_cast<std::uint32_t>(s.integer(1));
    out.last = from_column(s.integer(0));
    out.versions = std::max(out.versions, version);
    if (s.integer(4) == 0) continue;
    out.version = version;
    out.text = s.integer(2);
    out.coded = out.coded || s.text(3) == coder;
  }
}

Result<bool> Log::knows(const Document& document, const std::string& coder) const {
  const auto earlier = parts_->find(document, coder);
  if (!earlier) return tl::unexpected(earlier.error());
  return earlier->coded;
}

Result<void> Log::Parts::insert(const Entry& entry, const Document& document, std::int64_t text,
                                std::uint64_t replaces, std::string_view moves) {
  const auto coder = coder_id(entry.coder);
  if (!coder) return tl::unexpected(coder.error());
  if (text == 0) {
    insert_text.bind(1, std::string_view(document.text));
    if (auto inserted = insert_text.run(); !inserted) return inserted;
    text = database.last_row();
  }
  std::string chain = chain_of(head.chain, entry, document.published, moves);
  Statement& s = insert_entry;
  s.bind(1 + kSeq, as_column(entry.seq));
  s.bind(1 + kDocument, std::string_view(entry.document));
  s.bind(1 + kVersion, std::int64_t{entry.version});
  s.bind(1 + kCoder, *coder);
  s.bind(1 + kReplaces, as_column(replaces));
  s.bind(1 + kSource, std::string_view(entry.source));
  s.bind(1 + kPublished, std::string_view(document.published));
  s.bind(1 + kUrl, std::string_view(entry.url));
  s.bind(1 + kTitle, std::string_view(entry.title));
  s.bind(1 + kTextId, text);
  s.bind(1 + kPublishedAt, entry.clocks.published.seconds());
  s.bind(1 + kFirstSeen, entry.clocks.first_seen.seconds());
  s.bind(1 + kRecorded, entry.clocks.recorded.seconds());
  s.bind(1 + kContent, as_column(entry.content));
  s.bind(1 + kSimhash, as_column(entry.simhash));
  s.bind_blob(1 + kMoves, moves);
  s.bind_blob(1 + kChain, chain);
  if (auto inserted = s.run(); !inserted) return inserted;
  head = {entry.seq, entry.clocks.recorded, std::move(chain)};
  ++since;
  return {};
}

Result<Taken> Log::append(const Document& document, const std::vector<Move>& moves, const std::string& coder,
                          Clocks clocks) {
  Parts& p = *parts_;
  if (!p.writes) return fail(ErrorKind::Usage, p.database.path(), "was opened to be read only");
  if (const auto head = p.read_head(); !head) return tl::unexpected(head.error());
  const auto earlier = p.find(document, coder);
  if (!earlier) return tl::unexpected(earlier.error());
  if (earlier->coded) return Taken::Known;
  const auto bytes = encode_moves(moves, {document.id, document.published, document.source, coder});
  if (!bytes) return fail(bytes.error().kind, document.id, bytes.error().what);
  clocks.published = std::clamp(clocks.published, kFirstInstant, kLastInstant);
  clocks.first_seen = std::clamp(clocks.first_seen, kFirstInstant, kLastInstant);
  clocks.recorded = std::max(std::clamp(clocks.recorded, kFirstInstant, kLastInstant), p.head.recorded);
  Entry entry;
  entry.seq = p.head.seq + 1;
  entry.document = document.id;
  entry.version = earlier->version != 0 ? earlier->version : earlier->versions + 1;
  entry.source = document.source;
  entry.url = document.url;
  entry.title = document.title;
  entry.text = document.text;
  entry.clocks = clocks;
  entry.coder = coder;
  entry.content = content_of(document);
  entry.simhash = simhash(shingles(document.title, document.text));
  const auto inserted = p.insert(entry, document, earlier->text, earlier->last, *bytes);
  if (!inserted) return tl::unexpected(inserted.error());
  if (earlier->version != 0) return Taken::NewCoding;
  return earlier->versions == 0 ? Taken::New : Taken::NewVersion;
}

Result<void> Log::commit() {
  Parts& p = *parts_;
  if (!p.writes || p.since == 0) return {};
  if (auto committed = p.database.run("COMMIT"); !committed) return committed;
  p.since = 0;
  p.stale = true;
  return p.database.run("BEGIN IMMEDIATE");
}

}  // namespace demarche::record
